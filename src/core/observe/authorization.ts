/** Authorization and WWW-Authenticate (RFC 9110 sections 11.3 to 11.6). */
import { isAuthenticationScheme } from '../knowledge/schemes.ts';
import { decodeJose } from './jose.ts';
import { tokenLike } from './shape.ts';

const MAX_SCHEME = 40;
const MAX_CHALLENGES_TEXT = 16_384;
const MAX_CHALLENGES = 20;

/** RFC 9110 section 5.6.2, `token`. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Scheme, in lower case, and credentials of an Authorization header.
 *
 * Many APIs take a bare token without a scheme: then `scheme` is '' and `credentials` the whole value. A word alone is
 * a scheme only if it is a known one (`Negotiate`). Does not prove that the credentials are accepted, nor that the
 * scheme is what it says: `Bearer` may be followed by anything.
 */
export function parseAuthorization(value: string): { scheme: string; credentials: string } {
  const text = value.trim();
  const space = text.slice(0, MAX_SCHEME + 1).search(/[ \t]/);
  const word = space === -1 ? text : text.slice(0, space);
  const credentials = space === -1 ? '' : text.slice(space + 1).trim();
  return isScheme(word, space !== -1) ? { scheme: word.toLowerCase(), credentials } : { scheme: '', credentials: text };
}

/**
 * Authentication schemes that WWW-Authenticate (or Proxy-Authenticate) offers, lower case, each once, in order. Several
 * challenges may stand in one line, separated by the same commas as their parameters, or in lines of their own.
 *
 * @param value one header value, or several joined with line feeds; at most 16 KiB are looked at
 */
export function parseChallenges(value: string): string[] {
  const schemes = new Set<string>();
  for (const line of value.slice(0, MAX_CHALLENGES_TEXT).split('\n')) {
    for (const element of withoutQuoted(line).split(',')) {
      const scheme = challengeScheme(element.trim());
      if (scheme !== undefined && schemes.size < MAX_CHALLENGES) schemes.add(scheme);
    }
  }
  return [...schemes];
}

/**
 * The scheme that the browser answered with, where the server's next word gives it away: a challenge of Negotiate or NTLM
 * goes on (RFC 4559 section 4.1), or a nonce of Digest has become stale (RFC 7616 section 3.3).
 *
 * @param value WWW-Authenticate
 */
export function answeredScheme(value: string): 'negotiate' | 'ntlm' | 'digest' | undefined {
  const text = value.slice(0, MAX_CHALLENGES_TEXT);
  const goesOn = /(?:^|[,\n])[ \t]*(negotiate|ntlm)[ \t]+[A-Za-z0-9+/]{8}/i
    .exec(withoutQuoted(text))?.[1]
    ?.toLowerCase();
  if (goesOn === 'negotiate' || goesOn === 'ntlm') return goesOn;
  const stale = /(?:^|[,\n])[ \t]*digest[ \t]/i.test(text) && /[, \t]stale[ \t]?=[ \t]?"?true/i.test(text);
  return stale ? 'digest' : undefined;
}

/** True if the server only wants its nonce in the next proof (RFC 9449 sections 8 and 9): the token itself is good. */
export function wantsNonce(value: string): boolean {
  return /(?:^|[,\n])[ \t]*dpop\b[^\n]{0,1024}error[ \t]?=[ \t]?"use_dpop_nonce"/i.test(
    value.slice(0, MAX_CHALLENGES_TEXT),
  );
}

function isScheme(word: string, followed: boolean): boolean {
  if (word.length > MAX_SCHEME || !TOKEN.test(word)) return false;
  if (isAuthenticationScheme(word)) return true;
  return followed && decodeJose(word) === undefined && !tokenLike(word);
}

/** A list element begins a challenge unless it is a parameter of the one before: `name=value`. */
function challengeScheme(element: string): string | undefined {
  const word = element.split(/[ \t]/, 1)[0] ?? '';
  if (word === '' || word.length > MAX_SCHEME || !TOKEN.test(word)) return undefined;
  const rest = element.slice(word.length).trimStart();
  return rest.startsWith('=') ? undefined : word.toLowerCase();
}

/** Commas inside quoted strings separate nothing (RFC 9110 section 5.6.4). */
function withoutQuoted(text: string): string {
  return text.replace(/"(?:[^"\\]|\\(?:[\s\S]|$))*(?:"|$)/g, '""');
}

/** What was seen to stand between a request and a forger. Whether the server insists on it cannot be seen. */
import type { CsrfToken, StateChange } from './facts-csrf.ts';

export type Defence =
  /** A secret that the page knows and another site does not (OWASP: synchroniser token). */
  | { kind: 'token'; token: CsrfToken }
  /** The value of a cookie once more, signed by the server or plain (OWASP: double submit). */
  | { kind: 'double-submit'; token: CsrfToken; cookie: string; signed: boolean }
  /** What makes browsers ask the server first when another site sends it (Fetch standard, CORS-preflight request). */
  | { kind: 'preflight'; because: string }
  /** A sign that the server looks at where requests come from (Fetch Metadata, Origin). */
  | { kind: 'origin-check'; sign: StateChange['checks'][number] };

/** The strongest that was seen; `hint` defends only if the server insists. */
export type Strength = 'none' | 'hint' | 'token';

/**
 * Each guess is a request that the victim's browser sends, so fewer bits do than against a thief with a fast machine: a nonce
 * of WordPress has 40, Moodle's sesskey 59. What holds fewer is a number, a flag or a word.
 */
const MIN_TOKEN_BITS = 32;

/** Content types that a plain form can send (Fetch standard, CORS-safelisted request-header). */
const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

export function defencesOf(change: StateChange): Defence[] {
  return [
    ...change.tokens.filter(isSecret).map(tokenDefence),
    ...preflightReasons(change).map((because): Defence => ({ kind: 'preflight', because })),
    ...change.checks.map((sign): Defence => ({ kind: 'origin-check', sign })),
  ];
}

/** Tokens by name that anybody could guess. */
export function weakTokens({ tokens }: StateChange): CsrfToken[] {
  return tokens.filter((token) => !isSecret(token));
}

export function strengthOf(defences: readonly Defence[]): Strength {
  if (defences.some(({ kind }) => kind === 'token' || kind === 'double-submit')) return 'token';
  return defences.some((one) => one.kind !== 'origin-check' || one.sign !== 'varies-by-origin') ? 'hint' : 'none';
}

function tokenDefence(token: CsrfToken): Defence {
  const { cookie, signed = false } = token;
  return cookie === undefined ? { kind: 'token', token } : { kind: 'double-submit', token, cookie, signed };
}

function isSecret({ bits }: CsrfToken): boolean {
  return bits === undefined || bits >= MIN_TOKEN_BITS;
}

/** What another site could not send without the browser asking the server first. */
function preflightReasons(change: StateChange): string[] {
  const reasons: string[] = [];
  const { method, contentType } = change;
  if (method !== 'POST' && method !== 'GET') reasons.push(`the method ${method}`);
  if (contentType !== undefined && !FORM_TYPES.has(contentType.toLowerCase())) {
    reasons.push(`the content type ${contentType}`);
  }
  const weakHeaders = weakTokens(change).filter(({ where }) => where === 'header');
  reasons.push(
    ...[...change.customHeaders, ...weakHeaders.map(({ name }) => name)].map((name) => `the header ${name}`),
  );
  if (change.attached.length > 0) reasons.push('a credential that a script attaches');
  return reasons;
}

/** Headers and Claims Sets are kept as they are, but for secrets in them: of these the name stays, and nothing else. */
import { PRIVATE_MEMBERS, secretClaim } from '../knowledge/claims.ts';
import { tokenPrefix } from '../knowledge/token-prefixes.ts';
import { isObject } from './json.ts';

/** Stands where a secret stood. */
export const WITHHELD = '••••';
/** Stands where another token stood. It may be meant to be there (RFC 7591: a software statement). */
const OTHER_TOKEN = '…';

const MIN_TOKEN = 16;
/** A JOSE object inside a token. */
const JOSE = /^(?:e[yw]|[ICD])[\w-]{8,}\.[\w-]*\.[\w-]*(?:\.[\w-]*){0,2}$/;
/** Stars in the place of a password, and words that only speak of one. */
const NO_SECRET =
  /^(?:[*•.x-]*|true|false|yes|no|null|none|nil|undefined|required|optional|set|unset|changed|expired)$/i;

/**
 * A copy of a header or a Claims Set without its secrets.
 *
 * Secrets are texts and numbers under a name that speaks of one, values with a provider's prefix for secrets, and private
 * members of JSON Web Keys. What has neither such a name nor such a form stays: nobody can tell it from other text.
 *
 * @returns the copy, and whether a secret was in it
 */
export function withoutSecrets(value: Record<string, unknown>): { value: Record<string, unknown>; found: boolean } {
  let found = false;
  const hide = (): string => {
    found = true;
    return WITHHELD;
  };
  const copy = (name: string, part: unknown, inKey: boolean): unknown => {
    if (typeof part === 'string') {
      if (isSecret(name, part, inKey)) return hide();
      return JOSE.test(part) ? OTHER_TOKEN : part;
    }
    if (typeof part === 'number') return secretClaim(name) && part >= 1_000 && !/token$/i.test(name) ? hide() : part;
    if (Array.isArray(part)) return part.map((element) => copy(name, element, inKey));
    if (!isObject(part)) return part;
    const isKey = typeof part['kty'] === 'string';
    return Object.fromEntries(Object.entries(part).map(([member, inner]) => [member, copy(member, inner, isKey)]));
  };
  const whole = copy('', value, false) as Record<string, unknown>;
  return { value: whole, found };
}

function isSecret(name: string, text: string, inKey: boolean): boolean {
  if (inKey && PRIVATE_MEMBERS.has(name)) return text !== '';
  const prefix = tokenPrefix(text)?.kind;
  if (prefix !== undefined) return prefix === 'secret' || prefix === 'refresh';
  if (!secretClaim(name) || NO_SECRET.test(text)) return false;
  return !/token$/i.test(name) || text.length >= MIN_TOKEN;
}

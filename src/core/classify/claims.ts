/** What the claims of a JWT say about whom it stands for, and what it is for (knowledge 3.3). */
import { wordsOf } from '../knowledge/names.ts';
import type { Role } from '../report.ts';

type Claims = Record<string, unknown>;

/** Guest and public tokens say so themselves: Supabase's `role: anon`, `is_anonymous`, Firebase's `sign_in_provider`. */
export const anonymousClaims = (claims: Claims | undefined): boolean => {
  if (claims === undefined) return false;
  const firebase = claims['firebase'];
  const provider =
    typeof firebase === 'object' && firebase !== null ? Reflect.get(firebase, 'sign_in_provider') : undefined;
  return (
    claims['is_anonymous'] === true ||
    claims['isGuest'] === true ||
    claims['guest'] === true ||
    claims['anonymous'] === true ||
    provider === 'anonymous' ||
    ['sub', 'role', 'type', 'user_type', 'scope'].some((name) => isNobody(claims[name]))
  );
};

const NOBODY = new Set(['anon', 'anonymous', 'guest', 'visitor']);

/** `guest-17` and `anon` name nobody; a long list of scopes with such a word among them does not say so. */
const isNobody = (claim: unknown): boolean =>
  typeof claim === 'string' && claim.length < 64 && NOBODY.has(wordsOf(claim)[0] ?? '');

/** RFC 7519 says `sub`; many servers invent their own name for whom they mean. */
const SUBJECT = ['sub', 'id', 'uid', 'user', 'user_id', 'userId', 'username', 'preferred_username', 'email'];

/** True if they name somebody, and an end: what access tokens and sessions have. Does not prove that anybody checks it. */
export const userClaims = (claims: Claims | undefined): boolean =>
  claims?.['exp'] !== undefined && SUBJECT.some((name) => claims[name] !== undefined) && !anonymousClaims(claims);

/** ID tokens (OpenID Connect Core section 2, Cognito) and refresh tokens (Keycloak, Directus) that say what they are. */
export const roleOfClaims = (claims: Claims | undefined): Role | undefined => {
  if (claims === undefined) return undefined;
  if (claims['nonce'] !== undefined || claims['at_hash'] !== undefined || claims['token_use'] === 'id')
    return 'id-token';
  return claims['typ'] === 'Refresh' || claims['type'] === 'refresh' ? 'refresh-token' : undefined;
};

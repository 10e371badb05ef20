/** Which of two rules speaks of a readable cookie: the one about tokens, or the one about the session in it. */
import { tokenParameter } from '../knowledge/words.ts';
import type { Carrier, Credential, Role } from '../report.ts';
import { describesSite } from './session-cookies.ts';

const BEARERS: ReadonlySet<Role> = new Set(['access-token', 'id-token']);

/** A script reads it there and sends it in a header. */
export function isAttached({ sentTo }: Credential): boolean {
  return sentTo.some(({ carrier }) => carrier === 'header');
}

/**
 * A token for scripts that lies in a cookie: it is sent in a header as well, or it is not the session that the server
 * reads from the cookie.
 */
export function isTokenForScripts(credential: Credential, { where, cookie }: Carrier): boolean {
  if (where !== 'cookie' || cookie === undefined || cookie.httpOnly) return false;
  return BEARERS.has(credential.role) && describesSite(credential) && (isAttached(credential) || !credential.decisive);
}

/** By its claims or its name it is a user's token: random JWTs in cookies are often something else. */
export function isOfUser({ role, token }: Credential, { name, path }: Carrier): boolean {
  if (
    token?.claims !== undefined &&
    ['sub', 'email', 'preferred_username', 'user_id'].some((claim) => claim in (token.claims ?? {}))
  )
    return true;
  return tokenParameter(path ?? name) === role;
}

/** The name, the domain and the path together are the cookie (RFC 6265bis, 5.7). */
export function isSameCookie(one: Carrier, other: Carrier): boolean {
  return (
    one.name === other.name &&
    one.cookie?.domain === other.cookie?.domain &&
    one.cookie?.path === other.cookie?.path &&
    one.cookie?.partitionKey === other.cookie?.partitionKey
  );
}

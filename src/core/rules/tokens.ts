/** What the rules about tokens have in common: which JWTs are judged, and which of them really let somebody in. */
import type { Credential, DecodedToken, Role } from '../report.ts';

export type JwtCredential = Credential & { token: DecodedToken };

/** Proofs of possession are made fresh for one request: no credential, and DBSC's are unsigned by design. */
const PROOFS: ReadonlySet<unknown> = new Set(['dbsc+jwt', 'dpop+jwt']);

const LETS_IN: ReadonlySet<Role> = new Set(['access-token', 'id-token', 'session-id']);

/** Bot walls, previews and login transactions use JWTs as well, and nobody is signed in by those. */
const CARRIES_NOBODY: ReadonlySet<Role> = new Set(['csrf-token', 'state', 'other']);

export function jwtCredentials(credentials: readonly Credential[]): JwtCredential[] {
  return credentials.filter(isJwt).filter((credential) => !PROOFS.has(typeOf(credential.token)));
}

function isJwt(credential: Credential): credential is JwtCredential {
  return credential.token !== undefined;
}

/** `typ` is a media type of which `application/` may be left out (RFC 7515, 4.1.9). */
function typeOf({ header }: DecodedToken): unknown {
  return typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : undefined;
}

export function carriesIdentity({ role }: Credential): boolean {
  return !CARRIES_NOBODY.has(role);
}

/** The server takes it as a credential: the verdict rests on it, or it is of a kind that lets in, and was sent. */
export function isInUse({ decisive, role, sentTo }: Credential): boolean {
  return decisive || (LETS_IN.has(role) && sentTo.length > 0);
}

export interface Lifetime {
  milliseconds: number;
  /** False without `iat`: then the first sighting stands in, and the true lifetime may be longer. */
  exact: boolean;
}

export function lifetimeOf({ token, firstSeen }: Credential): Lifetime | undefined {
  if (token?.expiresAt === undefined) return undefined;

  const exact = token.issuedAt !== undefined;
  const milliseconds = token.expiresAt - (token.issuedAt ?? firstSeen);
  return milliseconds > 0 ? { milliseconds, exact } : undefined;
}

/** So short that a thief has little of it. Without `iat` nobody can say so. */
export function isShortLived(credential: Credential, limit: number): boolean {
  const lifetime = lifetimeOf(credential);
  return lifetime?.exact === true && lifetime.milliseconds < limit;
}

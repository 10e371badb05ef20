/** What the rules about tokens have in common: which JWTs are judged, and which of them really let somebody in. */
import type { Credential, DecodedToken, Role } from '../report.ts';
import type { TokenSighting } from './facts-tokens.ts';
import { describesSite } from './session-cookies.ts';

export type JwtCredential = Credential & { token: DecodedToken };

/**
 * Proofs, attestations and signed messages: no credential of a user, and they have keys in their headers by design. DBSC's
 * are unsigned. RFC 9449 4.2; W3C DBSC; RFC 9901 4.3; draft-ietf-oauth-attestation-based-client-auth; OpenID4VCI 1.0
 * appendix F.1; RFC 9101 10.8; RFC 8225 (PASSporT); OpenID Federation 1.0; RFC 8417; OpenID Connect Back-Channel Logout 1.0.
 */
const PROOFS: ReadonlySet<unknown> = new Set([
  'dbsc+jwt',
  'dpop+jwt',
  'kb+jwt',
  'oauth-client-attestation+jwt',
  'oauth-client-attestation-pop+jwt',
  'openid4vci-proof+jwt',
  'key-attestation+jwt',
  'dc+sd-jwt',
  'vc+sd-jwt',
  'oauth-authz-req+jwt',
  'passport',
  'entity-statement+jwt',
  'trust-mark+jwt',
  'secevent+jwt',
  'logout+jwt',
]);

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

/** JWTs whose content is judged: they stand for somebody, and are what the site works with. */
export function judgedTokens(credentials: readonly Credential[]): JwtCredential[] {
  return jwtCredentials(credentials).filter(
    (credential) => describesSite(credential) && carriesIdentity(credential) && credential.role !== 'api-key',
  );
}

/** Of these the ones that let somebody in by their role, whether they were sent yet or not. */
export function admittingTokens(credentials: readonly Credential[]): JwtCredential[] {
  return judgedTokens(credentials).filter(({ decisive, role }) => decisive || LETS_IN.has(role));
}

export const NOT_IN_USE = 'It was not seen to let anybody in.';

export function carriesIdentity({ role }: Credential): boolean {
  return !CARRIES_NOBODY.has(role);
}

/** It was shown to a server, as what the verdict rests on or as a token of a kind that lets in. */
export function isInUse({ decisive, role, sentTo }: Credential): boolean {
  return sentTo.length > 0 && (decisive || LETS_IN.has(role));
}

export interface Lifetime {
  milliseconds: number;
  /** False without `iat`: then the first sighting stands in, and the true lifetime may be longer. */
  exact: boolean;
}

/** @param sightings of tokens: a credential may be older than the token that it holds now */
export function lifetimeOf(credential: Credential, sightings: readonly TokenSighting[] = []): Lifetime | undefined {
  const { token } = credential;
  if (token?.expiresAt === undefined) return undefined;

  const exact = token.issuedAt !== undefined;
  const milliseconds = token.expiresAt - (token.issuedAt ?? firstSightOf(credential, sightings));
  return milliseconds > 0 ? { milliseconds, exact } : undefined;
}

export function firstSightOf({ id, firstSeen }: Credential, sightings: readonly TokenSighting[]): number {
  return sightings.find(({ credential }) => credential === id)?.at ?? firstSeen;
}

/** So short that a thief has little of it. Without `iat` nobody can say so. */
export function isShortLived(credential: Credential, limit: number): boolean {
  const lifetime = lifetimeOf(credential);
  return lifetime?.exact === true && lifetime.milliseconds < limit;
}

/** Every rule, by name. A rule that is not in this list does not run; a test compares it with the folder. */
import basicOverHttp from './basic-over-http.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import dpopMismatch from './dpop-mismatch.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtAlgOddCase from './jwt-alg-odd-case.ts';
import jwtBindingUnused from './jwt-binding-unused.ts';
import jwtEmbeddedKey from './jwt-embedded-key.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtIdTokenAsAccessToken from './jwt-id-token-as-access-token.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtMalformed from './jwt-malformed.ts';
import jwtPersonalData from './jwt-personal-data.ts';
import jwtRemoteKeyReference from './jwt-remote-key-reference.ts';
import jwtSecretInClaims from './jwt-secret-in-claims.ts';
import jwtSuspiciousKid from './jwt-suspicious-kid.ts';
import jwtTimeOdd from './jwt-time-odd.ts';
import jwtWithoutAudience from './jwt-without-audience.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import jwtWithoutIssuer from './jwt-without-issuer.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import type { Rule } from './rule.ts';
import sessionCookieSamesiteNone from './session-cookie-samesite-none.ts';
import sessionCookieWithoutHttponly from './session-cookie-without-httponly.ts';
import sessionCookieWithoutSamesite from './session-cookie-without-samesite.ts';
import sessionCookieWithoutSecure from './session-cookie-without-secure.ts';
import sessionNotRotatedAtLogin from './session-not-rotated-at-login.ts';
import tokenInLocalStorage from './token-in-local-storage.ts';
import tokenInSessionStorage from './token-in-session-storage.ts';
import tokenInUrl from './token-in-url.ts';

export const allRules: readonly Rule[] = [
  basicOverHttp,
  credentialOverHttp,
  csrfExposed,
  dpopMismatch,
  jwtAlgNone,
  jwtAlgOddCase,
  jwtBindingUnused,
  jwtEmbeddedKey,
  jwtExpiredInUse,
  jwtIdTokenAsAccessToken,
  jwtLongLived,
  jwtMalformed,
  jwtPersonalData,
  jwtRemoteKeyReference,
  jwtSecretInClaims,
  jwtSuspiciousKid,
  jwtTimeOdd,
  jwtWithoutAudience,
  jwtWithoutExp,
  jwtWithoutIssuer,
  logoutKeepsCredential,
  refreshTokenInWebStorage,
  sessionCookieSamesiteNone,
  sessionCookieWithoutHttponly,
  sessionCookieWithoutSamesite,
  sessionCookieWithoutSecure,
  sessionNotRotatedAtLogin,
  tokenInLocalStorage,
  tokenInSessionStorage,
  tokenInUrl,
];

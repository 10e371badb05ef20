/** Every rule, by name. A rule that is not in this list does not run; a test compares it with the folder. */
import basicOverHttp from './basic-over-http.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import csrfTokenNotSecret from './csrf-token-not-secret.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import loginFormThirdParty from './login-form-third-party.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import refreshTokenReused from './refresh-token-reused.ts';
import type { Rule } from './rule.ts';
import sessionAliveAfterLogout from './session-alive-after-logout.ts';
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
  csrfTokenNotSecret,
  jwtAlgNone,
  jwtExpiredInUse,
  jwtLongLived,
  jwtWithoutExp,
  loginFormThirdParty,
  logoutKeepsCredential,
  refreshTokenInWebStorage,
  refreshTokenReused,
  sessionAliveAfterLogout,
  sessionCookieSamesiteNone,
  sessionCookieWithoutHttponly,
  sessionCookieWithoutSamesite,
  sessionCookieWithoutSecure,
  sessionNotRotatedAtLogin,
  tokenInLocalStorage,
  tokenInSessionStorage,
  tokenInUrl,
];

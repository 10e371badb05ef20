/** Every rule, by name. A rule that is not in this list does not run; a test compares it with the folder. */
import basicOverHttp from './basic-over-http.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtWeakSecret from './jwt-weak-secret.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
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
  jwtAlgNone,
  jwtExpiredInUse,
  jwtLongLived,
  jwtWeakSecret,
  jwtWithoutExp,
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

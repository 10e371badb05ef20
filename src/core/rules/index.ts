/** Every rule, by name. A rule that is not in this list does not run; a test compares it with the folder. */
import basicOverHttp from './basic-over-http.ts';
import cookiePrefixViolated from './cookie-prefix-violated.ts';
import cookieShadowed from './cookie-shadowed.ts';
import cookieTooLarge from './cookie-too-large.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import type { Rule } from './rule.ts';
import samesiteNoneWithoutSecure from './samesite-none-without-secure.ts';
import sessionCookieLongLived from './session-cookie-long-lived.ts';
import sessionCookieReadableContent from './session-cookie-readable-content.ts';
import sessionCookieSamesiteNone from './session-cookie-samesite-none.ts';
import sessionCookieWideDomain from './session-cookie-wide-domain.ts';
import sessionCookieWithoutHttponly from './session-cookie-without-httponly.ts';
import sessionCookieWithoutPrefix from './session-cookie-without-prefix.ts';
import sessionCookieWithoutSamesite from './session-cookie-without-samesite.ts';
import sessionCookieWithoutSecure from './session-cookie-without-secure.ts';
import sessionIdShort from './session-id-short.ts';
import sessionNotRotatedAtLogin from './session-not-rotated-at-login.ts';
import tokenInLocalStorage from './token-in-local-storage.ts';
import tokenInReadableCookie from './token-in-readable-cookie.ts';
import tokenInSessionStorage from './token-in-session-storage.ts';
import tokenInUrl from './token-in-url.ts';

export const allRules: readonly Rule[] = [
  basicOverHttp,
  cookiePrefixViolated,
  cookieShadowed,
  cookieTooLarge,
  credentialOverHttp,
  csrfExposed,
  jwtAlgNone,
  jwtExpiredInUse,
  jwtLongLived,
  jwtWithoutExp,
  logoutKeepsCredential,
  refreshTokenInWebStorage,
  samesiteNoneWithoutSecure,
  sessionCookieLongLived,
  sessionCookieReadableContent,
  sessionCookieSamesiteNone,
  sessionCookieWideDomain,
  sessionCookieWithoutHttponly,
  sessionCookieWithoutPrefix,
  sessionCookieWithoutSamesite,
  sessionCookieWithoutSecure,
  sessionIdShort,
  sessionNotRotatedAtLogin,
  tokenInLocalStorage,
  tokenInReadableCookie,
  tokenInSessionStorage,
  tokenInUrl,
];

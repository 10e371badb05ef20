/** Every rule, by name. A rule that is not in this list does not run; a test compares it with the folder. */
import authenticatedResponseCacheable from './authenticated-response-cacheable.ts';
import basicOverHttp from './basic-over-http.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import passwordInUrl from './password-in-url.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import type { Rule } from './rule.ts';
import secretKeyInBrowser from './secret-key-in-browser.ts';
import sessionCookieSamesiteNone from './session-cookie-samesite-none.ts';
import sessionCookieWithoutHttponly from './session-cookie-without-httponly.ts';
import sessionCookieWithoutSamesite from './session-cookie-without-samesite.ts';
import sessionCookieWithoutSecure from './session-cookie-without-secure.ts';
import sessionNotRotatedAtLogin from './session-not-rotated-at-login.ts';
import tokenInIndexeddb from './token-in-indexeddb.ts';
import tokenInLocalStorage from './token-in-local-storage.ts';
import tokenInReferrer from './token-in-referrer.ts';
import tokenInSessionStorage from './token-in-session-storage.ts';
import tokenInUrl from './token-in-url.ts';
import tokenSentToThirdParty from './token-sent-to-third-party.ts';

export const allRules: readonly Rule[] = [
  authenticatedResponseCacheable,
  basicOverHttp,
  credentialOverHttp,
  csrfExposed,
  jwtAlgNone,
  jwtExpiredInUse,
  jwtLongLived,
  jwtWithoutExp,
  logoutKeepsCredential,
  passwordInUrl,
  refreshTokenInWebStorage,
  secretKeyInBrowser,
  sessionCookieSamesiteNone,
  sessionCookieWithoutHttponly,
  sessionCookieWithoutSamesite,
  sessionCookieWithoutSecure,
  sessionNotRotatedAtLogin,
  tokenInIndexeddb,
  tokenInLocalStorage,
  tokenInReferrer,
  tokenInSessionStorage,
  tokenInUrl,
  tokenSentToThirdParty,
];

/** Every rule, by name; written by `npm run rules`. A rule that is not in this list does not run; a test compares it. */
import basicOverHttp from './basic-over-http.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import jwtAlgNone from './jwt-alg-none.ts';
import jwtExpiredInUse from './jwt-expired-in-use.ts';
import jwtLongLived from './jwt-long-lived.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import oauthClientSecretInBrowser from './oauth-client-secret-in-browser.ts';
import oauthImplicit from './oauth-implicit.ts';
import oauthPasswordGrant from './oauth-password-grant.ts';
import oauthPkcePlain from './oauth-pkce-plain.ts';
import oauthRedirectOverHttp from './oauth-redirect-over-http.ts';
import oauthWithoutPkce from './oauth-without-pkce.ts';
import oauthWithoutState from './oauth-without-state.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import type { Rule } from './rule.ts';
import samlLongWindow from './saml-long-window.ts';
import samlOverHttp from './saml-over-http.ts';
import samlUnsigned from './saml-unsigned.ts';
import samlWeakSignature from './saml-weak-signature.ts';
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
  jwtWithoutExp,
  logoutKeepsCredential,
  oauthClientSecretInBrowser,
  oauthImplicit,
  oauthPasswordGrant,
  oauthPkcePlain,
  oauthRedirectOverHttp,
  oauthWithoutPkce,
  oauthWithoutState,
  refreshTokenInWebStorage,
  samlLongWindow,
  samlOverHttp,
  samlUnsigned,
  samlWeakSignature,
  sessionCookieSamesiteNone,
  sessionCookieWithoutHttponly,
  sessionCookieWithoutSamesite,
  sessionCookieWithoutSecure,
  sessionNotRotatedAtLogin,
  tokenInLocalStorage,
  tokenInSessionStorage,
  tokenInUrl,
];

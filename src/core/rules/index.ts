/** Every rule, by name; written by `npm run rules`. A rule that is not in this list does not run; a test compares it. */
import authenticatedResponseCacheable from './authenticated-response-cacheable.ts';
import basicOverHttp from './basic-over-http.ts';
import cookiePrefixViolated from './cookie-prefix-violated.ts';
import cookieShadowed from './cookie-shadowed.ts';
import cookieTooLarge from './cookie-too-large.ts';
import credentialOverHttp from './credential-over-http.ts';
import csrfExposed from './csrf-exposed.ts';
import csrfTokenNotSecret from './csrf-token-not-secret.ts';
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
import jwtWeakSecret from './jwt-weak-secret.ts';
import jwtWithoutAudience from './jwt-without-audience.ts';
import jwtWithoutExp from './jwt-without-exp.ts';
import jwtWithoutIssuer from './jwt-without-issuer.ts';
import loginFormThirdParty from './login-form-third-party.ts';
import logoutKeepsCredential from './logout-keeps-credential.ts';
import oauthClientSecretInBrowser from './oauth-client-secret-in-browser.ts';
import oauthImplicit from './oauth-implicit.ts';
import oauthPasswordGrant from './oauth-password-grant.ts';
import oauthPkcePlain from './oauth-pkce-plain.ts';
import oauthRedirectOverHttp from './oauth-redirect-over-http.ts';
import oauthWithoutPkce from './oauth-without-pkce.ts';
import oauthWithoutState from './oauth-without-state.ts';
import passwordInUrl from './password-in-url.ts';
import refreshTokenInWebStorage from './refresh-token-in-web-storage.ts';
import refreshTokenReused from './refresh-token-reused.ts';
import type { Rule } from './rule.ts';
import samesiteNoneWithoutSecure from './samesite-none-without-secure.ts';
import samlLongWindow from './saml-long-window.ts';
import samlOverHttp from './saml-over-http.ts';
import samlUnsigned from './saml-unsigned.ts';
import samlWeakSignature from './saml-weak-signature.ts';
import secretKeyInBrowser from './secret-key-in-browser.ts';
import sessionAliveAfterLogout from './session-alive-after-logout.ts';
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
import tokenInIndexeddb from './token-in-indexeddb.ts';
import tokenInLocalStorage from './token-in-local-storage.ts';
import tokenInReadableCookie from './token-in-readable-cookie.ts';
import tokenInReferrer from './token-in-referrer.ts';
import tokenInSessionStorage from './token-in-session-storage.ts';
import tokenInUrl from './token-in-url.ts';
import tokenSentToThirdParty from './token-sent-to-third-party.ts';

export const allRules: readonly Rule[] = [
  authenticatedResponseCacheable,
  basicOverHttp,
  cookiePrefixViolated,
  cookieShadowed,
  cookieTooLarge,
  credentialOverHttp,
  csrfExposed,
  csrfTokenNotSecret,
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
  jwtWeakSecret,
  jwtWithoutAudience,
  jwtWithoutExp,
  jwtWithoutIssuer,
  loginFormThirdParty,
  logoutKeepsCredential,
  oauthClientSecretInBrowser,
  oauthImplicit,
  oauthPasswordGrant,
  oauthPkcePlain,
  oauthRedirectOverHttp,
  oauthWithoutPkce,
  oauthWithoutState,
  passwordInUrl,
  refreshTokenInWebStorage,
  refreshTokenReused,
  samesiteNoneWithoutSecure,
  samlLongWindow,
  samlOverHttp,
  samlUnsigned,
  samlWeakSignature,
  secretKeyInBrowser,
  sessionAliveAfterLogout,
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
  tokenInIndexeddb,
  tokenInLocalStorage,
  tokenInReadableCookie,
  tokenInReferrer,
  tokenInSessionStorage,
  tokenInUrl,
  tokenSentToThirdParty,
];

/**
 * What a check that did not fail has to say, in one plain sentence: it passed, it could not tell, or (in a few words) there
 * is nothing that it is about. `{cookie}` and `{token}` are put in by name where the site has one that the verdict rests on.
 */
export interface CheckWords {
  fine: string;
  untold: string;
  na: string;
}

export const CHECK_WORDS: Readonly<Record<string, CheckWords>> = {
  'session-cookie-without-httponly': {
    fine: 'Scripts cannot read {cookie}: it is HttpOnly.',
    untold: '{cookie} was only seen in a request, which does not show whether it is HttpOnly.',
    na: 'no session cookie',
  },
  'session-cookie-without-secure': {
    fine: '{cookie} travels over HTTPS only.',
    untold: '{cookie} was only seen in a request, which does not show whether it is Secure.',
    na: 'no session cookie over HTTPS',
  },
  'session-cookie-without-samesite': {
    fine: '{cookie} says itself which sites may make the browser send it (SameSite).',
    untold: '{cookie} was only seen in a request, which does not show its SameSite.',
    na: 'no session cookie',
  },
  'session-cookie-samesite-none': {
    fine: 'Requests from other sites do not carry {cookie} by its own wish.',
    untold: '{cookie} was only seen in a request, which does not show its SameSite.',
    na: 'no session cookie',
  },
  'samesite-none-without-secure': {
    fine: 'No cookie asks for SameSite=None without Secure, which browsers refuse.',
    untold: 'No answer that sets cookies was seen.',
    na: 'no cookie was set',
  },
  'session-cookie-wide-domain': {
    fine: '{cookie} goes to this host alone, not to its neighbours.',
    untold: '{cookie} was only seen in a request, which does not show its domain.',
    na: 'no session cookie',
  },
  'session-cookie-without-prefix': {
    fine: '{cookie} has a prefix that the browser enforces.',
    untold: '{cookie} was only seen in a request, which does not show whether a prefix would hold.',
    na: 'no session cookie',
  },
  'session-cookie-long-lived': {
    fine: '{cookie} does not outlive a month.',
    untold: '{cookie} was only seen in a request, which does not show how long it is kept.',
    na: 'no session cookie',
  },
  'cookie-prefix-violated': {
    fine: 'Cookies with a `__Host-` or `__Secure-` prefix keep its rules.',
    untold: 'No answer that sets cookies was seen.',
    na: 'no cookie with a prefix',
  },
  'session-id-short': {
    fine: '{cookie} is long enough to hold a number that nobody guesses.',
    untold: 'The value of {cookie} was not seen.',
    na: 'no session id',
  },
  'session-cookie-readable-content': {
    fine: '{cookie} tells nobody who holds it anything about the user.',
    untold: 'The value of {cookie} was not seen.',
    na: 'no session cookie',
  },
  'cookie-shadowed': {
    fine: 'No two session cookies of one name compete.',
    untold: 'The cookies were not read yet.',
    na: 'no session cookie',
  },
  'cookie-too-large': {
    fine: 'All cookies stay well below the 4096 octets that browsers keep.',
    untold: 'No answer that sets cookies was seen.',
    na: 'no cookie',
  },
  'token-in-local-storage': {
    fine: 'No token that lets somebody in lies in localStorage.',
    untold: 'The page’s storage was not read yet.',
    na: 'no token',
  },
  'token-in-session-storage': {
    fine: 'No token that lets somebody in lies in sessionStorage.',
    untold: 'The page’s storage was not read yet.',
    na: 'no token',
  },
  'token-in-indexeddb': {
    fine: 'No token that lets somebody in was found in IndexedDB.',
    untold: 'The page’s databases were not read yet.',
    na: 'no token',
  },
  'refresh-token-in-web-storage': {
    fine: 'No refresh token lies where scripts can read it.',
    untold: 'The page’s storage was not read yet.',
    na: 'no refresh token',
  },
  'token-in-readable-cookie': {
    fine: 'No bearer token lies in a cookie that scripts can read.',
    untold: 'The cookie was only seen in a request, which does not show whether it is HttpOnly.',
    na: 'no token in a cookie',
  },
  'token-in-url': {
    fine: 'No credential stood in an address.',
    untold: 'Too few requests were seen.',
    na: 'no credential',
  },
  'token-sent-to-third-party': {
    fine: 'Credentials went to this site and to those that it names, and nowhere else.',
    untold: 'No credential was seen on its way.',
    na: 'no credential was sent',
  },
  'token-in-referrer': {
    fine: 'No page with a credential in its address told it to another site.',
    untold: 'It was not seen what the page’s referrer policy is.',
    na: 'no credential in an address',
  },
  'secret-key-in-browser': {
    fine: 'No key that belongs on a server was seen in the browser.',
    untold: 'The page’s storage was not read yet.',
    na: 'no key',
  },
  'credential-over-http': {
    fine: 'Every credential went over HTTPS.',
    untold: 'No credential was seen on its way.',
    na: 'no credential over the network',
  },
  'password-in-url': { fine: 'No password stood in an address.', untold: 'No login was seen.', na: 'no login form' },
  'basic-over-http': {
    fine: 'Basic authentication went over HTTPS only.',
    untold: 'No answer to a challenge was seen.',
    na: 'no Basic authentication',
  },
  'authenticated-response-cacheable': {
    fine: 'Answers for somebody who is signed in are kept by no shared cache.',
    untold: 'No answer for somebody who is signed in was seen.',
    na: 'nobody is signed in',
  },
  'jwt-alg-none': { fine: '{token} is signed.', untold: 'The header of the token could not be read.', na: 'no JWT' },
  'jwt-alg-odd-case': {
    fine: '{token} names its algorithm as the standard spells it.',
    untold: 'The header of the token could not be read.',
    na: 'no JWT',
  },
  'jwt-weak-secret': {
    fine: 'The secret behind {token} stands in none of the lists that were tried.',
    untold: 'Nobody asked for the check yet: it begins on a click, on the token’s card.',
    na: 'no JWT signed with a shared secret',
  },
  'jwt-without-exp': {
    fine: '{token} has an end.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-long-lived': {
    fine: '{token} is short-lived, as your thresholds have it.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT with an end',
  },
  'jwt-expired-in-use': {
    fine: 'No token was accepted after its end.',
    untold: 'No token was seen on its way after its end.',
    na: 'no JWT with an end',
  },
  'jwt-time-odd': {
    fine: 'The times in {token} fit together.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-without-audience': {
    fine: '{token} says whom it is for.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-without-issuer': {
    fine: '{token} says who made it.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-id-token-as-access-token': {
    fine: 'No ID token was sent to an API.',
    untold: 'No token was seen on its way.',
    na: 'no ID token',
  },
  'jwt-suspicious-kid': {
    fine: 'The key id of {token} is a plain name.',
    untold: 'The header of the token could not be read.',
    na: 'no JWT with a key id',
  },
  'jwt-remote-key-reference': {
    fine: '{token} does not say from where its key is to be fetched.',
    untold: 'The header of the token could not be read.',
    na: 'no JWT',
  },
  'jwt-embedded-key': {
    fine: '{token} does not bring its own key along.',
    untold: 'The header of the token could not be read.',
    na: 'no JWT',
  },
  'jwt-personal-data': {
    fine: '{token} tells nothing personal to those who hold it.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-secret-in-claims': {
    fine: 'No secret stands in {token}.',
    untold: 'The claims of an encrypted token are for the server alone.',
    na: 'no JWT',
  },
  'jwt-binding-unused': {
    fine: 'A token that is bound to a key was sent with a proof of that key.',
    untold: 'The bound token was not seen on its way.',
    na: 'no token bound to a key',
  },
  'jwt-malformed': {
    fine: '{token} is written as the standard asks.',
    untold: 'The token could not be read to its end.',
    na: 'no JWT',
  },
  'csrf-exposed': {
    fine: 'No request that changes something was seen open to other sites.',
    untold: 'No request that changes something was seen yet.',
    na: 'no credential that the browser sends by itself',
  },
  'csrf-token-not-secret': {
    fine: 'Nobody else can set the cookie that the anti-CSRF token is compared with.',
    untold: 'No request with an anti-CSRF token was seen.',
    na: 'no anti-CSRF cookie',
  },
  'session-not-rotated-at-login': {
    fine: 'The login brought a new session id.',
    untold: 'No login was seen from its beginning to its end.',
    na: 'no login was seen',
  },
  'logout-keeps-credential': {
    fine: 'The logout took the credential out of the browser.',
    untold: 'It was not seen what the browser kept after the logout.',
    na: 'no logout was seen',
  },
  'session-alive-after-logout': {
    fine: 'The old value was not accepted after the logout.',
    untold: 'The old value was not sent again after the logout.',
    na: 'no logout was seen',
  },
  'refresh-token-reused': {
    fine: 'Each refresh token was used once.',
    untold: 'Too few refreshes were seen.',
    na: 'no refresh token was used',
  },
  'login-form-third-party': {
    fine: 'The password went to this site, or to a known identity provider.',
    untold: 'No login was seen.',
    na: 'no password was sent',
  },
  'oauth-implicit': {
    fine: 'No access token came back in an address.',
    untold: 'No authorization request was seen.',
    na: 'no OAuth login',
  },
  'oauth-without-pkce': {
    fine: 'The OAuth login proves at the end who began it (PKCE).',
    untold: 'The parameters of the request went another way.',
    na: 'no OAuth login with a code',
  },
  'oauth-pkce-plain': {
    fine: 'PKCE is used with S256.',
    untold: 'The parameters of the request went another way.',
    na: 'no PKCE',
  },
  'oauth-without-state': {
    fine: 'The OAuth login is tied to the browser that began it.',
    untold: 'The parameters of the request went another way.',
    na: 'no OAuth login',
  },
  'oauth-password-grant': {
    fine: 'No app asked for your password in place of the provider.',
    untold: 'No request for tokens was seen.',
    na: 'no request for tokens by the browser',
  },
  'oauth-client-secret-in-browser': {
    fine: 'No client secret was sent by the browser.',
    untold: 'No request for tokens was seen.',
    na: 'no request for tokens by the browser',
  },
  'oauth-redirect-over-http': {
    fine: 'The OAuth login comes back over HTTPS.',
    untold: 'The parameters of the request went another way.',
    na: 'no OAuth login',
  },
  'dpop-mismatch': {
    fine: 'Each DPoP proof fits its request.',
    untold: 'The proofs could not be read.',
    na: 'no DPoP',
  },
  'saml-weak-signature': {
    fine: 'The SAML response is signed with a sound algorithm.',
    untold: 'The SAML response is encrypted.',
    na: 'no SAML',
  },
  'saml-unsigned': { fine: 'The SAML response is signed.', untold: 'The SAML response is encrypted.', na: 'no SAML' },
  'saml-over-http': {
    fine: 'The SAML response went over HTTPS.',
    untold: 'The delivery of the SAML response was not seen.',
    na: 'no SAML',
  },
  'saml-long-window': {
    fine: 'The SAML assertion is good for minutes only.',
    untold: 'The SAML response is encrypted.',
    na: 'no SAML',
  },
};

/** The engine's closed words in plain English. Data and nothing else. */
import type { FindingConfidence, Kind, Mechanism, Role, Severity, SignedIn, Where } from '../core/report.ts';

export const KIND_WORD: Record<Kind, string> = {
  session: 'Session',
  token: 'Token',
  hybrid: 'Hybrid',
  'http-auth': 'HTTP auth',
  none: 'Nothing seen yet',
};

export const SIGNED_IN: Record<SignedIn, string> = {
  yes: 'signed in',
  no: 'not signed in',
  unknown: "can't tell if signed in",
};

export const ROLE: Record<Role, { name: string; plain: string }> = {
  'session-id': { name: 'Session id', plain: 'The ticket: the server looks up who holds it.' },
  'access-token': { name: 'Access token', plain: 'The card: whoever shows it may use the API.' },
  'id-token': { name: 'ID token', plain: 'Tells this app who signed in. Not meant for APIs.' },
  'refresh-token': { name: 'Refresh token', plain: 'Buys new access tokens when they expire.' },
  'api-key': { name: 'API key', plain: 'Names the app or account that calls an API.' },
  login: { name: 'Login', plain: 'The user name and password themselves, sent with each request.' },
  'csrf-token': { name: 'CSRF token', plain: 'Proves that a form came from this site. It does not sign anybody in.' },
  'remember-me': { name: 'Remember me', plain: 'Starts a new session after the old one has ended.' },
  state: { name: 'Login state', plain: 'Ties the answer of a login to the browser that began it.' },
  other: { name: 'Other', plain: 'Nothing suggests that it identifies you.' },
};

export const WHERE: Record<Where, string> = {
  cookie: 'Cookie',
  header: 'Request header',
  query: 'URL query',
  fragment: 'URL fragment',
  body: 'Request or response body',
  localStorage: 'localStorage',
  sessionStorage: 'sessionStorage',
  indexedDB: 'IndexedDB',
};

export const MECHANISM: Record<Mechanism, string> = {
  'session-cookie': 'session cookie',
  'sealed-session-cookie': 'sealed session cookie',
  'jwt-cookie': 'JWT in a cookie',
  'bearer-jwt': 'bearer JWT',
  'bearer-opaque': 'opaque bearer token',
  'custom-header-token': 'token in a custom header',
  'api-key': 'API key',
  'url-token': 'token in the URL',
  basic: 'Basic',
  digest: 'Digest',
  negotiate: 'Negotiate',
  dpop: 'DPoP',
  'signed-request': 'signed requests',
  'mtls-hint': 'client certificate',
  'device-bound-session': 'device-bound session',
  'oauth-code': 'OAuth code flow',
  'oauth-implicit': 'OAuth implicit flow',
  oidc: 'OpenID Connect',
  saml: 'SAML',
  webauthn: 'passkey',
};

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export const CONFIDENCE: Record<FindingConfidence, string> = {
  certain: 'Certain: it was seen directly.',
  firm: 'Firm: what was seen leaves little room for another reading.',
  tentative: 'Tentative: it fits what was seen, but look for yourself.',
};

/** Letters that a rule's id cannot carry. */
const SPELLING: Record<string, string> = {
  jwt: 'JWT',
  csrf: 'CSRF',
  http: 'HTTP',
  https: 'HTTPS',
  httponly: 'HttpOnly',
  samesite: 'SameSite',
  secure: 'Secure',
  url: 'URL',
  saml: 'SAML',
  oauth: 'OAuth',
  pkce: 'PKCE',
  api: 'API',
  id: 'ID',
  dpop: 'DPoP',
  indexeddb: 'IndexedDB',
  exp: 'expiry',
  alg: 'algorithm',
};

/** Ids that do not read as English when their hyphens go. */
const TITLES: Record<string, string> = {
  'csrf-exposed': 'Open to cross-site request forgery',
  'csrf-token-not-secret': 'CSRF token that an attacker could set',
  'token-in-local-storage': 'Token in localStorage',
  'token-in-session-storage': 'Token in sessionStorage',
  'session-not-rotated-at-login': 'Session id kept over the login',
  'session-alive-after-logout': 'Session still valid after logout',
  'logout-keeps-credential': 'Credential kept after logout',
  'session-id-short': 'Session id short enough to guess',
  'jwt-alg-none': 'JWT without a signature (alg none)',
  'jwt-alg-odd-case': 'JWT algorithm in an odd spelling',
  'jwt-suspicious-kid': 'JWT with a suspicious key id',
  'jwt-time-odd': 'JWT times that contradict each other',
  'jwt-weak-secret': 'JWT signed with a known secret',
  'jwt-secret-in-claims': 'Secret inside a JWT',
  'jwt-personal-data': 'Personal data readable in a JWT',
  'jwt-id-token-as-access-token': 'ID token used as an access token',
  'jwt-binding-unused': 'JWT bound to a key, sent without proof',
  'samesite-none-without-secure': 'SameSite=None without Secure',
  'session-cookie-samesite-none': 'Session cookie with SameSite=None',
  'session-cookie-without-prefix': 'Session cookie without __Host- prefix',
  'login-form-third-party': 'Login form that posts to another site',
  'authenticated-response-cacheable': 'Signed-in page that caches may keep',
};

/** A rule's id as a title. Ids name the failing state, so lists of passes say "looked for and not found". */
export const ruleTitle = (id: string, known: Readonly<Record<string, string>> = {}): string => {
  const given = Object.hasOwn(known, id) ? known[id] : Object.hasOwn(TITLES, id) ? TITLES[id] : undefined;
  if (given !== undefined) return given;
  const words = id.split('-').map((word) => (Object.hasOwn(SPELLING, word) ? SPELLING[word] : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Rules by name, where only their ids are at hand. Data, and one function. */

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

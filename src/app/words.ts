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

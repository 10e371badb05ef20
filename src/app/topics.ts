/** What Learn explains. Findings, chips, roles, formats and mechanisms lead to one of these places. Data and look-ups. */
import type { Mechanism, Role } from '../core/report.ts';

/** By its name there, with what the place is called. */
export const TERM = {
  stateless: 'HTTP forgets',
  session: 'How a session works',
  token: 'How a token works',
  difference: 'Key differences',
  authentication: 'Authentication',
  authorization: 'Authorization',
  choice: 'Which to choose',

  cookie: 'Cookie',
  'http-only': 'HttpOnly',
  secure: 'Secure',
  'same-site': 'SameSite',
  domain: 'Domain, host-only',
  path: 'Path',
  lifetime: 'Lifetime',
  prefix: 'Prefix',
  partitioned: 'Partitioned',
  'web-storage': 'Web storage',

  jwt: 'JWT',
  claims: 'Claims',
  signature: 'Signature',
  jwe: 'Encrypted JWT',
  opaque: 'Opaque value',
  sealed: 'Sealed cookie',
  bearer: 'Bearer token',
  'access-token': 'Access token',
  'refresh-token': 'Refresh token',
  'id-token': 'ID token',
  'api-key': 'API key',
  'remember-me': 'Remember me',
  'csrf-token': 'CSRF token',
  'login-state': 'Login state',

  'signed-in': 'Signed in',
  'http-auth': 'HTTP authentication',
  oauth: 'OAuth code flow',
  pkce: 'PKCE',
  'oauth-implicit': 'OAuth implicit flow',
  oidc: 'OpenID Connect',
  saml: 'SAML',
  passkey: 'Passkey',
  dpop: 'DPoP',
  'signed-request': 'Signed requests',
  'client-certificate': 'Client certificate',
  'device-bound': 'Device-bound session',

  csrf: 'CSRF',
  xss: 'XSS',
  fixation: 'Session fixation',
  guessing: 'Guessing',
  'forged-token': 'Forged tokens',
  transport: 'HTTPS and HSTS',
  caching: 'Caching',
  'secret-in-url': 'Secrets in URLs',
  origin: 'Origins and CORS',
  revocation: 'Logout and revocation',

  evidence: 'Evidence',
  confidence: 'Confidence',
} as const;

export type Topic = keyof typeof TERM;

/** Findings, by the rule that told them. */
const RULES: Partial<Record<Topic, string>> = {
  cookie: 'cookie-too-large',
  'http-only': 'session-cookie-without-httponly token-in-readable-cookie',
  secure: 'session-cookie-without-secure',
  'same-site': 'samesite-none-without-secure session-cookie-samesite-none session-cookie-without-samesite',
  domain: 'cookie-shadowed session-cookie-wide-domain',
  lifetime: 'session-cookie-long-lived',
  prefix: 'cookie-prefix-violated session-cookie-without-prefix',
  'web-storage': 'refresh-token-in-web-storage token-in-indexeddb token-in-local-storage token-in-session-storage',
  jwt: 'jwt-malformed jwt-personal-data jwt-secret-in-claims',
  claims: 'jwt-expired-in-use jwt-time-odd jwt-without-audience jwt-without-exp jwt-without-issuer',
  sealed: 'session-cookie-readable-content',
  'refresh-token': 'refresh-token-reused',
  'id-token': 'jwt-id-token-as-access-token',
  'api-key': 'secret-key-in-browser',
  'csrf-token': 'csrf-token-not-secret',
  'login-state': 'oauth-without-state',
  oauth: 'oauth-client-secret-in-browser oauth-password-grant',
  pkce: 'oauth-pkce-plain oauth-without-pkce',
  'oauth-implicit': 'oauth-implicit',
  saml: 'saml-long-window saml-unsigned saml-weak-signature',
  dpop: 'dpop-mismatch jwt-binding-unused',
  csrf: 'csrf-exposed',
  fixation: 'session-not-rotated-at-login',
  guessing: 'session-id-short',
  'forged-token':
    'jwt-alg-none jwt-alg-odd-case jwt-embedded-key jwt-remote-key-reference jwt-suspicious-kid jwt-weak-secret',
  transport: 'basic-over-http credential-over-http oauth-redirect-over-http saml-over-http',
  caching: 'authenticated-response-cacheable',
  'secret-in-url': 'password-in-url token-in-referrer token-in-url',
  origin: 'login-form-third-party token-sent-to-third-party',
  revocation: 'jwt-long-lived logout-keeps-credential session-alive-after-logout',
};

const BY_RULE = new Map(
  Object.entries(RULES).flatMap(([topic, rules]) => rules.split(' ').map((rule) => [rule, topic as Topic] as const)),
);

/** None for a rule of another version of the engine. */
export const topicOfRule = (rule: string): Topic | undefined => BY_RULE.get(rule);

const ROLES: Record<Role, Topic> = {
  'session-id': 'session',
  'access-token': 'access-token',
  'id-token': 'id-token',
  'refresh-token': 'refresh-token',
  'api-key': 'api-key',
  login: 'http-auth',
  'csrf-token': 'csrf-token',
  'remember-me': 'remember-me',
  state: 'login-state',
  other: 'cookie',
};

export const topicOfRole = (role: Role): Topic => ROLES[role];

const MECHANISMS: Record<Mechanism, Topic> = {
  'session-cookie': 'session',
  'sealed-session-cookie': 'sealed',
  'jwt-cookie': 'jwt',
  'bearer-jwt': 'bearer',
  'bearer-opaque': 'bearer',
  'custom-header-token': 'bearer',
  'api-key': 'api-key',
  'url-token': 'secret-in-url',
  basic: 'http-auth',
  digest: 'http-auth',
  negotiate: 'http-auth',
  dpop: 'dpop',
  'signed-request': 'signed-request',
  'mtls-hint': 'client-certificate',
  'device-bound-session': 'device-bound',
  'oauth-code': 'oauth',
  'oauth-implicit': 'oauth-implicit',
  oidc: 'oidc',
  saml: 'saml',
  webauthn: 'passkey',
};

export const topicOfMechanism = (mechanism: Mechanism): Topic => MECHANISMS[mechanism];

const FORMATS: Readonly<Record<string, Topic>> = {
  opaque: 'opaque',
  jwt: 'jwt',
  jwe: 'jwe',
  basic: 'http-auth',
  digest: 'http-auth',
  negotiate: 'http-auth',
  ntlm: 'http-auth',
  'key-id': 'signed-request',
};

/** None where the value was not seen, or has no form that has a name. */
export const topicOfFormat = (format: string): Topic | undefined => {
  if (format.startsWith('sealed:')) return 'sealed';
  return Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
};

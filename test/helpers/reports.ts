/** Healthy SiteReports as plain data. Each builder takes what a case is about and fills in the rest. */
import type {
  Carrier,
  Check,
  CookieAttributes,
  Credential,
  DecodedToken,
  Evidence,
  Finding,
  SiteReport,
  Verdict,
} from '../../src/core/report.ts';
import { sessionStory, tokenStory } from './stories.ts';
import { DAY, MINUTE, NOW, SITE } from './times.ts';

export * from './times.ts';

export const API = 'https://api.shop.example';

export const cookieAttributes = (change: Partial<CookieAttributes> = {}): CookieAttributes => ({
  domain: 'shop.example',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
  session: true,
  ...change,
});

export const cookieCarrier = (name: string, change: Partial<CookieAttributes> = {}): Carrier => ({
  where: 'cookie',
  name,
  origin: SITE,
  cookie: cookieAttributes(change),
});

export const credential = (change: Partial<Credential> = {}): Credential => ({
  id: 'c-session',
  role: 'session-id',
  decisive: true,
  format: 'opaque',
  issuerHint: 'Express',
  carriers: [cookieCarrier('connect.sid')],
  length: 96,
  entropyBits: 247,
  masked: 's%3A…',
  issuedBy: { how: 'set-cookie', method: 'POST', url: `${SITE}/login`, at: NOW - 9 * MINUTE },
  sentTo: [{ origin: SITE, carrier: 'cookie', count: 42, firstAt: NOW - 9 * MINUTE, lastAt: NOW - 4000 }],
  firstSeen: NOW - 9 * MINUTE,
  lastSeen: NOW - 4000,
  ...change,
});

const seconds = (at: number): number => Math.floor(at / 1000);

export const decodedToken = (change: Partial<DecodedToken> = {}): DecodedToken => ({
  kind: 'jws',
  header: { alg: 'RS256', typ: 'JWT', kid: '2025-10-a' },
  claims: {
    iss: 'https://login.example/',
    sub: 'auth0|6521f0',
    aud: ['https://api.shop.example', 'https://login.example/userinfo'],
    iat: seconds(NOW - 46 * MINUTE),
    exp: seconds(NOW + 14 * MINUTE),
    azp: 'shop-web',
    scope: 'openid profile email read:orders',
    permissions: ['read:orders', 'write:cart'],
    email: 'ada@example.org',
    name: 'Ada L.',
    'https://shop.example/roles': ['customer'],
    plan: { name: 'gold', seats: 3 },
  },
  issues: [],
  signature: 'unverified',
  issuedAt: NOW - 46 * MINUTE,
  expiresAt: NOW + 14 * MINUTE,
  ...change,
});

export const tokenCredential = (change: Partial<Credential> = {}): Credential =>
  credential({
    id: 'c-access',
    role: 'access-token',
    format: 'jwt',
    issuerHint: 'Auth0 SPA SDK',
    carriers: [
      { where: 'localStorage', name: '@@auth0spajs@@::shop-web', path: 'body.access_token', origin: SITE },
      { where: 'header', name: 'authorization', origin: API },
    ],
    length: 812,
    entropyBits: 0,
    masked: 'eyJh…',
    token: decodedToken(),
    issuedBy: { how: 'script', method: 'POST', url: 'https://login.example/oauth/token', at: NOW - 46 * MINUTE },
    sentTo: [{ origin: API, carrier: 'header', count: 128, firstAt: NOW - 45 * MINUTE, lastAt: NOW - 2000 }],
    ...change,
  });

export const otherCookie = (name: string, change: Partial<Credential> = {}): Credential =>
  credential({
    id: `c-${name}`,
    role: 'other',
    decisive: false,
    carriers: [
      cookieCarrier(name, {
        httpOnly: false,
        secure: false,
        sameSite: 'unset',
        session: false,
        expires: NOW + 300 * DAY,
      }),
    ],
    length: 27,
    entropyBits: 80,
    masked: 'GA1.…',
    ...change,
  });

export const finding = (change: Partial<Finding> = {}): Finding => ({
  rule: 'session-cookie-without-httponly',
  severity: 'high',
  confidence: 'firm',
  title: 'Session cookie is readable by scripts',
  subject: 'connect.sid',
  credential: 'c-session',
  evidence: ['The cookie connect.sid has no HttpOnly: document.cookie shows it to every script of the page.'],
  why: 'Any script that runs on the page, an injected one included, can copy the session and use it elsewhere.',
  fix: 'app.use(session({ /* … */ cookie: { httpOnly: true } }));',
  references: [
    { label: 'RFC 6265, section 4.1.2.6', url: 'https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2.6' },
    {
      label: 'OWASP ASVS 5.0, 3.3.4',
      url: 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x12-V3-Web-Frontend-Security.md',
    },
    { label: 'CWE-1004', url: 'https://cwe.mitre.org/data/definitions/1004.html' },
  ],
  ...change,
});

export const evidence = (text: string, weight: number, about?: string): Evidence => ({
  code: text.toLowerCase().replace(/\W+/g, '-'),
  text,
  weight,
  ...(about !== undefined && { credential: about }),
});

export const verdict = (change: Partial<Verdict> = {}): Verdict => ({
  kind: 'session',
  state: 'server',
  carriers: ['cookie'],
  mechanisms: ['session-cookie'],
  signedIn: 'yes',
  confidence: 0.96,
  summary: 'The server remembers you. The cookie `connect.sid` is your ticket.',
  evidence: [
    evidence('It came to be with the login', 3, 'c-session'),
    evidence('Its name is the default of Express', 2.2, 'c-session'),
    evidence('Scripts cannot read it (HttpOnly)', 1.1, 'c-session'),
    evidence('It also exists before the login', -1.3, 'c-session'),
  ],
  ...change,
});

export const checks: Check[] = [
  { rule: 'session-cookie-without-secure', outcome: 'pass' },
  { rule: 'session-cookie-without-samesite', outcome: 'pass' },
  { rule: 'token-in-url', outcome: 'pass' },
  { rule: 'jwt-alg-none', outcome: 'not-applicable' },
  { rule: 'oauth-without-pkce', outcome: 'not-applicable' },
  { rule: 'session-alive-after-logout', outcome: 'unknown' },
  { rule: 'csrf-exposed', outcome: 'unknown' },
];

export const siteReport = (change: Partial<SiteReport> = {}): SiteReport => ({
  schema: 1,
  engine: '0.1.0',
  site: SITE,
  partition: null,
  observedSince: NOW - 10 * MINUTE,
  lastSeen: NOW - 2000,
  requests: 58,
  access: 'granted',
  dropped: 0,
  verdict: verdict(),
  credentials: [credential()],
  findings: [],
  checks,
  story: sessionStory,
  ...change,
});

export const tokenVerdict = (change: Partial<Verdict> = {}): Verdict =>
  verdict({
    kind: 'token',
    state: 'client',
    carriers: ['header'],
    mechanisms: ['bearer-jwt', 'oauth-code', 'oidc'],
    confidence: 0.99,
    summary:
      'You carry a signed card: the page keeps it in localStorage as `@@auth0spajs@@::shop-web` and sends it with each request.',
    evidence: [
      evidence('It travels in the Authorization header', 4, 'c-access'),
      evidence('The page keeps it in web storage and sends it in a header', 4, 'c-access'),
      evidence('A JWT that names a subject', 1.5, 'c-access'),
    ],
    ...change,
  });

export const tokenReport = (change: Partial<SiteReport> = {}): SiteReport =>
  siteReport({
    verdict: tokenVerdict(),
    credentials: [tokenCredential()],
    story: tokenStory,
    ...change,
  });

export const nothingReport = (change: Partial<SiteReport> = {}): SiteReport =>
  siteReport({
    verdict: verdict({
      kind: 'none',
      state: 'unknown',
      carriers: [],
      mechanisms: [],
      signedIn: 'unknown',
      confidence: 0,
      summary: 'No credential seen yet: so far this site does not seem to know you.',
      evidence: [],
    }),
    credentials: [],
    checks: [],
    story: [],
    ...change,
  });

/** Facts about a healthy site, in which each test changes only what it is about. */
import type { CookieAttributes, Credential, DecodedToken, SentTo, Verdict } from '../../src/core/report.ts';
import type { Facts, HttpAuthFact, LoginFact, LogoutFact, SiteFacts } from '../../src/core/rules/facts.ts';
import type { KeptCookie, RefusedCookie } from '../../src/core/rules/facts-cookies.ts';
import type { StateChange } from '../../src/core/rules/facts-csrf.ts';
import type { UrlSighting } from '../../src/core/rules/facts-motion.ts';
import type { AuthorizationRequest, SamlResponse, TokenRequest } from '../../src/core/rules/facts-oauth.ts';
import { defaultThresholds } from '../../src/core/rules/thresholds.ts';

export const NOW = Date.UTC(2026, 0, 15, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const ORIGIN = 'https://app.example';

export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    engine: 'chromium',
    site: site(),
    verdict: verdict(),
    credentials: [],
    logins: [],
    logouts: [],
    stateChanges: [],
    urlSightings: [],
    expiredUses: [],
    httpAuth: [],
    plainHttp: [],
    jar: [],
    refusedCookies: [],
    readableContents: [],
    corsAllowed: [],
    providers: [],
    refererLeaks: [],
    passwordsInUrl: [],
    signedInAnswers: [],
    secretKeys: [],
    tokenChecks: [],
    tokenSightings: [],
    attachments: [],
    proofs: [],
    usesAfterLogout: [],
    refreshes: [],
    authorizations: [],
    tokenRequests: [],
    samlResponses: [],
    thresholds: defaultThresholds,
    storageRead: true,
    ...changes,
  };
}

export function site(changes: Partial<SiteFacts> = {}): SiteFacts {
  return { origin: ORIGIN, scheme: 'https', host: 'app.example', local: false, hsts: false, ...changes };
}

export function verdict(changes: Partial<Verdict> = {}): Verdict {
  return {
    kind: 'session',
    state: 'server',
    carriers: ['cookie'],
    mechanisms: ['session-cookie'],
    signedIn: 'yes',
    confidence: 0.95,
    summary: '',
    evidence: [],
    ...changes,
  };
}

/** Nobody is signed in, and the engine is sure of it. */
export const anonymous = verdict({ signedIn: 'no' });

export function credential(changes: Partial<Credential> = {}): Credential {
  return {
    id: 'c1',
    role: 'session-id',
    decisive: true,
    format: 'opaque',
    carriers: [],
    length: 32,
    entropyBits: 160,
    masked: '…',
    sentTo: [sentTo()],
    firstSeen: NOW,
    lastSeen: NOW + HOUR,
    ...changes,
  };
}

export function sentTo(changes: Partial<SentTo> = {}): SentTo {
  return { origin: ORIGIN, carrier: 'cookie', count: 3, firstAt: NOW, lastAt: NOW + HOUR, ...changes };
}

type Cookie = Partial<CookieAttributes> & { name?: string; origin?: string };

/** `connect.sid`, as it should be, unless a test says otherwise. */
export function cookie({
  name = 'connect.sid',
  origin = ORIGIN,
  ...attributes
}: Cookie = {}): Credential['carriers'][0] {
  return {
    where: 'cookie',
    name,
    origin,
    cookie: {
      domain: 'app.example',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      session: true,
      ...attributes,
    },
  };
}

/** What the jar knows of a cookie that was set at noon. */
export function kept(attributes: Cookie = {}, changes: Partial<KeptCookie> = {}): KeptCookie {
  const carrier = cookie(attributes);
  return {
    credential: 'c1',
    name: carrier.name,
    attributes: carrier.cookie as CookieAttributes,
    at: NOW,
    seenSet: true,
    sameSiteSure: true,
    from: NOW,
    ...changes,
  };
}

export function refused(changes: Partial<RefusedCookie> = {}): RefusedCookie {
  return {
    name: 'connect.sid',
    url: `${ORIGIN}/login`,
    at: NOW,
    why: 'samesite-none-without-secure',
    role: 'session-id',
    thirdParty: false,
    keptHere: false,
    broken: ['Secure'],
    ...changes,
  };
}

/** A cookie seen only in a request header, which tells no attributes. */
export const bareCookie: Credential['carriers'][0] = { where: 'cookie', name: 'connect.sid', origin: ORIGIN };

export function session(attributes: Cookie = {}, changes: Partial<Credential> = {}): Credential {
  return credential({ carriers: [cookie(attributes)], ...changes });
}

/** Claims of a healthy access token: it lives ten minutes. */
export function decoded(changes: Partial<DecodedToken> = {}): DecodedToken {
  return {
    kind: 'jws',
    header: { alg: 'ES256', typ: 'JWT' },
    claims: { sub: '1', iat: NOW / 1000, exp: (NOW + 10 * MINUTE) / 1000 },
    issues: [],
    signature: 'unverified',
    issuedAt: NOW,
    expiresAt: NOW + 10 * MINUTE,
    ...changes,
  };
}

/** The times of a token that lives as long as is said. */
export function living(milliseconds: number): DecodedToken {
  return decoded({ expiresAt: NOW + milliseconds });
}

/** A bearer JWT that is kept in memory, which is fine. */
export function bearer(changes: Partial<Credential> = {}): Credential {
  return credential({
    role: 'access-token',
    format: 'jwt',
    carriers: [{ where: 'header', name: 'authorization', origin: ORIGIN }],
    sentTo: [sentTo({ carrier: 'header' })],
    token: decoded(),
    ...changes,
  });
}

/** A token that scripts can read; it lives an hour. */
export function stored(where: 'localStorage' | 'sessionStorage', changes: Partial<Credential> = {}): Credential {
  return bearer({
    carriers: [{ where, name: 'auth', path: 'access_token', origin: ORIGIN }],
    token: living(HOUR),
    ...changes,
  });
}

export function login(changes: Partial<LoginFact> = {}): LoginFact {
  return {
    at: NOW,
    method: 'POST',
    url: `${ORIGIN}/login`,
    how: 'password-form',
    outcome: 'accepted',
    appeared: [],
    kept: [],
    ...changes,
  };
}

export function logout(changes: Partial<LogoutFact> = {}): LogoutFact {
  return { at: NOW + HOUR, method: 'POST', url: `${ORIGIN}/logout`, cleared: [], kept: [], ...changes };
}

/** A plain form without any defence, sent with the session `c1`. */
export function stateChange(changes: Partial<StateChange> = {}): StateChange {
  return {
    at: NOW,
    method: 'POST',
    url: `${ORIGIN}/transfer`,
    resource: 'document',
    contentType: 'application/x-www-form-urlencoded',
    ambient: ['c1'],
    attached: [],
    tokens: [],
    customHeaders: [],
    outcome: 'accepted',
    checks: [],
    ...changes,
  };
}

export function sighting(changes: Partial<UrlSighting> = {}): UrlSighting {
  return { credential: 'c1', where: 'query', name: 'token', url: `${ORIGIN}/api`, resource: 'fetch', ...changes };
}

export function httpAuth(changes: Partial<HttpAuthFact> = {}): HttpAuthFact {
  return { scheme: 'basic', origin: ORIGIN, at: NOW, answered: true, ...changes };
}

/** A page asks for a code with PKCE, state and OpenID Connect's nonce, and changes it itself. */
export function authorization(changes: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    at: NOW,
    url: 'https://idp.example/authorize',
    responseTypes: ['code'],
    hidden: false,
    challenge: true,
    challengeMethod: 'S256',
    state: true,
    nonce: true,
    openid: true,
    redirect: `${ORIGIN}/callback`,
    flow: 'idp.example client',
    exchange: 'browser-with-verifier',
    ...changes,
  };
}

export function tokenRequest(changes: Partial<TokenRequest> = {}): TokenRequest {
  const url = 'https://idp.example/token';
  return { at: NOW, url, grant: 'authorization_code', clientSecret: false, verifier: true, ...changes };
}

/** Signed with SHA-256, delivered over TLS, good for five minutes. */
export function samlResponse(changes: Partial<SamlResponse> = {}): SamlResponse {
  return {
    at: NOW,
    url: `${ORIGIN}/acs`,
    responseSigned: false,
    assertionSigned: true,
    encrypted: false,
    algorithms: ['rsa-sha256', 'sha256'],
    window: 5 * MINUTE,
    endless: false,
    requested: true,
    ...changes,
  };
}

/** What rules read: derived from the site's state, role before flag. A rule gets only the facts it names in `needs`. */

import type { Resource } from '../observe/observation.ts';
import type { Credential, Verdict, Where } from '../report.ts';
import type { LoginWay } from '../site/state.ts';

/** How the browser treats a cookie without SameSite: Chromium as Lax, the others as None (MDN browser-compat-data). */
export type Engine = 'chromium' | 'firefox' | 'safari' | 'unknown';

export interface SiteFacts {
  origin: string;
  scheme: 'http' | 'https';
  host: string;
  /** localhost, *.localhost, 127.0.0.0/8, [::1] (Secure Contexts, "potentially trustworthy"). */
  local: boolean;
  hsts: boolean;
}

export interface LoginFact {
  at: number;
  method: string;
  url: string;
  how: LoginWay;
  outcome: 'accepted' | 'refused' | 'unknown';
  /** Credentials that came to be, or changed their value, with this login. */
  appeared: string[];
  /** Cookies sent with the login that kept their value afterwards. */
  kept: string[];
}

export interface LogoutFact {
  at: number;
  method: string;
  url: string;
  /** Decisive credentials that went away with it. */
  cleared: string[];
  /** Decisive credentials that the browser still holds. */
  kept: string[];
}

/** A request that may change something (not GET, HEAD, OPTIONS), other than the login itself. */
export interface StateChange {
  at: number;
  method: string;
  url: string;
  resource: Resource;
  contentType?: string;
  /** Ambient credentials that went along: ids. */
  ambient: string[];
  /** Script-attached credentials that went along: ids. */
  attached: string[];
  /** Anti-CSRF field names seen in the body or the query. */
  tokenFields: string[];
  /** Anti-CSRF header names seen. */
  tokenHeaders: string[];
  /** Other headers that a plain form cannot send. */
  customHeaders: string[];
  /** A header or field value equals a cookie's value. */
  doubleSubmit: boolean;
}

export interface UrlSighting {
  credential: string;
  where: Extract<Where, 'query' | 'fragment'>;
  name: string;
  url: string;
  resource: Resource;
}

/** A JWT that was sent after its `exp` and answered with success. */
export interface ExpiredUse {
  credential: string;
  expiredAt: number;
  sentAt: number;
  url: string;
  /** No other credential went along that explains the success. */
  alone: boolean;
}

/** A login by HTTP authentication (RFC 7617 Basic, RFC 7616 Digest, RFC 4559 Negotiate). */
export interface HttpAuthFact {
  scheme: string;
  origin: string;
  at: number;
  answered: boolean;
  credential?: string;
}

export interface PlainHttpUse {
  credential: string;
  origin: string;
}

// --- cookies

/** A cookie that a server wanted to set and that browsers do not keep. */
export interface RefusedCookie {
  name: string;
  /** Without query. */
  url: string;
  at: number;
  why: 'samesite-none-without-secure' | 'prefix-violated' | 'too-large';
  /** Attributes that the prefix demands and the line lacks, or has and must not: `Secure`, `Path=/`, `Domain`. */
  broken?: string[];
  /** Octets of name and value. */
  size?: number;
}

/** What an unsigned, unencrypted value says in plain text to everybody who holds it. */
export interface ReadableContent {
  credential: string;
  kind: 'user-data' | 'php-object' | 'java-object' | 'dotnet-object' | 'python-pickle' | 'ruby-marshal';
  /** Names, never values, of the members that tell of a user. */
  members: string[];
}

// --- tokens in motion

/** A page whose address holds a credential told it to another site. */
export interface RefererLeak {
  credential: string;
  /** Parameter. */
  name: string;
  url: string;
  to: string;
  /** `seen`: the Referer header showed it. `policy`: the page's Referrer-Policy lets it out. */
  how: 'seen' | 'policy';
}

export interface PasswordInUrl {
  url: string;
  /** Name of the parameter. */
  field: string;
  at: number;
}

/** An answer for somebody who is signed in, and who else may keep it (RFC 9111). */
export interface SignedInAnswer {
  url: string;
  at: number;
  resource: Resource;
  credentials: string[];
  /** No `no-store`, `private` or `no-cache` forbids it. */
  storable: boolean;
  /** A shared cache said that this came from it: `Age`, `X-Cache: HIT`, `CF-Cache-Status: HIT`. */
  sharedHit: boolean;
}

// --- tokens

/** What a check on click found out about a signature. */
export interface TokenCheck {
  credential: string;
  /** The secret is one of those that everybody knows. */
  knownSecret: boolean;
  /** Where it stood: in Coatcheck's own list, or in a file of the user's. */
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  /** How many secrets were tried. */
  tried: number;
  /** Every list that was asked for was tried to its end. */
  complete: boolean;
}

/** How a credential was attached, and whether a proof of possession went along (RFC 9449). */
export interface Attachment {
  credential: string;
  scheme: string;
  origin: string;
  proof: boolean;
}

/** A DPoP proof, judged where it was seen (RFC 9449, 4.3). */
export interface ProofFact {
  url: string;
  at: number;
  credential?: string;
  /** Empty where all is well. */
  issues: (
    | 'typ'
    | 'alg'
    | 'method'
    | 'url'
    | 'iat'
    | 'token-hash'
    | 'key-binding'
    | 'malformed'
    | 'missing-token-hash'
    | 'replayed'
  )[];
}

// --- after the login

/** After a logout the old value was sent again, and the server let it in. */
export interface UseAfterLogout {
  credential: string;
  logoutAt: number;
  usedAt: number;
  url: string;
}

/** A request that changed a refresh token for new tokens. */
export interface RefreshFact {
  at: number;
  url: string;
  credential?: string;
  /** The same refresh token had been used before, with success. */
  again: boolean;
}

// --- OAuth, OIDC, SAML

/** A request to an authorization endpoint, by its parameters (RFC 6749 4.1.1, RFC 7636, OpenID Connect Core 3.1.2.1). */
export interface AuthorizationRequest {
  at: number;
  url: string;
  /** As the standards spell them: `code`, `token`, `id_token`, sorted. */
  responseTypes: string[];
  responseMode?: string;
  /** RFC 9126 and RFC 9101: the parameters travel where the browser cannot see them. */
  pushed: boolean;
  signed: boolean;
  challenge: boolean;
  /** `S256` or `plain`; absent where none is said, which means `plain`. */
  challengeMethod?: string;
  state: boolean;
  nonce: boolean;
  openid: boolean;
  /** Of `redirect_uri`, without query. */
  redirect?: string;
}

/** A request to a token endpoint that the browser made (RFC 6749, 4.1.3). */
export interface TokenRequest {
  at: number;
  url: string;
  /** `authorization_code`, `password`, `refresh_token`, `client_credentials`; `other` where it is none that is known. */
  grant: string;
  clientSecret: boolean;
  verifier: boolean;
}

/** A SAML Response that went through the browser (SAML 2.0 Core, 3.3.3). */
export interface SamlResponse {
  at: number;
  /** Where it was delivered. */
  url: string;
  responseSigned: boolean;
  assertionSigned: boolean;
  encrypted: boolean;
  /** Identifiers of signature and digest methods, without their namespace: `rsa-sha1`. */
  algorithms: string[];
  /** NotOnOrAfter minus NotBefore or IssueInstant, in milliseconds. */
  window?: number;
  /** It answers a request (`InResponseTo`). */
  requested: boolean;
}

/** Thresholds are policy, not law: settings may change them. Milliseconds. */
export interface Thresholds {
  accessTokenLow: number;
  accessTokenMedium: number;
  sessionTokenMedium: number;
  shortLived: number;
  clockSkew: number;
  /** How long a cookie of a session may persist. */
  sessionCookieLow: number;
  /** The longest that a SAML assertion should be good for. */
  samlWindow: number;
}

export interface Facts {
  engine: Engine;
  site: SiteFacts;
  verdict: Verdict;
  credentials: Credential[];
  logins: LoginFact[];
  logouts: LogoutFact[];
  stateChanges: StateChange[];
  urlSightings: UrlSighting[];
  expiredUses: ExpiredUse[];
  httpAuth: HttpAuthFact[];
  plainHttp: PlainHttpUse[];
  refusedCookies: RefusedCookie[];
  readableContents: ReadableContent[];
  /** Origins other than the site's own whose CORS answers name the site (Fetch standard, 3.2.3). */
  corsAllowed: string[];
  refererLeaks: RefererLeak[];
  passwordsInUrl: PasswordInUrl[];
  signedInAnswers: SignedInAnswer[];
  tokenChecks: TokenCheck[];
  attachments: Attachment[];
  proofs: ProofFact[];
  usesAfterLogout: UseAfterLogout[];
  refreshes: RefreshFact[];
  authorizations: AuthorizationRequest[];
  tokenRequests: TokenRequest[];
  samlResponses: SamlResponse[];
  thresholds: Thresholds;
  /** False until the page's storage was read: absence of tokens there proves nothing before. */
  storageRead: boolean;
}

export type FactName = keyof Facts;

const HOUR = 3_600_000;

export const defaultThresholds: Thresholds = {
  accessTokenLow: HOUR,
  accessTokenMedium: 24 * HOUR,
  sessionTokenMedium: 30 * 24 * HOUR,
  shortLived: HOUR / 4,
  clockSkew: 300_000,
  sessionCookieLow: 30 * 24 * HOUR,
  samlWindow: HOUR / 6,
};

/**
 * The SiteReport (schema 1): the one contract that every surface, export and test reads.
 * Times are epoch milliseconds. URLs carry no query, fragment or userinfo. No member ever holds a secret.
 */

export type Kind = 'session' | 'token' | 'hybrid' | 'http-auth' | 'none';
export type StateLocation = 'server' | 'client' | 'both' | 'unknown';
export type Travel = 'cookie' | 'header' | 'url' | 'http-auth';
export type SignedIn = 'yes' | 'no' | 'unknown';

export type Mechanism =
  | 'session-cookie'
  | 'sealed-session-cookie'
  | 'jwt-cookie'
  | 'bearer-jwt'
  | 'bearer-opaque'
  | 'custom-header-token'
  | 'api-key'
  | 'url-token'
  | 'basic'
  | 'digest'
  | 'negotiate'
  | 'dpop'
  | 'signed-request'
  | 'mtls-hint'
  | 'device-bound-session'
  | 'oauth-code'
  | 'oauth-implicit'
  | 'oidc'
  | 'saml'
  | 'webauthn';

export type Role =
  | 'session-id'
  | 'access-token'
  | 'id-token'
  | 'refresh-token'
  | 'api-key'
  | 'login'
  | 'csrf-token'
  | 'remember-me'
  | 'state'
  | 'other';

export type Where =
  | 'cookie'
  | 'header'
  | 'query'
  | 'fragment'
  | 'body'
  | 'localStorage'
  | 'sessionStorage'
  | 'indexedDB';

export type SameSite = 'strict' | 'lax' | 'none' | 'unset';
export type CookiePrefix = '__Host-' | '__Secure-' | '__Http-' | '__Host-Http-';

/** A cookie's attributes as the browser keeps them (RFC 6265bis 5.7). */
export interface CookieAttributes {
  domain: string;
  hostOnly: boolean;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  sameSite: SameSite;
  /** A session cookie in the browser's sense: it has no expiry. */
  session: boolean;
  expires?: number;
  partitionKey?: string;
  prefix?: CookiePrefix;
}

export interface Carrier {
  where: Where;
  name: string;
  /** Where the value lies inside a JSON text, as dotted members: `body.access_token`. */
  path?: string;
  origin: string;
  cookie?: CookieAttributes;
}

/** A decoded JOSE object. Decoding proves nothing: `signature` says whether anybody checked it. */
export interface DecodedToken {
  kind: 'jws' | 'jwe';
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
  issues: string[];
  signature: 'unverified' | 'valid' | 'invalid';
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
}

export interface SentTo {
  origin: string;
  carrier: Where;
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface IssuedBy {
  how: 'set-cookie' | 'script' | 'redirect' | 'unknown';
  method?: string;
  url?: string;
  at: number;
}

export interface Credential {
  id: string;
  role: Role;
  /** The verdict rests on it. */
  decisive: boolean;
  /** `jwt`, `jwe`, `opaque`, `basic`, `digest`, `negotiate`, `sealed:<name>`, … */
  format: string;
  issuerHint?: string;
  carriers: Carrier[];
  length: number;
  entropyBits: number;
  masked: string;
  token?: DecodedToken;
  issuedBy?: IssuedBy;
  sentTo: SentTo[];
  firstSeen: number;
  lastSeen: number;
  gone?: number;
}

export interface Evidence {
  code: string;
  text: string;
  /** Log-odds for the verdict; negative speaks against it. */
  weight: number;
  credential?: string;
}

export interface Verdict {
  kind: Kind;
  state: StateLocation;
  carriers: Travel[];
  mechanisms: Mechanism[];
  signedIn: SignedIn;
  /** 0..1 */
  confidence: number;
  summary: string;
  evidence: Evidence[];
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type FindingConfidence = 'certain' | 'firm' | 'tentative';

export interface Reference {
  label: string;
  url: string;
}

export interface Finding {
  rule: string;
  severity: Severity;
  confidence: FindingConfidence;
  title: string;
  /** Where: a cookie's name, a storage key, a request. Never a value. */
  subject: string;
  credential?: string;
  evidence: string[];
  why: string;
  fix: string;
  references: Reference[];
  waived?: { reason: string; at: number };
}

export type Outcome = 'pass' | 'fail' | 'not-applicable' | 'unknown' | 'crashed';

export interface Check {
  rule: string;
  outcome: Outcome;
}

export type Actor = 'browser' | 'page' | 'server' | 'provider';

export type StepKind =
  | 'login-submitted'
  | 'login-refused'
  | 'credential-issued'
  | 'credential-kept'
  | 'credential-sent'
  | 'credential-checked'
  | 'credential-refused'
  | 'challenge'
  | 'logout-requested'
  | 'credential-cleared';

export interface Step {
  at: number;
  from: Actor;
  to: Actor;
  kind: StepKind;
  text: string;
  method?: string;
  url?: string;
  credential?: string;
  count?: number;
}

export interface SiteReport {
  schema: 1;
  /** Version of the engine that judged. */
  engine: string;
  /** Top-level origin. */
  site: string;
  partition: string | null;
  observedSince: number;
  lastSeen: number;
  requests: number;
  access: 'granted' | 'withheld' | 'unsupported';
  /** How many facts were forgotten because of caps. */
  dropped: number;
  verdict: Verdict;
  credentials: Credential[];
  findings: Finding[];
  checks: Check[];
  story: Step[];
}

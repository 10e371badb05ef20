/** What rules read: derived from the site's state, role before flag. A rule gets only the facts it names in `needs`. */

import type { Storable } from '../observe/caching.ts';
import type { AuthorizationForm, Grant } from '../observe/oauth.ts';
import type { ContentKind, ProofIssue, RefusedSetCookie, Resource } from '../observe/observation.ts';
import type { CookieAttributes, Credential, Role, Verdict, Where } from '../report.ts';
import type { OriginCheck } from '../site/seen.ts';
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
  /** A page of the site sent a password to another site: to another registrable domain. */
  elsewhere?: true;
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

/** An anti-CSRF token that went along with a request: by its name, or by what it repeats. */
export interface CsrfToken {
  where: 'header' | 'query' | 'body';
  name: string;
  /** At most; absent where only the name was seen. */
  bits?: number;
  /** The cookie that it repeats: the double submit of OWASP's cheat sheet. */
  cookie?: string;
  /** By its form it was made with a key of the server's. */
  signed?: true;
  /** A random value under a name of its own: another site cannot know it, whatever it is for. */
  unnamed?: true;
}

/**
 * A request that may change something and that the site's own page sent to the site: not GET, HEAD, OPTIONS, but for those
 * that carry `_method`; neither a login nor a logout nor a GraphQL query.
 */
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
  tokens: CsrfToken[];
  /** Headers that a plain form cannot send, other than the tokens. */
  customHeaders: string[];
  /** The server's first answer; absent where none was seen. */
  outcome?: 'accepted' | 'refused';
  /** What the answers show of a look at where the request comes from. */
  checks: OriginCheck[];
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
  /** The address is known to refuse who shows nothing; what is open to all answers anybody with success. */
  guarded: boolean;
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

/** A cookie in the jar, or that was in it. */
export interface KeptCookie {
  credential: string;
  name: string;
  attributes: CookieAttributes;
  /** When it was set with these attributes, or first seen with them. */
  at: number;
  /** Somebody saw it being set, so `at` is when. */
  seenSet: boolean;
  /** False where the browser could not tell SameSite=None from none at all, and nobody saw the cookie being set. */
  sameSiteSure: boolean;
  /** When the first of its values came, and when it went. */
  from: number;
  gone?: number;
}

/** A cookie that a server wanted to set and that browsers do not keep, or keep only just. */
export interface RefusedCookie {
  name: string;
  /** Without query. */
  url: string;
  at: number;
  why: RefusedSetCookie['why'];
  /** What it would have been, by its name and the shape of its value. */
  role: Role;
  /** Asked for by another site than this one. */
  thirdParty: boolean;
  /** It was sent later on: this browser kept it. */
  keptHere: boolean;
  /** Attributes that the prefix demands and the line lacks, or has and must not: `Secure`, `Path=/`, `Domain`. */
  broken?: string[];
  /** Octets of name and value. */
  size?: number;
}

/** What an unsigned, unencrypted value says in plain text to everybody who holds it. */
export interface ReadableContent {
  credential: string;
  kind: ContentKind;
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

/** An answer, HTML or JSON, to a request with a decisive credential, and whether others may get it from a cache (RFC 9111). */
export interface SignedInAnswer {
  url: string;
  at: number;
  resource: Resource;
  credentials: string[];
  /** May a shared cache keep it and hand it out again? */
  storable: Storable;
  /**
   * A shared cache said that this came from it: `Age`, `X-Cache: HIT`, `CF-Cache-Status: HIT`. Not of what the server
   * calls `public`, unless it is known to be for somebody alone.
   */
  sharedHit: boolean;
  /** RFC 9111, 3.5: without leave no shared cache keeps an answer to a request with Authorization. */
  authorized: boolean;
  /** Whoever asked there without a credential was refused: what it says is not for everybody. */
  guarded: boolean;
}

/** A key that belongs on a server, in the browser. */
export interface SecretKey {
  credential: string;
  /** Who gave it out; `service-role` is a JWT that says so of itself. */
  provider: string;
  /** It opens a test environment only. */
  test: boolean;
  /** It lies in storage or in a cookie, where a user may have put a key of their own. */
  kept: boolean;
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

/** When the token was first seen that a credential holds now: the credential itself may be older. */
export interface TokenSighting {
  credential: string;
  at: number;
}

/** How the token that a credential holds now was attached, and whether a proof of possession went along (RFC 9449). */
export interface Attachment {
  credential: string;
  /** In lower case; empty where the header has none. */
  scheme: string;
  origin: string;
  proof: boolean;
  /** The server let it in so; absent where that cannot be told. */
  accepted?: boolean;
}

/** A DPoP proof, judged where it was seen (RFC 9449, 4.3). */
export interface ProofFact {
  url: string;
  at: number;
  credential?: string;
  /** Empty where all is well. */
  issues: ProofIssue[];
  /** The server answered the request with success; absent where no answer was seen. */
  accepted?: boolean;
}

// --- after the login

/**
 * After a logout that did something, the value from before it went along with a request to a place that is known to be shut
 * to strangers, and nothing else explains the answer.
 */
export interface UseAfterLogout {
  credential: string;
  logoutAt: number;
  usedAt: number;
  url: string;
  accepted: boolean;
}

/** Requests to one address that changed a refresh token for new tokens. */
export interface RefreshFact {
  /** The last one. */
  at: number;
  method: string;
  url: string;
  credential: string;
  /** The same refresh token was good more than once, and not for two tabs at a time. Undefined: nobody saw. */
  again?: boolean;
  /** It was not seen on its way, but stayed in the storage while a new access token came. */
  kept?: true;
  /** A proof of possession goes along: without its key the token is worth nothing. */
  bound: boolean;
}

// --- OAuth, OIDC, SAML

/** A request to an authorization endpoint, by its parameters. */
export interface AuthorizationRequest extends AuthorizationForm {
  at: number;
  url: string;
  /** Requests of one client to one server are one flow: servers repeat a request on the way, with less in it. */
  flow: string;
  /** Who changed the code for tokens. `elsewhere`: not the browser, as far as was seen. */
  exchange: 'browser' | 'browser-with-verifier' | 'elsewhere';
}

/** A request to a token endpoint that the browser made (RFC 6749, 4.1.3). */
export interface TokenRequest {
  at: number;
  url: string;
  /** `other` where it is none that is known. */
  grant: Grant;
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
  /** From IssueInstant (or NotBefore) to the first NotOnOrAfter, in milliseconds. */
  window?: number;
  /** No NotOnOrAfter at all. */
  endless: boolean;
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
  jar: KeptCookie[];
  refusedCookies: RefusedCookie[];
  readableContents: ReadableContent[];
  /** Origins other than the site's own whose CORS answers name the site (Fetch standard, 3.2.3). */
  corsAllowed: string[];
  /** Origins other than the site's own at which a login was asked for: OAuth, OpenID Connect, SAML, CAS. */
  providers: string[];
  refererLeaks: RefererLeak[];
  passwordsInUrl: PasswordInUrl[];
  signedInAnswers: SignedInAnswer[];
  secretKeys: SecretKey[];
  tokenChecks: TokenCheck[];
  tokenSightings: TokenSighting[];
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

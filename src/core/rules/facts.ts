/** What rules read: derived from the site's state, role before flag. A rule gets only the facts it names in `needs`. */
import type { Credential, Verdict } from '../report.ts';
import type { LoginWay } from '../site/state.ts';
import type { KeptCookie, ReadableContent, RefusedCookie } from './facts-cookies.ts';
import type { StateChange } from './facts-csrf.ts';
import type { RefreshFact, UseAfterLogout } from './facts-lifecycle.ts';
import type {
  PasswordInUrl,
  PlainHttpUse,
  RefererLeak,
  SecretKey,
  SignedInAnswer,
  UrlSighting,
} from './facts-motion.ts';
import type { AuthorizationRequest, SamlResponse, TokenRequest } from './facts-oauth.ts';
import type { Attachment, ExpiredUse, ProofFact, TokenCheck, TokenSighting } from './facts-tokens.ts';
import type { Thresholds } from './thresholds.ts';

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

/** A login by HTTP authentication (RFC 7617 Basic, RFC 7616 Digest, RFC 4559 Negotiate). */
export interface HttpAuthFact {
  scheme: string;
  origin: string;
  at: number;
  answered: boolean;
  credential?: string;
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

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

/** Thresholds are policy, not law: settings may change them. Milliseconds. */
export interface Thresholds {
  accessTokenLow: number;
  accessTokenMedium: number;
  sessionTokenMedium: number;
  shortLived: number;
  clockSkew: number;
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
};

/** What the app needs from the world around it. The doors (popup, panel, page) fulfil it with the browser; tests with plain objects. */
import type { Finding, SiteReport, Where } from '../core/report.ts';
import type { Thresholds } from '../core/rules/facts.ts';
import type { Reply } from '../messages/reply.ts';
import type { SearchNews } from './check/search.ts';

export interface Revealed {
  where: Where;
  name: string;
  value: string;
}

/** What a check on click found out; the secret or key that was tried is not in it. */
export interface CheckResult {
  knownSecret: boolean;
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  tried: number;
  complete: boolean;
}

export type Subject = Pick<Finding, 'rule' | 'subject'>;

export interface AppApi {
  getReport(): Promise<Reply<SiteReport>>;
  /** Reads the live value from where it is kept. Fails with `gone` or `not-kept` (a token that lives in the page's memory alone). */
  reveal(credential: string): Promise<Reply<Revealed>>;
  /** Sets a finding of this site aside, or takes that back. */
  setAside(finding: Subject, reason: string): Promise<Reply<null>>;
  takeBack(finding: Subject): Promise<Reply<null>>;
  getThresholds(): Promise<Reply<Thresholds>>;
  /** Those that differ from the defaults. */
  setThresholds(thresholds: Partial<Thresholds>): Promise<Reply<Thresholds>>;
  /**
   * Begins the search for a token's secret, off the main thread.
   * @returns how to break it off
   */
  search(token: string, list: File | undefined, tell: (news: SearchNews) => void): Promise<() => void>;
  /** Remembers what a check of a token found. Fails with `gone` if the token is none that was seen on this site. */
  tellChecked(token: string, result: CheckResult): Promise<Reply<null>>;
  /** Opens the app in a tab. Only where it is not in one: a popup closes as soon as a file is chosen. */
  openInTab?(): Promise<void>;
  copy(text: string): Promise<void>;
  reloadTab(): Promise<void>;
  /** Asks the browser for access to sites. Needs a click. */
  requestAccess(): Promise<boolean>;
  /** Calls back when there may be something new; returns the unsubscribe. */
  subscribe(changed: () => void): () => void;
  now(): number;
}

/** What the app needs from the world around it. The doors (popup, panel, page) fulfil it with the browser; tests with plain objects. */
import type { GoodNews } from '../core/good-news.ts';
import type { Finding, SiteReport, Where } from '../core/report.ts';
import type { Engine } from '../core/rules/facts.ts';
import type { Thresholds } from '../core/rules/thresholds.ts';
import type { Reply } from '../messages/reply.ts';
import type { Settings, SettingsChange } from '../messages/settings.ts';
import type { SearchNews } from './check/search.ts';
import type { Tab } from './tab.ts';

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

/** Something was learnt or loaded; a setting or decision was changed; it is another tab that is shown. */
export type News = 'facts' | 'choices' | 'tab';

export type Subject = Pick<Finding, 'rule' | 'subject'>;

/** A HAR that is shown in place of a tab. */
export interface OpenedFile {
  name: string;
  /** Origins, in the order in which they were met. */
  sites: readonly string[];
  /** The one that is shown. */
  site: string;
  choose(site: string): void;
  /** Back to the tab. */
  close(): void;
}

export interface AppApi {
  /** Whose rules about cookies hold here. */
  engine: Engine;
  getReport(): Promise<Reply<SiteReport>>;
  /** What was known before anything is read anew: sooner, and perhaps less. */
  getKnownReport(): Promise<Reply<SiteReport>>;
  /** What the site does well, and what was left alone on purpose. */
  getGoodNews(): Promise<Reply<GoodNews>>;
  /** Reads the live value from where it is kept. Fails with `gone` or `not-kept` (a token that lives in the page's memory alone). */
  reveal(credential: string): Promise<Reply<Revealed>>;
  /** Sets a finding of this site aside, or takes that back. */
  setAside(finding: Subject, reason: string): Promise<Reply<null>>;
  takeBack(finding: Subject): Promise<Reply<null>>;
  getThresholds(): Promise<Reply<Thresholds>>;
  /** Those that differ from the defaults. */
  setThresholds(thresholds: Partial<Thresholds>): Promise<Reply<Thresholds>>;
  getSettings(): Promise<Reply<Settings>>;
  setSettings(change: SettingsChange): Promise<Reply<Settings>>;
  /** Stops watching the site at hand, or goes on. */
  pauseSite(paused: boolean): Promise<Reply<Settings>>;
  /** Forgets what was seen on the site at hand, or on all. */
  clear(what: 'site' | 'everything'): Promise<Reply<null>>;
  /**
   * Begins the search for a token's secret, off the main thread.
   * @returns how to break it off
   */
  search(token: string, list: File | undefined, tell: (news: SearchNews) => void): Promise<() => void>;
  /** Remembers what a check of a token found. Fails with `gone` if the token is none that was seen on this site. */
  tellChecked(token: string, result: CheckResult): Promise<Reply<null>>;
  /** Shows a HAR in place of the tab; fails with what is wrong with it, and where. Only in the page. */
  openFile?(file: File): Promise<Reply<null>>;
  readonly file?: OpenedFile | undefined;
  /** Opens the app as a page of its own, about the same tab. Only where it is none. */
  openPage?(tab?: Tab): Promise<void>;
  /** Opens the app beside the page, where it stays. Only from the popup, and where the browser has such a place. */
  openPanel?(): Promise<void>;
  copy(text: string): Promise<void>;
  /** Hands a text to the browser's downloads. */
  download(file: { name: string; type: string; text: string }): void;
  reloadTab(): Promise<void>;
  /** Asks the browser for access to a site, or to all. Needs a click. */
  requestAccess(site?: string): Promise<boolean>;
  /** Calls back when there may be something new; returns the unsubscribe. */
  subscribe(tell: (news: News) => void): () => void;
  now(): number;
}

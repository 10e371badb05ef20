/** What the app needs from the world around it. The doors (popup, panel, page) fulfil it with the browser; tests with plain objects. */
import type { SiteReport, Where } from '../core/report.ts';
import type { Reply } from '../messages/reply.ts';

export interface Revealed {
  where: Where;
  name: string;
  value: string;
}

export interface AppApi {
  getReport(): Promise<Reply<SiteReport>>;
  /** Reads the live value from where it is kept. Fails with `gone` or `not-kept` (a token that lives in the page's memory alone). */
  reveal(credential: string): Promise<Reply<Revealed>>;
  copy(text: string): Promise<void>;
  reloadTab(): Promise<void>;
  /** Asks the browser for access to sites. Needs a click. */
  requestAccess(): Promise<boolean>;
  /** Calls back when there may be something new; returns the unsubscribe. */
  subscribe(changed: () => void): () => void;
  now(): number;
}

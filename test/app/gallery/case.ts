/** What a state of the screen is made of: a report, and what the reader did since. */
import type { Tab } from '../../../src/app/tab.ts';
import type { SiteReport } from '../../../src/core/report.ts';
import { done, type Reply } from '../../../src/messages/reply.ts';
import type { FakeApi } from '../../helpers/app-api.ts';

export interface Case {
  report: Reply<SiteReport> | Promise<Reply<SiteReport>>;
  /** What the second look finds. */
  later?: Reply<SiteReport>;
  /** The tab that the state is about; without it, all of them. */
  tab?: Tab;
  /** Words on the buttons that are pressed, one after the other. */
  steps?: readonly string[];
  world?: Partial<Pick<FakeApi, 'revealed' | 'granted' | 'found' | 'decided' | 'settings' | 'openPage' | 'openPanel'>>;
}

export type Cases = Record<string, Case>;

export const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined);

export const about = (report: SiteReport, more: Omit<Case, 'report'> = {}): Case => ({ report: done(report), ...more });

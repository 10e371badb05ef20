/** The app over a file in place of a tab: what the browser is asked otherwise, the file answers. */
import type { AppApi, News } from '../app/api.ts';
import type { Assessment } from '../core/assess.ts';
import type { SiteReport } from '../core/report.ts';
import { defaultThresholds, type Thresholds } from '../core/rules/thresholds.ts';
import type { Waiver } from '../core/waivers.ts';
import { done, failed, type Reply } from '../messages/reply.ts';

interface Opened {
  name: string;
  assessment: Assessment;
  sites: readonly string[];
  site: string;
  /** As long as the file is open. */
  waivers: Waiver[];
}

const ofFile = (what: string): Reply<never> => failed('failed', what);
const NO_VALUE = 'Coatcheck keeps no value of a file: look it up in the file itself.';
const NOT_WATCHED = 'A file is not watched.';

/** Adds files to what a tab can answer. */
export const withFiles = (tab: AppApi): AppApi => {
  const listeners = new Set<(news: News) => void>();
  let opened: Opened | undefined;
  const show = (file: Opened | undefined): void => {
    opened = file;
    for (const news of ['tab', 'choices'] as const) for (const tell of listeners) tell(news);
  };
  const thresholds = async (): Promise<Thresholds> => {
    const reply = await tab.getThresholds();
    return reply.ok ? reply.value : defaultThresholds;
  };
  const reportOf = async ({ assessment, site, waivers }: Opened): Promise<Reply<SiteReport>> => {
    // Which browser made the recording is not known, so none is named.
    const report = assessment.report(site, { thresholds: await thresholds(), waivers });
    return report === undefined ? ofFile('This site is not in the file.') : done(report);
  };
  const orTab = <Value>(
    over: (file: Opened) => Promise<Reply<Value>>,
    otherwise: () => Promise<Reply<Value>>,
  ): Promise<Reply<Value>> => (opened === undefined ? otherwise() : over(opened));
  const decide = (file: Opened, waivers: Waiver[]): Promise<Reply<null>> => {
    file.waivers = waivers;
    return Promise.resolve(done(null));
  };
  const without = ({ waivers, site }: Opened, rule: string, subject: string): Waiver[] =>
    waivers.filter((one) => one.site !== site || one.rule !== rule || one.subject !== subject);

  return {
    ...tab,
    get file() {
      if (opened === undefined) return undefined;
      const file = opened;
      const choose = (site: string): void => show({ ...file, site });
      return { name: file.name, sites: file.sites, site: file.site, choose, close: () => show(undefined) };
    },
    openFile: async (file) => {
      // The engine and its tables are loaded when they are wanted.
      const { readHar } = await import('./har-file.ts');
      const read = await readHar(file);
      if (!read.ok) return read;
      const reports = read.value.reports();
      const sites = reports.map(({ site }) => site);
      // What most people look for: the site that somebody is signed in to; else the first.
      const signedIn = reports.find(({ verdict }) => verdict.signedIn === 'yes') ?? reports.find(hasKind);
      const site = (signedIn ?? reports[0])?.site;
      if (site === undefined) return ofFile('No site was found in this file: its requests have no page.');
      show({ name: file.name, assessment: read.value, sites, site, waivers: [] });
      return done(null);
    },
    getReport: () => orTab(reportOf, tab.getReport),
    getKnownReport: () => orTab(reportOf, tab.getKnownReport),
    getGoodNews: () =>
      orTab(async (file) => {
        const [reply, { goodNews }] = await Promise.all([reportOf(file), import('../core/good-news.ts')]);
        return reply.ok ? done(goodNews(reply.value, (await thresholds()).shortLived)) : reply;
      }, tab.getGoodNews),
    reveal: (credential) => (opened === undefined ? tab.reveal(credential) : Promise.resolve(ofFile(NO_VALUE))),
    setAside: (finding, reason) =>
      orTab(
        (file) => {
          const { rule, subject } = finding;
          const waiver = { site: file.site, rule, subject, reason, at: tab.now() };
          return decide(file, [...without(file, rule, subject), waiver]);
        },
        () => tab.setAside(finding, reason),
      ),
    takeBack: (finding) =>
      orTab(
        (file) => decide(file, without(file, finding.rule, finding.subject)),
        () => tab.takeBack(finding),
      ),
    // That nothing is watched now is no news of a file.
    getSettings: async () => {
      const reply = await tab.getSettings();
      return reply.ok && opened !== undefined ? done({ ...reply.value, paused: false, pausedSites: [] }) : reply;
    },
    pauseSite: (paused) => (opened === undefined ? tab.pauseSite(paused) : Promise.resolve(ofFile(NOT_WATCHED))),
    clear: (what) => (opened === undefined ? tab.clear(what) : Promise.resolve(ofFile(NOT_WATCHED))),
    tellChecked: (token, result) =>
      opened === undefined ? tab.tellChecked(token, result) : Promise.resolve(done(null)),
    subscribe: (tell) => {
      listeners.add(tell);
      const stop = tab.subscribe((news) => {
        // What goes on in the tab meanwhile is not what is shown.
        if (opened === undefined || news === 'choices') tell(news);
      });
      return () => {
        listeners.delete(tell);
        stop();
      };
    },
  };
};

const hasKind = ({ verdict }: SiteReport): boolean => verdict.kind !== 'none';

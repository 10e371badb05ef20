/** An AppApi of plain objects: answers what it is told, remembers what it was asked. */
import type { AppApi, CheckResult, News, Revealed } from '../../src/app/api.ts';
import type { SearchNews } from '../../src/app/check/search.ts';
import { goodNews } from '../../src/core/good-news.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { defaultThresholds, type Thresholds } from '../../src/core/rules/thresholds.ts';
import { done, type Reply } from '../../src/messages/reply.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/messages/settings.ts';
import { NOW, SITE, siteReport } from './reports.ts';

export interface FakeApi extends AppApi {
  report: Reply<SiteReport> | Promise<Reply<SiteReport>> | Error;
  /** What is known at once, where it is not the same. */
  known?: Reply<SiteReport> | Promise<Reply<SiteReport>>;
  revealed: Reply<Revealed> | Promise<Reply<Revealed>> | Error;
  granted: boolean;
  time: number;
  readonly calls: string[];
  readonly copied: string[];
  /** What a search tells, as it goes on, each at a turn of its own. */
  found: SearchNews[];
  readonly told: [token: string, result: CheckResult][];
  decided: Reply<null> | Error;
  thresholds: Thresholds;
  settings: Settings;
  readonly downloads: { name: string; type: string; text: string }[];
  /** What the background would do: say that there is something new. */
  change(news?: News): void;
}

export const SECRET = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

export const fakeApi = (
  change: Partial<
    Pick<
      FakeApi,
      'report' | 'revealed' | 'granted' | 'time' | 'found' | 'decided' | 'settings' | 'openPage' | 'openPanel'
    >
  > = {},
): FakeApi => {
  const listeners = new Set<(news: News) => void>();
  const calls: string[] = [];
  const copied: string[] = [];
  const answer = async <Value>(value: Value | Promise<Value> | Error): Promise<Value> => {
    if (value instanceof Error) throw value;
    // As through a message port: what arrives is a copy.
    return structuredClone(await value);
  };
  const decide = async (settings: Settings): Promise<Reply<Settings>> => {
    const decided = await answer(api.decided);
    if (!decided.ok) return decided;
    api.settings = settings;
    return answer(done(settings));
  };
  const api: FakeApi = {
    report: done(siteReport()),
    revealed: done({ where: 'cookie', name: 'connect.sid', value: SECRET }),
    granted: true,
    time: NOW,
    calls,
    copied,
    found: [],
    told: [],
    decided: done(null),
    thresholds: { ...defaultThresholds },
    settings: { ...DEFAULT_SETTINGS },
    downloads: [],
    engine: 'chromium',
    ...change,
    setAside: ({ rule, subject }, reason) => {
      calls.push(`setAside ${rule} ${subject}: ${reason}`);
      return answer(api.decided);
    },
    takeBack: ({ rule, subject }) => {
      calls.push(`takeBack ${rule} ${subject}`);
      return answer(api.decided);
    },
    getThresholds: () => answer(done(api.thresholds)),
    setThresholds: (thresholds) => {
      calls.push(`setThresholds ${JSON.stringify(thresholds)}`);
      api.thresholds = { ...defaultThresholds, ...thresholds };
      return answer(done(api.thresholds));
    },
    getSettings: () => answer(done(api.settings)),
    setSettings: ({ watchAgain, ...change }) => {
      calls.push(`setSettings ${JSON.stringify({ ...change, watchAgain })}`);
      const pausedSites = api.settings.pausedSites.filter((site) => site !== watchAgain);
      return decide({ ...api.settings, ...change, pausedSites });
    },
    pauseSite: (paused) => {
      calls.push(`pauseSite ${paused}`);
      const others = api.settings.pausedSites.filter((site) => site !== SITE);
      return decide({ ...api.settings, pausedSites: paused ? [...others, SITE] : others });
    },
    clear: (what) => {
      calls.push(`clear ${what}`);
      return answer(api.decided);
    },
    download: (file) => void api.downloads.push(file),
    search: async (token, list, tell) => {
      calls.push(`search ${token.slice(0, 3)} ${list?.name ?? ''}`.trim());
      let stopped = false;
      void (async () => {
        for (const news of api.found) {
          await Promise.resolve();
          if (!stopped) tell(structuredClone(news));
        }
      })();
      return () => {
        calls.push('search ended');
        stopped = true;
      };
    },
    tellChecked: (token, result) => {
      api.told.push([token, structuredClone(result)]);
      return answer(api.decided);
    },
    getKnownReport: () => {
      calls.push('getKnownReport');
      return answer(api.known ?? api.report);
    },
    // As the worker derives it.
    getGoodNews: async () => {
      const report = await answer(api.report);
      return report.ok ? answer(done(goodNews(report.value))) : report;
    },
    getReport: () => {
      calls.push('getReport');
      return answer(api.report);
    },
    reveal: (credential) => {
      calls.push(`reveal ${credential}`);
      return answer(api.revealed);
    },
    copy: async (text) => void copied.push(text),
    reloadTab: async () => void calls.push('reloadTab'),
    requestAccess: async (site) => {
      calls.push(`requestAccess ${site ?? 'everywhere'}`);
      return api.granted;
    },
    subscribe: (tell) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    now: () => api.time,
    change: (news = 'choices') => {
      for (const tell of listeners) tell(news);
    },
  };
  return api;
};

/** What the app needs, done with the browser. Revealed values are read here and shown here: no message ever carries one. */
import type { AppApi, News } from '../app/api.ts';
import { browser } from '../browser.ts';
import type { SiteReport } from '../core/report.ts';
import type { Engine } from '../core/rules/facts.ts';
import { failed, type Reply } from '../messages/reply.ts';
import { FINGERPRINT_KEY } from '../messages/session-items.ts';
import { sitePattern } from '../messages/site-pattern.ts';
import type { MessageName, Replies, RequestOf } from '../messages/table.ts';
import { fromWire } from '../messages/wire.ts';
import type { Below } from './below.ts';
import { calm } from './calm.ts';
import { reveal } from './reveal.ts';

const noTab = (): Reply<never> => failed('no-tab', 'There is no page to look at.');

const engine: Engine = location.protocol === 'moz-extension:' ? 'firefox' : 'chromium';

type Asked<Name extends MessageName> = Omit<RequestOf<Name>, 'name'>;

const ask = async <Name extends MessageName>(name: Name, request: Asked<Name>): Promise<Reply<Replies[Name]>> =>
  fromWire((await browser.runtime.sendMessage({ name, ...request })) as Reply<Replies[Name]>);

/** @param ways where else the app may be opened from here */
export const browserApi = (below: Below, ways: Pick<AppApi, 'openPage' | 'openPanel'> = {}): AppApi => {
  let latest: { tabId: number; report: SiteReport } | undefined;
  /** What is asked about the page below. */
  const askAbout = async <Name extends MessageName>(
    name: Name,
    request: Omit<Asked<Name>, 'tabId'>,
  ): Promise<Reply<Replies[Name]>> => {
    const tabId = await below.tabId();
    return tabId === undefined ? noTab() : ask(name, { ...request, tabId } as unknown as Asked<Name>);
  };
  const report = async (name: 'popup/get-report' | 'popup/get-known-report'): Promise<Reply<SiteReport>> => {
    const tabId = await below.tabId();
    if (tabId === undefined) return noTab();
    const reply = await ask(name, { tabId });
    if (reply.ok) latest = { tabId, report: reply.value };
    return reply;
  };
  return {
    engine,
    getReport: () => report('popup/get-report'),
    getKnownReport: () => report('popup/get-known-report'),
    getGoodNews: () => askAbout('popup/get-good-news', {}),
    reveal: async (id) => {
      const shown = latest;
      const credential = shown?.report.credentials.find((one) => one.id === id);
      // Nothing of a tab that was shown before.
      if (shown === undefined || credential === undefined || shown.tabId !== (await below.tabId()))
        return failed('gone', 'This credential is no longer there.');
      return reveal(shown.tabId, credential);
    },
    setAside: ({ rule, subject }, reason) => askAbout('popup/set-aside', { rule, subject, reason }),
    takeBack: ({ rule, subject }) => askAbout('popup/take-back', { rule, subject }),
    getThresholds: () => ask('popup/get-thresholds', {}),
    setThresholds: (thresholds) => ask('popup/set-thresholds', { thresholds }),
    getSettings: () => ask('popup/get-settings', {}),
    setSettings: (change) => ask('popup/set-settings', { change }),
    pauseSite: (paused) => askAbout('popup/pause-site', { paused }),
    clear: (what) => askAbout('popup/clear', { what }),
    search: async (token, list, tell) => (await import('../app/check/start-search.ts')).startSearch(token, list, tell),
    tellChecked: async (token, result) =>
      askAbout('popup/token-checked', { fingerprint: await fingerprintOf(token), ...result }),
    ...ways,
    download: ({ name, type, text }) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = name;
      link.click();
      // The download has begun by then, or never will.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    copy: (text) => navigator.clipboard.writeText(text),
    reloadTab: async () => {
      const tabId = await below.tabId();
      if (tabId !== undefined) await browser.tabs.reload(tabId);
    },
    // Nothing is awaited before: the browser wants to be asked in the turn of the click.
    requestAccess: (site) =>
      browser.permissions.request({ origins: [site === undefined ? '<all_urls>' : sitePattern(site, engine)] }),
    subscribe: (tell) => {
      const stop = [below.subscribe(tell), onStored(tell), onPermitted(tell)];
      return () => {
        for (const each of stop) each();
      };
    },
    now: () => Date.now(),
  };
};

/** Each report costs a look into the page's storage; a page may bring something new with each of its requests. */
const PAUSE_MS = 250;

/** The worker writes what it learns at once, and what the user decides. */
const onStored = (tell: (news: News) => void): (() => void) => {
  const facts = calm(() => tell('facts'), PAUSE_MS);
  const stored = (_changes: object, area: string): void => {
    if (area === 'session') facts.tell();
    if (area === 'local') tell('choices');
  };
  browser.storage.onChanged.addListener(stored);
  return () => {
    browser.storage.onChanged.removeListener(stored);
    facts.stop();
  };
};

const onPermitted = (tell: (news: News) => void): (() => void) => {
  const permitted = (): void => tell('facts');
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(permitted);
  onRemoved.addListener(permitted);
  return () => {
    onAdded.removeListener(permitted);
    onRemoved.removeListener(permitted);
  };
};

/** With the key of this browser session, so that the worker knows the token again without being told it. */
const fingerprintOf = async (token: string): Promise<string> => {
  const items = await browser.storage.session.get(FINGERPRINT_KEY);
  const { fingerprintWithHex } = await import('../core/observe/fingerprint.ts');
  return fingerprintWithHex(String(items[FINGERPRINT_KEY] ?? ''))(token);
};

/** What the app needs, done with the browser. Revealed values are read here and shown here: no message ever carries one. */
import type { AppApi, Revealed } from '../app/api.ts';
import { browser } from '../browser.ts';
import type { Carrier, Credential, SiteReport } from '../core/report.ts';
import { done, failed, type Reply } from '../messages/reply.ts';
import { FINGERPRINT_KEY } from '../messages/session-items.ts';
import type { MessageName, Replies, RequestOf } from '../messages/table.ts';

/** Loaded at the first click: it knows how to open whatever sites pack their tokens in, and the popup must come up fast. */
const opener = () => import('./leaf.ts');

const noTab = (): Reply<never> => failed('no-tab', 'No page is open below this popup.');

type Asked<Name extends MessageName> = Omit<RequestOf<Name>, 'name'>;

const ask = async <Name extends MessageName>(name: Name, request: Asked<Name>): Promise<Reply<Replies[Name]>> =>
  (await browser.runtime.sendMessage({ name, ...request })) as Reply<Replies[Name]>;

/** @param inTab whether the app has a tab of its own, and no popup that closes when a file is chosen */
export const browserApi = (tabId: number | undefined, inTab: boolean): AppApi => {
  let latest: SiteReport | undefined;
  /** What is asked about the page below. */
  const askAbout = async <Name extends MessageName>(
    name: Name,
    request: Omit<Asked<Name>, 'tabId'>,
  ): Promise<Reply<Replies[Name]>> =>
    tabId === undefined ? noTab() : ask(name, { ...request, tabId } as unknown as Asked<Name>);
  const heard = (reply: Reply<SiteReport>): Reply<SiteReport> => {
    if (reply.ok) latest = reply.value;
    return reply;
  };
  return {
    engine: location.protocol === 'moz-extension:' ? 'firefox' : 'chromium',
    getReport: async () => heard(await askAbout('popup/get-report', {})),
    getKnownReport: async () => heard(await askAbout('popup/get-known-report', {})),
    reveal: async (id) => {
      const credential = latest?.credentials.find((one) => one.id === id);
      if (tabId === undefined || credential === undefined) return failed('gone', 'This credential is no longer there.');
      return reveal(tabId, credential);
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
    ...(inTab || tabId === undefined
      ? {}
      : {
          openPage: async (tab = 'risks') => {
            const url = browser.runtime.getURL(`src/popup/index.html?tab=${tabId}#${tab}`);
            await browser.tabs.create({ url });
            window.close();
          },
        }),
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
      if (tabId !== undefined) await browser.tabs.reload(tabId);
    },
    requestAccess: () => browser.permissions.request({ origins: ['<all_urls>'] }),
    subscribe: (changed) => {
      const listener = (_changes: object, area: string): void => {
        if (area === 'session' || area === 'local') changed();
      };
      browser.storage.onChanged.addListener(listener);
      return () => browser.storage.onChanged.removeListener(listener);
    },
    now: () => Date.now(),
  };
};

/** With the key of this browser session, so that the worker knows the token again without being told it. */
const fingerprintOf = async (token: string): Promise<string> => {
  const items = await browser.storage.session.get(FINGERPRINT_KEY);
  const { fingerprintWithHex } = await import('../core/observe/fingerprint.ts');
  return fingerprintWithHex(String(items[FINGERPRINT_KEY] ?? ''))(token);
};

const reveal = async (tabId: number, credential: Credential): Promise<Reply<Revealed>> => {
  const kept = credential.carriers.filter((carrier) => carrier.where !== 'header' && carrier.where !== 'body');
  for (const carrier of kept) {
    const value = await readCarrier(tabId, carrier).catch(() => undefined);
    if (value !== undefined) return done({ where: carrier.where, name: carrier.name, value });
  }
  return kept.length > 0
    ? failed('gone', 'The value is no longer where it was kept.')
    : failed(
        'not-kept',
        'The page holds this value in its memory only, and Coatcheck keeps no copy: it can be seen in the network panel.',
      );
};

const readCarrier = async (tabId: number, carrier: Carrier): Promise<string | undefined> => {
  if (carrier.where === 'cookie') return readCookie(tabId, carrier);
  if (carrier.where === 'localStorage' || carrier.where === 'sessionStorage')
    return readEntry(tabId, carrier.where, carrier);
  return undefined;
};

const readCookie = async (tabId: number, carrier: Carrier): Promise<string | undefined> => {
  const tab = await browser.tabs.get(tabId);
  const stores = await browser.cookies.getAllCookieStores();
  const storeId = stores.find((store) => store.tabIds.includes(tabId))?.id;
  const found = await browser.cookies.getAll({
    partitionKey: {},
    ...(carrier.cookie === undefined ? { url: tab.url ?? '' } : { domain: carrier.cookie.domain }),
    ...(storeId === undefined ? {} : { storeId }),
  });
  const home =
    found.find((cookie) => cookie.name === carrier.name && isAt(cookie, carrier)) ??
    found.find((cookie) => cookie.name === carrier.name);
  const beside = found.filter((cookie) => cookie.domain === home?.domain && cookie.path === home.path);
  return (await opener()).cookieValueAt(beside, carrier.name, carrier.path);
};

const isAt = (cookie: { domain: string; path: string }, { cookie: known }: Carrier): boolean =>
  cookie.path === known?.path && cookie.domain.replace(/^\./, '') === known.domain;

const readEntry = async (
  tabId: number,
  area: 'localStorage' | 'sessionStorage',
  carrier: Carrier,
): Promise<string | undefined> => {
  const [injected] = await browser.scripting.executeScript({
    target: { tabId },
    func: readItem,
    args: [area, carrier.name],
  });
  return typeof injected?.result === 'string' ? (await opener()).leafAt(injected.result, carrier.path) : undefined;
};

/** Runs in the page's isolated world. */
const readItem = (area: 'localStorage' | 'sessionStorage', key: string): string | null => window[area].getItem(key);

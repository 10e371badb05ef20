/** Reads the live value of a credential from where it is kept. */
import type { Revealed } from '../app/api.ts';
import { browser } from '../browser.ts';
import type { Carrier, Credential } from '../core/report.ts';
import { done, failed, type Reply } from '../messages/reply.ts';

/** Loaded at the first click: it knows how to open whatever sites pack their tokens in, and the popup must come up fast. */
const opener = () => import('./leaf.ts');

export const reveal = async (tabId: number, credential: Credential): Promise<Reply<Revealed>> => {
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
  const { cookieValueAt, shownName } = await opener();
  const named = found.filter((cookie) => shownName(cookie.name) === carrier.name);
  const home = named.find((cookie) => isAt(cookie, carrier)) ?? named[0];
  if (home === undefined) return undefined;
  const beside = found.filter((cookie) => cookie.domain === home.domain && cookie.path === home.path);
  return cookieValueAt(beside, home.name, carrier.path);
};

const isAt = (cookie: { domain: string; path: string }, { cookie: known }: Carrier): boolean =>
  cookie.path === known?.path && cookie.domain.replace(/^\./, '') === known.domain;

const readEntry = async (
  tabId: number,
  area: 'localStorage' | 'sessionStorage',
  carrier: Carrier,
): Promise<string | undefined> => {
  const { leafAt, shownName } = await opener();
  const read = async (key: string): Promise<unknown> => {
    const [injected] = await browser.scripting.executeScript({ target: { tabId }, func: readItem, args: [area, key] });
    return injected?.result;
  };
  const found = await read(carrier.name);
  // A report shows no token in a name; the page still knows it.
  const key = Array.isArray(found) ? found.map(String).find((each) => shownName(each) === carrier.name) : undefined;
  const value = key === undefined ? found : await read(key);
  return typeof value === 'string' ? leafAt(value, carrier.path) : undefined;
};

/** Runs in the page's isolated world: the value, or else the names of all that are there. */
const readItem = (area: 'localStorage' | 'sessionStorage', key: string): string | string[] =>
  window[area].getItem(key) ?? Object.keys(window[area]);

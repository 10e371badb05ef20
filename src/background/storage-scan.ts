/** Reads a tab's web storage by injection. The result comes from a page's process: it is hostile until parsed. */
import * as v from 'valibot';
import { type ReadLimits, type ReadResult, readStorage } from '../content/read-storage.ts';
import { indexedDbStores, storeOf } from '../core/knowledge/indexed-db.ts';
import { storageRole } from '../core/knowledge/storage.ts';
import type { Fingerprint, PageSeen, SeenValue, StorageSeen } from '../core/observe/observation.ts';
import { observePage } from '../core/observe/page.ts';
import { observeStorage } from '../core/observe/web-storage.ts';
import { type Home, nameOf } from './storage-homes.ts';

const LIMITS: ReadLimits = {
  keys: 1000,
  value: 262_144,
  total: 2_097_152,
  time: 50,
  stores: indexedDbStores.map(({ db, store }) => ({ db, store })),
};

/** Databases of the page's own, which hold anything: few, small, and only what is named like something to sign in with. */
const SEARCH: NonNullable<ReadLimits['search']> = {
  databases: 8,
  stores: 12,
  keys: 200,
  values: 10,
  names: ['token', 'auth', 'session', 'jwt', 'login', 'user', 'account', 'credential', 'oidc', 'bearer', 'persist'],
  known: [...new Set(indexedDbStores.filter(({ sdk }) => sdk !== undefined).map(({ db }) => db))],
};

const area = v.picklist(['localStorage', 'sessionStorage', 'indexedDB']);

const ReadResultSchema = v.object({
  origin: v.pipe(v.string(), v.maxLength(2048)),
  entries: v.pipe(
    v.array(
      v.object({
        area,
        key: v.pipe(v.string(), v.maxLength(1024)),
        value: v.pipe(v.string(), v.maxLength(LIMITS.value)),
      }),
    ),
    v.maxLength(LIMITS.keys * 3),
    v.check((entries) => entries.reduce((sum, { value }) => sum + value.length, 0) <= LIMITS.total),
  ),
  complete: v.pipe(v.array(area), v.maxLength(3)),
  unread: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)),
  fragment: v.pipe(v.string(), v.maxLength(8192)),
});

/** The slice of the scripting API in use. */
export interface Scripting {
  executeScript(injection: {
    target: { tabId: number };
    func: typeof readStorage;
    args: [ReadLimits];
  }): Promise<{ frameId: number; result?: unknown }[]>;
}

export interface ScannedTab {
  id: number;
  /** What the browser says the tab shows: a result that claims another origin is dropped. */
  origin: string;
  partition: string | null;
}

/**
 * Reads web storage and the known stores of IndexedDB.
 *
 * @param homes values in databases of the page's own where tokens were found before
 * @returns undefined where the page cannot be read (no access, navigated away, malformed)
 */
export const scanStorage = async (
  scripting: Scripting,
  tab: ScannedTab,
  at: () => number,
  fingerprint: Fingerprint,
  homes: readonly { home: Home; path: string }[] = [],
): Promise<[StorageSeen, ...PageSeen[]] | []> => {
  const read = await inject(scripting, tab, { ...LIMITS, stores: [...LIMITS.stores, ...storesOf(homes)] });
  if (read === undefined) return [];
  const about = { at: at(), site: tab.origin, partition: tab.partition };
  const { origin, entries, complete, unread, fragment } = read;
  const known = new Set(homes.map(({ home, path }) => `${nameOf(home)}|${path}`));
  const keeps = (value: SeenValue): boolean => speaksForItself(value) || known.has(`${value.name}|${value.path ?? ''}`);
  const storage = observeStorage({ ...about, origin, entries, complete, unread }, fingerprint, keeps);
  // Requests never show a fragment; the page's address does.
  const page = observePage({ ...about, url: `${about.site}/${fragment}` }, fingerprint);
  return [storage, ...(page === undefined ? [] : [page])];
};

/**
 * Looks through the page's own databases for tokens that it sends. What else is there is not looked at twice: of the
 * values that come back only those with a fingerprint that is asked for are kept.
 */
export const searchDatabases = async (
  scripting: Scripting,
  tab: ScannedTab,
  wanted: ReadonlySet<string>,
  fingerprint: Fingerprint,
): Promise<SeenValue[]> => {
  const read = await inject(scripting, tab, { ...LIMITS, stores: [], search: SEARCH });
  if (read === undefined) return [];
  const entries = read.entries.filter(({ area: where, key }) => where === 'indexedDB' && key.length <= 256);
  const about = { at: 0, site: tab.origin, partition: tab.partition, origin: read.origin, complete: [], unread: 0 };
  return observeStorage({ ...about, entries }, fingerprint, ({ shape }) => wanted.has(shape.fingerprint)).values;
};

const inject = async (scripting: Scripting, tab: ScannedTab, limits: ReadLimits): Promise<ReadResult | undefined> => {
  const raw = await scripting
    .executeScript({ target: { tabId: tab.id }, func: readStorage, args: [limits] })
    .then((results) => results.find((result) => result.frameId === 0)?.result)
    .catch(() => undefined);
  const parsed = v.safeParse(ReadResultSchema, raw);
  return parsed.success && parsed.output.origin === tab.origin ? parsed.output : undefined;
};

const storesOf = (homes: readonly { home: Home }[]): ReadLimits['stores'] => {
  const stores = new Map<string, { db: string; store: string; keys: string[] }>();
  for (const { home } of homes) {
    if (storeOf(nameOf(home)) !== undefined) continue;
    const { db, store, key } = home;
    const known = stores.get(`${db}/${store}`) ?? { db, store, keys: [] };
    stores.set(`${db}/${store}`, { ...known, keys: [...new Set([...known.keys, key])] });
  }
  return [...stores.values()];
};

/**
 * Databases hold all that a page works with, ids by the thousand. Of a library's store only what is a token by its form or
 * its name counts, of a database that nobody knows nothing, unless a token was found there.
 */
const speaksForItself = ({ where, name, path, shape }: SeenValue): boolean => {
  const stored = where === 'indexedDB' ? storeOf(name) : undefined;
  if (where !== 'indexedDB' || stored?.known.sdk !== undefined) return true;
  const isToken = shape.token !== undefined || shape.prefix !== undefined;
  return stored !== undefined && (isToken || storageRole(where, name, path) !== undefined);
};

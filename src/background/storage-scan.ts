/** Reads a tab's web storage by injection. The result comes from a page's process: it is hostile until parsed. */
import * as v from 'valibot';
import { type ReadLimits, readStorage } from '../content/read-storage.ts';
import { indexedDbStores } from '../core/knowledge/storage.ts';
import type { Fingerprint, PageSeen, StorageSeen } from '../core/observe/observation.ts';
import { observePage } from '../core/observe/page.ts';
import { observeStorage } from '../core/observe/web-storage.ts';

const LIMITS: ReadLimits = {
  keys: 1000,
  value: 262_144,
  total: 2_097_152,
  time: 50,
  stores: indexedDbStores.map(({ db, store }) => ({ db, store })),
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

/**
 * @param origin what the browser says the tab shows: a result that claims another origin is dropped
 * @returns undefined where the page cannot be read (no access, navigated away, malformed)
 */
export const scanStorage = async (
  scripting: Scripting,
  tab: { id: number; origin: string; partition: string | null },
  at: () => number,
  fingerprint: Fingerprint,
): Promise<(StorageSeen | PageSeen)[]> => {
  const raw = await scripting
    .executeScript({ target: { tabId: tab.id }, func: readStorage, args: [LIMITS] })
    .then((results) => results.find((result) => result.frameId === 0)?.result)
    .catch(() => undefined);
  const parsed = v.safeParse(ReadResultSchema, raw);
  if (!parsed.success || parsed.output.origin !== tab.origin) return [];
  const about = { at: at(), site: tab.origin, partition: tab.partition };
  const { origin, entries, complete, unread, fragment } = parsed.output;
  const storage = observeStorage({ ...about, origin, entries, complete, unread }, fingerprint);
  // Requests never show a fragment; the page's address does.
  const page = observePage({ ...about, url: `${about.site}/${fragment}` }, fingerprint);
  return page === undefined ? [storage] : [storage, page];
};

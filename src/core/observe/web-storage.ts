/** What a page's storage holds → StorageSeen: only what could be a token is worth a place. */
import { storageKey } from '../knowledge/storage.ts';
import { tokenParameter } from '../knowledge/words.ts';
import type { Fingerprint, SeenValue, StorageSeen } from './observation.ts';
import { shapeOf, tokenLike } from './shape.ts';
import { leaves } from './storage.ts';

export type Area = 'localStorage' | 'sessionStorage' | 'indexedDB';

export interface RawStorage {
  at: number;
  site: string;
  partition: string | null;
  origin: string;
  entries: readonly { area: Area; key: string; value: string }[];
  complete: readonly Area[];
  unread: number;
}

const MAX_VALUES = 100;
const MIN_NAMED_TOKEN = 8;

/** @param raw untrusted: whatever lay in the page's storage. Values become shapes here and are dropped. */
export const observeStorage = (raw: RawStorage, fingerprint: Fingerprint): StorageSeen => {
  const values: SeenValue[] = [];
  const cut = new Set<Area>();
  let unread = raw.unread;
  for (const { area, key, value } of raw.entries) {
    const known = storageKey(area, key) !== undefined;
    for (const leaf of leaves(value)) {
      if (!matters(key, leaf.path, leaf.value, known)) continue;
      if (values.length >= MAX_VALUES) {
        unread += 1;
        cut.add(area);
        continue;
      }
      values.push({
        where: area,
        name: key.slice(0, 256),
        ...(leaf.path === '' ? {} : { path: leaf.path }),
        shape: shapeOf(leaf.value, fingerprint),
      });
    }
  }
  const { at, site, partition, origin } = raw;
  return {
    type: 'storage',
    at,
    site,
    partition,
    origin,
    values,
    complete: raw.complete.filter((area) => !cut.has(area)),
    unread,
  };
};

/** A token by its look, or a value of some length whose name says that it is one. */
const matters = (key: string, path: string, value: string, known: boolean): boolean => {
  if (tokenLike(value)) return true;
  if (value.length < MIN_NAMED_TOKEN || value.includes(' ')) return false;
  const name = path === '' ? key : (path.split('.').at(-1) ?? path);
  return tokenParameter(name) !== undefined || (known && path === '');
};

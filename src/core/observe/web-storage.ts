/** What a page's storage holds → StorageSeen: only what could be a token is worth a place. */
import { type StorageEntry, storageEntry, storageRole } from '../knowledge/storage.ts';
import { decodeJose } from './jose.ts';
import { shownName } from './names.ts';
import type { Fingerprint, SeenValue, StorageSeen, ValueShape } from './observation.ts';
import { normaliseSecret } from './secret.ts';
import { safePath, shapeOf, tokenLike } from './shape.ts';
import { type Leaf, leaves } from './storage.ts';

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
/** Each shape costs time, also that of a value which is not kept in the end. */
const MAX_SHAPED = 400;
const MIN_NAMED_TOKEN = 8;

/**
 * @param raw untrusted: whatever lay in the page's storage. Values become shapes here and are dropped.
 * @param keeps what is worth a place of all that could be a token
 */
export const observeStorage = (
  raw: RawStorage,
  fingerprint: Fingerprint,
  keeps: (value: SeenValue) => boolean = () => true,
): StorageSeen => {
  const values: SeenValue[] = [];
  const cut = new Set<Area>();
  let unread = raw.unread;
  let shaped = 0;
  for (const { area, key, value } of raw.entries) {
    for (const leaf of leaves(value)) {
      const entry = storageEntry(area, key, leaf.path);
      if (!matters(area, key, leaf, entry)) continue;
      if (values.length >= MAX_VALUES || shaped >= MAX_SHAPED) {
        unread += 1;
        cut.add(area);
        continue;
      }
      shaped += 1;
      const seen: SeenValue = {
        where: area,
        name: shownName(key),
        ...(leaf.path === '' ? {} : { path: safePath(leaf.path) }),
        shape: shapeAtRest(leaf, entry, fingerprint),
      };
      if (keeps(seen)) values.push(seen);
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

/**
 * A token by its look, or a value of some length whose name says that it is one. What an SDK is known to keep beside its
 * tokens (ids, flags, keys) is none, whatever it looks like.
 */
const matters = (area: Area, key: string, { path, value }: Leaf, entry: StorageEntry | undefined): boolean => {
  const role = storageRole(area, key, path);
  const secret = normaliseSecret(value);
  if (role === 'other') return false;
  if (role === 'state' && entry !== undefined) return tokenLike(secret);
  if (role !== undefined) return tokenLike(secret) || (secret.length >= MIN_NAMED_TOKEN && !secret.includes(' '));
  return isListed(entry) ? decodeJose(secret) !== undefined : tokenLike(secret);
};

/** All that such an entry holds is known. */
const isListed = (entry: StorageEntry | undefined): boolean =>
  entry?.role !== undefined || entry?.members !== undefined;

const shapeAtRest = ({ path, value }: Leaf, entry: StorageEntry | undefined, fingerprint: Fingerprint): ValueShape => {
  const shape = shapeOf(value, fingerprint);
  const isSealed = entry?.encrypted !== undefined && path === entry.encrypted;
  return isSealed ? { ...shape, format: `sealed:${entry.sdk}` } : shape;
};

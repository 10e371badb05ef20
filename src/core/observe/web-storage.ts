/** What a page's storage holds → StorageSeen: only what could be a token is worth a place. */
import { type StorageEntry, storageEntry, storageRole } from '../knowledge/storage.ts';
import { decodeJose } from './jose.ts';
import { shownName } from './names.ts';
import type { Fingerprint, SeenValue, StorageSeen, ValueShape } from './observation.ts';
import { normaliseSecret } from './secret.ts';
import { safePath, shapeOf, tokenLike } from './shape.ts';
import { type Leaf, openLeaves } from './storage.ts';

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
  const found: Candidate[] = [];
  for (const { area, key, value } of raw.entries) {
    const opened = openLeaves(value);
    // The area was read all the same. Databases hold whole caches, and nobody promised to read all of one.
    if (opened.cut && area !== 'indexedDB') unread += 1;
    let turn = 0;
    for (const leaf of opened.leaves) {
      const entry = storageEntry(area, key, leaf.path);
      if (matters(area, key, leaf, entry)) found.push({ area, key, leaf, entry, turn: turn++ });
    }
  }
  for (const { area, key, leaf, entry } of fairly(found)) {
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

interface Candidate {
  area: Area;
  key: string;
  leaf: Leaf;
  entry: StorageEntry | undefined;
  /** The how manieth it is of its entry. */
  turn: number;
}

/** Where there are more than is kept, each entry has its turn: one full of tokens shall not hide those of all others. */
const fairly = (found: Candidate[]): Candidate[] =>
  found.length <= MAX_VALUES ? found : found.toSorted((a, b) => a.turn - b.turn);

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

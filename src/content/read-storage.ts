/**
 * Runs in the page's isolated world: injected on demand, reads once, returns, is gone. It must stand alone (the browser
 * serialises it), holds no logic beyond the limits, and writes nothing. Its result is untrusted until parsed.
 */
export interface ReadLimits {
  /** Keys per area. */
  keys: number;
  /** Characters of one value; longer ones are skipped. */
  value: number;
  /** Characters in all. */
  total: number;
  /** Milliseconds in all. */
  time: number;
  /** IndexedDB databases and object stores worth a look; `keys` are all that is wanted of a store, if they are named. */
  stores: { db: string; store: string; keys?: string[] }[];
  /** Instead of all that: looks through databases that nobody knows, for values whose names promise a token. */
  search?: SearchLimits;
}

export interface SearchLimits {
  databases: number;
  /** Object stores of one database. */
  stores: number;
  /** Keys of one store that are looked at. */
  keys: number;
  /** Values of one store that are read. */
  values: number;
  /** What the name of a database, a store or a key has in it, in lower case. */
  names: string[];
  /** Databases that are known already. */
  known: string[];
}

export interface ReadEntry {
  area: 'localStorage' | 'sessionStorage' | 'indexedDB';
  key: string;
  value: string;
}

export interface ReadResult {
  origin: string;
  entries: ReadEntry[];
  /** Areas read to the end. */
  complete: ReadEntry['area'][];
  /** Entries that were left out because of a limit. */
  unread: number;
  fragment: string;
}

export const readStorage = async (limits: ReadLimits): Promise<ReadResult> => {
  const result: ReadResult = {
    origin: location.origin,
    entries: [],
    complete: [],
    unread: 0,
    fragment: location.hash.slice(0, 8192),
  };
  let end = performance.now() + limits.time;
  let total = 0;

  const add = (area: ReadEntry['area'], key: string, value: string): boolean => {
    if (value.length > limits.value || key.length > 1024 || total + value.length > limits.total) {
      result.unread += 1;
      return false;
    }
    total += value.length;
    result.entries.push({ area, key, value });
    return true;
  };

  /** Long values come last, so that they do not take the room of all others. */
  const long: ReadEntry[] = [];
  const put = (area: ReadEntry['area'], key: string, value: string): boolean => {
    if (value.length <= 16_384 || value.length > limits.value) return add(area, key, value);
    long.push({ area, key, value });
    return true;
  };

  /** Says whether the area was read to its end. Throws where there is none: sandboxed pages, storage switched off. */
  const readArea = (area: 'localStorage' | 'sessionStorage'): boolean => {
    const before = performance.now();
    const store = window[area];
    const count = store.length;
    // At the first touch the browser brings all of it, whoever touches it: that is no time of the reading's.
    end += performance.now() - before;
    let whole = true;
    for (let index = 0; index < count; index += 1) {
      if (index >= limits.keys || performance.now() > end) {
        result.unread += count - index;
        return false;
      }
      const key = store.key(index);
      const value = key === null ? null : store.getItem(key);
      if (key === null || value === null || !put(area, key, value)) whole = false;
    }
    // What changes under the hands may have moved a key past the reader.
    return whole && store.length === count;
  };

  /** Undefined once the time is up: the page may be waiting for its database. */
  const open = (name: string): Promise<IDBDatabase | undefined> =>
    new Promise((resolve) => {
      const request = indexedDB.open(name);
      // Never create or upgrade a page's database.
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onsuccess = () => {
        const db = request.result;
        // Never stand in the way of a page that upgrades or deletes it.
        db.onversionchange = () => db.close();
        if (performance.now() <= end) return resolve(db);
        db.close();
        resolve(undefined);
      };
      request.onerror = () => resolve(undefined);
      request.onblocked = () => resolve(undefined);
    });

  /**
   * Text and plain objects as JSON; keys, bytes, files and their like as null. Null for what is cyclic or too big. A loop
   * that gives up goes on to its end without doing anything, because an injected function may not even lean on `Error`.
   */
  const textOf = (value: unknown): string | null | undefined => {
    if (typeof value === 'string') return value;
    let left = limits.value;
    const plain = (part: unknown, depth: number): unknown => {
      left -= typeof part === 'string' ? part.length : 4;
      if (depth > 32) left = -1;
      if (left < 0 || typeof part !== 'object' || part === null) return part;
      if (Array.isArray(part)) return part.map((item) => (left < 0 ? null : plain(item, depth + 1)));
      if (Object.prototype.toString.call(part) !== '[object Object]') return null;
      const copy: [string, unknown][] = [];
      for (const name in part) {
        if (left < 0) break;
        copy.push([name, plain((part as Record<string, unknown>)[name], depth + 1)]);
      }
      return Object.fromEntries(copy);
    };
    const copy = plain(value, 0);
    return left < 0 ? null : JSON.stringify(copy);
  };

  const answer = <Result>(request: IDBRequest<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const addRecord = (db: IDBDatabase, store: string, key: IDBValidKey, value: unknown): void => {
    try {
      const text = textOf(value);
      if (text === null) result.unread += 1;
      else if (text !== undefined) add('indexedDB', `${db.name}/${store}/${String(key)}`, text);
    } catch {
      result.unread += 1; // No JSON: a number of any size.
    }
  };

  /** Says whether the cursor came to the end. */
  const readStore = (db: IDBDatabase, name: string): Promise<boolean> =>
    new Promise((resolve) => {
      let seen = 0;
      const cursor = db.transaction(name, 'readonly').objectStore(name).openCursor();
      cursor.onerror = () => resolve(false);
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (at === null) return resolve(true);
        if (seen >= 40 || performance.now() > end) return resolve(false);
        seen += 1;
        addRecord(db, name, at.key, at.value);
        at.continue();
      };
    });

  /** Says whether all of the keys were read, or are gone. */
  const readKeys = async (db: IDBDatabase, name: string, keys: readonly string[]): Promise<boolean> => {
    for (const key of keys) {
      if (performance.now() > end) return false;
      addRecord(db, name, key, await answer(db.transaction(name, 'readonly').objectStore(name).get(key)));
    }
    return true;
  };

  /** Stores that are there and not read to their end; unknown until the list of databases has come. */
  let unfinished: number | undefined;

  const readDatabases = async (): Promise<void> => {
    const present = new Set((await indexedDB.databases()).map((known) => known.name));
    const wanted = limits.stores.filter(({ db }) => present.has(db));
    unfinished = wanted.length;
    for (const { db: name, store, keys } of wanted) {
      const db = await open(name);
      if (db === undefined) continue;
      const there = db.objectStoreNames.contains(store);
      const read = there ? (keys === undefined ? readStore(db, store) : readKeys(db, store, keys)) : true;
      if (await Promise.resolve(read).catch(() => false)) unfinished -= 1;
      db.close();
    }
  };

  const searchStore = async (db: IDBDatabase, name: string, search: SearchLimits): Promise<void> => {
    const isWorth = (text: string): boolean => search.names.some((name) => text.toLowerCase().includes(name));
    const store = () => db.transaction(name, 'readonly').objectStore(name);
    const keys = await answer(store().getAllKeys(null, search.keys));
    const any = isWorth(db.name) || isWorth(name);
    const named = keys.filter((key) => typeof key === 'string' && !key.includes('/') && (any || isWorth(key)));
    for (const key of named.slice(0, search.values)) {
      if (performance.now() > end) return;
      addRecord(db, name, key, await answer(store().get(key)));
    }
  };

  const searchDatabases = async (search: SearchLimits): Promise<void> => {
    const names = (await indexedDB.databases()).map((known) => known.name ?? '');
    const unknown = names.filter((name) => name !== '' && !name.includes('/') && !search.known.includes(name));
    for (const name of unknown.slice(0, search.databases)) {
      if (performance.now() > end) return;
      const db = await open(name);
      if (db === undefined) continue;
      const stores = [...db.objectStoreNames].filter((store) => !store.includes('/'));
      for (const store of stores.slice(0, search.stores)) await searchStore(db, store, search).catch(() => undefined);
      db.close();
    }
  };

  const late = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, limits.time));

  if (limits.search !== undefined) {
    // Nothing is said to be whole, nor to be left out: it is a look around.
    await Promise.race([searchDatabases(limits.search).catch(() => undefined), late()]);
    return { ...result, entries: [...result.entries], unread: 0 };
  }

  for (const area of ['localStorage', 'sessionStorage'] as const) {
    try {
      if (readArea(area)) result.complete.push(area);
    } catch {
      // Not said to be empty, because nobody looked.
    }
  }
  const unreadBefore = result.unread;
  try {
    await Promise.race([readDatabases(), late()]);
  } catch {
    // No IndexedDB here (private windows, sandboxed pages).
  }
  if (unfinished === 0 && result.unread === unreadBefore) result.complete.push('indexedDB');
  result.unread += unfinished ?? 0;
  for (const { area, key, value } of long)
    if (!add(area, key, value)) result.complete = result.complete.filter((one) => one !== area);
  return result;
};

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
  /** IndexedDB databases and object stores worth a look. */
  stores: { db: string; store: string }[];
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
  const end = performance.now() + limits.time;
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

  /** Says whether the area was read to its end. Throws where there is none: sandboxed pages, storage switched off. */
  const readArea = (area: 'localStorage' | 'sessionStorage'): boolean => {
    const store = window[area];
    const count = store.length;
    let whole = true;
    for (let index = 0; index < count; index += 1) {
      if (index >= limits.keys || performance.now() > end) {
        result.unread += count - index;
        return false;
      }
      const key = store.key(index);
      const value = key === null ? null : store.getItem(key);
      if (key === null || value === null || !add(area, key, value)) whole = false;
    }
    // What changes under the hands may have moved a key past the reader.
    return whole && store.length === count;
  };

  const open = (name: string): Promise<IDBDatabase | undefined> =>
    new Promise((resolve) => {
      const request = indexedDB.open(name);
      // Never create or upgrade a page's database.
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
      request.onblocked = () => resolve(undefined);
    });

  /** Says whether the cursor came to the end. */
  const readStore = (db: IDBDatabase, name: string): Promise<boolean> =>
    new Promise((resolve) => {
      if (!db.objectStoreNames.contains(name)) return resolve(true);
      let seen = 0;
      const cursor = db.transaction(name, 'readonly').objectStore(name).openCursor();
      cursor.onerror = () => resolve(false);
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (at === null) return resolve(true);
        if (seen >= 40 || performance.now() > end) return resolve(false);
        seen += 1;
        try {
          const text = typeof at.value === 'string' ? at.value : JSON.stringify(at.value);
          if (text !== undefined) add('indexedDB', `${db.name}/${name}/${String(at.key)}`, text);
        } catch {
          result.unread += 1; // Cyclic or too deep for JSON.
        }
        at.continue();
      };
    });

  /** Stores that are there and not read to their end; unknown until the list of databases has come. */
  let unfinished: number | undefined;

  const readDatabases = async (): Promise<void> => {
    const present = new Set((await indexedDB.databases()).map((known) => known.name));
    const wanted = limits.stores.filter(({ db }) => present.has(db));
    unfinished = wanted.length;
    for (const { db: name, store } of wanted) {
      const db = await open(name);
      if (db === undefined) continue;
      if (await readStore(db, store).catch(() => false)) unfinished -= 1;
      db.close();
    }
  };

  for (const area of ['localStorage', 'sessionStorage'] as const) {
    try {
      if (readArea(area)) result.complete.push(area);
    } catch {
      // Not said to be empty, because nobody looked.
    }
  }
  const unreadBefore = result.unread;
  try {
    const late = new Promise<void>((resolve) => setTimeout(resolve, limits.time));
    await Promise.race([readDatabases(), late]);
  } catch {
    // No IndexedDB here (private windows, sandboxed pages).
  }
  if (unfinished === 0 && result.unread === unreadBefore) result.complete.push('indexedDB');
  result.unread += unfinished ?? 0;
  return result;
};

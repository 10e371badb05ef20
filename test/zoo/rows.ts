/** What a page keeps in IndexedDB, as far as JSON can hold it. */
import type { Page } from 'puppeteer-core';

export interface Row {
  db: string;
  store: string;
  key: string | number;
  value: unknown;
  /** `database/store/key`, as reports name it. */
  name: string;
}

const MAX_ROWS = 200;

/** Rows whose keys lie outside the values; those of other stores carry their keys in themselves and are left out. */
export const readRows = (page: Page): Promise<Row[]> =>
  page.evaluate(async (limit) => {
    const rows: Row[] = [];
    for (const { name: known = '' } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(known);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of db.objectStoreNames) {
        const opened = db.transaction(store).objectStore(store);
        if (opened.keyPath !== null) continue;
        await new Promise<void>((resolve, reject) => {
          const reading = opened.openCursor();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            const at = reading.result;
            if (at === null || rows.length >= limit) return resolve();
            const { key, value } = at;
            const isPlain =
              !(value instanceof Object) || [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
            if (isPlain && (typeof key === 'string' || typeof key === 'number'))
              rows.push({ db: known, store, key, value, name: `${known}/${store}/${key}` });
            at.continue();
          };
        });
      }
      db.close();
    }
    return rows;
  }, MAX_ROWS);

/** Puts rows into databases that are already there. */
export const writeRows = (page: Page, rows: readonly Row[]): Promise<void> =>
  page.evaluate(async (all: readonly Row[]) => {
    for (const { db: name, store, key, value } of all) {
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const writing = db.transaction(store, 'readwrite');
          writing.objectStore(store).put(value, key);
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            db.close();
            resolve();
          };
        };
      });
    }
  }, rows);

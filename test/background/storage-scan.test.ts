/** The injection's result comes from a page's process: forged until parsed. */
import { describe, expect, it } from 'vitest';
import { type Scripting, scanStorage, searchDatabases } from '../../src/background/storage-scan.ts';
import type { ReadLimits, ReadResult } from '../../src/content/read-storage.ts';
import { NOON, print } from './fakes.ts';

const SHOP = 'https://shop.example';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU';

const result = (extra: Partial<ReadResult> = {}): ReadResult => ({
  origin: SHOP,
  entries: [{ area: 'localStorage', key: 'access_token', value: TOKEN }],
  complete: ['localStorage', 'sessionStorage'],
  unread: 0,
  fragment: '',
  ...extra,
});

const scan = (raw: unknown, frameId = 0): ReturnType<typeof scanStorage> => {
  const scripting: Scripting = { executeScript: async () => [{ frameId, result: structuredClone(raw) }] };
  return scanStorage(scripting, { id: 1, origin: SHOP, partition: null }, () => NOON, print);
};

describe('a scan', () => {
  it('tells where a token lies, and nothing of the token', async () => {
    const [storage] = await scan(result());
    expect(storage).toMatchObject({
      type: 'storage',
      site: SHOP,
      origin: SHOP,
      at: NOON,
      values: [{ where: 'localStorage', name: 'access_token' }],
      complete: ['localStorage', 'sessionStorage'],
      unread: 0,
    });
    expect(JSON.stringify(storage)).not.toContain(TOKEN);
    expect(JSON.stringify(storage)).not.toContain('c2lnbmF0dXJl');
  });

  it('injects into the tab it was asked for, into the top frame alone, and in no world of the page', async () => {
    const injections: object[] = [];
    const scripting: Scripting = {
      executeScript: async (injection) => {
        injections.push(injection);
        return [];
      },
    };
    await scanStorage(scripting, { id: 42, origin: SHOP, partition: null }, () => NOON, print);
    expect(injections).toHaveLength(1);
    expect(injections[0]).toMatchObject({ target: { tabId: 42 } });
    expect(Object.keys(injections[0] ?? {}).sort()).toEqual(['args', 'func', 'target']);
    expect(structuredClone((injections[0] as { args: unknown }).args)).toEqual(
      (injections[0] as { args: unknown }).args,
    );
  });

  it('says what was not read', async () => {
    const [storage] = await scan(result({ unread: 199_000, complete: [] }));
    expect(storage).toMatchObject({ unread: 199_000, complete: [] });
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes a key called %s as a key', async (key) => {
    const [storage] = await scan(result({ entries: [{ area: 'sessionStorage', key, value: TOKEN }] }));
    expect(storage).toMatchObject({ values: [{ where: 'sessionStorage', name: key }] });
    expect(({} as Record<string, unknown>)['where']).toBeUndefined();
  });

  it('reads a token in the fragment, without keeping it', async () => {
    const [, page] = await scan(result({ fragment: `#access_token=${TOKEN}&state=x&expires_in=3600` }));
    expect(page).toMatchObject({
      type: 'page',
      url: `${SHOP}/`,
      values: [{ where: 'fragment', name: 'access_token' }],
    });
    expect(JSON.stringify(page)).not.toContain(TOKEN);
    expect(await scan(result({ fragment: '#chapter-2' }))).toHaveLength(1);
  });
});

const entry = (value: string): ReadResult['entries'][number] => ({ area: 'localStorage', key: 'token', value });

describe('a forged result is dropped', () => {
  it.each<[string, unknown]>([
    ['of another origin', result({ origin: 'https://bank.example' })],
    ['of the same host, without TLS', result({ origin: 'http://shop.example' })],
    ['of an opaque origin', result({ origin: 'null' })],
    ['of an origin that only starts alike', result({ origin: `${SHOP}.evil.example` })],
    ['of an origin in other letters', result({ origin: SHOP.toUpperCase() })],
    ['with 5 MB in one value', result({ entries: [entry('a'.repeat(5_000_000))] })],
    ['with 5 MB in twenty values', result({ entries: Array.from({ length: 20 }, () => entry('a'.repeat(262_144))) })],
    ['with 100,000 entries', result({ entries: Array.from({ length: 100_000 }, () => entry('a')) })],
    ['with a key of a million characters', result({ entries: [{ ...entry('a'), key: 'k'.repeat(1_000_000) }] })],
    ['with a number for a value', result({ entries: [entry(7 as unknown as string)] })],
    ['with an area of its own', result({ entries: [{ ...entry('a'), area: 'cookie' as 'localStorage' }] })],
    ['with an area called __proto__', result({ complete: ['__proto__' as 'localStorage'] })],
    ['with a negative count', result({ unread: -1 })],
    ['with a count that is none', result({ unread: Number.NaN })],
    ['with an endless count', result({ unread: Number.POSITIVE_INFINITY })],
    ['with a fragment without end', result({ fragment: `#access_token=${'a'.repeat(10_000)}` })],
    ['with a list for a text', result({ origin: [SHOP] as unknown as string })],
    ['without entries', { ...result(), entries: undefined }],
    ['that is null', null],
    ['that is nothing', undefined],
    ['that is a text', JSON.stringify(result())],
    ['that is a list', [result()]],
  ])('%s', async (_title, raw) => {
    expect(await scan(raw)).toEqual([]);
  });

  it('that comes from a frame', async () => {
    expect(await scan(result(), 7)).toEqual([]);
  });

  it('and so is a refusal of the browser', async () => {
    const scripting: Scripting = {
      executeScript: () => Promise.reject(new Error('Cannot access contents of the page.')),
    };
    expect(await scanStorage(scripting, { id: 1, origin: SHOP, partition: null }, () => NOON, print)).toEqual([]);
  });

  it('what it adds besides is not taken over', async () => {
    const [storage] = await scan({ ...result(), site: 'https://bank.example', partition: 'x', type: 'cookies', at: 0 });
    expect(storage).toMatchObject({ type: 'storage', site: SHOP, partition: null, at: NOON });
  });
});

describe('a place in a database of the page’s own', () => {
  const home = { db: 'budget', store: 'kv', key: 'user' };
  const entry = (key: string, value: string) => ({ area: 'indexedDB' as const, key, value });
  const entries = [
    entry('budget/kv/user', JSON.stringify({ token: TOKEN, backup: `${TOKEN}x`, theme: 'dark' })),
    entry('budget/kv/letters', JSON.stringify({ token: `${TOKEN}y` })),
  ];
  const scripted = (asked: unknown[]): Scripting => ({
    executeScript: async ({ args }) => {
      asked.push(structuredClone(args[0]));
      return [{ frameId: 0, result: structuredClone(result({ entries, complete: ['indexedDB'] })) }];
    },
  });
  const tab = { id: 1, origin: SHOP, partition: null };

  it('is read again, by its key, once a token was found there, and nothing beside it is told', async () => {
    const asked: { stores?: object[] }[] = [];
    const homes = [
      { home, path: 'token' },
      { home, path: 'gone' },
    ];
    const [storage] = await scanStorage(scripted(asked), tab, () => NOON, print, homes);

    expect(asked[0]?.stores?.slice(-1)).toEqual([{ db: 'budget', store: 'kv', keys: ['user'] }]);
    expect(storage?.values.map(({ name, path }) => [name, path])).toEqual([['budget/kv/user', 'token']]);
  });

  it('is told of in a library’s store if it is a token by form or name, and not if it is any id', async () => {
    const kept = {
      jwt: TOKEN,
      theme: 'dark',
      session: 'a1b2c3d4e5f6',
      other: `ghp_${'a'.repeat(36)}`,
      id: 'F9mZ1QxLk8PzR3tUvW2yB4nC6',
    };
    const asked: (ReadLimits['stores'] | undefined)[] = [];
    const scripting: Scripting = {
      executeScript: async ({ args }) => {
        asked.push(args[0].stores);
        return [{ frameId: 0, result: result({ entries: [entry('keyval-store/keyval/app', JSON.stringify(kept))] }) }];
      },
    };
    const paths = async (...homes: { home: typeof home; path: string }[]) =>
      (await scanStorage(scripting, tab, () => NOON, print, homes))[0]?.values.map(({ path }) => path);

    expect(await paths()).toEqual(['jwt', 'session', 'other']);
    expect(await paths({ home: { db: 'keyval-store', store: 'keyval', key: 'app' }, path: 'id' })).toContain('id');
    expect(asked[1]).toEqual(asked[0]);
  });

  it('does not crowd out what lies in the storage of the page', async () => {
    const ids = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`i${at}`, `F9mZ1QxLk8PzR3tUvW2yB4n${at}`]));
    const scripting: Scripting = {
      executeScript: async () => [
        {
          frameId: 0,
          result: result({
            entries: [
              entry('keyval-store/keyval/cache', JSON.stringify(ids)),
              { area: 'localStorage', key: 'x', value: TOKEN },
            ],
          }),
        },
      ],
    };
    const [storage] = await scanStorage(scripting, tab, () => NOON, print);

    expect([storage?.values.map(({ name }) => name), storage?.unread]).toEqual([['x'], 0]);
  });

  it('is not told of where no token was found before', async () => {
    const [storage] = await scanStorage(scripted([]), tab, () => NOON, print);

    expect(storage?.values).toEqual([]);
  });

  it('is found by the token that is looked for, and nothing else is told', async () => {
    const asked: { search?: object; keys?: number }[] = [];
    const found = await searchDatabases(scripted(asked), tab, new Set([print(TOKEN)]), print);

    expect(found.map(({ where, name, path }) => [where, name, path])).toEqual([
      ['indexedDB', 'budget/kv/user', 'token'],
    ]);
    expect(asked[0]?.search).toMatchObject({
      databases: 8,
      stores: 12,
      known: expect.not.arrayContaining(['localforage']),
    });
    expect(JSON.stringify(found)).not.toContain('c2lnbmF0dXJl');
  });

  it.each<[string, unknown]>([
    ['of another origin', result({ origin: 'https://bank.example', entries })],
    ['of another area', result({ entries: [{ area: 'localStorage', key: 'token', value: TOKEN }] })],
    ['under a name without end', result({ entries: [entry(`budget/kv/${'k'.repeat(300)}`, TOKEN)] })],
    ['that is none', null],
  ])('is not found in an answer %s', async (_title, raw) => {
    const scripting: Scripting = { executeScript: async () => [{ frameId: 0, result: structuredClone(raw) }] };
    expect(await searchDatabases(scripting, tab, new Set([print(TOKEN)]), print)).toEqual([]);
  });
});

// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://shop.example/app" }
/** What is read in the page, where it stops, and what it says of what it left. */
import { Blob as NodeBlob } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ReadLimits, type ReadResult, readStorage } from '../../src/content/read-storage.ts';
import { type FakeDatabases, fakeDatabases } from './fake-databases.ts';

const LIMITS: ReadLimits = { keys: 100, value: 1000, total: 5000, time: 50, stores: [] };

/** Runs the function as browsers do: from its own text, its arguments and its result cloned. */
const scan = async (limits: Partial<ReadLimits> = {}): Promise<ReadResult> => {
  const injected = new Function(`return ${readStorage.toString()}`)() as typeof readStorage;
  return structuredClone(await injected(structuredClone({ ...LIMITS, ...limits })));
};

/** A storage area over a list, which may change while it is read. */
const areaOf = (entries: [string, string][], onRead: (key: string) => void = () => undefined): object => ({
  get length() {
    return entries.length;
  },
  key: (index: number) => entries[index]?.[0] ?? null,
  getItem: (key: string) => {
    onRead(key);
    return entries.find(([name]) => name === key)?.[1] ?? null;
  },
});

const real = { localStorage, sessionStorage };
const replace = (area: keyof typeof real, get: () => unknown): void => {
  Object.defineProperty(window, area, { configurable: true, get });
};

beforeEach(() => {
  vi.stubGlobal('indexedDB', fakeDatabases({}));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const area of ['localStorage', 'sessionStorage'] as const) {
    replace(area, () => real[area]);
    real[area].clear();
  }
  location.hash = '';
});

describe('web storage', () => {
  it('is read whole, and said to be', async () => {
    localStorage.setItem('token', 'abc');
    sessionStorage.setItem('state', 'xyz');
    expect(await scan()).toEqual({
      origin: 'https://shop.example',
      entries: [
        { area: 'localStorage', key: 'token', value: 'abc' },
        { area: 'sessionStorage', key: 'state', value: 'xyz' },
      ],
      complete: ['localStorage', 'sessionStorage', 'indexedDB'],
      unread: 0,
      fragment: '',
    });
  });

  it('is left as it was', async () => {
    localStorage.setItem('token', 'abc');
    const set = vi.spyOn(Storage.prototype, 'setItem');
    const html = document.documentElement.outerHTML;
    await scan();
    expect(set).not.toHaveBeenCalled();
    expect(document.documentElement.outerHTML).toBe(html);
    expect({ ...localStorage }).toEqual({ token: 'abc' });
  });

  it.each(['__proto__', 'constructor', 'toString', 'getItem', 'length', ''])(
    'may have a key called %j',
    async (key) => {
      replace('localStorage', () => areaOf([[key, 'abc']]));
      const { entries, complete } = await scan();
      expect(entries).toEqual([{ area: 'localStorage', key, value: 'abc' }]);
      expect(complete).toContain('localStorage');
    },
  );

  it('stops at the limit of keys, in each area, and says how many it left', async () => {
    for (let index = 0; index < 150; index += 1) localStorage.setItem(`k${index}`, 'v');
    sessionStorage.setItem('state', 'xyz');
    const { entries, complete, unread } = await scan();
    expect(entries).toHaveLength(101);
    expect(unread).toBe(50);
    expect(complete).toEqual(['sessionStorage', 'indexedDB']);
  });

  it.each<[string, [string, string][], Partial<ReadLimits>]>([
    [
      'a long value',
      [
        ['big', 'a'.repeat(1001)],
        ['small', 'a'],
      ],
      {},
    ],
    [
      'a long key',
      [
        ['k'.repeat(1025), 'a'],
        ['small', 'a'],
      ],
      {},
    ],
    [
      'what is over the sum',
      [
        ['one', 'a'.repeat(60)],
        ['small', 'a'],
        ['two', 'a'.repeat(60)],
      ].slice(0, 3) as [string, string][],
      { total: 61 },
    ],
  ])('leaves out %s, counts it, and is not whole', async (_title, stored, limits) => {
    replace('localStorage', () => areaOf(stored));
    const { entries, complete, unread } = await scan(limits);
    expect(entries.map(({ key }) => key)).toContain('small');
    expect(unread).toBe(1);
    expect(complete).not.toContain('localStorage');
  });

  it('reads long values last, so that they leave room for all others', async () => {
    replace('localStorage', () =>
      areaOf([
        ['long', 'a'.repeat(20_000)],
        ['token', 'abc'],
      ]),
    );
    const { entries, complete, unread } = await scan({ value: 30_000, total: 20_000 });
    expect(entries.map(({ key }) => key)).toEqual(['token']);
    expect(unread).toBe(1);
    expect(complete).not.toContain('localStorage');
  });

  it('takes values of just the limits', async () => {
    replace('localStorage', () => areaOf([['k'.repeat(1024), 'a'.repeat(1000)]]));
    expect(await scan({ total: 1000 })).toMatchObject({
      unread: 0,
      complete: ['localStorage', 'sessionStorage', 'indexedDB'],
    });
  });

  it('stops when its time is up, in all areas', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
    replace('localStorage', () => areaOf(Array.from({ length: 80 }, (_, index) => [`k${index}`, 'v'])));
    sessionStorage.setItem('state', 'xyz');
    const { entries, complete, unread } = await scan({ time: 20 });
    expect(entries.length).toBeLessThanOrEqual(20);
    expect(entries.length + unread).toBe(81);
    expect(complete).toEqual(['indexedDB']);
  });

  it('is read although the browser took longer to bring it than the reading may', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const slow = areaOf([['token', 'abc']]);
    const length = (): number => {
      now += 80;
      return 1;
    };
    replace('localStorage', () => Object.defineProperty(slow, 'length', { get: length }));
    expect((await scan({ time: 50 })).entries).toEqual([{ area: 'localStorage', key: 'token', value: 'abc' }]);
  });

  it('that throws when it is touched (sandboxed page) is not there, and not said to be empty', async () => {
    for (const area of ['localStorage', 'sessionStorage'] as const)
      replace(area, () => {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      });
    expect(await scan()).toMatchObject({ entries: [], complete: ['indexedDB'], unread: 0 });
  });

  it('that is switched off (null) is not there', async () => {
    replace('localStorage', () => null);
    sessionStorage.setItem('state', 'xyz');
    const { entries, complete } = await scan();
    expect(entries.map(({ key }) => key)).toEqual(['state']);
    expect(complete).toEqual(['sessionStorage', 'indexedDB']);
  });

  it('that throws at one key keeps what was read before it', async () => {
    const stored: [string, string][] = [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ];
    const touch = (key: string): void => {
      if (key === 'b') throw new Error('The disk is on fire.');
    };
    replace('localStorage', () => areaOf(stored, touch));
    sessionStorage.setItem('state', 'xyz');
    const { entries, complete } = await scan();
    expect(entries.map(({ key }) => key)).toEqual(['a', 'state']);
    expect(complete).toEqual(['sessionStorage', 'indexedDB']);
  });

  it.each<[string, (stored: [string, string][]) => void]>([
    ['loses its first key', (stored) => stored.splice(0, 1)],
    ['loses the key that is read', (stored) => stored.splice(1, 1)],
    ['loses all', (stored) => stored.splice(0)],
    ['grows', (stored) => stored.push(['new', 'v'])],
  ])('that %s during the read is not whole', async (_title, change) => {
    const stored: [string, string][] = [
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', '4'],
    ];
    let done = false;
    const onRead = (key: string): void => {
      if (key === 'b' && !done) {
        done = true;
        change(stored);
      }
    };
    replace('localStorage', () => areaOf(stored, onRead));
    expect((await scan()).complete).not.toContain('localStorage');
  });

  it('that grows without end is read to an end', async () => {
    const stored: [string, string][] = [['a', 'v']];
    replace('localStorage', () => areaOf(stored, () => stored.push([`k${stored.length}`, 'v'])));
    expect((await scan()).entries.length).toBeLessThanOrEqual(100);
  });
});

describe('IndexedDB', () => {
  const stores = [{ db: 'firebaseLocalStorageDb', store: 'firebaseLocalStorage' }];
  const withStore = (values: unknown[], extra = {}): void => {
    const database = { firebaseLocalStorage: values };
    vi.stubGlobal('indexedDB', fakeDatabases({ firebaseLocalStorageDb: database, other: { secrets: ['x'] } }, extra));
  };

  it('is read where a known SDK keeps its tokens, and nowhere else', async () => {
    withStore(['text', { user: { token: 'abc' } }]);
    const { entries, complete, unread } = await scan({ stores });
    expect(entries).toEqual([
      { area: 'indexedDB', key: 'firebaseLocalStorageDb/firebaseLocalStorage/0', value: 'text' },
      { area: 'indexedDB', key: 'firebaseLocalStorageDb/firebaseLocalStorage/1', value: '{"user":{"token":"abc"}}' },
    ]);
    expect(complete).toContain('indexedDB');
    expect(unread).toBe(0);
  });

  it('is never created, and each connection is closed', async () => {
    withStore(['text']);
    const databases = indexedDB as unknown as ReturnType<typeof fakeDatabases>;
    await scan({ stores: [...stores, { db: 'absent', store: 'x' }, { db: 'other', store: 'absent' }] });
    expect(databases.opened).toEqual(['firebaseLocalStorageDb', 'other']);
    expect(databases.closed).toEqual(databases.opened);
  });

  it.each<[string, unknown[], Partial<ReadLimits>]>([
    ['a store of more than forty values', Array.from({ length: 41 }, () => 'v'), {}],
    ['a long value', ['a'.repeat(1001)], {}],
    ['a value that is no JSON', [{ big: 1n }], {}],
    ['what is over the sum', ['aaaa', 'bbbb'], { total: 5 }],
  ])('with %s is not whole, and says so', async (_title, values, limits) => {
    withStore(values);
    const { complete, unread } = await scan({ stores, ...limits });
    expect(complete).toEqual(['localStorage', 'sessionStorage']);
    expect(unread).toBe(1);
  });

  it('is read key by key where the keys are named', async () => {
    const records = { token: 'abc', draft: 'private', session: { jwt: 'def' } };
    vi.stubGlobal('indexedDB', fakeDatabases({ app: { kv: records } }));
    const { entries, complete } = await scan({
      stores: [{ db: 'app', store: 'kv', keys: ['token', 'session', 'gone'] }],
    });
    expect(entries).toEqual([
      { area: 'indexedDB', key: 'app/kv/token', value: 'abc' },
      { area: 'indexedDB', key: 'app/kv/session', value: '{"jwt":"def"}' },
    ]);
    expect(complete).toContain('indexedDB');
  });

  it('tells text and plain objects, and neither keys nor bytes nor what else is no JSON', async () => {
    const { publicKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    withStore([
      { token: 'abc', key: publicKey, bytes: new Uint8Array(5_000_000), blob: new NodeBlob(['x']), on: new Date(0) },
      publicKey,
      new Uint8Array(5_000_000).buffer,
      new Map([['token', 'abc']]),
      [{ jwt: 'def' }, new Set(['x'])],
      true,
      undefined,
    ]);
    const before = performance.now();
    const { entries, complete, unread } = await scan({ stores });
    expect(performance.now() - before).toBeLessThan(500);
    expect(entries.map(({ value }) => value)).toEqual([
      '{"token":"abc","key":null,"bytes":null,"blob":null,"on":null}',
      'null',
      'null',
      'null',
      '[{"jwt":"def"},null]',
      'true',
    ]);
    expect([complete.includes('indexedDB'), unread]).toEqual([true, 0]);
  });

  it.each<[string, () => unknown]>([
    [
      'turns back on itself',
      () => {
        const value: Record<string, unknown> = { token: 'abc' };
        value['self'] = value;
        return value;
      },
    ],
    ['has 200,000 members', () => Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`m${at}`, at]))],
    ['is one long list', () => Array.from({ length: 1_000_000 }, () => 0)],
    ['is nested a thousand times', () => Array.from({ length: 1_000 }).reduce<unknown>((inner) => ({ inner }), 'x')],
  ])('leaves out a value that %s, at little cost', async (_title, make) => {
    withStore(['text', make()]);
    const before = performance.now();
    const { entries, unread } = await scan({ stores, value: 262_144, total: 300_000 });
    expect(performance.now() - before).toBeLessThan(1500);
    expect([entries.length, unread]).toEqual([1, 1]);
  });

  it('is not made by looking for it, if it goes between the list and the opening', async () => {
    withStore(['text'], { refuse: 'gone' });
    const { entries, unread } = await scan({ stores });
    expect([entries, unread]).toEqual([[], 1]);
    expect((indexedDB as unknown as FakeDatabases).created).toEqual([]);
  });

  it('is let go at once when the page wants to change it', async () => {
    withStore(['text'], { refuse: 'silent' });
    const databases = indexedDB as unknown as FakeDatabases;
    const scanned = scan({ stores });
    await vi.waitFor(() => expect(databases.opened).toHaveLength(1));
    await Promise.resolve();
    databases.change('firebaseLocalStorageDb');
    expect(databases.closed).toEqual(['firebaseLocalStorageDb']);
    await scanned;
  });

  it('is closed, unread, when it opens too late', async () => {
    withStore(['text'], { refuse: 'silent-open' });
    const databases = indexedDB as unknown as FakeDatabases;
    const { entries, complete } = await scan({ stores });
    expect([entries, complete.includes('indexedDB'), databases.closed]).toEqual([[], false, []]);
    await vi.waitFor(() => expect(databases.closed).toEqual(['firebaseLocalStorageDb']));
    expect(databases.transactions).toBe(0);
  });

  it.each([
    ['cannot be opened', { refuse: 'open' }],
    ['is blocked', { refuse: 'blocked' }],
    ['cannot be read', { refuse: 'cursor' }],
    ['breaks off', { refuse: 'transaction' }],
    ['never answers', { refuse: 'silent' }],
  ] as const)('that %s is not whole, and says so', async (_title, extra) => {
    withStore(['text'], extra);
    localStorage.setItem('token', 'abc');
    const { entries, complete, unread } = await scan({ stores });
    expect(entries.map(({ key }) => key)).toEqual(['token']);
    expect(complete).toEqual(['localStorage', 'sessionStorage']);
    expect(unread).toBe(1);
  });

  it('that is not there at all is not said to be empty', async () => {
    for (const absent of [undefined, { databases: () => Promise.reject(new Error('Not here.')) }]) {
      vi.stubGlobal('indexedDB', absent);
      expect((await scan({ stores })).complete).toEqual(['localStorage', 'sessionStorage']);
    }
  });
});

describe('a search', () => {
  const search = {
    databases: 3,
    stores: 3,
    keys: 50,
    values: 5,
    names: ['token', 'auth', 'session'],
    known: ['firebaseLocalStorageDb'],
  };
  const within = async (content: Parameters<typeof fakeDatabases>[0], limits: Partial<typeof search> = {}) => {
    vi.stubGlobal('indexedDB', fakeDatabases(content));
    const result = await scan({ search: { ...search, ...limits } });
    const { opened, closed } = indexedDB as unknown as FakeDatabases;
    expect(closed).toEqual(opened);
    return { ...result, opened, found: result.entries.map(({ key }) => key) };
  };

  it('reads what is named like a token in databases that nobody knows, and nothing else', async () => {
    localStorage.setItem('token', 'abc');
    const { found, opened, complete, unread } = await within({
      budget: { kv: { 'User-Token': 'abc', draft: 'private' }, letters: ['private'] },
      'auth-db': { store: { a: '1' } },
      mail: { sessions: { x: '2', y: '3' } },
      firebaseLocalStorageDb: { firebaseLocalStorage: { token: 'x' } },
    });
    expect(found).toEqual(['budget/kv/User-Token', 'auth-db/store/a', 'mail/sessions/x', 'mail/sessions/y']);
    expect(opened).toEqual(['budget', 'auth-db', 'mail']);
    expect([complete, unread]).toEqual([[], 0]);
  });

  it.each<[string, Parameters<typeof fakeDatabases>[0], Partial<typeof search>, number]>([
    ['databases', Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`d${at}`, { s: { token: 'x' } }])), {}, 3],
    ['stores', { d: Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`s${at}`, { token: 'x' }])) }, {}, 3],
    [
      'keys',
      { d: { s: Object.fromEntries(Array.from({ length: 90 }, (_, at) => [at < 60 ? `k${at}` : `token${at}`, 'x'])) } },
      {},
      0,
    ],
    ['values', { d: { s: Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`token${at}`, 'x'])) } }, {}, 5],
  ])('ends at its limit of %s', async (_title, content, limits, count) => {
    expect((await within(content, limits)).found).toHaveLength(count);
  });

  it.each<[string, Parameters<typeof fakeDatabases>[0]]>([
    ['with a slash in its name', { 'a/token': { s: { token: 'x' } } }],
    ['with a slash in the name of a store', { d: { 'a/token': { token: 'x' } } }],
    ['with a slash in a key', { d: { s: { 'a/token': 'x' } } }],
    ['with numbers for keys', { tokens: { s: ['x', 'y'] } }],
  ])('leaves out a database %s: its values could not be found again', async (_title, content) => {
    expect((await within(content)).found).toEqual([]);
  });

  it.each(['open', 'blocked', 'transaction', 'cursor', 'silent', 'silent-open', 'gone'] as const)(
    'comes back with nothing if all goes wrong (%s)',
    async (refuse) => {
      vi.stubGlobal('indexedDB', fakeDatabases({ d: { s: { token: 'x' } } }, { refuse }));
      expect(await scan({ search })).toMatchObject({ entries: [], complete: [], unread: 0 });
      expect((indexedDB as unknown as FakeDatabases).created).toEqual([]);
    },
  );

  it('comes back with nothing where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await scan({ search })).toMatchObject({ entries: [], complete: [] });
  });

  it('is over when its time is', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
    const content = { d: { s: Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`token${at}`, 'x'])) } };
    expect((await within(content)).found.length).toBeLessThan(5);
  });
});

describe('the fragment', () => {
  it('goes along, to a length', async () => {
    location.hash = `#access_token=${'a'.repeat(10_000)}`;
    const { fragment } = await scan();
    expect(fragment).toMatch(/^#access_token=a+$/);
    expect(fragment).toHaveLength(8192);
  });
});

/** The slice of IndexedDB in use: databases of stores of values. Answers come later, as in a browser. */
export interface FakeDatabases {
  opened: string[];
  closed: string[];
  /** How many transactions were begun. */
  transactions: number;
  /** Databases that opening made, or would have made. */
  created: string[];
  databases(): Promise<{ name: string }[]>;
  open(name: string): object;
  /** The page upgrades or deletes a database. */
  change(name: string): void;
}

/** What goes wrong: `gone`: the database is deleted between the list and the opening. */
type Refusal = 'open' | 'blocked' | 'transaction' | 'cursor' | 'silent' | 'silent-open' | 'gone';
type Listener = (() => void) | undefined;
/** In a list the positions are the keys. */
type FakeStore = unknown[] | Record<string, unknown>;

export const fakeDatabases = (
  content: Record<string, Record<string, FakeStore>>,
  { refuse }: { refuse?: Refusal } = {},
): FakeDatabases => {
  const later = (call: () => Listener): void => queueMicrotask(() => call()?.());
  const connections = new Map<string, { onversionchange?: Listener }>();

  const cursorOver = (records: [IDBValidKey, unknown][]): object => {
    const request: { result: unknown; onsuccess?: Listener; onerror?: Listener } = { result: null };
    const step = (index: number): void => {
      const [key, value] = records[index] ?? [];
      request.result = index < records.length ? { key, value, continue: () => step(index + 1) } : null;
      later(() => (refuse === 'cursor' ? request.onerror : request.onsuccess));
    };
    if (refuse !== 'silent') step(0);
    return request;
  };

  const answering = (result: unknown): object => {
    const request: { result: unknown; onsuccess?: Listener; onerror?: Listener } = { result };
    if (refuse !== 'silent') later(() => (refuse === 'cursor' ? request.onerror : request.onsuccess));
    return request;
  };

  const recordsOf = (store: FakeStore): [IDBValidKey, unknown][] =>
    Array.isArray(store) ? [...store.entries()] : Object.entries(store);

  const storeOf = (store: FakeStore) => ({
    openCursor: () => cursorOver(recordsOf(store)),
    getAllKeys: (_query: null, count: number) =>
      answering(
        recordsOf(store)
          .slice(0, count)
          .map(([key]) => key),
      ),
    get: (wanted: IDBValidKey) => answering(recordsOf(store).find(([key]) => key === wanted)?.[1]),
  });

  const connect = (name: string) => {
    const stores = content[name] ?? {};
    const connection = {
      name,
      close: () => fake.closed.push(name),
      objectStoreNames: {
        contains: (store: string) => Object.hasOwn(stores, store),
        *[Symbol.iterator]() {
          yield* Object.keys(stores);
        },
      },
      transaction: () => {
        fake.transactions += 1;
        if (refuse === 'transaction') throw new DOMException('The connection is closing.', 'InvalidStateError');
        return { objectStore: (store: string) => storeOf(stores[store] ?? []) };
      },
      onversionchange: undefined as Listener,
    };
    connections.set(name, connection);
    return connection;
  };

  const fake: FakeDatabases = {
    opened: [],
    closed: [],
    transactions: 0,
    created: [],
    databases: async () => Object.keys(content).map((name) => ({ name })),
    change: (name) => connections.get(name)?.onversionchange?.(),
    open: (name) => {
      fake.opened.push(name);
      const request: {
        result: object;
        transaction?: object;
        onsuccess?: Listener;
        onerror?: Listener;
        onblocked?: Listener;
        onupgradeneeded?: Listener;
      } = { result: connect(name) };
      if (refuse === 'gone') {
        fake.created.push(name);
        request.transaction = {
          abort: () => {
            fake.created.pop();
            later(() => request.onerror);
          },
        };
        later(() => request.onupgradeneeded);
      } else if (refuse !== 'silent-open') {
        later(() => {
          if (refuse === 'open') return request.onerror;
          return refuse === 'blocked' ? request.onblocked : request.onsuccess;
        });
      } else {
        // Opened at last, long after anybody waits for it.
        setTimeout(() => request.onsuccess?.(), 120);
      }
      return request;
    },
  };
  return fake;
};

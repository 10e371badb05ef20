/** The slice of IndexedDB in use: databases of stores of values. Answers come later, as in a browser. */
export interface FakeDatabases {
  opened: string[];
  closed: string[];
  databases(): Promise<{ name: string }[]>;
  open(name: string): object;
}

type Refusal = 'open' | 'blocked' | 'transaction' | 'cursor' | 'silent';
type Listener = (() => void) | undefined;

export const fakeDatabases = (
  content: Record<string, Record<string, unknown[]>>,
  { refuse }: { refuse?: Refusal } = {},
): FakeDatabases => {
  const later = (call: () => Listener): void => queueMicrotask(() => call()?.());

  const cursorOver = (values: unknown[]): object => {
    const request: { result: unknown; onsuccess?: Listener; onerror?: Listener } = { result: null };
    const step = (index: number): void => {
      const advance = { key: index, value: values[index], continue: () => step(index + 1) };
      request.result = index < values.length ? advance : null;
      later(() => (refuse === 'cursor' ? request.onerror : request.onsuccess));
    };
    if (refuse !== 'silent') step(0);
    return request;
  };

  const fake: FakeDatabases = {
    opened: [],
    closed: [],
    databases: async () => Object.keys(content).map((name) => ({ name })),
    open: (name) => {
      fake.opened.push(name);
      const stores = content[name] ?? {};
      const result = {
        name,
        objectStoreNames: { contains: (store: string) => Object.hasOwn(stores, store) },
        transaction: () => {
          if (refuse === 'transaction') throw new DOMException('The connection is closing.', 'InvalidStateError');
          return { objectStore: (store: string) => ({ openCursor: () => cursorOver(stores[store] ?? []) }) };
        },
        close: () => fake.closed.push(name),
      };
      const request: { result: object; onsuccess?: Listener; onerror?: Listener; onblocked?: Listener } = { result };
      later(() => {
        if (refuse === 'open') return request.onerror;
        return refuse === 'blocked' ? request.onblocked : request.onsuccess;
      });
      return request;
    },
  };
  return fake;
};

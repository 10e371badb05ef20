/** Ten-line fakes of the slices of the browser in use. What crosses into the browser is cloned, as the browser does. */
import type { RequestDetails } from '../../src/background/attribution.ts';
import type { BrowserCookie } from '../../src/background/cookies.ts';
import type { BrowserTab } from '../../src/background/tabs.ts';
import { Watcher, type World } from '../../src/background/watcher.ts';
import type { ReadLimits } from '../../src/content/read-storage.ts';
import { fingerprintWith } from '../../src/core/observe/fingerprint.ts';
import type { SiteReport } from '../../src/core/report.ts';
import type { SiteState } from '../../src/core/site/state.ts';

export const print = fingerprintWith(new Uint8Array(32).fill(7));
export const NOON = Date.UTC(2026, 0, 15, 12);

const textOf = (item: unknown): string | undefined => (item as { text?: string } | null)?.text;

/** `storage.session`, with a quota. Keeps JSON, as Chromium does, and everything it was ever given. */
export class FakeSession {
  readonly items = new Map<string, string>();
  readonly given: string[] = [];
  quota = Number.POSITIVE_INFINITY;

  async get(): Promise<Record<string, unknown>> {
    return Object.fromEntries([...this.items].map(([key, json]) => [key, JSON.parse(json)]));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    const json = Object.entries(items).map(([key, value]) => [key, JSON.stringify(value)] as const);
    // Of a site's record the text that it wraps, as it was before it was wrapped.
    for (const [key, text] of json) this.given.push(`${key} ${textOf(items[key]) ?? text}`);
    const after = new Map([...this.items, ...json]);
    if ([...after.values()].reduce((sum, text) => sum + text.length, 0) > this.quota)
      throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    for (const [key, text] of json) this.items.set(key, text);
  }

  async remove(keys: string | string[]): Promise<void> {
    for (const key of [keys].flat()) this.items.delete(key);
  }

  /** A site as it was written last. */
  state(key: string): SiteState | undefined {
    const text = textOf(JSON.parse(this.items.get(key) ?? 'null'));
    return text === undefined ? undefined : JSON.parse(text);
  }

  sites(): string[] {
    return [...this.items.keys()].filter((key) => key.startsWith('site/')).sort();
  }

  /** How often a site was written. */
  get writes(): number {
    return this.given.filter((text) => text.startsWith('site/')).length;
  }
}

export interface FakeWorld extends World {
  session: FakeSession;
  local: FakeSession;
  open: Map<number, BrowserTab>;
  jar: BrowserCookie[];
  /** What the injection into a tab gives. */
  page: Map<number, unknown>;
  /** What a search of its databases gives. */
  databases: Map<number, unknown>;
  injections: number;
  searches: number;
  /** Limits of the last injection. */
  asked: ReadLimits | undefined;
  allowed: boolean;
  badges: [number, string][];
  clock: number;
}

export const fakeWorld = (
  tabs: BrowserTab[] = [],
  session = new FakeSession(),
  local = new FakeSession(),
): FakeWorld => {
  const open = new Map(tabs.map((tab) => [tab.id ?? -1, tab]));
  const world: FakeWorld = {
    engine: 'chromium',
    clock: NOON,
    now: () => world.clock,
    session,
    local,
    open,
    jar: [],
    page: new Map(),
    databases: new Map(),
    injections: 0,
    searches: 0,
    asked: undefined,
    allowed: true,
    badges: [],
    tabs: async () => structuredClone([...open.values()]),
    tab: async (id) => {
      const tab = open.get(id);
      if (tab === undefined) throw new Error(`No tab with id: ${id}.`);
      return structuredClone(tab);
    },
    cookies: {
      getAll: async ({ domain, storeId }) =>
        structuredClone(
          world.jar.filter(
            (cookie) => `.${cookie.domain}`.endsWith(`.${domain}`) && cookie.storeId === (storeId ?? '0'),
          ),
        ),
    },
    storeId: (partition) => (partition === null ? undefined : partition === 'private' ? '1' : partition),
    scripting: {
      executeScript: async ({ target, args: [limits] }) => {
        const isSearch = limits.search !== undefined;
        if (isSearch) world.searches += 1;
        else world.injections += 1;
        world.asked = structuredClone(limits);
        const results = isSearch ? world.databases : world.page;
        return [{ frameId: 0, result: structuredClone(results.get(target.tabId)) }];
      },
    },
    mayRead: async () => world.allowed,
    badge: (tabId, text) => world.badges.push([tabId, text]),
  };
  return world;
};

export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

/** A worker that has taken over what is in the session. */
export const awake = async (world: World): Promise<Watcher> => {
  const watcher = new Watcher(world);
  await settle();
  return watcher;
};

export const reportOf = async (watcher: Watcher, tabId: number): Promise<SiteReport> => {
  const reply = await watcher.report(tabId);
  if (!reply.ok) throw new Error(reply.detail);
  return structuredClone(reply.value);
};

let requests = 0;

/** A page's own GET by `fetch`, unless said otherwise. */
export const details = <Extra extends object>(
  url: string,
  extra: Extra = {} as Extra,
): RequestDetails & { timeStamp: number } & Extra => {
  requests += 1;
  const timeStamp = NOON + requests;
  const plain = { tabId: 1, frameId: 0, type: 'xmlhttprequest', method: 'GET' };
  return { requestId: String(requests), ...plain, url, timeStamp, ...extra };
};

export const headers = (record: Record<string, string>): { name: string; value: string }[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

export const cookie = (name: string, value: string, extra: Partial<BrowserCookie> = {}): BrowserCookie => ({
  name,
  value,
  domain: 'shop.example',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
  session: true,
  storeId: '0',
  ...extra,
});

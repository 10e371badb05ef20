/** Which site a tab shows, and which cookie store it uses. Fed by the browser's navigation events, asked on the hot path. */
import { parseUrl } from '../core/observe/url.ts';
import { remembering } from '../core/remember.ts';

export interface TabInfo {
  /** Top-level origin, undefined on pages that no extension may see. */
  origin: string | undefined;
  /** Cookie store where it is not the ordinary one: `private`, or a Firefox container. */
  partition: string | null;
}

/** The slice of the browser's Tab that counts. */
export interface BrowserTab {
  id?: number | undefined;
  url?: string | undefined;
  pendingUrl?: string | undefined;
  incognito?: boolean | undefined;
  cookieStoreId?: string | undefined;
}

export const PRIVATE = 'private';
const MAX_CLOSED = 200;
const ORDINARY_STORES = new Set(['firefox-default', '0', '']);

export const partitionOf = (tab: Pick<BrowserTab, 'incognito' | 'cookieStoreId'>): string | null => {
  if (tab.incognito === true || tab.cookieStoreId === 'firefox-private') return PRIVATE;
  const store = tab.cookieStoreId ?? '';
  return ORDINARY_STORES.has(store) ? null : store;
};

export class Tabs {
  readonly #tabs = new Map<number, TabInfo>();
  /** Private tabs that are gone, oldest first. */
  readonly #closedPrivate = new Set<number>();

  restore(tabs: readonly BrowserTab[]): void {
    for (const tab of tabs) this.see(tab);
  }

  see(tab: BrowserTab): void {
    if (tab.id === undefined) return;
    this.#tabs.set(tab.id, { origin: originOfUrl(tab.url), partition: partitionOf(tab) });
  }

  /** The tab's top document is now this one. */
  commit(tabId: number, url: string): void {
    this.#tabs.set(tabId, { origin: originOfUrl(url), partition: this.#tabs.get(tabId)?.partition ?? null });
  }

  forget(tabId: number): void {
    if (this.#tabs.get(tabId)?.partition === PRIVATE) {
      this.#closedPrivate.add(tabId);
      const [oldest] = this.#closedPrivate;
      if (oldest !== undefined && this.#closedPrivate.size > MAX_CLOSED) this.#closedPrivate.delete(oldest);
    }
    this.#tabs.delete(tabId);
  }

  /** What is still on its way for such a tab must not be taken for an ordinary one's. */
  wasPrivate(tabId: number): boolean {
    return this.#closedPrivate.has(tabId);
  }

  get(tabId: number): TabInfo | undefined {
    return this.#tabs.get(tabId);
  }

  showing(origin: string, partition: string | null): number[] {
    return [...this.#tabs].filter(([, tab]) => tab.origin === origin && tab.partition === partition).map(([id]) => id);
  }

  /** Tabs that show a site. */
  withSites(): number[] {
    return [...this.#tabs].filter(([, { origin }]) => origin !== undefined).map(([id]) => id);
  }

  /** Sites that some tab shows. */
  *sites(): Iterable<{ origin: string; partition: string | null }> {
    const seen = new Set<string>();
    for (const { origin, partition } of this.#tabs.values()) {
      const key = `${partition ?? ''}|${origin}`;
      if (origin === undefined || seen.has(key)) continue;
      seen.add(key);
      yield { origin, partition };
    }
  }
}

/** Of the address only its beginning is looked at: what follows may be longer than anybody reads, and hides no page. */
export const originOfUrl = (url: string | undefined): string | undefined => {
  const start = /^https?:\/\/[^/?#]*/.exec(url ?? '')?.[0];
  return start === undefined ? undefined : originOf(start);
};

const originOf = remembering((start: string): string | undefined => parseUrl(start)?.origin);

/** What may be said of an address that is no site: scheme and host, since the rest may be a whole document. */
export const placeOf = (url = ''): string => /^(?:about:[\w-]*|[a-z-]+:(?:\/\/[^/?#@]*)?)/i.exec(url)?.[0] ?? '';

/** Stores and browser pages: no extension may look there, whatever was granted. */
export const isClosedToExtensions = (url: string | undefined): boolean =>
  url === undefined ||
  /^https:\/\/(chromewebstore\.google\.com|chrome\.google\.com\/webstore|addons\.mozilla\.org|microsoftedge\.microsoft\.com\/addons)/.test(
    url,
  );

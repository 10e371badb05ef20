/** The tab that a door is about: one that stays the same, or the active one of a window. */
import type { News } from '../app/api.ts';
import { browser, type Tabs } from '../browser.ts';

export interface Below {
  tabId(): Promise<number | undefined>;
  /** Tells when it is another tab, or may show something else; returns the unsubscribe. */
  subscribe(tell: (news: News) => void): () => void;
}

type Update = Tabs.OnUpdatedChangeInfoType;

/** Without access to a site its address is not told, only that something is loaded. */
const isElsewhere = ({ url, status }: Update): boolean => url !== undefined || status !== undefined;

export const oneTab = (named: number | undefined): Below => {
  let tabId = named;
  return {
    tabId: async () => tabId,
    subscribe: (tell) => {
      const updated = (id: number, update: Update): void => {
        if (id === tabId && isElsewhere(update)) tell('facts');
      };
      const removed = (id: number): void => {
        if (id === tabId) tell('facts');
      };
      // A tab that was put to sleep may come back under another number.
      const replaced = (added: number, gone: number): void => {
        if (gone !== tabId) return;
        tabId = added;
        tell('facts');
      };
      const { onUpdated, onRemoved, onReplaced } = browser.tabs;
      onUpdated.addListener(updated);
      onRemoved.addListener(removed);
      onReplaced.addListener(replaced);
      return () => {
        onUpdated.removeListener(updated);
        onRemoved.removeListener(removed);
        onReplaced.removeListener(replaced);
      };
    },
  };
};

/** @param first what the browser said just now: it is not asked for that once more */
export const activeTab = (windowId: number, first?: number): Below => ({
  // Asked each time: an event may be late, the browser itself knows.
  tabId: async () => {
    const known = first;
    first = undefined;
    return known ?? (await browser.tabs.query({ active: true, windowId }))[0]?.id;
  },
  subscribe: (tell) => {
    const activated = (active: { windowId: number }): void => {
      if (active.windowId === windowId) tell('tab');
    };
    const updated = (_id: number, update: Update, tab: Tabs.Tab): void => {
      if (tab.active && tab.windowId === windowId && isElsewhere(update)) tell('facts');
    };
    const replaced = (): void => tell('facts');
    const { onActivated, onUpdated, onReplaced } = browser.tabs;
    onActivated.addListener(activated);
    onUpdated.addListener(updated);
    onReplaced.addListener(replaced);
    return () => {
      onActivated.removeListener(activated);
      onUpdated.removeListener(updated);
      onReplaced.removeListener(replaced);
    };
  },
});

/** The one that is named in the address: `?tab=<id>`. */
export const namedTab = (): number | undefined => {
  const id = new URLSearchParams(location.search).get('tab') ?? '';
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
};

/** The window that this door stands in. */
export const currentWindow = async (): Promise<number> =>
  (await browser.windows.getCurrent()).id ?? browser.windows.WINDOW_ID_NONE;

/** From one door to another. */
import type { Tab } from '../app/tab.ts';
import { browser } from '../browser.ts';
import type { Below } from './below.ts';

/** A page of its own, about the tab that is shown now. */
export const pageOpener =
  (below: Below) =>
  async (tab: Tab = 'risks'): Promise<void> => {
    const tabId = await below.tabId();
    if (tabId === undefined) return;
    await browser.tabs.create({ url: browser.runtime.getURL(`src/page/index.html?tab=${tabId}#${tab}`) });
  };

/** Places beside the page: Chromium has one of them, Firefox the other, mobile browsers none. The polyfill knows no `sidePanel`. */
interface Places {
  sidePanel?: { open(beside: { windowId: number }): Promise<void> };
  sidebarAction?: { open(): Promise<void> };
}

/** Both want to be called in the turn of the click: nothing may be awaited before. */
export const panelOpener = (windowId: number): (() => Promise<void>) | undefined => {
  const { sidePanel, sidebarAction } = browser as unknown as Places;
  if (sidePanel !== undefined) return () => sidePanel.open({ windowId });
  if (sidebarAction !== undefined) return () => sidebarAction.open();
  return undefined;
};

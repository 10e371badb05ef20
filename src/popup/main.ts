/** The popup: the app over the tab below it. `?tab=<id>` names another one, for a popup that stands in a tab itself. */
import type { AppApi } from '../app/api.ts';
import { browser } from '../browser.ts';
import { activeTab, namedTab, oneTab } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { open } from '../door/open.ts';
import { pageOpener, panelOpener } from '../door/ways-out.ts';

/** The app moves elsewhere, and the popup has done its work. */
const leaving =
  <Given extends unknown[]>(open: (...given: Given) => Promise<void>) =>
  async (...given: Given): Promise<void> => {
    await open(...given);
    window.close();
  };

const overTheTab = async (): Promise<AppApi> => {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const windowId = tab?.windowId ?? browser.windows.WINDOW_ID_NONE;
  const below = activeTab(windowId, tab?.id);
  const openPanel = panelOpener(windowId);
  return browserApi(below, {
    openPage: leaving(pageOpener(below)),
    ...(openPanel && { openPanel: leaving(openPanel) }),
  });
};

const named = namedTab();
await open(named === undefined ? await overTheTab() : browserApi(oneTab(named)), { door: 'popup' });

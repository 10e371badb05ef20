/** The popup: the app over the tab below it. `?tab=<id>` names another one, for a popup that stands in a tab itself. */
import type { AppApi } from '../app/api.ts';
import { activeTab, currentWindow, namedTab, oneTab } from '../door/below.ts';
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

const overTheTab = (windowId: number): AppApi => {
  const below = activeTab(windowId);
  const openPanel = panelOpener(windowId);
  return browserApi(below, {
    openPage: leaving(pageOpener(below)),
    ...(openPanel && { openPanel: leaving(openPanel) }),
  });
};

const named = namedTab();
await open(named === undefined ? overTheTab(await currentWindow()) : browserApi(oneTab(named)), { door: 'popup' });

/** The popup: the app over the tab below it. `?tab=<id>` names another one. */
import { mount } from '../app/mount.tsx';
import { browser } from '../browser.ts';
import { browserApi } from './browser-api.ts';

const askedTab = async (): Promise<number | undefined> => {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null && /^\d+$/.test(named)) return Number(named);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
};

const root = document.getElementById('app');
if (root !== null) {
  const tabId = await askedTab();
  mount(root, browserApi(tabId), { door: 'popup' });
}

/** The popup: the app over the tab below it. `?tab=<id>` names another one. */
import { mount } from '../app/mount.tsx';
import { browser } from '../browser.ts';
import { browserApi } from './browser-api.ts';

const named = new URLSearchParams(location.search).get('tab');
const asked = named !== null && /^\d+$/.test(named) ? Number(named) : undefined;

const tabBelow = async (): Promise<number | undefined> => {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
};

const root = document.getElementById('app');
if (root !== null) {
  const tabId = asked ?? (await tabBelow());
  const first = location.hash === '#credentials' ? { tab: 'credentials' as const } : {};
  mount(root, browserApi(tabId, asked !== undefined), { door: 'popup', ...first });
}

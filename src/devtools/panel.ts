/** The panel in DevTools: the app about the page that is inspected. */
import { mount } from '../app/mount.tsx';
import { browser } from '../browser.ts';
import { oneTab } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { pageOpener } from '../door/ways-out.ts';

const root = document.getElementById('app');
if (root !== null) {
  const below = oneTab(browser.devtools.inspectedWindow.tabId);
  mount(root, browserApi(below, { openPage: pageOpener(below) }), { door: 'devtools' });
}

/** The panel in DevTools: the app about the page that is inspected. */
import { browser } from '../browser.ts';
import { oneTab } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { open } from '../door/open.ts';
import { pageOpener } from '../door/ways-out.ts';

const below = oneTab(browser.devtools.inspectedWindow.tabId);
await open(browserApi(below, { openPage: pageOpener(below) }), { door: 'devtools' });

/** The side panel (Chromium) or sidebar (Firefox): the app beside the page, and with the reader from tab to tab. */
import { activeTab, currentWindow } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { open } from '../door/open.ts';
import { pageOpener } from '../door/ways-out.ts';

const below = activeTab(await currentWindow());
await open(browserApi(below, { openPage: pageOpener(below) }), { door: 'panel' });

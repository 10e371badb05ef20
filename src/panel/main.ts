/** The side panel (Chromium) or sidebar (Firefox): the app beside the page, and with the reader from tab to tab. */
import { mount } from '../app/mount.tsx';
import { activeTab, currentWindow } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { pageOpener } from '../door/ways-out.ts';

const root = document.getElementById('app');
if (root !== null) {
  const below = activeTab(await currentWindow());
  mount(root, browserApi(below, { openPage: pageOpener(below) }), { door: 'panel' });
}

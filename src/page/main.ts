/** The app in a tab of its own, about the tab that its address names: `?tab=<id>#<view>`. */
import { mount } from '../app/mount.tsx';
import { TABS } from '../app/tab.ts';
import { namedTab, oneTab } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';

const root = document.getElementById('app');
const first = TABS.find((tab) => location.hash === `#${tab}`);
if (root !== null) mount(root, browserApi(oneTab(namedTab())), { door: 'page', ...(first && { tab: first }) });

/** The app in a tab of its own, about the tab that its address names: `?tab=<id>#<view>`. */
import { TABS } from '../app/tab.ts';
import { namedTab, oneTab } from '../door/below.ts';
import { browserApi } from '../door/browser-api.ts';
import { open } from '../door/open.ts';
import { withFiles } from './files.ts';

const first = TABS.find((tab) => location.hash === `#${tab}`);
await open(withFiles(browserApi(oneTab(namedTab()))), { door: 'page', ...(first && { tab: first }) });

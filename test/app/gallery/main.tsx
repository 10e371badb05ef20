/** Development only. `?case=token&door=page&tab=story&theme=dark&open=all` shows one state; without a case, all of them in frames. */
import { mount } from '../../../src/app/mount.tsx';
import type { Door, Tab } from '../../../src/app/tab.ts';
import { fakeApi } from '../../helpers/app-api.ts';
import { NOW } from '../../helpers/reports.ts';
import type { Case } from './case.ts';
import { cases } from './cases.ts';
import { openAll, press, settled } from './hands.ts';
import { showIndex } from './index-page.tsx';

const DOORS: readonly Door[] = ['popup', 'panel', 'devtools', 'page'];
const TABS: readonly Tab[] = ['risks', 'credentials', 'story', 'learn'];
const THEMES = ['system', 'light', 'dark'] as const;

const wanted = new URLSearchParams(location.search);
const oneOf = <Name extends string>(names: readonly Name[], parameter: string): Name | undefined =>
  names.find((name) => name === wanted.get(parameter));

const show = async (root: HTMLElement, { report, later, tab = 'risks', steps = [], world }: Case): Promise<void> => {
  const api = fakeApi({ report, ...world });
  const begun = Date.now();
  api.now = () => NOW + Date.now() - begun;
  api.settings = { ...api.settings, theme: oneOf(THEMES, 'theme') ?? 'system' };
  mount(root, api, { door: oneOf(DOORS, 'door') ?? 'popup', tab: oneOf(TABS, 'tab') ?? tab });
  await settled(root);
  if (later !== undefined) {
    api.report = later;
    api.change();
  }
  for (const words of steps) await press(root, words);
  if (wanted.get('open') === 'all') await openAll(root);
  document.documentElement.dataset['ready'] = 'true';
};

const root = document.querySelector<HTMLElement>('#app');
const chosen = cases[wanted.get('case') ?? ''];
if (root !== null) {
  if (chosen === undefined) showIndex(root);
  else void show(root, chosen);
}

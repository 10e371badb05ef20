/** Development only: `?case=token&door=page`; without a case, a list of all. */
import { mount } from '../../../src/app/mount.tsx';
import { fakeApi } from '../../helpers/app-api.ts';
import { NOW } from '../../helpers/reports.ts';
import { cases } from './cases.ts';

const root = document.querySelector<HTMLElement>('#app');
const wanted = new URLSearchParams(location.search);
const chosen = cases[wanted.get('case') ?? ''];

if (root && chosen) {
  const api = fakeApi({ report: chosen });
  api.settings = { ...api.settings, ...JSON.parse(wanted.get('settings') ?? '{}') };
  const begun = Date.now();
  api.now = () => NOW + Date.now() - begun;
  // A promise that never settles cannot be cloned; the gallery hands the answer over as it is.
  api.getReport = async () => chosen;
  api.getKnownReport = api.getReport;
  mount(root, api, { door: wanted.get('door') === 'page' ? 'page' : 'popup' });
} else if (root) {
  for (const name of Object.keys(cases)) {
    for (const door of ['popup', 'page']) {
      const link = document.createElement('a');
      link.href = `?case=${name}&door=${door}`;
      link.textContent = `${name} (${door})`;
      root.append(link, document.createElement('br'));
    }
  }
}

/** How every door opens: it asks, and loads the screen while the answer is on its way. */
import type { AppApi } from '../app/api.ts';
import type { Door, Tab } from '../app/tab.ts';
import { browser } from '../browser.ts';
import type { SiteReport } from '../core/report.ts';
import { THEMES, type Theme } from '../messages/settings.ts';
import '../app/styles/all.ts';

/** Longer than a worker that runs takes to answer. One that has to start first is waited for on the screen. */
const PATIENCE_MS = 150;

const known = async (api: AppApi): Promise<SiteReport | undefined> => {
  const reply = await api.getKnownReport().catch(() => undefined);
  return reply?.ok ? reply.value : undefined;
};

const patience = (): Promise<undefined> => new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));

/** Read here and not asked of the worker, which may have to be started first: nothing may flash in the wrong colours. */
const storedTheme = async (): Promise<Theme> => {
  const { settings } = await browser.storage.local.get('settings').catch((): Record<string, unknown> => ({}));
  const theme = typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'theme') : undefined;
  return THEMES.find((each) => each === theme) ?? 'system';
};

export const open = async (api: AppApi, view: { door: Door; tab?: Tab }): Promise<void> => {
  const [{ mount }, theme, report] = await Promise.all([
    import('../app/mount.tsx'),
    storedTheme(),
    Promise.race([known(api), patience()]),
  ]);
  const root = document.getElementById('app');
  if (root !== null) mount(root, api, { ...view, theme, ...(report && { report }) });
};

/** How every door opens: it asks, and loads the screen while the answers are on their way. */
import type { AppApi } from '../app/api.ts';
import type { Door, Tab } from '../app/tab.ts';
import { browser } from '../browser.ts';
import { THEMES, type Theme } from '../messages/settings.ts';
import '../app/styles/all.ts';

/** The first call finds its answer under way; those after it ask anew. */
const begun = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
  let first: Promise<Value> | undefined = ask();
  // Whoever calls hears of the failure; until then it is nobody's.
  first.catch(() => undefined);
  return () => {
    const answer = first ?? ask();
    first = undefined;
    return answer;
  };
};

/** What the app asks first: what is known, before what has to be read, lest it waits behind that. */
export const askedEarly = (api: AppApi): AppApi => ({
  ...api,
  getKnownReport: begun(api.getKnownReport),
  getReport: begun(api.getReport),
  getSettings: begun(api.getSettings),
});

/** Read here and not asked of the worker, which may have to be started first: nothing may flash in the wrong colours. */
const storedTheme = async (): Promise<Theme> => {
  const { settings } = await browser.storage.local.get('settings').catch((): Record<string, unknown> => ({}));
  const theme = typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'theme') : undefined;
  return THEMES.find((known) => known === theme) ?? 'system';
};

export const open = async (api: AppApi, view: { door: Door; tab?: Tab }): Promise<void> => {
  const early = askedEarly(api);
  const [{ mount }, theme] = await Promise.all([import('../app/mount.tsx'), storedTheme()]);
  const root = document.getElementById('app');
  if (root !== null) mount(root, early, { ...view, theme });
};

/** The one entrance for all doors: `mount(root, api)` draws the app and returns how to take it down. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { SiteReport } from '../core/report.ts';
import type { Theme } from '../messages/settings.ts';
import type { AppApi } from './api.ts';
import { App } from './components/App.tsx';
import { StoreContext } from './context.ts';
import { createStore, type Door, type Tab } from './store.ts';
import { titleOf } from './view-model.ts';
import './styles/all.ts';

interface View {
  door?: Door;
  tab?: Tab;
  /** Until the settings are there. */
  theme?: Theme;
  /** What is known already: it stands on the screen at once, while the page is read anew. */
  report?: SiteReport;
}

export const mount = (
  root: HTMLElement,
  api: AppApi,
  { door = 'popup', tab, theme, report }: View = {},
): (() => void) => {
  document.documentElement.dataset['door'] = door;
  const store = createStore(api, door, { tab, theme, report });
  const dress = effect(() => {
    document.documentElement.dataset['theme'] = store.settings.value.theme;
  });
  const entitle = effect(() => {
    // Only there a title is seen: among the browser's tabs.
    if (door === 'page') document.title = titleOf(store.report.value);
  });
  render(
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    root,
  );
  const stop = store.start();
  return () => {
    stop();
    dress();
    entitle();
    render(null, root);
  };
};

/** The one entrance for all doors: `mount(root, api)` draws the app and returns how to take it down. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { AppApi } from './api.ts';
import { App } from './components/App.tsx';
import { StoreContext } from './context.ts';
import { createStore, type Door, type Tab } from './store.ts';
import { titleOf } from './view-model.ts';
import './styles/base.css';
import './styles/header.css';
import './styles/square.css';
import './styles/states.css';
import './styles/panels.css';
import './styles/risks.css';
import './styles/credentials.css';
import './styles/forms.css';
import './styles/story.css';
import './styles/learn.css';
import './styles/print.css';

export const mount = (root: HTMLElement, api: AppApi, options: { door?: Door; tab?: Tab } = {}): (() => void) => {
  const door = options.door ?? 'popup';
  document.documentElement.dataset['door'] = door;
  const store = createStore(api, door, options.tab);
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

/** The strip on top of every screen: which site this is about, and where else one can go from here. */
import type { ComponentChildren } from 'preact';
import { useStore } from '../context.ts';
import { isSite, screenOf, shortHost } from '../view-model.ts';
import { Text } from './Text.tsx';

export const SETTINGS = 'open-settings';
export const EXPORT = 'open-export';

const ICON = {
  panel: 'M2.5 3.5h11v9h-11zM9.5 3.5v9',
  page: 'M6.5 3.5h-3v9h9v-3M9.5 3.5h3v3M12.5 3.5l-5.5 5.5',
  export: 'M8 2.5v7M5 6.5l3 3l3 -3M3 10.5v3h10v-3',
  settings: 'M2.5 4.5h5M11.5 4.5h2M9.5 3v3M2.5 8h2M8.5 8h5M6.5 6.5v3M2.5 11.5h6M12.5 11.5h1M10.5 10v3',
} as const;

interface ActionProps {
  icon: keyof typeof ICON;
  id?: string;
  children: string;
  go: () => void;
}

const Action = ({ icon, id, children, go }: ActionProps) => (
  <button type="button" class="icon" {...(id === undefined ? {} : { id })} title={children} onClick={go}>
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={ICON[icon]} />
    </svg>
    <span class="sr">{children}</span>
  </button>
);

/** In a popup nobody can be told that opening failed: it would have closed. Elsewhere the button stays. */
const ignore = (going: Promise<void> | undefined): void => void going?.catch(() => undefined);

const Place = (): ComponentChildren => {
  const site = useStore().report.value?.site ?? '';
  return isSite(site) ? <Text value={shortHost(site)} plain /> : 'Coatcheck';
};

export const Bar = () => {
  const store = useStore();
  const { api } = store;
  const report = store.report.value;
  const canExport = report !== undefined && ['verdict', 'nothing'].includes(screenOf(report));
  return (
    <header class="strip">
      <p class="site">
        <Place />
      </p>
      <div class="actions">
        {api.openPanel !== undefined && (
          <Action icon="panel" go={() => ignore(api.openPanel?.())}>
            Keep open beside the page
          </Action>
        )}
        {api.openPage !== undefined && (
          <Action icon="page" go={() => ignore(api.openPage?.(store.tab.value))}>
            Open as a page
          </Action>
        )}
        {canExport && (
          <Action icon="export" id={EXPORT} go={() => (store.place.value = 'export')}>
            Export
          </Action>
        )}
        <Action icon="settings" id={SETTINGS} go={() => (store.place.value = 'settings')}>
          Settings
        </Action>
      </div>
    </header>
  );
};

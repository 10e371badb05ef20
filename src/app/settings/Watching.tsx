import { useRef } from 'preact/hooks';
import { Text } from '../components/Text.tsx';
import { useStore } from '../context.ts';
import { label } from '../text.ts';
import { hostOf, shortHost } from '../view-model.ts';
import { Refused, Section, Switch, useAttempt } from './parts.tsx';
import { pausedList, siteAtHand } from './view-settings.ts';

interface ListProps {
  sites: readonly string[];
  watchAgain: (site: string) => Promise<boolean>;
}

const PausedSites = ({ sites, watchAgain }: ListProps) => {
  const store = useStore();
  const list = useRef<HTMLDivElement>(null);
  const go = async (site: string): Promise<void> => {
    if (!(await watchAgain(site))) return;
    store.said.value = 'It is watched again.';
    // The button that was pressed is gone.
    list.current?.focus();
  };
  return (
    <div class="setting paused-sites" role="group" aria-label="Paused sites" tabIndex={-1} ref={list}>
      <h3>Paused sites</h3>
      {sites.length === 0 ? (
        <p class="muted">None.</p>
      ) : (
        <ul>
          {sites.map((site) => (
            <li key={site}>
              <Text value={hostOf(site)} plain />
              <button
                type="button"
                class="small"
                aria-label={`Watch again: ${label(hostOf(site))}`}
                onClick={() => void go(site)}
              >
                Watch again
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

export const Watching = () => {
  const store = useStore();
  const { why, attempt } = useAttempt();
  const { paused, pausedSites } = store.settings.value;
  const site = siteAtHand(store.report.value);
  return (
    <Section title="Watching">
      <Switch
        label="Pause everywhere"
        hint="Nothing is read of any site, until you watch again. What was seen stays."
        on={paused}
        change={(wanted) => void attempt(() => store.change({ paused: wanted }))}
      />
      {site !== undefined && (
        <Switch
          label={
            <>
              Pause on <Text value={shortHost(site)} plain />
            </>
          }
          hint="Nothing is read of this site, in any window. Its address is kept in this browser."
          on={pausedSites.includes(site)}
          change={(wanted) => void attempt(() => store.pauseSite(wanted))}
        />
      )}
      <Refused why={why} />
      <PausedSites
        sites={pausedList(pausedSites)}
        watchAgain={(wanted) => attempt(() => store.change({ watchAgain: wanted }))}
      />
    </Section>
  );
};

import { useStore } from '../context.ts';
import { lazily } from '../lazy.tsx';
import { pausedOf, screenOf } from '../view-model.ts';
import { Bar } from './Bar.tsx';
import { Notices } from './Notices.tsx';
import { Closed, Failed, JustBegun, Loading, NotWatched, Unsupported, Withheld } from './States.tsx';
import { Tabs } from './Tabs.tsx';
import { Verdict } from './Verdict.tsx';

const Settings = lazily(async () => (await import('../settings/Settings.tsx')).Settings);
const OpenFile = lazily(async () => (await import('../file/OpenFile.tsx')).OpenFile);
const Export = lazily(async () => (await import('../export/Export.tsx')).Export);

const Screen = () => {
  const store = useStore();
  if (store.place.value === 'settings') return <Settings />;
  if (store.place.value === 'export') return <Export />;
  const report = store.report.value;
  const failure = store.failure.value;
  // A report that is already on the screen stays there when a refetch fails; a notice says so.
  if (report === undefined && failure?.error === 'no-tab') return <Closed />;
  if (report === undefined) return failure ? <Failed failure={failure} /> : <Loading />;
  const paused = pausedOf(report.site, store.settings.value);
  const screen = screenOf(report, paused);
  if (screen === 'unsupported') return <Unsupported />;
  if (screen === 'withheld') return <Withheld report={report} />;
  if (screen === 'paused' && paused !== undefined) return <NotWatched paused={paused} />;
  if (screen === 'just-begun') return <JustBegun />;
  return (
    <main class="report" data-kind={report.verdict.kind}>
      <div class="top">
        <Verdict report={report} />
        <Notices report={report} />
      </div>
      <Tabs report={report} />
    </main>
  );
};

export const App = () => {
  const store = useStore();
  return (
    <div class="app">
      {store.place.value === 'report' && <Bar />}
      {store.place.value === 'report' && store.api.openFile !== undefined && <OpenFile />}
      <Screen />
      <p class="sr" role="status" aria-live="polite">
        {store.said.value}
      </p>
    </div>
  );
};

/** Whole-screen states: each says what is the case, and offers the one thing that helps. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { type Failure, failureDetails } from '../store.ts';
import { type Paused, shortHost } from '../view-model.ts';
import { CopyButton } from './CopyButton.tsx';
import { Text } from './Text.tsx';
import { Ticket } from './Ticket.tsx';

interface StateProps {
  state: string;
  title: string;
  site?: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
}

const State = ({ state, title, site, children, actions }: StateProps) => (
  <main class="state" data-state={state}>
    {state !== 'paused' && <PausedEverywhere />}
    <Ticket state={state} />
    {site !== undefined && (
      <p class="site">
        <Text value={shortHost(site)} plain />
      </p>
    )}
    <h1>{title}</h1>
    <div class="say">{children}</div>
    {actions !== undefined && <div class="actions">{actions}</div>}
  </main>
);

export const Loading = () => (
  <main class="state loading" data-state="loading" aria-busy="true">
    <Ticket state="loading" />
    <h1 class="say">Reading what was seen…</h1>
  </main>
);

export const ReloadButton = ({ small = false }: { small?: boolean }) => {
  const { api } = useStore();
  const asked = useSignal(false);
  const failed = useSignal(false);
  const reload = async (): Promise<void> => {
    asked.value = true;
    try {
      await api.reloadTab();
    } catch {
      failed.value = true;
    }
    asked.value = false;
  };
  return (
    <>
      <button type="button" class={small ? 'small' : 'primary'} disabled={asked.value} onClick={() => void reload()}>
        Reload the page
      </button>
      {failed.value && <span class="muted">It could not be reloaded; reload it in the browser.</span>}
    </>
  );
};

export const WatchAgain = ({ paused, small = false }: { paused: Paused; small?: boolean }) => {
  const store = useStore();
  const refused = useSignal('');
  const watch = async (): Promise<void> => {
    refused.value = '';
    const why = await (paused === 'everywhere' ? store.change({ paused: false }) : store.pauseSite(false));
    refused.value = why ?? '';
    if (why === undefined) store.said.value = 'Watching again.';
  };
  return (
    <>
      <button type="button" class={small ? 'small' : 'primary'} onClick={() => void watch()}>
        Watch again
      </button>
      {refused.value !== '' && (
        <span class="muted" role="alert">
          <Text value={refused.value} plain />
        </span>
      )}
    </>
  );
};

/** Where something else is the matter, and nothing would be seen in any case. */
const PausedEverywhere = () =>
  useStore().settings.value.paused ? (
    <p class="notice">
      <span>Watching is paused everywhere.</span>
      <WatchAgain paused="everywhere" small />
    </p>
  ) : null;

export const NotWatched = ({ report, paused }: { report: SiteReport; paused: Paused }) => (
  <State
    state="paused"
    title={paused === 'everywhere' ? 'Paused everywhere' : 'Paused here'}
    site={report.site}
    actions={<WatchAgain paused={paused} />}
  >
    <p>You paused watching {paused}, and nothing was seen of this site before.</p>
    <p>After you watch again, reload the page to see from the start how it knows you.</p>
  </State>
);

export const JustBegun = ({ report }: { report: SiteReport }) => (
  <State state="just-begun" title="Watching from now on" site={report.site} actions={<ReloadButton />}>
    <p>This page was open before Coatcheck began to watch, and it has asked its server for nothing since.</p>
    <p>Reload it to see from the start how it knows you.</p>
  </State>
);

export const GrantButton = ({ small = false }: { small?: boolean }) => {
  const store = useStore();
  const refused = useSignal(false);
  const ask = async (): Promise<void> => {
    const granted = await store.api.requestAccess().catch(() => false);
    refused.value = !granted;
    if (granted) await store.refresh();
  };
  return (
    <>
      <button type="button" class={small ? 'small' : 'primary'} onClick={() => void ask()}>
        Allow access…
      </button>
      {refused.value && (
        <span class="muted" role="alert">
          Access was not given. You can give it at any time.
        </span>
      )}
    </>
  );
};

export const Withheld = ({ report }: { report: SiteReport }) => (
  <State state="withheld" title="No access to this site" site={report.site} actions={<GrantButton />}>
    <p>The browser does not let Coatcheck see this site’s requests, so there is nothing to judge.</p>
    <p>If you allow it, everything that is seen stays in this browser: Coatcheck itself makes no network requests.</p>
  </State>
);

export const Unsupported = () => (
  <State state="unsupported" title="Not a page to look at">
    <p>Browser pages, extension stores and local documents are closed to every extension.</p>
    <p>Open a web site and Coatcheck will watch how it knows you.</p>
  </State>
);

const WHAT: Partial<Record<Failure['error'], string>> = {
  'no-tab': 'There is no page in this tab to look at.',
  gone: 'The page has gone.',
};

export const Failed = ({ failure }: { failure: Failure }) => {
  const store = useStore();
  return (
    <State
      state="failed"
      title="Something failed"
      actions={
        <>
          <button type="button" class="primary" onClick={() => void store.refresh()}>
            Try again
          </button>
          <CopyButton text={failureDetails(failure, store.door, store.now.value)} what="" label="Copy details" />
        </>
      }
    >
      <p role="alert">
        <Text value={WHAT[failure.error] ?? failure.detail} />
      </p>
      <p class="muted">The details hold no secrets.</p>
    </State>
  );
};

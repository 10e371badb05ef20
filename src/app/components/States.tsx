/** Whole-screen states: each says what is the case, and offers the one thing that helps. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { SiteReport } from '../../core/report.ts';
import { useStore } from '../context.ts';
import { type Failure, failureDetails } from '../store.ts';
import { isSite, type Paused } from '../view-model.ts';
import { CopyButton } from './CopyButton.tsx';
import { Text } from './Text.tsx';
import { Ticket } from './Ticket.tsx';

interface StateProps {
  state: string;
  title: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
}

const State = ({ state, title, children, actions }: StateProps) => (
  <main class="state" data-state={state}>
    {state !== 'paused' && <PausedEverywhere />}
    <Ticket state={state} />
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

export const NotWatched = ({ paused }: { paused: Paused }) => (
  <State
    state="paused"
    title={paused === 'everywhere' ? 'Paused everywhere' : 'Paused here'}
    actions={<WatchAgain paused={paused} />}
  >
    <p>You paused watching {paused}, and nothing was seen of this site before.</p>
    <p>After you watch again, reload the page to see from the start how it knows you.</p>
  </State>
);

export const JustBegun = () => (
  <State state="just-begun" title="Watching from now on" actions={<ReloadButton />}>
    <p>This page was open before Coatcheck began to watch, and it has asked its server for nothing since.</p>
    <p>Reload it to see from the start how it knows you.</p>
  </State>
);

/** For this site where it is known, and for all; for this one alone where there is little room. */
export const GrantButtons = ({ site, small = false }: { site: string; small?: boolean }) => {
  const store = useStore();
  const refused = useSignal(false);
  const known = isSite(site);
  // The browser is asked in the turn of the click, or it would not listen.
  const ask = async (asked: Promise<boolean>): Promise<void> => {
    const granted = await asked.catch(() => false);
    refused.value = !granted;
    if (granted) await store.refresh();
  };
  return (
    <>
      {known && (
        <button
          type="button"
          class={small ? 'small' : 'primary'}
          onClick={() => void ask(store.api.requestAccess(site))}
        >
          Allow on this site…
        </button>
      )}
      {!(known && small) && (
        <button
          type="button"
          class={known || small ? 'small' : 'primary'}
          onClick={() => void ask(store.api.requestAccess())}
        >
          Allow on all sites…
        </button>
      )}
      {refused.value && (
        <span class="muted" role="alert">
          Access was not given. You can give it at any time.
        </span>
      )}
    </>
  );
};

export const Withheld = ({ report }: { report: SiteReport }) => (
  <State state="withheld" title="No access to this site" actions={<GrantButtons site={report.site} />}>
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

export const Closed = () => (
  <State state="unsupported" title="The page has been closed">
    <p>Its tab is gone, and nothing of it is shown any more. Open Coatcheck again over a page that you want to see.</p>
  </State>
);

const WHAT: Partial<Record<Failure['error'], string>> = {
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

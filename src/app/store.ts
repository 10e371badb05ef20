/** The app's state: one report, what is open, what is revealed. Knows the world only through AppApi. */
import { batch, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Finding, SiteReport } from '../core/report.ts';
import type { ErrorCode, Reply } from '../messages/reply.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange, type Theme } from '../messages/settings.ts';
import type { AppApi, CheckResult, Revealed } from './api.ts';
import type { Door, Tab } from './tab.ts';
import { withoutSecrets } from './text.ts';
import type { Topic } from './topics.ts';
import { announcement, screenOf } from './view-model.ts';

export type { Door, Tab };
export type Place = 'report' | 'settings' | 'export';

export interface Failure {
  error: ErrorCode;
  detail: string;
}

export type Reveal = { at: 'asking' } | { at: 'shown'; revealed: Revealed } | { at: 'refused'; why: string };

/** A way to a place in Learn; a new object each time, so that the same way can be gone twice. */
export interface Visit {
  topic: Topic;
  from: Tab;
  /** What was clicked, to come back to. */
  opener: Element | null;
}

export interface Store {
  api: AppApi;
  door: Door;
  report: ReadonlySignal<SiteReport | undefined>;
  failure: ReadonlySignal<Failure | undefined>;
  tab: Signal<Tab>;
  place: Signal<Place>;
  settings: ReadonlySignal<Settings>;
  /** What Learn was opened for: it shows the place and marks it. */
  visit: ReadonlySignal<Visit | undefined>;
  open: ReadonlySignal<ReadonlySet<string>>;
  reveals: ReadonlySignal<ReadonlyMap<string, Reveal>>;
  now: ReadonlySignal<number>;
  said: Signal<string>;
  toggle(key: string): void;
  /** Opens Learn at a topic. */
  learn(topic: Topic): void;
  /** Answers with why it did not work, or with nothing; so do those below. */
  change(change: SettingsChange): Promise<string | undefined>;
  pauseSite(paused: boolean): Promise<string | undefined>;
  clear(what: 'site' | 'everything'): Promise<string | undefined>;
  reveal(credential: string): Promise<void>;
  hide(credential: string): void;
  /** The live value, for a check: it goes nowhere. */
  readSecret(credential: string): Promise<string | { why: string }>;
  /** Remembers a result; answers with why it could not. */
  tellChecked(token: string, result: CheckResult): Promise<string | undefined>;
  /** Copies the live value; it never enters the page. */
  copySecret(credential: string): Promise<boolean>;
  copy(text: string): Promise<boolean>;
  /** Both answer with why it did not work, or with nothing. */
  setAside(finding: Finding, reason: string): Promise<string | undefined>;
  takeBack(finding: Finding): Promise<string | undefined>;
  refresh(): Promise<void>;
  start(): () => void;
}

const failureOf = (thrown: unknown): Failure => ({
  error: 'failed',
  detail: thrown instanceof Error && thrown.message !== '' ? thrown.message : 'Something unexpected happened.',
});

/** A promise that rejects is an answer like any other here. */
const answered = async <Value>(asking: () => Promise<Reply<Value>>): Promise<Reply<Value>> => {
  try {
    const reply: Reply<Value> | undefined = await asking();
    // Where the worker is stopped in the middle of an answer, some browsers answer with nothing.
    return reply ?? { ok: false, error: 'failed', detail: 'Coatcheck’s worker was stopped meanwhile. Try again.' };
  } catch (thrown) {
    return { ok: false, ...failureOf(thrown) };
  }
};

const WHY_NOT: Partial<Record<ErrorCode, string>> = {
  gone: 'It is no longer where it was kept.',
  'not-kept': 'It lives in the page’s memory alone, and Coatcheck keeps no secrets, so there is nothing to read.',
};

const refusal = ({ error, detail }: Failure): string => WHY_NOT[error] ?? (detail || 'It could not be read.');

export const failureDetails = ({ error, detail }: Failure, door: Door, now: number): string =>
  [
    `Coatcheck could not show a report (${door}).`,
    `error: ${error}`,
    `detail: ${withoutSecrets(detail)}`,
    `time: ${new Date(now).toISOString()}`,
  ].join('\n');

/** An empty answer would only flash: whoever has seen nothing yet may find it in the cookie jar. */
const worthShowing = (known: SiteReport | undefined): SiteReport | undefined =>
  known !== undefined && screenOf(known) === 'verdict' ? known : undefined;

/** What is there before anybody was asked. */
interface First {
  tab?: Tab | undefined;
  theme?: Theme | undefined;
  report?: SiteReport | undefined;
}

export const createStore = (api: AppApi, door: Door, first: First = {}): Store => {
  const report = signal(worthShowing(first.report));
  const failure = signal<Failure | undefined>(undefined);
  const tab = signal<Tab>(first.tab ?? 'risks');
  const place = signal<Place>('report');
  const settings = signal<Settings>({ ...DEFAULT_SETTINGS, theme: first.theme ?? 'system' });
  const visit = signal<Visit | undefined>(undefined);
  const open = signal<ReadonlySet<string>>(new Set());
  const reveals = signal<ReadonlyMap<string, Reveal>>(new Map());
  const now = signal(api.now());
  const said = signal('');
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  /** Counts the tabs that were shown: an answer about an earlier one comes too late. */
  let round = 0;

  const setReveal = (credential: string, reveal: Reveal | undefined): void => {
    const next = new Map(reveals.value);
    if (reveal === undefined) next.delete(credential);
    else next.set(credential, reveal);
    reveals.value = next;
  };

  const take = (reply: Reply<SiteReport>): void =>
    batch(() => {
      now.value = api.now();
      if (!reply.ok) {
        failure.value = { error: reply.error, detail: reply.detail };
        return;
      }
      const before = report.value;
      const after = reply.value;
      failure.value = undefined;
      report.value = after;
      if (before !== undefined && before.site !== after.site) {
        // Another site: nothing of the last one may stay on the screen.
        open.value = new Set();
        reveals.value = new Map();
      }
      const known = new Set(after.credentials.map(({ id }) => id));
      for (const id of reveals.value.keys()) if (!known.has(id)) setReveal(id, undefined);
      const words = announcement(after);
      if (before !== undefined && announcement(before) !== words) said.value = words;
    });

  const look = async (): Promise<void> => {
    const mine = round;
    try {
      do {
        again = false;
        const reply = await answered(() => api.getReport());
        if (stopped || mine !== round) return;
        take(reply);
      } while (again);
    } finally {
      if (mine === round) running = undefined;
    }
  };

  /** One fetch at a time: news that arrive meanwhile are fetched once more afterwards, however many they are. */
  const refresh = (): Promise<void> => {
    if (running !== undefined) again = true;
    running ??= look();
    return running;
  };

  /** The page may be busy, and reading it takes its time: what is known stands on the screen until then. */
  const begin = async (): Promise<void> => {
    const mine = round;
    const reply = await answered(() => api.getKnownReport());
    if (stopped || mine !== round) return;
    if (reply.ok && report.value === undefined && worthShowing(reply.value)) take(reply);
    void refresh();
  };

  /** Another tab: nothing of the last one may stay on the screen, and what was asked about it is not waited for. */
  const leave = (): void => {
    round += 1;
    running = undefined;
    batch(() => {
      report.value = undefined;
      failure.value = undefined;
      open.value = new Set();
      reveals.value = new Map();
      said.value = '';
    });
    void begin();
  };

  const reveal = async (credential: string): Promise<void> => {
    const asking: Reveal = { at: 'asking' };
    setReveal(credential, asking);
    const reply = await answered(() => api.reveal(credential));
    // Hidden, or another site, while we waited: the answer comes too late to be shown.
    if (reveals.value.get(credential) !== asking) return;
    setReveal(credential, reply.ok ? { at: 'shown', revealed: reply.value } : { at: 'refused', why: refusal(reply) });
  };

  const copy = async (text: string): Promise<boolean> => {
    try {
      await api.copy(text);
      said.value = 'Copied.';
      return true;
    } catch {
      said.value = 'Copying failed.';
      return false;
    }
  };

  const copySecret = async (credential: string): Promise<boolean> => {
    const reply = await answered(() => api.reveal(credential));
    if (reply.ok) return copy(reply.value.value);
    setReveal(credential, { at: 'refused', why: refusal(reply) });
    return false;
  };

  const decide = async (asking: () => Promise<Reply<null>>, words: string): Promise<string | undefined> => {
    const reply = await answered(asking);
    if (!reply.ok) return reply.detail;
    said.value = words;
    await refresh();
    return undefined;
  };

  const readSecret = async (credential: string): Promise<string | { why: string }> => {
    const reply = await answered(() => api.reveal(credential));
    return reply.ok ? reply.value.value : { why: refusal(reply) };
  };

  const tellChecked = async (token: string, result: CheckResult): Promise<string | undefined> => {
    const reply = await answered(() => api.tellChecked(token, result));
    if (!reply.ok) return reply.detail;
    await refresh();
    return undefined;
  };

  const takeSettings = async (asking: () => Promise<Reply<Settings>>): Promise<string | undefined> => {
    const reply = await answered(asking);
    if (!reply.ok) return reply.detail;
    settings.value = reply.value;
    return undefined;
  };

  const start = (): (() => void) => {
    const stopClock = runClock(now, api);
    const unsubscribe = api.subscribe((news) => {
      if (news === 'tab') return leave();
      void refresh();
      if (news === 'choices') void takeSettings(() => api.getSettings());
    });
    void (report.value === undefined ? begin() : refresh());
    void takeSettings(() => api.getSettings());
    return () => {
      stopped = true;
      unsubscribe();
      stopClock();
    };
  };

  return {
    api,
    door,
    report,
    failure,
    tab,
    place,
    settings,
    visit,
    open,
    reveals,
    now,
    said,
    reveal,
    readSecret,
    tellChecked,
    copy,
    copySecret,
    refresh,
    setAside: ({ rule, subject }, reason) => decide(() => api.setAside({ rule, subject }, reason), 'Set aside.'),
    takeBack: ({ rule, subject }) => decide(() => api.takeBack({ rule, subject }), 'It counts again.'),
    change: (change) => takeSettings(() => api.setSettings(change)),
    pauseSite: (paused) => takeSettings(() => api.pauseSite(paused)),
    clear: (what) => decide(() => api.clear(what), 'Forgotten.'),
    learn: (topic) =>
      batch(() => {
        visit.value = { topic, from: tab.value, opener: document.activeElement };
        place.value = 'report';
        tab.value = 'learn';
      }),
    start,
    hide: (credential) => setReveal(credential, undefined),
    toggle: (key) => {
      const next = new Set(open.value);
      if (!next.delete(key)) next.add(key);
      open.value = next;
    },
  };
};

/** Ticks while somebody can see it; every ten seconds is enough for those who asked for less motion. */
const runClock = (now: Signal<number>, api: AppApi): (() => void) => {
  const calm = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
  const visible = signal(document.visibilityState !== 'hidden');
  const look = (): void => {
    visible.value = document.visibilityState !== 'hidden';
  };
  const tick = (): void => {
    now.value = api.now();
  };
  document.addEventListener('visibilitychange', look);
  const stop = effect(() => {
    if (!visible.value) return undefined;
    tick();
    const timer = setInterval(tick, calm ? 10_000 : 1000);
    return () => clearInterval(timer);
  });
  return () => {
    document.removeEventListener('visibilitychange', look);
    stop();
  };
};

/** The places of Learn that can be led to, and the way back. */
import { useEffect } from 'preact/hooks';
import { useStore } from '../context.ts';
import type { Visit } from '../store.ts';
import type { Tab } from '../tab.ts';
import type { Topic } from '../topics.ts';

export const placeId = (topic: Topic): string => `learn-${topic}`;

/** Focus goes along, so that keyboard and screen reader arrive there as well. */
export const goTo = (id: string): void => {
  const place = document.getElementById(id);
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: 'start' });
};

/** Each visit is led to its place once: later the mark stays, and where to look is up to the reader again. */
const arrived = new WeakSet<Visit>();

/** Leads to the place that Learn was opened for; answers with the one to mark. */
export const useArrival = (): Topic | undefined => {
  const visit = useStore().visit.value;
  useEffect(() => {
    if (visit === undefined || arrived.has(visit)) return;
    arrived.add(visit);
    goTo(placeId(visit.topic));
  }, [visit]);
  return visit?.topic;
};

const TITLE: Record<Exclude<Tab, 'learn'>, string> = {
  risks: 'Risks',
  credentials: 'Credentials',
  story: 'Story',
};

/** To the tab one came from, and there to what was clicked, while it still stands there. */
export const Back = () => {
  const store = useStore();
  const visit = store.visit.value;
  if (visit === undefined || visit.from === 'learn') return null;
  const { from, opener } = visit;
  const back = (): void => {
    store.tab.value = from;
    // Once its tab is shown: what is hidden takes no focus.
    setTimeout(() => {
      const place = opener?.isConnected && opener !== document.body ? opener : document.getElementById(`tab-${from}`);
      if (place instanceof HTMLElement) place.focus();
    });
  };
  return (
    <button type="button" class="link back" onClick={back}>
      Back to {TITLE[from]}
    </button>
  );
};

/**
 * The engine alone: what one request costs the worker, event by event, from the browser's details to the record that is
 * handed to `storage.session`; and what one observation costs the reducer.
 */
import { Requests } from '../../src/background/requests.ts';
import { Sites } from '../../src/background/sites.ts';
import { Tabs } from '../../src/background/tabs.ts';
import { assessSite } from '../../src/core/assess.ts';
import { fingerprintWith } from '../../src/core/observe/fingerprint.ts';
import type { Observation } from '../../src/core/observe/observation.ts';
import { reduce } from '../../src/core/site/reduce.ts';
import { emptyState, type SiteState } from '../../src/core/site/state.ts';
import type { Figure } from './figure.ts';
import { type Exchange, exchange, heavy, SITE } from './traffic.ts';

const GROWTH = [10, 1000, 100_000];
const MEASURED = 20_000;
const REPLAYS = 5;
const JUDGED = 21;
/** How many requests that each bring something new. */
const HEAVY = [
  ['a heavy site', 12],
  ['a site at its caps', 400],
] as const;

interface Worker {
  take(exchange: Exchange): void;
  observations: Observation[];
  writes: number;
}

const worker = (keep: boolean): Worker => {
  const tabs = new Tabs();
  tabs.restore([{ id: 1, url: `${SITE}/dashboard` }]);
  const requests = new Requests(tabs, () => true);
  const print = fingerprintWith(new Uint8Array(32).fill(7));
  const all: Worker = { take: () => undefined, observations: [], writes: 0 };
  // The browser's own copy of what is written is not counted here: `npm run bench page-load` has it.
  const store = {
    set: async () => {
      all.writes += 1;
    },
    remove: async () => undefined,
  };
  const sites = new Sites(store, () => undefined);
  const apply = (observations: readonly Observation[]): void => {
    for (const one of observations) {
      if (keep) all.observations.push(one);
      sites.apply(one);
    }
  };
  all.take = ({ body, sent, received }) => {
    requests.body(body);
    apply(requests.sent(sent, print));
    apply(requests.received(received, print));
  };
  return all;
};

const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Microseconds per request. */
const timesOf = (one: Worker, from: number, count: number): Float64Array => {
  const times = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    const next = exchange(from + at);
    const start = performance.now();
    one.take(next);
    times[at] = (performance.now() - start) * 1000;
  }
  return times.sort();
};

const assessed = (name: string, state: SiteState): Figure[] => {
  const times = Array.from({ length: JUDGED }, () => {
    const from = performance.now();
    assessSite(state);
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const { credentials, findings } = assessSite(state);
  const { places, sendings } = state.facts;
  const known = `${Object.keys(places).length} places, ${Object.keys(sendings).length} values sent`;
  const how = `${known}; ${credentials.length} credentials, ${findings.length} findings; median of ${JUDGED}`;
  return [{ name: `assess ${name}`, value: times[JUDGED >> 1] ?? Number.NaN, unit: 'ms', how, atMost: 10 }];
};

const reduced = (observations: readonly Observation[], start: SiteState): SiteState =>
  observations.reduce(reduce, start);

export const engineBench = async (): Promise<Figure[]> => {
  // What is compiled once, is compiled before anything is measured.
  timesOf(worker(false), 0, MEASURED);

  const figures: Figure[] = [];
  for (const before of GROWTH) {
    const one = worker(false);
    for (let at = 0; at < before; at += 1) one.take(exchange(at));
    const { writes } = one;
    const times = timesOf(one, before, MEASURED);
    const how = `the ${MEASURED} after the first ${before}; ${one.writes - writes} of them taught something new`;
    figures.push(
      { name: 'request, its body and its answer, median', value: quantile(times, 0.5), unit: 'µs', how, told: true },
      { name: '· p99', value: quantile(times, 0.99), unit: 'µs', how, told: true },
      { name: '· mean', value: times.reduce((sum, time) => sum + time, 0) / MEASURED, unit: 'µs', how },
    );
  }

  const source = worker(true);
  for (let at = 0; at < MEASURED; at += 1) source.take(exchange(at));
  const { observations } = source;
  const start = emptyState(SITE, null, 0);
  const rates: number[] = [];
  let state = start;
  for (let replay = 0; replay < REPLAYS; replay += 1) {
    const from = performance.now();
    state = reduced(observations, state);
    rates.push((observations.length / (performance.now() - from)) * 1000);
  }
  const best = Math.max(...rates);
  figures.push({
    name: 'observations reduced',
    value: rates.toSorted((a, b) => a - b)[Math.floor(REPLAYS / 2)] ?? Number.NaN,
    unit: 'per second',
    atLeast: 200_000,
    how: `median of ${REPLAYS} replays of ${observations.length}; fastest ${Math.round(best)}`,
  });
  figures.push(...assessed('an ordinary site', state));
  for (const [name, count] of HEAVY) {
    const full = worker(true);
    for (let at = 0; at < count; at += 1) full.take(heavy(at));
    figures.push(...assessed(name, reduced(full.observations, start)));
  }
  return figures;
};

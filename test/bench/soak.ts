/**
 * A worker that never rests: requests by the hundred thousand, over more sites than are remembered. What it holds must not
 * grow: not its heap, not what it has written, not the time that a request takes.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Watcher } from '../../src/background/watcher.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { fakeWorld, headers } from '../background/fakes.ts';
import type { Figure } from './figure.ts';

/** `storage.session` as far as it is written: what is in it now, and no more. */
class Held {
  readonly #items = new Map<string, { text?: string } | string>();
  bytes = 0;

  async get(): Promise<Record<string, unknown>> {
    return Object.fromEntries(this.#items);
  }

  async set(items: Record<string, { text?: string } | string>): Promise<void> {
    for (const [key, item] of Object.entries(items)) {
      this.#forget(key);
      this.#items.set(key, item);
      this.bytes += sizeOf(key, item);
    }
  }

  async remove(keys: string | string[]): Promise<void> {
    for (const key of [keys].flat()) this.#forget(key);
  }

  #forget(key: string): void {
    const item = this.#items.get(key);
    if (item !== undefined) this.bytes -= sizeOf(key, item);
    this.#items.delete(key);
  }

  get sites(): number {
    return [...this.#items.keys()].filter((key) => key.startsWith('site/')).length;
  }
}

const sizeOf = (key: string, item: { text?: string } | string): number =>
  key.length + (typeof item === 'string' ? item : (item.text ?? '')).length;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export interface Soaked {
  /** In MB after garbage collection, at regular intervals. */
  heap: number[];
  /** What `storage.session` holds at those times, in MB. */
  stored: number[];
  /** Of a request and its answer, in µs, in those intervals. */
  cost: number[];
  sites: number;
  /** The site that was seen first, when it is looked at again. */
  first: SiteReport;
}

const SAMPLES = 30;
const SESSION = 'Zk3vQm8WfLr2Xb7N';

/** Each site is visited for a while, signs somebody in, sends ever new tokens, and is left for others. */
export const soak = async (requests: number, sites: number): Promise<Soaked> => {
  const session = new Held();
  const world = { ...fakeWorld([{ id: 1, url: 'https://s0.example/' }]), session: session as never };
  const watcher = new Watcher(world);
  const soaked: Omit<Soaked, 'first' | 'sites'> = { heap: [], stored: [], cost: [] };
  // The restore is done.
  await watcher.decisions.thresholds();
  const perVisit = 20;
  let since = performance.now();
  for (let n = 0; n < requests; n += 1) {
    const visit = Math.floor(n / perVisit);
    const origin = `https://s${visit % sites}.example`;
    if (n % perVisit === 0) watcher.committed(1, `${origin}/`, Date.now());
    const isLogin = n % perVisit === 1;
    const about = {
      requestId: String(n),
      tabId: 1,
      frameId: 0,
      type: n % perVisit === 0 || isLogin ? 'main_frame' : 'xmlhttprequest',
      method: isLogin ? 'POST' : 'GET',
      url: `${origin}/${isLogin ? 'login' : `api/${n % 10}`}`,
      initiator: origin,
      timeStamp: world.now() + n * 10,
    };
    if (isLogin) watcher.requestBody({ ...about, requestBody: { formData: { user: ['ada'], password: ['x'] } } });
    const token = `${SESSION}${visit}x${n % 7}q`;
    watcher.requestSent({
      ...about,
      requestHeaders: headers({ Cookie: `sid=${SESSION}${visit}; theme=dark`, Authorization: `Bearer ${token}` }),
    });
    watcher.responseReceived({
      ...about,
      statusCode: 200,
      responseHeaders: headers(isLogin ? { 'Set-Cookie': `sid=${SESSION}${visit}; Path=/; HttpOnly` } : {}),
    });
    // The browser gives the worker a turn for each event; a fake one has to.
    if (n % 100 === 99) await new Promise(setImmediate);
    if ((n + 1) % Math.floor(requests / SAMPLES) !== 0) continue;
    soaked.cost.push(((performance.now() - since) * 1000) / (requests / SAMPLES));
    collect();
    soaked.heap.push(process.memoryUsage().heapUsed / 1e6);
    soaked.stored.push(session.bytes / 1e6);
    since = performance.now();
  }
  world.open.set(1, { id: 1, url: 'https://s0.example/' });
  const reply = await watcher.report(1);
  if (!reply.ok) throw new Error(reply.detail);
  return { ...soaked, sites: session.sites, first: reply.value };
};

/** The middle one of the n-th third. */
export const third = (values: readonly number[], nth: 0 | 1 | 2): number => {
  const size = Math.floor(values.length / 3);
  return values.slice(nth * size, (nth + 1) * size).sort((a, b) => a - b)[Math.floor(size / 2)] ?? Number.NaN;
};

const REQUESTS = 100_000;
const SITES = 500;

export const soakBench = async (): Promise<Figure[]> => {
  const { heap, stored, cost, sites, first } = await soak(REQUESTS, SITES);
  const how = `${REQUESTS} requests over ${SITES} sites`;
  const thirds = (name: string, unit: string, values: readonly number[]): Figure[] =>
    ([0, 1, 2] as const).map((nth) => ({
      name: `${name}, ${['first', 'second', 'last'][nth]} third`,
      value: third(values, nth),
      unit,
      how: `median, ${how}`,
      told: true,
    }));
  return [
    ...thirds('heap after collection', 'MB', heap),
    ...thirds('written to storage.session', 'MB', stored),
    ...thirds('a request and its answer', 'µs', cost),
    { name: 'sites remembered', value: sites, unit: 'sites', how, told: true },
    {
      name: 'facts told as forgotten',
      value: first.dropped,
      unit: 'facts',
      how: 'of the first site, seen again',
      told: true,
    },
  ];
};

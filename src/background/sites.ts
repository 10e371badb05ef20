/**
 * The sites' states: in memory for speed, in `storage.session` for survival. A new fact is written in the same turn, and so
 * is a new question, whose answer may be one; what only counts is written along, and at powers of two. No timers: a debounce
 * is what loses facts when the worker is killed.
 *
 * A record is written as a text: the browser copies one text many times faster than a tree of objects, counts a third of
 * the bytes for it, and what a worker never asks for it never parses. Of all sites together no more is kept than a share of
 * what the browser allows; the site seen longest ago goes first, and that it was forgotten is told when it is back.
 */
import { type AssessOptions, assessSite } from '../core/assess.ts';
import type { Observation } from '../core/observe/observation.ts';
import type { SiteReport } from '../core/report.ts';
import { factsIn, lighten } from '../core/site/lighten.ts';
import { reduce } from '../core/site/reduce.ts';
import { emptyState, type SiteFactsRecord, type SiteState, STATE_SCHEMA } from '../core/site/state.ts';
import { Flights } from './flights.ts';
import { Forgotten } from './forgotten.ts';
import { Questions } from './questions.ts';
import { type SessionStore, Writes } from './writes.ts';

/** A site's state as it is written. */
interface Stored {
  schema: typeof STATE_SCHEMA;
  lastSeen: number;
  /** How many there are, for the day that they are forgotten. */
  facts: number;
  text: string;
}

const PREFIX = 'site/';

/** Sizes in characters. The browser allows ten million bytes in all, and a character takes three at most. */
export const ROOM = { sites: 200, all: 2_000_000, site: 262_144, lightened: 196_608 } as const;

export const siteKey = (origin: string, partition: string | null): string => `${PREFIX}${partition ?? ''}|${origin}`;

const stored = (state: SiteState, text = JSON.stringify(state)): Stored => {
  const { lastSeen, dropped } = state.tally;
  return { schema: STATE_SCHEMA, lastSeen, facts: factsIn(state) + dropped, text };
};

const isPowerOfTwo = (count: number): boolean => count > 0 && (count & (count - 1)) === 0;

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' &&
  value !== null &&
  (value as Stored).schema === STATE_SCHEMA &&
  typeof (value as Stored).text === 'string';

interface Judged {
  facts: SiteFactsRecord;
  requests: number;
  dropped: number;
  options: AssessOptions;
  report: SiteReport;
}

const isSameOptions = (a: AssessOptions, b: AssessOptions): boolean =>
  a.engine === b.engine && a.access === b.access && a.waivers === b.waivers && a.thresholds === b.thresholds;

export class Sites {
  readonly #states = new Map<string, SiteState>();
  readonly #questions = new Questions();
  /** What an earlier worker wrote of sites that this one has not been asked about. */
  readonly #asleep = new Map<string, Stored>();
  readonly #sizes = new Map<string, number>();
  #size = 0;
  readonly #forgotten = new Forgotten();
  readonly #store: SessionStore;
  readonly #writes: Writes;
  readonly #flights = new Flights();
  /** The last one: whoever asks for it asks again before anything has changed. */
  #judged: Judged | undefined;
  readonly #learnt: (key: string, state: SiteState) => void;

  /** @param learnt called after each new fact */
  constructor(store: SessionStore, learnt: (key: string, state: SiteState) => void) {
    this.#store = store;
    this.#writes = new Writes(
      store,
      (key) => this.#latest(key),
      () => this.#evict(),
    );
    this.#learnt = learnt;
  }

  /** Takes over what an earlier worker wrote. A record of another schema is dropped, not repaired. */
  restore(items: Record<string, unknown>): void {
    this.#forgotten.restore(items);
    for (const [key, value] of Object.entries(items)) {
      if (!key.startsWith(PREFIX) || !isStored(value)) continue;
      this.#asleep.set(key, value);
      this.#resize(key, value.text.length);
    }
  }

  apply(observation: Observation): void {
    const { site, partition, at } = observation;
    const key = siteKey(site, partition);
    const before = this.#state(key);
    const after = reduce(before ?? this.#newState(key, site, partition, at), observation);
    this.#states.set(key, after);
    const learnt = after.facts !== before?.facts;
    // Only a request moves the count. A look at the site that wrote would call for the next look, for as long as it is shown.
    const counted = after.tally.requests !== before?.tally.requests;
    const asked = counted && this.#questions.isNew(key, after, observation);
    if (!learnt && !asked && !(counted && isPowerOfTwo(after.tally.requests))) return;
    const written = this.#write(key, after);
    if (learnt) this.#learnt(key, written);
  }

  state(origin: string, partition: string | null): SiteState | undefined {
    return this.#state(siteKey(origin, partition));
  }

  report(origin: string, partition: string | null, at: number, options: AssessOptions): SiteReport {
    const key = siteKey(origin, partition);
    const { facts, tally } = this.#state(key) ?? this.#newState(key, origin, partition, at);
    const known = this.#judged;
    const { requests, dropped } = tally;
    // Looks at a site that teach nothing only move the time; its counts move with the requests.
    const isSame = known?.facts === facts && known.requests === requests && known.dropped === dropped;
    if (isSame && isSameOptions(known.options, options)) return { ...known.report, lastSeen: tally.lastSeen };
    const report = assessSite({ facts, tally }, options);
    this.#judged = { facts, requests, dropped, options, report };
    return report;
  }

  /** Forgets a whole partition: the last private window was closed. */
  async forgetPartition(partition: string): Promise<void> {
    await this.#forgetAll((key) => key.startsWith(`${PREFIX}${partition}|`));
  }

  /** Forgets one site, or all. */
  async forget(site?: { origin: string; partition: string | null }): Promise<void> {
    const only = site === undefined ? undefined : siteKey(site.origin, site.partition);
    await this.#forgetAll((key) => only === undefined || key === only);
  }

  async #forgetAll(isMeant: (key: string) => boolean): Promise<void> {
    const keys = [...this.#sizes.keys()].filter(isMeant);
    for (const key of keys) this.#drop(key);
    this.#judged = undefined;
    if (this.#forgotten.take(isMeant)) void this.#writes.save(this.#forgotten.items());
    if (keys.length > 0) await this.#store.remove(keys);
  }

  #state(key: string): SiteState | undefined {
    const asleep = this.#asleep.get(key);
    if (asleep !== undefined) {
      this.#asleep.delete(key);
      this.#states.set(key, JSON.parse(asleep.text));
    }
    return this.#states.get(key);
  }

  #newState(key: string, site: string, partition: string | null, at: number): SiteState {
    const { facts, tally } = emptyState(site, partition, at);
    return { facts, tally: { ...tally, dropped: this.#forgotten.of(key) } };
  }

  /** @returns the state as it was written: lighter, where it would have been too heavy */
  #write(key: string, state: SiteState): SiteState {
    if (!this.#flights.mayStart(key)) return state;
    let written = state;
    let text = JSON.stringify(written);
    if (text.length > ROOM.site) {
      written = lighten(state, ROOM.lightened);
      this.#states.set(key, written);
      text = JSON.stringify(written);
    }
    this.#resize(key, text.length);
    if (this.#forgotten.take((each) => each === key)) this.#writes.owe(Forgotten.KEY);
    while ((this.#sizes.size > ROOM.sites || this.#size > ROOM.all) && this.#evict(key));
    void this.#writes.save({ [key]: stored(written, text) }).then(() => this.#landed(key));
    return written;
  }

  #landed(key: string): void {
    const latest = this.#flights.land(key) ? this.#states.get(key) : undefined;
    if (latest !== undefined) this.#write(key, latest);
  }

  /** What was forgotten meanwhile is not written again. */
  #latest(key: string): unknown {
    if (key === Forgotten.KEY) return this.#forgotten.items()[key];
    const state = this.#states.get(key);
    return state === undefined ? undefined : stored(state);
  }

  /**
   * Forgets the site that was seen longest ago. The last one stays.
   * @returns whether there was one
   */
  #evict(keep?: string): boolean {
    if (this.#sizes.size < 2) return false;
    let oldest = '';
    let since = Number.POSITIVE_INFINITY;
    for (const key of this.#sizes.keys()) {
      const lastSeen = this.#states.get(key)?.tally.lastSeen ?? this.#asleep.get(key)?.lastSeen ?? 0;
      if (key === keep || lastSeen >= since) continue;
      oldest = key;
      since = lastSeen;
    }
    const state = this.#states.get(oldest);
    const known = state === undefined ? this.#asleep.get(oldest) : stored(state, '');
    this.#forgotten.add(oldest, known?.facts ?? 0);
    this.#writes.owe(Forgotten.KEY);
    this.#drop(oldest);
    this.#store.remove(oldest).catch(() => undefined);
    return true;
  }

  #resize(key: string, size: number): void {
    this.#size += size - (this.#sizes.get(key) ?? 0);
    this.#sizes.set(key, size);
  }

  #drop(key: string): void {
    this.#resize(key, 0);
    this.#sizes.delete(key);
    this.#states.delete(key);
    this.#asleep.delete(key);
    this.#writes.forget(key);
    this.#questions.forget(key);
  }
}

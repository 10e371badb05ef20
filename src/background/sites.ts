/**
 * The sites' states: in memory for speed, in `storage.session` for survival. A new fact is written in the same turn; what
 * only counts is written along, and at powers of two. No timers: a debounce is what loses facts when the worker is killed.
 */
import { type AssessOptions, assessSite } from '../core/assess.ts';
import type { Observation } from '../core/observe/observation.ts';
import type { SiteReport } from '../core/report.ts';
import { reduce } from '../core/site/reduce.ts';
import { emptyState, type SiteFactsRecord, type SiteState, STATE_SCHEMA } from '../core/site/state.ts';

/** The slice of `storage.session` in use. */
export interface SessionStore {
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

const PREFIX = 'site/';
const MAX_SITES = 200;
/** Writes of one site on their way. A page that makes more facts than can be written has the rest written together. */
const MAX_FLYING = 16;

export const siteKey = (origin: string, partition: string | null): string => `${PREFIX}${partition ?? ''}|${origin}`;

const isPowerOfTwo = (count: number): boolean => count > 0 && (count & (count - 1)) === 0;

const isState = (value: unknown): value is SiteState =>
  typeof value === 'object' && value !== null && (value as SiteState).facts?.schema === STATE_SCHEMA;

interface Judged {
  facts: SiteFactsRecord;
  requests: number;
  options: AssessOptions;
  report: SiteReport;
}

const isSameOptions = (a: AssessOptions, b: AssessOptions): boolean =>
  a.engine === b.engine && a.access === b.access && a.waivers === b.waivers && a.thresholds === b.thresholds;

export class Sites {
  readonly #states = new Map<string, SiteState>();
  readonly #store: SessionStore;
  /** How many writes of a site are on their way. */
  readonly #flying = new Map<string, number>();
  /** Sites with too many of those, and whether they learnt more since: until that is written, one goes at a time. */
  readonly #flooded = new Map<string, boolean>();
  /** The last one: whoever asks for it asks again before anything has changed. */
  #judged: Judged | undefined;
  readonly #learnt: (key: string, state: SiteState) => void;

  /** @param learnt called after each new fact */
  constructor(store: SessionStore, learnt: (key: string, state: SiteState) => void) {
    this.#store = store;
    this.#learnt = learnt;
  }

  /** Takes over what an earlier worker wrote. A record of another schema is dropped, not repaired. */
  restore(items: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(items)) {
      if (key.startsWith(PREFIX) && isState(value)) this.#states.set(key, value);
    }
  }

  apply(observation: Observation): void {
    const key = siteKey(observation.site, observation.partition);
    const before = this.#states.get(key);
    const after = reduce(before ?? emptyState(observation.site, observation.partition, observation.at), observation);
    this.#states.set(key, after);
    const learnt = after.facts !== before?.facts;
    // Only a request moves the count. A look at the site that wrote would call for the next look, for as long as it is shown.
    const counted = after.tally.requests !== before?.tally.requests;
    if (!learnt && !(counted && isPowerOfTwo(after.tally.requests))) return;
    this.#write(key, after);
    if (learnt) this.#learnt(key, after);
  }

  state(origin: string, partition: string | null): SiteState | undefined {
    return this.#states.get(siteKey(origin, partition));
  }

  report(origin: string, partition: string | null, at: number, options: AssessOptions): SiteReport {
    const { facts, tally } = this.state(origin, partition) ?? emptyState(origin, partition, at);
    const known = this.#judged;
    // Looks at a site that teach nothing only move the time; its counts move with the requests.
    if (known?.facts === facts && known.requests === tally.requests && isSameOptions(known.options, options))
      return { ...known.report, lastSeen: tally.lastSeen };
    const report = assessSite({ facts, tally }, options);
    this.#judged = { facts, requests: tally.requests, options, report };
    return report;
  }

  /** Forgets a whole partition: the last private window was closed. */
  async forgetPartition(partition: string): Promise<void> {
    const keys = [...this.#states.keys()].filter((key) => key.startsWith(`${PREFIX}${partition}|`));
    for (const key of keys) this.#states.delete(key);
    this.#judged = undefined;
    if (keys.length > 0) await this.#store.remove(keys);
  }

  /** Forgets one site, or all. */
  async forget(site?: { origin: string; partition: string | null }): Promise<void> {
    const keys = site === undefined ? [...this.#states.keys()] : [siteKey(site.origin, site.partition)];
    for (const key of keys) this.#states.delete(key);
    this.#judged = undefined;
    await this.#store.remove(keys);
  }

  #write(key: string, state: SiteState): void {
    if (this.#states.size > MAX_SITES) this.#evict(key);
    const flying = this.#flying.get(key) ?? 0;
    if (flying >= (this.#flooded.has(key) ? 1 : MAX_FLYING)) return void this.#flooded.set(key, true);
    this.#flying.set(key, flying + 1);
    this.#store
      .set({ [key]: state })
      .catch(() => {
        // The quota is reached: the oldest site makes room, and what is known by now is tried once more.
        this.#evict(key);
        const latest = this.#states.get(key);
        if (latest !== undefined) this.#store.set({ [key]: latest }).catch(() => undefined);
      })
      .then(() => this.#landed(key));
  }

  #landed(key: string): void {
    const flying = (this.#flying.get(key) ?? 1) - 1;
    if (flying > 0) return void this.#flying.set(key, flying);
    this.#flying.delete(key);
    const latest = this.#flooded.get(key) === true ? this.#states.get(key) : undefined;
    if (latest === undefined) return void this.#flooded.delete(key);
    this.#flooded.set(key, false);
    this.#write(key, latest);
  }

  #evict(keep: string): void {
    const oldest = [...this.#states]
      .filter(([key]) => key !== keep)
      .sort(([, a], [, b]) => a.tally.lastSeen - b.tally.lastSeen)[0];
    if (oldest === undefined) return;
    this.#states.delete(oldest[0]);
    this.#store.remove(oldest[0]).catch(() => undefined);
  }
}

/** How often the databases of a site are looked through for tokens of unknown home: a page may send ever new ones. */
import type { StorageSeen } from '../core/observe/observation.ts';
import type { SiteState } from '../core/site/state.ts';
import { homelessTokens } from './storage-homes.ts';

/** A page may send a token before it keeps it. */
const MAX_TRIES = 3;
/** Of one site, as long as the worker lives. */
const MAX_SEARCHES = 5;
const MAX_SITES = 200;

interface Place {
  origin: string;
  partition: string | null;
}

export class Searches {
  /** By site, by the token's fingerprint: how often it was looked for. */
  readonly #tries = new Map<string, Map<string, number>>();

  /** @returns fingerprints of the tokens that are to be looked for now, which are counted as tried */
  next(site: Place, state: SiteState | undefined, storage: StorageSeen): Set<string> {
    if (state === undefined) return new Set();
    const key = keyOf(site);
    const tries = this.#tries.get(key) ?? new Map<string, number>();
    const all = [...tries.values()].reduce((sum, times) => sum + times, 0);
    const homeless = [...homelessTokens(state, storage.values)].filter((print) => (tries.get(print) ?? 0) < MAX_TRIES);
    const wanted = new Set(homeless.slice(0, Math.max(0, MAX_SEARCHES - all)));
    for (const print of wanted) tries.set(print, (tries.get(print) ?? 0) + 1);
    if (wanted.size > 0) this.#tries.set(key, tries);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > MAX_SITES && oldest !== undefined) this.#tries.delete(oldest);
    return wanted;
  }

  /** Of one site, or of all. */
  forget(site?: Place): void {
    if (site === undefined) this.#tries.clear();
    else this.#tries.delete(keyOf(site));
  }
}

const keyOf = ({ origin, partition }: Place): string => `${partition ?? ''}|${origin}`;

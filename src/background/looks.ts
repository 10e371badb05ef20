/** Looks at what the page of a tab keeps: its cookies, its storage. On demand, or where a request gives a reason. */
import type { Fingerprint, Observation, RequestSeen, SeenValue } from '../core/observe/observation.ts';
import type { Recall } from '../core/observe/recall.ts';
import type { SiteState } from '../core/site/state.ts';
import type { Choices } from './choices.ts';
import { type CookieStore, observeJar, readJar } from './cookies.ts';
import { originsOf } from './reach.ts';
import { Searches } from './searches.ts';
import type { Sites } from './sites.ts';
import { ownHomes } from './storage-homes.ts';
import { type Scripting, scanStorage, searchDatabases } from './storage-scan.ts';
import { PRIVATE, type Tabs } from './tabs.ts';

/** What looking takes of the browser. */
export interface Sight {
  now(): number;
  cookies: CookieStore;
  /** Name of the cookie store of a partition, as the browser calls it. */
  storeId(partition: string | null): string | undefined;
  scripting: Scripting;
}

/** What looks need of the watcher. */
export interface Viewed {
  sight: Sight;
  tabs: Tabs;
  sites: Sites;
  choices: Choices;
  recall: Recall;
  take(observations: readonly Observation[]): void;
}

export class Looks {
  readonly #viewed: Viewed;
  readonly #searches = new Searches();
  /** Tabs that are looked at, and whether there was a reason for another look meanwhile. */
  readonly #underWay = new Map<number, boolean>();
  /** How often somebody had things forgotten: what was being read at that moment is dropped. */
  #cleared = 0;

  constructor(viewed: Viewed) {
    this.#viewed = viewed;
  }

  forget(site?: { origin: string; partition: string | null }): void {
    this.#cleared += 1;
    this.#searches.forget(site);
  }

  /** A site that is paused is not looked at. */
  readable(tabId: number): { origin: string; partition: string | null } | undefined {
    const { origin, partition = null } = this.#viewed.tabs.get(tabId) ?? {};
    return origin === undefined || !this.#viewed.choices.watches(origin) ? undefined : { origin, partition };
  }

  async atJar(tabId: number, fingerprint: Fingerprint): Promise<void> {
    const tab = this.readable(tabId);
    if (tab === undefined) return;
    const { sight, sites, recall, take } = this.#viewed;
    const { origin, partition } = tab;
    const cleared = this.#cleared;
    const at = sight.now();
    const state = sites.state(origin, partition);
    const origins = state === undefined ? [origin] : originsOf(state);
    const cookies = await readJar(sight.cookies, origins, sight.storeId(partition)).catch(() => undefined);
    if (cookies === undefined || this.#isForgotten(tabId, partition, cleared)) return;
    take([observeJar(cookies, { at, site: origin, partition, origins }, fingerprint, recall)]);
  }

  async atStorage(tabId: number, fingerprint: Fingerprint): Promise<void> {
    const tab = this.readable(tabId);
    if (tab === undefined) return;
    const { sight, sites, take } = this.#viewed;
    const { origin, partition } = tab;
    const cleared = this.#cleared;
    const shown = { id: tabId, origin, partition };
    const homes = ownHomes(sites.state(origin, partition));
    const [storage, ...page] = await scanStorage(sight.scripting, shown, sight.now, fingerprint, homes);
    if (storage === undefined || this.#isForgotten(tabId, partition, cleared)) return;
    const wanted = this.#searches.next(tab, sites.state(origin, partition), storage);
    const found = wanted.size === 0 ? [] : await searchDatabases(sight.scripting, shown, wanted, fingerprint);
    if (this.#isForgotten(tabId, partition, cleared)) return;
    // A home that another scan found meanwhile was not looked at by this one.
    const unasked = ownHomes(sites.state(origin, partition)).length > homes.length;
    const complete = storage.complete.filter((area) => area !== 'indexedDB' || !unasked);
    take([{ ...storage, complete, values: [...storage.values, ...found] }, ...page]);
  }

  /** The same, one at a time: a page that sends ever new tokens would call for more looks than can be done. */
  async atStorageInTurn(tabId: number, fingerprint: Fingerprint): Promise<void> {
    const isLooking = this.#underWay.has(tabId);
    this.#underWay.set(tabId, isLooking);
    if (isLooking) return;
    let again = false;
    try {
      await this.atStorage(tabId, fingerprint);
    } finally {
      again = this.#underWay.get(tabId) === true;
      this.#underWay.delete(tabId);
    }
    if (again) await this.atStorageInTurn(tabId, fingerprint);
  }

  /** @returns whether a request that is not taken yet is a reason to look at the page's storage */
  isCalledFor(seen: Observation): boolean {
    if (seen.type !== 'request') return false;
    const state = this.#viewed.sites.state(seen.site, seen.partition);
    return seen.values.some((value) => isUnknownToken(value, state)) || opensSocket(seen, state);
  }

  /** A private tab was closed, or the user had things forgotten, while it was read: nothing of it may come back. */
  #isForgotten(tabId: number, partition: string | null, cleared: number): boolean {
    return this.#cleared !== cleared || (partition === PRIVATE && this.#viewed.tabs.get(tabId) === undefined);
  }
}

/** In a header, and its home is not known yet. */
const isUnknownToken = ({ where, name, shape }: SeenValue, state: SiteState | undefined): boolean =>
  where === 'header' &&
  shape.trivial !== true &&
  (state === undefined ||
    !Object.values(state.facts.places).some(
      (place) =>
        place.values.some((held) => held.fingerprint === shape.fingerprint) ||
        (place.everNew === true && place.where === where && place.name === name),
    ));

/** A login over a socket shows in the storage alone, and only to those who had looked before. */
const opensSocket = ({ marks }: RequestSeen, state: SiteState | undefined): boolean =>
  marks?.includes('socket') === true && state?.facts.storageRead !== true;

/**
 * The composition: events in, observations to the sites, reports out. Every event that comes before the restore is done
 * waits in line; none is dropped.
 */

import { fingerprintWith } from '../core/observe/fingerprint.ts';
import type { Fingerprint, Observation, SeenCookie, StorageSeen } from '../core/observe/observation.ts';
import { observePage } from '../core/observe/page.ts';
import { Recall } from '../core/observe/recall.ts';
import type { SiteReport } from '../core/report.ts';
import type { Engine } from '../core/rules/facts.ts';
import { domainMatches } from '../core/site/cookies.ts';
import type { SiteFactsRecord, SiteState } from '../core/site/state.ts';
import { hostOf } from '../core/site/urls.ts';
import { done, failed, type Reply } from '../messages/reply.ts';
import { type Badge, badgeOf, NO_BADGE, PAUSED_BADGE } from './badge.ts';
import { Badges } from './badges.ts';
import { Choices, type LocalStore } from './choices.ts';
import { type BrowserCookie, type CookieStore, changedCookie, isInReach, observeJar, readJar } from './cookies.ts';
import { Decisions, type ShownSite } from './decisions.ts';
import { originsOf, storeOf } from './reach.ts';
import { type BodyDetails, type FailedDetails, type ReceivedDetails, Requests, type SentDetails } from './requests.ts';
import { sessionKey } from './session-key.ts';
import { Sites } from './sites.ts';
import { homelessTokens, ownHomes } from './storage-homes.ts';
import { type Scripting, scanStorage, searchDatabases } from './storage-scan.ts';
import { type BrowserTab, isClosedToExtensions, originOfUrl, PRIVATE, partitionOf, placeOf, Tabs } from './tabs.ts';
import type { SessionStore } from './writes.ts';

/** What the watcher needs of the browser. */
export interface World {
  engine: Engine;
  now(): number;
  session: SessionStore & { get(): Promise<Record<string, unknown>> };
  local: LocalStore;
  tabs(): Promise<BrowserTab[]>;
  tab(id: number): Promise<BrowserTab>;
  cookies: CookieStore;
  /** Name of the cookie store of a partition, as the browser calls it. */
  storeId(partition: string | null): string | undefined;
  scripting: Scripting;
  mayRead(origin: string): Promise<boolean>;
  badge(tabId: number, text: string, colour: string): void;
  /** Is told each observation as well; only the build that records has it. */
  overhear?(observation: Observation): void;
}

/** Of one site, as long as the worker lives. */
const TRIES = 3;
const MAX_SEARCHES = 5;
const MAX_SEARCHED_SITES = 200;
/** As the origin of a match pattern. */
const ANY_SITE = '*://*';

export class Watcher {
  readonly #world: World;
  readonly #tabs = new Tabs();
  /** Holds secrets, in memory only. */
  readonly #recall = new Recall();
  readonly #requests: Requests;
  readonly #sites: Sites;
  readonly #choices: Choices;
  /** What the user decides, and has checked. */
  readonly decisions: Decisions;
  readonly #badges: Badges;
  /** Of facts that were judged already: each new page asks for its badge, and most teach nothing but counts. */
  #drawn = new WeakMap<SiteFactsRecord, Badge>();
  /** Tokens that were looked for in the databases of a site. */
  readonly #searched = new Map<string, Map<string, number>>();
  /** Tabs that are looked at, and whether there was a reason for another look meanwhile. */
  readonly #looks = new Map<number, boolean>();
  /** How often somebody had things forgotten: what was being read at that moment is dropped. */
  #cleared = 0;
  #fingerprint: Fingerprint | undefined;
  #waiting: (() => void)[] = [];
  readonly #ready: Promise<void>;

  constructor(world: World) {
    this.#world = world;
    this.#sites = new Sites(world.session, (_key, state) => this.#learnt(state));
    this.#choices = new Choices(world.local);
    this.#badges = new Badges(
      (tabId) => this.#badgeOf(tabId),
      (tabId, { text, colour }) => world.badge(tabId, text, colour),
    );
    this.#requests = new Requests(this.#tabs, (origin) => this.#choices.watches(origin), this.#recall);
    this.#ready = this.#restore();
    this.decisions = new Decisions({
      choices: this.#choices,
      ready: this.#ready,
      now: () => world.now(),
      siteOf: (tabId) => this.#siteOf(tabId),
      take: (observation) => this.#apply(observation),
      knownReport: (tabId) => this.knownReport(tabId),
      forget: (site) => this.#forget(site),
      changed: () => {
        this.#drawn = new WeakMap();
        this.#badges.ask(this.#tabs.withSites());
      },
      pausesChanged: () => this.#requests.forget(),
    });
  }

  async #restore(): Promise<void> {
    const [items, tabs] = await Promise.all([this.#world.session.get(), this.#world.tabs(), this.#choices.restore()]);
    this.#tabs.restore(tabs);
    this.#sites.restore(items);
    this.#fingerprint = fingerprintWith(await sessionKey(this.#world.session, items));
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const event of waiting) event();
    // Bodies were read before it was known that nobody wants them.
    if (this.#choices.paused) this.#requests.forget();
  }

  /** Now, if the restore is done; else in line behind the events that came before. */
  #inTurn(event: (fingerprint: Fingerprint) => void): void {
    const fingerprint = this.#fingerprint;
    if (fingerprint !== undefined) event(fingerprint);
    else this.#waiting.push(() => event(this.#fingerprint as Fingerprint));
  }

  /** The same, for what nobody looks at while everything is paused. */
  #ifWatching(event: (fingerprint: Fingerprint) => void): void {
    if (this.#choices.paused) return;
    this.#inTurn((fingerprint) => {
      if (!this.#choices.paused) event(fingerprint);
    });
  }

  /** The one way in for what is seen: nothing of a site that is paused gets past here. */
  #take(observations: readonly Observation[]): void {
    for (const observation of observations) if (this.#choices.watches(observation.site)) this.#apply(observation);
  }

  #apply(observation: Observation): void {
    this.#sites.apply(observation);
    this.#world.overhear?.(observation);
  }

  // --- events

  requestBody(details: BodyDetails): void {
    if (!this.#choices.paused) this.#requests.body(details);
  }

  requestSent(details: SentDetails): void {
    this.#ifWatching((fingerprint) => {
      const observations = this.#requests.sent(details, fingerprint);
      const worthALook = observations.some((seen) => this.#bringsUnknownToken(seen) || this.#opensSocket(seen));
      this.#take(observations);
      if (worthALook && details.tabId >= 0) void this.#look(details.tabId);
    });
  }

  responseReceived(details: ReceivedDetails): void {
    this.#ifWatching((fingerprint) => this.#take(this.#requests.received(details, fingerprint)));
  }

  requestEnded(details: ReceivedDetails): void {
    this.#ifWatching((fingerprint) => this.#take(this.#requests.ended(details, fingerprint)));
  }

  requestFailed(details: FailedDetails): void {
    this.#ifWatching(() => this.#take(this.#requests.failed(details)));
  }

  cookieChanged(change: { cookie: BrowserCookie; removed: boolean; cause: string }): void {
    // An overwrite comes as a removal and an addition; the addition says it all.
    if (change.cause === 'overwrite' && change.removed) return;
    const at = this.#world.now();
    this.#ifWatching((fingerprint) => {
      let cookie: SeenCookie | undefined;
      for (const { origin, partition } of this.#tabs.sites()) {
        const state = this.#choices.watches(origin) ? this.#sites.state(origin, partition) : undefined;
        if (state === undefined || this.#world.storeId(partition) !== storeOf(change.cookie.storeId)) continue;
        if (!isInReach(change.cookie, origin)) continue;
        cookie ??= changedCookie(change.cookie, fingerprint, this.#recall);
        const { attributes } = cookie;
        if (!originsOf(state).some((known) => domainMatches(hostOf(known), attributes))) continue;
        this.#take([{ type: 'cookie-changed', at, site: origin, partition, cookie, removed: change.removed }]);
      }
    });
  }

  tabSeen(tab: BrowserTab): void {
    this.#inTurn(() => this.#tabs.see(tab));
  }

  tabClosed(tabId: number): void {
    this.#inTurn(() => this.#tabs.forget(tabId));
  }

  committed(tabId: number, url: string): void {
    const at = this.#world.now();
    this.#inTurn((fingerprint) => {
      this.#tabs.commit(tabId, url);
      this.#handedOver(tabId, url, at, fingerprint);
      void this.#readJar(tabId);
      this.#badges.ask([tabId]);
    });
  }

  /** What a fragment hands over, the page's script takes out of the address at once: this is the moment to see it. */
  #handedOver(tabId: number, url: string, at: number, fingerprint: Fingerprint): void {
    const tab = this.#readable(tabId);
    if (tab === undefined) return;
    const seen = observePage({ at, site: tab.origin, partition: tab.partition, url }, fingerprint);
    if (seen !== undefined) this.#take([seen]);
  }

  /** The document is there: after a login, what the page stored belongs to the story. */
  loaded(tabId: number): void {
    this.#inTurn(() => {
      const tab = this.#tabs.get(tabId);
      const state = tab?.origin === undefined ? undefined : this.#sites.state(tab.origin, tab.partition);
      const login = state?.facts.logins.at(-1);
      if (login !== undefined && this.#world.now() - login.at < 60_000) void this.#scan(tabId);
    });
  }

  async privateWindowsClosed(): Promise<void> {
    await this.#ready;
    this.#requests.forget();
    await this.#sites.forgetPartition(PRIVATE);
  }

  async #forget(site?: { origin: string; partition: string | null }): Promise<void> {
    this.#cleared += 1;
    this.#requests.forget();
    if (site === undefined) this.#searched.clear();
    else this.#searched.delete(searchKey(site.origin, site.partition));
    await this.#sites.forget(site);
  }

  // --- questions

  /** What is known by now, at once. Nothing is read, and of the browser only asked whether that would be allowed. */
  async knownReport(tabId: number): Promise<Reply<SiteReport>> {
    await this.#ready;
    const tab = this.#tabs.get(tabId);
    if (tab?.origin === undefined || !(await this.#world.mayRead(tab.origin))) return this.report(tabId);
    return done(this.#judge(tab.origin, tab.partition, 'granted'));
  }

  async report(tabId: number): Promise<Reply<SiteReport>> {
    await this.#ready;
    const tab = await this.#world.tab(tabId).catch(() => undefined);
    if (tab === undefined) return failed('no-tab', `There is no tab ${tabId}.`);
    const origin = originOfUrl(tab.url);
    const partition = partitionOf(tab);
    if (origin === undefined || isClosedToExtensions(tab.url)) {
      // Without access to its site a tab has no address; a tab of the browser's own has none either.
      const hidden = tab.url === undefined && !(await this.#world.mayRead(ANY_SITE));
      const access = hidden ? 'withheld' : 'unsupported';
      return done(this.#judge(origin ?? placeOf(tab.url), partition, access));
    }
    this.#tabs.see(tab);
    if (!(await this.#world.mayRead(origin))) return done(this.#judge(origin, partition, 'withheld'));
    await Promise.all([this.#readJar(tabId), this.#scan(tabId)]);
    return done(this.#judge(origin, partition, 'granted'));
  }

  #judge(origin: string, partition: string | null, access: SiteReport['access']): SiteReport {
    const { waivers, thresholds } = this.#choices;
    const { engine, now } = this.#world;
    return this.#sites.report(origin, partition, now(), { engine, waivers, thresholds, access });
  }

  async #siteOf(tabId: number): Promise<Reply<ShownSite>> {
    await this.#ready;
    const tab = await this.#world.tab(tabId).catch(() => undefined);
    const origin = originOfUrl(tab?.url);
    if (tab === undefined || origin === undefined) return failed('no-tab', `Tab ${tabId} shows no site.`);
    const partition = partitionOf(tab);
    return done({ origin, partition, state: this.#sites.state(origin, partition) });
  }

  // --- reading on demand

  /** A site that is paused is not looked at. */
  #readable(tabId: number): { origin: string; partition: string | null } | undefined {
    const { origin, partition = null } = this.#tabs.get(tabId) ?? {};
    return origin === undefined || !this.#choices.watches(origin) ? undefined : { origin, partition };
  }

  async #readJar(tabId: number): Promise<void> {
    const tab = this.#readable(tabId);
    if (tab === undefined || this.#fingerprint === undefined) return;
    const { origin, partition } = tab;
    const cleared = this.#cleared;
    const at = this.#world.now();
    const state = this.#sites.state(origin, partition);
    const origins = state === undefined ? [origin] : originsOf(state);
    const cookies = await readJar(this.#world.cookies, origins, this.#world.storeId(partition)).catch(() => undefined);
    if (cookies === undefined || this.#isForgotten(tabId, partition, cleared)) return;
    this.#take([observeJar(cookies, { at, site: origin, partition, origins }, this.#fingerprint, this.#recall)]);
  }

  /** One look at a time: a page that sends ever new tokens would call for more of them than can be done. */
  async #look(tabId: number): Promise<void> {
    const isLooking = this.#looks.has(tabId);
    this.#looks.set(tabId, isLooking);
    if (isLooking) return;
    let again = false;
    try {
      await this.#scan(tabId);
    } finally {
      again = this.#looks.get(tabId) === true;
      this.#looks.delete(tabId);
    }
    if (again) await this.#look(tabId);
  }

  async #scan(tabId: number): Promise<void> {
    const tab = this.#readable(tabId);
    if (tab === undefined || this.#fingerprint === undefined) return;
    const cleared = this.#cleared;
    const fingerprint = this.#fingerprint;
    const { scripting, now } = this.#world;
    const { origin, partition } = tab;
    const shown = { id: tabId, origin, partition };
    const homes = ownHomes(this.#sites.state(origin, partition));
    const [storage, ...page] = await scanStorage(scripting, shown, now, fingerprint, homes);
    if (storage === undefined || this.#isForgotten(tabId, partition, cleared)) return;
    const wanted = this.#worthASearch(origin, partition, storage);
    const found = wanted.size === 0 ? [] : await searchDatabases(scripting, shown, wanted, fingerprint);
    if (this.#isForgotten(tabId, partition, cleared)) return;
    // A home that another scan found meanwhile was not looked at by this one.
    const unasked = ownHomes(this.#sites.state(origin, partition)).length > homes.length;
    const complete = storage.complete.filter((area) => area !== 'indexedDB' || !unasked);
    this.#take([{ ...storage, complete, values: [...storage.values, ...found] }, ...page]);
  }

  /** Tokens of unknown home, each of which is looked for three times (a page may send a token before it keeps it); a page that sends ever new ones is not looked through for ever. */
  #worthASearch(origin: string, partition: string | null, storage: StorageSeen): Set<string> {
    const state = this.#sites.state(origin, partition);
    if (state === undefined) return new Set();
    const key = searchKey(origin, partition);
    const searched = this.#searched.get(key) ?? new Map<string, number>();
    const tries = [...searched.values()].reduce((sum, times) => sum + times, 0);
    const homeless = [...homelessTokens(state, storage.values)].filter((print) => (searched.get(print) ?? 0) < TRIES);
    const wanted = new Set(homeless.slice(0, Math.max(0, MAX_SEARCHES - tries)));
    for (const print of wanted) searched.set(print, (searched.get(print) ?? 0) + 1);
    if (wanted.size > 0) this.#searched.set(key, searched);
    const [oldest] = this.#searched.keys();
    if (this.#searched.size > MAX_SEARCHED_SITES && oldest !== undefined) this.#searched.delete(oldest);
    return wanted;
  }

  /** A private tab was closed, or the user had things forgotten, while it was read: nothing of it may come back. */
  #isForgotten(tabId: number, partition: string | null, cleared: number): boolean {
    return this.#cleared !== cleared || (partition === PRIVATE && this.#tabs.get(tabId) === undefined);
  }

  /** A token in a header whose home is not known yet: worth one look at the page's storage. */
  #bringsUnknownToken(seen: Observation): boolean {
    if (seen.type !== 'request') return false;
    const state = this.#sites.state(seen.site, seen.partition);
    return seen.values.some(
      (value) =>
        value.where === 'header' &&
        value.shape.trivial !== true &&
        (state === undefined ||
          !Object.values(state.facts.places).some(
            (place) =>
              place.values.some((held) => held.fingerprint === value.shape.fingerprint) ||
              (place.everNew === true && place.where === value.where && place.name === value.name),
          )),
    );
  }

  /** A login over a socket shows in the storage alone, and only to those who had looked before. */
  #opensSocket(seen: Observation): boolean {
    if (seen.type !== 'request' || seen.marks?.includes('socket') !== true) return false;
    return this.#sites.state(seen.site, seen.partition)?.facts.storageRead !== true;
  }

  // --- badge

  #learnt({ facts }: SiteState): void {
    this.#badges.ask(this.#tabs.showing(facts.site, facts.partition));
  }

  #badgeOf(tabId: number): Badge | undefined {
    const { origin, partition = null } = this.#tabs.get(tabId) ?? {};
    if (origin === undefined) return undefined;
    if (!this.#choices.settings.badge) return NO_BADGE;
    if (!this.#choices.watches(origin)) return PAUSED_BADGE;
    const facts = this.#sites.state(origin, partition)?.facts;
    if (facts === undefined) return NO_BADGE;
    const badge = this.#drawn.get(facts) ?? badgeOf(this.#judge(origin, partition, 'granted'));
    this.#drawn.set(facts, badge);
    return badge;
  }
}

const searchKey = (origin: string, partition: string | null): string => `${partition ?? ''}|${origin}`;

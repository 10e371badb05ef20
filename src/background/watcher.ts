/**
 * The composition: events in, observations to the sites, reports out. Every event that comes before the restore is done
 * waits in line; none is dropped.
 */
import { fingerprintWith } from '../core/observe/fingerprint.ts';
import type { Fingerprint, Observation, SeenCookie } from '../core/observe/observation.ts';
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
import { type BrowserCookie, changedCookie, isInReach } from './cookies.ts';
import { Decisions, type ShownSite } from './decisions.ts';
import { Line, type Patience } from './line.ts';
import { Looks, type Sight } from './looks.ts';
import { originsOf, storeOf } from './reach.ts';
import { type BodyDetails, type FailedDetails, type ReceivedDetails, Requests, type SentDetails } from './requests.ts';
import { sessionKey } from './session-key.ts';
import { Sites } from './sites.ts';
import { type BrowserTab, isClosedToExtensions, originOfUrl, PRIVATE, partitionOf, placeOf, Tabs } from './tabs.ts';
import type { SessionStore } from './writes.ts';

/** What the watcher needs of the browser. */
export interface World extends Sight {
  engine: Engine;
  session: SessionStore & { get(): Promise<Record<string, unknown>> };
  local: LocalStore;
  tabs(): Promise<BrowserTab[]>;
  tab(id: number): Promise<BrowserTab>;
  mayRead(origin: string): Promise<boolean>;
  badge(tabId: number, text: string, colour: string): void;
  /** Of a browser that tells a woken background of each kind of event by itself. */
  patience?: Patience;
  /** Is told each observation as well; only the build that records has it. */
  overhear?(observation: Observation): void;
}

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
  readonly #looks: Looks;
  readonly #badges: Badges;
  /** Of facts that were judged already: each new page asks for its badge, and most teach nothing but counts. */
  #drawn = new WeakMap<SiteFactsRecord, Badge>();
  #fingerprint: Fingerprint | undefined;
  readonly #line = new Line();
  readonly #ready: Promise<Fingerprint>;

  constructor(world: World) {
    this.#world = world;
    this.#sites = new Sites(world.session, (_key, state) => this.#learnt(state));
    this.#choices = new Choices(world.local);
    this.#looks = new Looks({
      sight: world,
      tabs: this.#tabs,
      sites: this.#sites,
      choices: this.#choices,
      recall: this.#recall,
      take: (observations) => this.#take(observations),
    });
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

  async #restore(): Promise<Fingerprint> {
    const [items, tabs] = await Promise.all([this.#world.session.get(), this.#world.tabs(), this.#choices.restore()]);
    this.#tabs.restore(tabs);
    this.#sites.restore(items);
    const fingerprint = fingerprintWith(await sessionKey(this.#world.session, items));
    this.#fingerprint = fingerprint;
    const patience = this.#world.patience;
    if (patience !== undefined) await this.#line.settled(patience);
    this.#line.open();
    // Bodies were read before it was known that nobody wants them.
    if (this.#choices.paused) this.#requests.forget();
    return fingerprint;
  }

  /** Now, if the restore is done; else in line behind the events that came before. */
  #inTurn(at: number, event: (fingerprint: Fingerprint) => void): void {
    this.#line.join(at, () => event(this.#fingerprint as Fingerprint));
  }

  /** The same, for what nobody looks at while everything is paused. */
  #ifWatching(at: number, event: (fingerprint: Fingerprint) => void): void {
    if (this.#choices.paused) return;
    this.#inTurn(at, (fingerprint) => {
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
    this.#ifWatching(details.timeStamp, (fingerprint) => {
      const observations = this.#requests.sent(details, fingerprint);
      const isLookCalledFor = observations.some((seen) => this.#looks.isCalledFor(seen));
      this.#take(observations);
      if (isLookCalledFor && details.tabId >= 0) void this.#looks.atStorageInTurn(details.tabId, fingerprint);
    });
  }

  responseReceived(details: ReceivedDetails): void {
    this.#ifWatching(details.timeStamp, (fingerprint) => this.#take(this.#requests.received(details, fingerprint)));
  }

  requestEnded(details: ReceivedDetails): void {
    this.#ifWatching(details.timeStamp, (fingerprint) => this.#take(this.#requests.ended(details, fingerprint)));
  }

  requestFailed(details: FailedDetails): void {
    this.#ifWatching(details.timeStamp, () => this.#take(this.#requests.failed(details)));
  }

  cookieChanged(change: { cookie: BrowserCookie; removed: boolean; cause: string }): void {
    // An overwrite comes as a removal and an addition; the addition says it all.
    if (change.cause === 'overwrite' && change.removed) return;
    const at = this.#world.now();
    this.#ifWatching(at, (fingerprint) => {
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
    this.#inTurn(this.#world.now(), () => this.#tabs.see(tab));
  }

  tabClosed(tabId: number): void {
    this.#inTurn(this.#world.now(), () => this.#tabs.forget(tabId));
  }

  committed(tabId: number, url: string, at: number): void {
    this.#inTurn(at, (fingerprint) => {
      this.#tabs.commit(tabId, url);
      this.#handedOver(tabId, url, at, fingerprint);
      void this.#looks.atJar(tabId, fingerprint);
      this.#badges.ask([tabId]);
    });
  }

  /** What a fragment hands over, the page's script takes out of the address at once: this is the moment to see it. */
  #handedOver(tabId: number, url: string, at: number, fingerprint: Fingerprint): void {
    const tab = this.#looks.readable(tabId);
    if (tab === undefined) return;
    const seen = observePage({ at, site: tab.origin, partition: tab.partition, url }, fingerprint);
    if (seen !== undefined) this.#take([seen]);
  }

  /** The document is there: after a login, what the page stored belongs to the story. */
  loaded(tabId: number, at: number): void {
    this.#inTurn(at, (fingerprint) => {
      const tab = this.#tabs.get(tabId);
      const state = tab?.origin === undefined ? undefined : this.#sites.state(tab.origin, tab.partition);
      const login = state?.facts.logins.at(-1);
      if (login !== undefined && this.#world.now() - login.at < 60_000) void this.#looks.atStorage(tabId, fingerprint);
    });
  }

  async privateWindowsClosed(): Promise<void> {
    await this.#ready;
    this.#requests.forget();
    await this.#sites.forgetPartition(PRIVATE);
  }

  async #forget(site?: { origin: string; partition: string | null }): Promise<void> {
    this.#looks.forget(site);
    this.#requests.forget();
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
    const fingerprint = await this.#ready;
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
    await Promise.all([this.#looks.atJar(tabId, fingerprint), this.#looks.atStorage(tabId, fingerprint)]);
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

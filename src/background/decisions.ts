/** What pages of the extension ask for on the user's behalf. The site is always the one that the tab shows. */
import { type GoodNews, goodNews } from '../core/good-news.ts';
import type { Observation } from '../core/observe/observation.ts';
import type { SiteReport } from '../core/report.ts';
import type { Thresholds } from '../core/rules/thresholds.ts';
import type { SiteState } from '../core/site/state.ts';
import { done, failed, type Reply } from '../messages/reply.ts';
import type { Settings } from '../messages/settings.ts';
import type { RequestOf } from '../messages/table.ts';
import type { Choices } from './choices.ts';
import { PRIVATE } from './tabs.ts';

export interface ShownSite {
  origin: string;
  partition: string | null;
  state: SiteState | undefined;
}

/** What decisions need of the watcher. */
export interface Watched {
  choices: Choices;
  ready: Promise<unknown>;
  now(): number;
  siteOf(tabId: number): Promise<Reply<ShownSite>>;
  take(observation: Observation): void;
  /** What was seen of a site, or of all. */
  forget(site?: { origin: string; partition: string | null }): Promise<void>;
  knownReport(tabId: number): Promise<Reply<SiteReport>>;
  /** The findings may have changed, on whatever site. */
  changed(): void;
  /** Some sites are watched no longer, or again. */
  pausesChanged(): void;
}

export class Decisions {
  readonly #watched: Watched;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  async setAside({ tabId, rule, subject, reason }: RequestOf<'popup/set-aside'>): Promise<Reply<null>> {
    const shown = await this.#watched.siteOf(tabId);
    if (!shown.ok) return shown;
    const { origin, partition } = shown.value;
    if (partition === PRIVATE)
      return failed('failed', 'Nothing of a private window is written to disk, so nothing can be set aside here.');
    await this.#watched.choices.setAside({ site: origin, rule, subject, reason, at: this.#watched.now() });
    this.#watched.changed();
    return done(null);
  }

  async takeBack({ tabId, rule, subject }: RequestOf<'popup/take-back'>): Promise<Reply<null>> {
    const shown = await this.#watched.siteOf(tabId);
    if (!shown.ok) return shown;
    await this.#watched.choices.takeBack({ site: shown.value.origin, rule, subject });
    this.#watched.changed();
    return done(null);
  }

  async thresholds(): Promise<Reply<Thresholds>> {
    await this.#watched.ready;
    return done(this.#watched.choices.thresholds);
  }

  async setThresholds({ thresholds }: RequestOf<'popup/set-thresholds'>): Promise<Reply<Thresholds>> {
    await this.#watched.ready;
    await this.#watched.choices.setThresholds(thresholds);
    this.#watched.changed();
    return done(this.#watched.choices.thresholds);
  }

  async goodNews({ tabId }: RequestOf<'popup/get-good-news'>): Promise<Reply<GoodNews>> {
    const reply = await this.#watched.knownReport(tabId);
    return reply.ok ? done(goodNews(reply.value, this.#watched.choices.thresholds.shortLived)) : reply;
  }

  async settings(): Promise<Reply<Settings>> {
    await this.#watched.ready;
    return done(this.#watched.choices.settings);
  }

  async setSettings({ change }: RequestOf<'popup/set-settings'>): Promise<Reply<Settings>> {
    await this.#watched.ready;
    const { watchAgain, ...others } = change;
    const { choices } = this.#watched;
    if (Object.keys(others).length > 0) await choices.changeSettings(others);
    if (watchAgain !== undefined) await choices.watchAgain(watchAgain);
    return this.#settingsChanged();
  }

  async pauseSite({ tabId, paused }: RequestOf<'popup/pause-site'>): Promise<Reply<Settings>> {
    const shown = await this.#watched.siteOf(tabId);
    if (!shown.ok) return shown;
    const { origin, partition } = shown.value;
    const { choices } = this.#watched;
    // To watch again takes a name off the disk, and puts none there.
    if (paused && partition === PRIVATE)
      return failed('failed', 'Nothing of a private window is written to disk; pause watching everywhere instead.');
    await (paused ? choices.pauseSite(origin) : choices.watchAgain(origin));
    return this.#settingsChanged();
  }

  #settingsChanged(): Reply<Settings> {
    this.#watched.pausesChanged();
    this.#watched.changed();
    return done(this.#watched.choices.settings);
  }

  /** What was seen; what was decided stays. */
  async clear({ tabId, what }: RequestOf<'popup/clear'>): Promise<Reply<null>> {
    await this.#watched.ready;
    const shown = what === 'site' ? await this.#watched.siteOf(tabId) : undefined;
    if (shown?.ok === false) return shown;
    await this.#watched.forget(shown?.value);
    this.#watched.changed();
    return done(null);
  }

  /** What a check on click found out about a token of the site. */
  async tokenChecked(request: RequestOf<'popup/token-checked'>): Promise<Reply<null>> {
    const { name: _name, tabId, ...result } = request;
    const shown = await this.#watched.siteOf(tabId);
    if (!shown.ok) return shown;
    const { origin, partition, state } = shown.value;
    if (!holds(state, result.fingerprint))
      return failed('gone', 'The token that was checked is none that was seen on this site.');
    this.#watched.take({ type: 'token-checked', at: this.#watched.now(), site: origin, partition, ...result });
    return done(null);
  }
}

/** Is it the fingerprint of a value that the site's places hold or held, bare or in an envelope? */
const holds = (state: SiteState | undefined, fingerprint: string): boolean =>
  Object.values(state?.facts.places ?? {}).some(({ values }) =>
    values.some((value) =>
      [value, ...(value.parts ?? []).map(({ shape }) => shape)].some(
        (shape) => shape.fingerprint === fingerprint || shape.inner === fingerprint,
      ),
    ),
  );

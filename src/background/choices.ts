/** What the user decided, in `storage.local`: it survives the browser, and holds no secret. The worker alone writes it. */
import { defaultThresholds, type Thresholds } from '../core/rules/thresholds.ts';
import type { Waiver } from '../core/waivers.ts';
import { readSettings, readThresholds, readWaivers } from '../messages/choices.ts';
import { DEFAULT_SETTINGS, MAX_PAUSED, type Settings } from '../messages/settings.ts';

/** The slice of `storage.local` in use. */
export interface LocalStore {
  get(): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const WAIVERS = 'waivers';
const THRESHOLDS = 'thresholds';
const SETTINGS = 'settings';
const MAX_WAIVERS = 1000;

export class Choices {
  readonly #store: LocalStore;
  #waivers: readonly Waiver[] = [];
  #thresholds: Thresholds = defaultThresholds;
  #settings: Settings = DEFAULT_SETTINGS;
  /** The same as in the settings, for the question that each request asks. */
  #pausedSites: ReadonlySet<string> = new Set();

  constructor(store: LocalStore) {
    this.#store = store;
  }

  /** What cannot be read counts for nothing, and is left as it is until something new is decided. */
  async restore(): Promise<void> {
    const items = await this.#store.get().catch(() => ({}));
    this.#waivers = readWaivers(Reflect.get(items, WAIVERS));
    this.#thresholds = { ...defaultThresholds, ...readThresholds(Reflect.get(items, THRESHOLDS)) };
    this.#useSettings(readSettings(Reflect.get(items, SETTINGS)));
  }

  get waivers(): readonly Waiver[] {
    return this.#waivers;
  }

  /** All of them, in milliseconds. */
  get thresholds(): Thresholds {
    return this.#thresholds;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get paused(): boolean {
    return this.#settings.paused;
  }

  watches(origin: string): boolean {
    return !this.#settings.paused && !this.#pausedSites.has(origin);
  }

  /** @throws Error if the browser cannot write it */
  async changeSettings(change: Partial<Settings>): Promise<void> {
    const before = this.#settings;
    const settings = { ...before, ...change };
    // In memory first: a pause holds from the click on, and the second of two clicks builds on the first.
    this.#useSettings(settings);
    try {
      await this.#store.set({ [SETTINGS]: settings });
    } catch (error) {
      if (this.#settings === settings) this.#useSettings(before);
      throw error;
    }
  }

  /** @throws Error if there are too many, or if the browser cannot write it */
  async pauseSite(origin: string): Promise<void> {
    const { pausedSites } = this.#settings;
    if (this.#pausedSites.has(origin)) return;
    if (pausedSites.length >= MAX_PAUSED)
      throw new Error(`${MAX_PAUSED} sites are paused already: watch some of them again first.`);
    await this.changeSettings({ pausedSites: [...pausedSites, origin] });
  }

  async watchAgain(origin: string): Promise<void> {
    if (!this.#pausedSites.has(origin)) return;
    await this.changeSettings({ pausedSites: this.#settings.pausedSites.filter((site) => site !== origin) });
  }

  /** @throws Error if there are too many, or if the browser cannot write it */
  async setAside(waiver: Waiver): Promise<void> {
    const others = this.#waivers.filter((known) => !isSame(known, waiver));
    if (others.length >= MAX_WAIVERS)
      throw new Error(`${MAX_WAIVERS} findings are set aside already: take some of them back first.`);
    await this.#keepWaivers([...others, waiver]);
  }

  async takeBack(waiver: Pick<Waiver, 'site' | 'rule' | 'subject'>): Promise<void> {
    await this.#keepWaivers(this.#waivers.filter((known) => !isSame(known, waiver)));
  }

  async setThresholds(thresholds: Partial<Thresholds>): Promise<void> {
    await this.#store.set({ [THRESHOLDS]: thresholds });
    this.#thresholds = { ...defaultThresholds, ...thresholds };
  }

  #useSettings(settings: Settings): void {
    this.#settings = settings;
    this.#pausedSites = new Set(settings.pausedSites);
  }

  async #keepWaivers(waivers: readonly Waiver[]): Promise<void> {
    const before = this.#waivers;
    // In memory first: of two clicks at once the second must build on the first.
    this.#waivers = waivers;
    try {
      await this.#store.set({ [WAIVERS]: waivers });
    } catch (error) {
      if (this.#waivers === waivers) this.#waivers = before;
      throw error;
    }
  }
}

const isSame = (a: Waiver, b: Pick<Waiver, 'site' | 'rule' | 'subject'>): boolean =>
  a.site === b.site && a.rule === b.rule && a.subject === b.subject;

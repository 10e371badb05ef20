/** What the user decided, in `storage.local`: it survives the browser, and holds no secret. The worker alone writes it. */
import { defaultThresholds, type Thresholds } from '../core/rules/facts.ts';
import type { Waiver } from '../core/waivers.ts';
import { readSettings, readThresholds, readWaivers } from '../messages/choices.ts';
import { DEFAULT_SETTINGS, type Settings } from '../messages/settings.ts';

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
  #thresholds: Partial<Thresholds> = {};
  #settings: Settings = DEFAULT_SETTINGS;

  constructor(store: LocalStore) {
    this.#store = store;
  }

  /** What cannot be read counts for nothing, and is left as it is until something new is decided. */
  async restore(): Promise<void> {
    const items = await this.#store.get().catch(() => ({}));
    this.#waivers = readWaivers(Reflect.get(items, WAIVERS));
    this.#thresholds = readThresholds(Reflect.get(items, THRESHOLDS));
    this.#settings = readSettings(Reflect.get(items, SETTINGS));
  }

  get waivers(): readonly Waiver[] {
    return this.#waivers;
  }

  /** All of them, in milliseconds. */
  get thresholds(): Thresholds {
    return { ...defaultThresholds, ...this.#thresholds };
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** @throws Error if the browser cannot write it */
  async changeSettings(change: Partial<Settings>): Promise<void> {
    const settings = { ...this.#settings, ...change };
    await this.#store.set({ [SETTINGS]: settings });
    this.#settings = settings;
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
    this.#thresholds = thresholds;
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

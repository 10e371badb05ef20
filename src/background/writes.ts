/**
 * Writes to `storage.session`. One that fails is tried again at once: a worker may die before there is anything else to
 * write. Where nothing more fits, something makes room until it does. What fails all the same goes along with the next write.
 */

/** The slice of `storage.session` in use. */
export interface SessionStore {
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/** Chromium: "Session storage quota bytes exceeded", Firefox: "QuotaExceededError". */
const isFull = (error: unknown): boolean => /quota/i.test(String(error));

export class Writes {
  readonly #store: SessionStore;
  readonly #latest: (key: string) => unknown;
  readonly #makeRoom: () => boolean;
  /** Keys whose last write failed, or that wait for the next one. */
  readonly #owed = new Set<string>();
  #full = false;
  #trying = false;

  /**
   * @param latest what is to be written under a key, as it is now; nothing if it was forgotten meanwhile
   * @param makeRoom returns whether there was something that could go
   */
  constructor(store: SessionStore, latest: (key: string) => unknown, makeRoom: () => boolean) {
    this.#store = store;
    this.#latest = latest;
    this.#makeRoom = makeRoom;
  }

  /** It goes along with the next write. */
  owe(key: string): void {
    this.#owed.add(key);
  }

  forget(key: string): void {
    this.#owed.delete(key);
  }

  /** @returns once it is written, or cannot be; it never fails */
  async save(items: Record<string, unknown>): Promise<void> {
    if (!(await this.#set({ ...this.#takeOwed(), ...items }))) await this.#tryAgain();
  }

  /** One at a time: what fails meanwhile goes along with the next try. */
  async #tryAgain(): Promise<void> {
    if (this.#trying) return;
    this.#trying = true;
    let goesOn = true;
    while (this.#owed.size > 0 && (this.#full ? this.#makeRoom() : goesOn)) goesOn = await this.#set(this.#takeOwed());
    this.#trying = false;
  }

  /** @returns whether it was written; if not, it is owed */
  async #set(items: Record<string, unknown>): Promise<boolean> {
    try {
      await this.#store.set(items);
      this.#full = false;
      return true;
    } catch (error) {
      for (const key of Object.keys(items)) this.#owed.add(key);
      this.#full = isFull(error);
      return false;
    }
  }

  #takeOwed(): Record<string, unknown> {
    const owed = [...this.#owed].map((key) => [key, this.#latest(key)] as const);
    this.#owed.clear();
    return Object.fromEntries(owed.filter(([, item]) => item !== undefined));
  }
}

/** Most writes of one site on their way at once. */
const MAX_FLYING = 16;

/**
 * Writes on their way. A page may make more facts than the browser can write: beyond a number in flight the rest is written
 * together, as soon as there is room. Until then a kill loses it, as it loses events that wait in the browser.
 */
export class Flights {
  readonly #flying = new Map<string, number>();
  /** Sites that had too many, and whether there is more to write: until there is not, one goes at a time. */
  readonly #flooded = new Map<string, boolean>();

  /** @returns whether it may be written now; else `land` says when */
  mayStart(key: string): boolean {
    const flying = this.#flying.get(key) ?? 0;
    if (flying >= (this.#flooded.has(key) ? 1 : MAX_FLYING)) {
      this.#flooded.set(key, true);
      return false;
    }
    this.#flying.set(key, flying + 1);
    return true;
  }

  /** @returns whether what was held back is to be written now */
  land(key: string): boolean {
    const flying = (this.#flying.get(key) ?? 1) - 1;
    if (flying > 0) {
      this.#flying.set(key, flying);
      return false;
    }
    this.#flying.delete(key);
    const more = this.#flooded.get(key) === true;
    if (more) this.#flooded.set(key, false);
    else this.#flooded.delete(key);
    return more;
  }
}

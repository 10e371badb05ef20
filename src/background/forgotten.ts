/** Sites that had to make room, and how much was known of each: told when the site is back. */
const MAX_SITES = 500;

export class Forgotten {
  static readonly KEY = 'forgotten';
  /** The one that was forgotten longest ago comes first. */
  #facts = new Map<string, number>();

  restore(items: Record<string, unknown>): void {
    const told = items[Forgotten.KEY];
    if (typeof told === 'string') this.#facts = new Map(JSON.parse(told));
  }

  /** How many facts of the site were forgotten. */
  of(key: string): number {
    return this.#facts.get(key) ?? 0;
  }

  add(key: string, facts: number): void {
    this.#facts.delete(key);
    this.#facts.set(key, facts);
    const [oldest] = this.#facts.keys();
    if (this.#facts.size > MAX_SITES && oldest !== undefined) this.#facts.delete(oldest);
  }

  /** @returns whether any of those were here */
  take(isMeant: (key: string) => boolean): boolean {
    const keys = [...this.#facts.keys()].filter(isMeant);
    for (const key of keys) this.#facts.delete(key);
    return keys.length > 0;
  }

  /** As it is written: one text. */
  items(): Record<string, string> {
    return { [Forgotten.KEY]: JSON.stringify([...this.#facts]) };
  }
}

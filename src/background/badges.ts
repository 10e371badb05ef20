/** Draws the badges of tabs. They may lag: for a burst of facts each is worked out once. */
import type { Badge } from './badge.ts';

const DELAY_MS = 150;

export class Badges {
  /** Undefined for a tab that shows no site: its badge stays as the browser left it. */
  readonly #badgeOf: (tabId: number) => Badge | undefined;
  readonly #draw: (tabId: number, badge: Badge) => void;
  readonly #stale = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(badgeOf: (tabId: number) => Badge | undefined, draw: (tabId: number, badge: Badge) => void) {
    this.#badgeOf = badgeOf;
    this.#draw = draw;
  }

  ask(tabIds: Iterable<number>): void {
    for (const tabId of tabIds) {
      this.#stale.add(tabId);
      this.#timer ??= setTimeout(() => this.#drawAll(), DELAY_MS);
    }
  }

  #drawAll(): void {
    this.#timer = undefined;
    const stale = [...this.#stale];
    this.#stale.clear();
    for (const tabId of stale) {
      const badge = this.#badgeOf(tabId);
      if (badge !== undefined) this.#draw(tabId, badge);
    }
  }
}

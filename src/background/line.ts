/**
 * Where events wait until what was kept is restored. They leave in the order in which they happened: a background that
 * was just woken is told of all of it at once, kind by kind, requests before answers and the jar before either.
 */

/** In milliseconds. */
export interface Patience {
  /** Before this the browser tells little. */
  from: Promise<unknown>;
  /** After so long without an event, all that woke the background was told. */
  quiet: number;
  /** No event waits longer, however many come. */
  most: number;
}

interface Waiting {
  at: number;
  event: () => void;
}

export class Line {
  #waiting: Waiting[] | undefined = [];
  #joined = 0;

  /** Now, if the line is open; else when it opens. `at` is when the event happened, in milliseconds since 1970. */
  join(at: number, event: () => void): void {
    this.#joined += 1;
    if (this.#waiting === undefined) event();
    else this.#waiting.push({ at, event });
  }

  /** Waits for events that are still to come, as long as they come. */
  async settled({ from, quiet, most }: Patience): Promise<void> {
    await from;
    for (let waited = 0; waited < most; waited += quiet) {
      const joined = this.#joined;
      await new Promise((resolve) => setTimeout(resolve, quiet));
      if (this.#joined === joined) return;
    }
  }

  open(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const { event } of waiting.sort((one, other) => one.at - other.at)) event();
  }
}

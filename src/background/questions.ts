/**
 * What sites are asked. The answer may come to the next worker, which must know the question to learn from it. A question
 * that is asked again is not kept: if its answer is missed, the next one says the same.
 */
import type { Observation } from '../core/observe/observation.ts';
import type { SiteState } from '../core/site/state.ts';

/** Of one site; who asks ever new addresses is written no more often for it. */
const MAX_PER_SITE = 64;

export class Questions {
  /** By the key of the site. */
  readonly #asked = new Map<string, Set<string>>();

  /** @returns whether the site was just asked what this worker has not seen it asked */
  isNew(key: string, { tally }: SiteState, observation: Observation): boolean {
    const waiting = tally.pending.at(-1);
    if (observation.type !== 'request' || waiting?.id !== observation.id) return false;
    const asked = this.#asked.get(key) ?? new Set();
    if (asked.size >= MAX_PER_SITE) return false;
    const before = asked.size;
    this.#asked.set(key, asked.add(`${waiting.method} ${waiting.url} ${waiting.sendings.join(' ')}`));
    return asked.size > before;
  }

  forget(key: string): void {
    this.#asked.delete(key);
  }
}

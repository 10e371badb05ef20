/** What was made of raw texts a moment ago. It holds them, secrets as they are: it lives in memory only, and is handed along. */
import type { SeenCsrfToken, SeenValue, ValueShape } from './observation.ts';
import type { SeenUrl } from './url.ts';

const MAX_PLACES = 2000;
/** Of all raw texts in one memory: a header may have 64 KB, and a page makes up as many as it likes. */
const MAX_CHARACTERS = 1_000_000;

/** The last raw text of each place beside what was made of it: a text that comes again costs one comparison. */
export class Latest<Made> {
  readonly #places = new Map<string, { raw: string; made: Made }>();
  readonly #most: number;
  #characters = 0;

  /** @param most so many places are kept, while their texts are not too long together; then it begins anew */
  constructor(most = MAX_PLACES) {
    this.#most = most;
  }

  get size(): number {
    return this.#places.size;
  }

  of(place: string, raw: string, make: () => Made): Made {
    const known = this.#places.get(place);
    if (known?.raw === raw) return known.made;
    const made = make();
    const length = place.length + raw.length;
    const more = known === undefined ? length : raw.length - known.raw.length;
    const isFull = known === undefined && this.#places.size >= this.#most;
    const isAnew = isFull || this.#characters + more > MAX_CHARACTERS;
    if (isAnew) this.clear();
    this.#characters += isAnew ? length : more;
    this.#places.set(place, { raw, made });
    return made;
  }

  clear(): void {
    this.#places.clear();
    this.#characters = 0;
  }
}

export class Recall {
  /** By origin and name of the header. */
  readonly headers = new Latest<SeenValue[]>();
  /** By where it stands and its name; the raw text has the cookies as well. */
  readonly csrfTokens = new Latest<SeenCsrfToken>();
  /** Of cookies, by where they lie. */
  readonly shapes = new Latest<ValueShape>();
  /** By themselves: a request's is asked for again by its answer. */
  readonly urls = new Latest<SeenUrl | undefined>();

  clear(): void {
    for (const memory of [this.headers, this.csrfTokens, this.shapes, this.urls]) memory.clear();
  }
}

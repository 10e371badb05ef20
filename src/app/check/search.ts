/** The search for a token's secret: Coatcheck's own list first, then a file, read piece by piece and never as a whole. */
import { Lines } from '../../core/check/lines.ts';
import { type FoundSecret, findSecret, type HmacToken, hmacToken, type Reading } from '../../core/check/weak-secret.ts';
import { weakSecrets } from '../../core/knowledge/weak-secrets.ts';

export type List = 'bundled' | 'file';

/** What the search needs of a file. */
export interface WordList {
  size: number;
  stream(): ReadableStream<Uint8Array>;
}

export interface Progress {
  at: 'searching';
  list: List;
  tried: number;
  perSecond: number;
  /** 0..1 of the file. */
  share: number;
}

/** The secret is for the eyes of whoever asked: it goes to the screen, and no further. */
export interface Found {
  secret: string;
  as: Reading;
  list: List;
}

export interface Searched {
  at: 'done';
  tried: number;
  /** Every list was tried to its end. */
  complete: boolean;
  perSecond: number;
  found?: Found;
}

export interface Unreadable {
  at: 'failed';
  why: string;
}

export type SearchNews = Progress | Searched | Unreadable;

/** Between two signs of life, in milliseconds. */
const EVERY = 200;
/** A browser may hand over megabytes at once; progress is told in steps of this many octets. */
const SLICE = 16_384;
/** Between two looks at the clock. */
const BATCH = 256;

/**
 * @param now a clock in milliseconds
 * @param tell is called a few times in a second
 * @returns the outcome; never throws
 */
export const search = async (
  text: string,
  list: WordList | undefined,
  now: () => number,
  tell: (progress: Progress) => void,
): Promise<Searched | Unreadable> => {
  const token = hmacToken(text);
  if (token === undefined)
    return { at: 'failed', why: 'This token is not signed with a shared secret (HS256, HS384 or HS512).' };
  const run = new Run(token, now, tell);
  const octets = new TextEncoder();
  run.try(
    'bundled',
    weakSecrets.map((secret) => octets.encode(secret)),
    1,
  );
  if (list === undefined || run.found !== undefined) return run.outcome(true);
  try {
    await tryFile(run, list);
  } catch (error) {
    const why = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
    return { at: 'failed', why: `The word list could not be read to its end${why}.` };
  }
  return run.outcome(true);
};

const tryFile = async (run: Run, list: WordList): Promise<void> => {
  const reader = list.stream().getReader();
  const lines = new Lines();
  let read = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    for (let from = 0; from < piece.value.length; from += SLICE) {
      const slice = piece.value.subarray(from, from + SLICE);
      run.try('file', lines.of(slice), list.size === 0 ? 1 : Math.min(1, read / list.size));
      if (run.found !== undefined) return void reader.cancel().catch(() => undefined);
      read += slice.length;
    }
  }
  run.try('file', lines.rest(), 1);
};

class Run {
  found: Found | undefined;
  #tried = 0;
  #told: number;
  readonly #token: HmacToken;
  readonly #begun: number;
  readonly #now: () => number;
  readonly #tell: (progress: Progress) => void;

  constructor(token: HmacToken, now: () => number, tell: (progress: Progress) => void) {
    this.#token = token;
    this.#now = now;
    this.#tell = tell;
    this.#begun = now();
    this.#told = this.#begun;
  }

  try(list: List, secrets: Iterable<Uint8Array>, share: number): void {
    const hit = findSecret(this.#token, this.#counted(list, secrets, share));
    if (hit !== undefined) this.found = { ...shown(hit), list };
  }

  outcome(complete: boolean): Searched {
    return {
      at: 'done',
      tried: this.#tried,
      complete,
      perSecond: this.#speed(),
      ...(this.found === undefined ? {} : { found: this.found }),
    };
  }

  *#counted(list: List, secrets: Iterable<Uint8Array>, share: number): Generator<Uint8Array> {
    for (const secret of secrets) {
      this.#tried += 1;
      if (this.#tried % BATCH === 0) this.#report(list, share);
      yield secret;
    }
  }

  #report(list: List, share: number): void {
    const at = this.#now();
    if (at - this.#told < EVERY) return;
    this.#told = at;
    this.#tell({ at: 'searching', list, tried: this.#tried, perSecond: this.#speed(), share });
  }

  #speed(): number {
    const passed = this.#now() - this.#begun;
    return passed <= 0 ? 0 : Math.round((this.#tried * 1000) / passed);
  }
}

const shown = ({ secret, as }: FoundSecret): { secret: string; as: Reading } => ({
  secret: new TextDecoder().decode(secret),
  as,
});

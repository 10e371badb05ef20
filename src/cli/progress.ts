/** How far reading is: one line on a terminal that is written over, and gone in the end. Nowhere else, and for long files alone. */

/** In bytes: less is read before anybody looks. */
const LONG = 20_000_000;
const TO_LINE_START = '\r';
const CLEAR_LINE = '\u001b[2K';

/** What is written to; `process.stderr` is one. */
export interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

export class Progress {
  readonly #terminal: Terminal;
  readonly #files: number;
  /** Bytes of all files; undefined where one has no size. */
  readonly #all: number | undefined;
  readonly #read = new Map<string, number>();
  #shown = '';

  /** @param sizes in bytes, one for each file; undefined where it cannot be known */
  constructor(terminal: Terminal, sizes: readonly (number | undefined)[]) {
    this.#terminal = terminal;
    this.#files = sizes.length;
    this.#all = sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
  }

  /** So many bytes of that file were read. */
  readonly seen = (file: string, bytes: number): void => {
    this.#read.set(file, bytes);
    const read = [...this.#read.values()].reduce((sum, one) => sum + one, 0);
    if (this.#terminal.isTTY !== true || Math.max(read, this.#all ?? 0) < LONG) return;
    this.#show(this.#all === undefined ? `${Math.floor(read / 1e6)} MB` : `${Math.floor((read / this.#all) * 100)} %`);
  };

  clear(): void {
    if (this.#shown !== '') this.#terminal.write(`${TO_LINE_START}${CLEAR_LINE}`);
    this.#shown = '';
  }

  #show(far: string): void {
    if (far === this.#shown) return;
    this.#shown = far;
    const what = this.#files === 1 ? 'Reading' : `Reading ${this.#files} files`;
    this.#terminal.write(`${TO_LINE_START}${CLEAR_LINE}${what} … ${far}`);
  }
}

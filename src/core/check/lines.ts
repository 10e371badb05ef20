/** Longer lines are no secrets that anybody wrote down; in octets. */
export const MAX_LINE = 1024;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Lines of a file that comes in pieces, as octets: word lists are in whatever encoding. Never holds more than one piece and
 * one line. Empty lines and lines of more than 1024 octets are left out.
 */
export class Lines {
  #begun = new Uint8Array();
  #tooLong = false;

  *of(piece: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    for (let to = piece.indexOf(NEWLINE); to !== -1; to = piece.indexOf(NEWLINE, from)) {
      this.#add(piece.subarray(from, to));
      from = to + 1;
      yield* this.rest();
    }
    this.#add(piece.subarray(from));
  }

  /** What stands after the last line feed. */
  *rest(): Generator<Uint8Array> {
    const line = this.#begun.at(-1) === RETURN ? this.#begun.subarray(0, -1) : this.#begun;
    const counts = !this.#tooLong && line.length > 0;
    this.#begun = new Uint8Array();
    this.#tooLong = false;
    if (counts) yield line;
  }

  #add(piece: Uint8Array): void {
    if (this.#tooLong || this.#begun.length + piece.length > MAX_LINE + 1) {
      this.#tooLong = true;
      this.#begun = new Uint8Array();
      return;
    }
    if (this.#begun.length === 0) {
      this.#begun = piece as Uint8Array<ArrayBuffer>;
      return;
    }
    const joined = new Uint8Array(this.#begun.length + piece.length);
    joined.set(this.#begun);
    joined.set(piece, this.#begun.length);
    this.#begun = joined;
  }
}

/**
 * The bytes of a HAR file → its pages and entries, one by one (HAR 1.2: one JSON object, in UTF-8). Of the text no more is held
 * than one entry, so that a file may be larger than the memory.
 */
import { Tokenizer, TokenizerError, TokenParser, TokenParserError } from '@streamparser/json';
import TokenType from '@streamparser/json/utils/types/tokenType.js';
import type { HarReader } from './reader.ts';

/** What is wrong with a file: one clear sentence that names the place, and never a value. */
export class HarFault extends Error {}

/** Deeper than any exporter nests. Each level costs memory. */
const MAX_DEPTH = 2_000;
/** How many containers are open where the names of `log` stand. */
const LOG_DEPTH = 2;
const LISTS: ReadonlySet<string> = new Set(['pages', 'entries']);
/** In bytes. The parser of tokens tells no place: it is known as exactly as the pieces are small. */
const PIECE = 1_024;
/** One text, in bytes. Longer ones are no JavaScript strings. */
const MAX_TEXT = 256_000_000;

type Token = Parameters<Tokenizer['onToken']>[0];

/** Begins with the bytes of a file; each piece may end anywhere. */
export class HarStream {
  readonly #reader: Pick<HarReader, 'page' | 'entry' | 'end'>;
  readonly #tokens = new Tokenizer({ stringBufferSize: 65_536 });
  // What was given on is forgotten: without it the entries before would stay.
  readonly #values = new TokenParser({ paths: ['$.log.pages.*', '$.log.entries.*'], keepStack: false });
  /** The names that lead to where the parser is: of the top, and of `log`. */
  readonly #path: string[] = [];
  #text = '';
  #depth = 0;
  #bytes = 0;
  #entries = 0;
  /** Where the last token ended, as exactly as pieces are small. */
  #from = 0;
  #hasEntries = false;

  constructor(reader: Pick<HarReader, 'page' | 'entry' | 'end'>) {
    this.#reader = reader;
    this.#tokens.onToken = (token) => {
      this.#watch(token);
      this.#values.write(token);
    };
    this.#values.onValue = ({ value }) => this.#give(value);
    this.#values.onEnd = () => undefined;
    this.#values.onError = (error) => this.#tokens.error(error);
  }

  /** How many entries were read. */
  get entries(): number {
    return this.#entries;
  }

  /** @throws HarFault */
  write(bytes: Uint8Array): void {
    if (this.#bytes === 0) notOtherwiseEncoded(bytes);
    for (let from = 0; from < bytes.length; from += PIECE) this.#take(bytes.subarray(from, from + PIECE));
  }

  /**
   * There are no more bytes.
   * @throws HarFault
   */
  end(): void {
    if (this.#bytes === 0) throw new HarFault('The file is empty.');
    this.#carefully(() => this.#tokens.end());
    if (!this.#values.isEnded) throw new HarFault(this.#cutOff());
    if (!this.#hasEntries) throw noHar('Array', 'log.entries');
    this.#carefully(() => plainly(() => this.#reader.end()));
  }

  #take(piece: Uint8Array): void {
    this.#carefully(() => this.#tokens.write(piece));
    this.#bytes += piece.length;
    if (this.#bytes - this.#from > MAX_TEXT)
      throw new HarFault(`The text that begins near byte ${this.#from} is too long.`);
  }

  #carefully(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof HarFault) throw error;
      if (error instanceof TokenizerError) throw new HarFault(this.#broken(error.message));
      if (error instanceof TokenParserError)
        throw new HarFault(`The JSON is broken near byte ${this.#bytes}${this.#inEntry()}.`);
      throw error;
    }
  }

  /** Of the message, which has a character of the file in it, the position alone is told. */
  #broken(message: string): string {
    const at = /\(absolute position "(\d+)"\)/.exec(message)?.[1];
    return at === undefined ? this.#cutOff() : `The JSON is broken at byte ${at}${this.#inEntry()}.`;
  }

  #cutOff(): string {
    return this.#depth === 0 && this.#path.length === 0
      ? 'The file holds no JSON.'
      : `The JSON is cut off: it ends at byte ${this.#bytes}${this.#inEntry()}.`;
  }

  #inEntry(): string {
    if (!this.#hasEntries || this.#depth < LOG_DEPTH) return '';
    return `, after ${this.#entries} whole ${this.#entries === 1 ? 'entry' : 'entries'}`;
  }

  #give(value: unknown): void {
    const isPage = this.#path[1] === 'pages';
    plainly(() => (isPage ? this.#reader.page(value) : this.#reader.entry(value)));
    if (!isPage) this.#entries += 1;
  }

  /** Keeps the path, as far as it leads to the entries, and refuses what cannot be a HAR as soon as it is seen. */
  #watch({ token, value }: Token): void {
    this.#from = this.#bytes;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#open(token === TokenType.LEFT_BRACE);
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth -= 1;
    else if (this.#depth > LOG_DEPTH) return;
    else if (token === TokenType.STRING) this.#text = String(value);
    else if (token === TokenType.COLON) this.#path.splice(this.#depth - 1, LOG_DEPTH, this.#text);
  }

  #open(isObject: boolean): void {
    const [first, second = ''] = this.#path;
    if (this.#depth === 0 && !isObject) throw noHar('Object', 'the top');
    if (this.#depth === 1 && first === 'log' && !isObject) throw noHar('Object', 'log');
    if (this.#depth === LOG_DEPTH && first === 'log' && LISTS.has(second)) {
      if (isObject) throw noHar('Array', `log.${second}`);
      if (second === 'entries') this.#hasEntries = true;
    }
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new HarFault(`The JSON is nested too deeply near byte ${this.#bytes}.`);
  }
}

const noHar = (expected: string, place: string): HarFault =>
  new HarFault(`This is not a HAR file: expected ${expected} at "${place}".`);

/** The reader says in one sentence what is wrong; other errors are our own. */
const plainly = (step: () => void): void => {
  try {
    step();
  } catch (error) {
    throw error instanceof Error && error.constructor === Error ? new HarFault(error.message) : error;
  }
};

/** RFC 8259 section 8.1: JSON is UTF-8. Some programs write UTF-16, with its mark. */
const notOtherwiseEncoded = ([first, second]: Uint8Array): void => {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) throw new HarFault('The file is written in UTF-16, and a HAR is UTF-8.');
};

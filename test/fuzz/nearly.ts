/**
 * Inputs that are nearly right: valid samples of a grammar, cut, doubled, swapped and spiced with what parsers stumble
 * over. One call of `generate` makes one input, so that 100,000 of them cost a second.
 */
import fc from 'fast-check';

/** What no grammar asks for, and every grammar meets. */
const ODD = [
  '\0',
  '\u0007',
  '\x7f',
  '\ufeff',
  '\u202e',
  '\u2028',
  '\ud800',
  '\udfff',
  '\u0130',
  'ü',
  '🍪',
  '%',
  '%2',
  '%00',
  '%ff',
  '%C0%80',
  '%u0041',
  '%25',
  '\\',
  '\\u',
  '\\u002e',
  '"',
  "'",
  '\r\n',
  '\n',
  '\t',
  ' ',
  '=',
  '==',
  ';',
  ',',
  '.',
  '..',
  ':',
  '://',
  '/',
  '?',
  '#',
  '&',
  '&#46;',
  '+',
  '~',
  '|',
  '--',
  '*',
  '@',
  '{',
  '}',
  '[',
  ']',
  '[[[[[[[[',
  '{"a":',
  'null',
  'true',
  '0',
  '-0',
  '-1',
  '1e400',
  '99999999999999999999',
  '-99999999999999999999',
  '0x10',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
] as const;

const MAX_LENGTH = 300;
const MAX_CHANGES = 4;

type Change = (text: string, random: fc.Random, samples: readonly string[]) => string;

const at = (text: string, random: fc.Random): number => random.nextInt(0, text.length);
const one = <Item>(items: readonly Item[], random: fc.Random): Item =>
  items[random.nextInt(0, items.length - 1)] as Item;

/** A stretch of the text, short more often than long. */
const stretch = (text: string, random: fc.Random): [from: number, to: number] => {
  const from = at(text, random);
  const most = random.nextInt(0, 1) === 0 ? 8 : text.length;
  return [from, Math.min(text.length, from + random.nextInt(0, most))];
};

const changes: readonly Change[] = [
  function cut(text, random) {
    const [from, to] = stretch(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  function end(text, random) {
    return text.slice(0, at(text, random));
  },
  function begin(text, random) {
    return text.slice(at(text, random));
  },
  function double(text, random) {
    const [from, to] = stretch(text, random);
    return text.slice(0, to) + text.slice(from);
  },
  function swap(text, random) {
    const [from, to] = stretch(text, random);
    const over = to + random.nextInt(0, text.length - to);
    return text.slice(0, from) + text.slice(to, over) + text.slice(from, to) + text.slice(over);
  },
  function insertOdd(text, random) {
    const place = at(text, random);
    return text.slice(0, place) + one(ODD, random) + text.slice(place);
  },
  function replaceByOdd(text, random) {
    const [from, to] = stretch(text, random);
    return text.slice(0, from) + one(ODD, random) + text.slice(to);
  },
  function repeatOdd(text, random) {
    const place = at(text, random);
    return text.slice(0, place) + one(ODD, random).repeat(random.nextInt(2, 20)) + text.slice(place);
  },
  function replaceCharacter(text, random) {
    const place = at(text, random);
    return text.slice(0, place) + String.fromCharCode(random.nextInt(0, 0x17f)) + text.slice(place + 1);
  },
  function changeCase(text, random) {
    const [from, to] = stretch(text, random);
    const part = text.slice(from, to);
    return (
      text.slice(0, from) + (random.nextInt(0, 1) === 0 ? part.toUpperCase() : part.toLowerCase()) + text.slice(to)
    );
  },
  function encode(text, random) {
    const [from, to] = stretch(text, random);
    return text.slice(0, from) + encodeURIComponent(text.slice(from, to).toWellFormed()) + text.slice(to);
  },
  function cross(text, random, samples) {
    const other = one(samples, random);
    return text.slice(0, at(text, random)) + other.slice(at(other, random));
  },
  function graft(text, random, samples) {
    const other = one(samples, random);
    const [from, to] = stretch(other, random);
    const place = at(text, random);
    return text.slice(0, place) + other.slice(from, to) + text.slice(place);
  },
];

const mutate = (text: string, random: fc.Random, samples: readonly string[], longest = MAX_LENGTH): string => {
  let changed = text;
  for (let left = random.nextInt(0, MAX_CHANGES); left > 0; left -= 1)
    changed = one(changes, random)(changed, random, samples);
  return changed.slice(0, longest);
};

const anyText = (random: fc.Random): string => {
  let text = '';
  for (let left = random.nextInt(0, 30); left > 0; left -= 1) {
    text += random.nextInt(0, 3) === 0 ? one(ODD, random) : String.fromCharCode(random.nextInt(0, 0x3ff));
  }
  return text;
};

class NearlyText extends fc.Arbitrary<string> {
  readonly #samples: readonly string[];
  readonly #longest: number;

  constructor(samples: readonly string[], longest: number) {
    super();
    this.#samples = samples;
    this.#longest = longest;
  }

  generate(random: fc.Random): fc.Value<string> {
    const isAny = random.nextInt(0, 9) === 0;
    const text = isAny ? anyText(random) : mutate(one(this.#samples, random), random, this.#samples, this.#longest);
    return new fc.Value(text, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string';
  }

  /** Leaves out halves, then quarters, down to single characters. */
  shrink(text: string): fc.Stream<fc.Value<string>> {
    return fc.stream(shorter(text)).map((part) => new fc.Value(part, undefined));
  }
}

function* shorter(text: string): IterableIterator<string> {
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < text.length; from += size) yield text.slice(0, from) + text.slice(from + size);
  }
}

/** Texts of at most 300 characters, most of them samples with up to four changes; one in ten is any text at all. */
export const nearlyText = (samples: readonly string[], longest = MAX_LENGTH): fc.Arbitrary<string> =>
  new NearlyText(samples, longest);

/** JSON values that are nearly what a parser wants. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const deep = (levels: number): Json => (levels === 0 ? [] : [deep(levels - 1)]);
const ODD_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  '__proto__',
  '\ud800',
  [],
  {},
  [[]],
  deep(100),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: 1, toString: null, length: -1 },
];

/** Copies what is on the way to the change, and nothing else. */
const mutateTree = (value: Json, random: fc.Random): Json => {
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (isLeaf || random.nextInt(0, 9) === 0) {
    if (typeof value === 'string' && random.nextInt(0, 3) !== 0) return mutate(value, random, [value]);
    return one(ODD_VALUES, random);
  }
  if (Array.isArray(value)) {
    const place = random.nextInt(0, value.length - 1);
    const item = value[place] as Json;
    const kind = random.nextInt(0, 9);
    if (kind === 0) return value.toSpliced(place, 1);
    if (kind === 1) return value.toSpliced(place, 0, item);
    return value.toSpliced(place, 1, mutateTree(item, random));
  }
  const names = Object.keys(value);
  const name = one(names, random);
  const members = Object.entries(value).filter(([each]) => each !== name);
  const kind = random.nextInt(0, 9);
  if (kind === 0) return Object.fromEntries(members);
  const newName = kind === 1 ? mutate(name, random, names) : name;
  return Object.fromEntries([...members, [newName, mutateTree(value[name] as Json, random)]]);
};

class NearlyJson extends fc.Arbitrary<Json> {
  readonly #samples: readonly Json[];

  constructor(samples: readonly Json[]) {
    super();
    this.#samples = samples;
  }

  generate(random: fc.Random): fc.Value<Json> {
    let value = one(this.#samples, random);
    for (let left = random.nextInt(0, MAX_CHANGES); left > 0; left -= 1) value = mutateTree(value, random);
    return new fc.Value(value, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Json {
    return value !== undefined;
  }

  /** What fails is small already, and is printed as it is. */
  shrink(): fc.Stream<fc.Value<Json>> {
    return fc.Stream.nil();
  }
}

export const nearlyJson = (samples: readonly Json[]): fc.Arbitrary<Json> => new NearlyJson(samples);

/** Looking names up in tables. Names come from strangers: `__proto__` and a megabyte of `a` are names too. */

import { remembering } from '../remember.ts';

/** Exact, or `prefix*`, or `*suffix`, or a pattern for what neither can say. */
export type NamePattern = string | RegExp;

/** A table's names as one text, so that a table reads like one; patterns where a name has parts that vary. */
export function names(text: string): string[];
export function names(...parts: NamePattern[]): NamePattern[];
export function names(...parts: NamePattern[]): NamePattern[] {
  return parts.flatMap((part): NamePattern[] => {
    return typeof part === 'string' ? part.split(/\s+/).filter((name) => name !== '') : [part];
  });
}

/** No name in any table is longer, and no pattern is run on more. */
export const MAX_NAME = 256;

export interface NameIndex<Entry> {
  find(name: string): Entry | undefined;
}

/**
 * @param fold makes the look-up indifferent to case, as header fields and form fields of most frameworks are
 * @param remembers false where a secret may stand in the place of the name
 */
export function nameIndex<Entry>(
  rows: Iterable<readonly [NamePattern, Entry]>,
  fold = false,
  remembers = true,
): NameIndex<Entry> {
  const exact = new Map<string, Entry>();
  const loose: { matches: (name: string) => boolean; entry: Entry }[] = [];
  const adapt = (name: string) => (fold ? name.toLowerCase() : name);
  for (const [pattern, entry] of rows) {
    if (typeof pattern !== 'string') loose.push({ matches: (name) => pattern.test(name), entry });
    else if (pattern.endsWith('*')) loose.push({ matches: startsWith(adapt(pattern.slice(0, -1))), entry });
    else if (pattern.startsWith('*')) loose.push({ matches: endsWith(adapt(pattern.slice(1))), entry });
    else if (!exact.has(adapt(pattern))) exact.set(adapt(pattern), entry);
  }
  const lookUp = (name: string): Entry | undefined => {
    const key = adapt(name);
    return exact.get(key) ?? loose.find(({ matches }) => matches(key))?.entry;
  };
  const find = remembers ? remembering(lookUp) : lookUp;
  return { find: (name) => (name.length > MAX_NAME ? undefined : find(name)) };
}

function startsWith(start: string): (name: string) => boolean {
  return (name) => name.startsWith(start);
}

function endsWith(end: string): (name: string) => boolean {
  return (name) => name.endsWith(end);
}

const PREFIX = /^__(?:host-http|host|http|secure)-/i;
/** The number of a piece of a split cookie: `.0`, `_1`, `-2`, `__0`, and `C1` of ASP.NET Core. */
const CHUNK = /(__|[._-]|C)(0|[1-9]\d?)$/;

export interface ChunkName {
  /** The name that the pieces share. */
  base: string;
  separator: string;
  index: number;
}

/** Name and number of a piece of a split cookie, if the name ends like one. Most names that do are no pieces. */
export function chunkName(name: string): ChunkName | undefined {
  if (name.length > MAX_NAME || !isDigit(name.charCodeAt(name.length - 1))) return undefined;
  const match = CHUNK.exec(name);
  if (match === null || match.index === 0) return undefined;
  const [whole, separator = '', index] = match;
  return { base: name.slice(0, -whole.length), separator, index: Number(index) };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A cookie's name without `__Host-` and its like. */
export function withoutPrefix(name: string): string {
  return name.replace(PREFIX, '');
}

/** The names under which a cookie may be known: as it is, without its prefix, and without the number of its chunk. */
export function cookieNames(name: string): readonly string[] {
  return name.length > MAX_NAME ? [] : variants(name);
}

const variants = remembering((name: string): readonly string[] => {
  const bare = withoutPrefix(name);
  return [...new Set([name, bare, chunkName(bare)?.base ?? ''])].filter((each) => each !== '');
});

/**
 * Words of a name, in lower case: `userSession_ID2` has `user`, `session`, `id`, `2`. So `possession` is one word, and
 * not a `session`.
 */
export function wordsOf(name: string): string[] {
  const words = name.slice(0, MAX_NAME).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}

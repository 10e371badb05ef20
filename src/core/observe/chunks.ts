/** Pieces of split cookies → the value that they are pieces of. */
import { splitCookie } from '../knowledge/chunks.ts';
import { chunkName } from '../knowledge/names.ts';
import { decodeJose } from './jose.ts';
import { shownName } from './names.ts';
import type { Fingerprint, ValueShape } from './observation.ts';
import { opensAsJson } from './parts.ts';
import { sealedFormat } from './sealed.ts';
import { MAX_SECRET, normaliseSecret } from './secret.ts';
import { shapeOf } from './shape.ts';

export interface RawCookie {
  name: string;
  value: string;
}

export interface Whole {
  /** The name that the pieces share. */
  of: string;
  value: string;
}

/** Sealed formats with a beginning and an end: half of one is none. */
const WITH_END = new Set(['iron', 'laravel', 'express', 'express-json', 'pubtkt']);
/** Known by their beginning alone, so a piece of one looks like a whole. */
const WITHOUT_END = new Set(['aspnetcore', 'supabase', 'paseto', 'fernet', 'phoenix', 'cakephp']);
/** Known by their end alone: the last piece of one looks like a whole. */
const BY_END = new Set(['oauth2-proxy']);
/** Nobody splits what would fit. */
const MIN_FULL_PIECE = 1_000;
/** `chunks-2` of ASP.NET Core, `chunks:2` of Katana. */
const COUNT = /^chunks[-:]([1-9]\d?)$/;

/**
 * The shape of each cookie, in their order. A piece of a split cookie has the shape of the whole value, with `chunk` to
 * tell whose piece it is: so the pieces are one credential, which changes when any of them does. A piece whose siblings
 * are missing has a shape of its own.
 *
 * Pieces are joined by number, without a gap, if they are known to belong together (`splitCookie`), if ASP.NET Core says
 * how many there are, or if only the whole can be decoded. A wrong guess is possible where two cookies happen to read as
 * one when glued together.
 *
 * @param scopeOf only cookies of one scope (domain, path, partition) are pieces of one value
 * @param shapeAlone makes the shape of a cookie that is no piece, for callers who remember those of a moment ago
 */
export function cookieShapes<Cookie extends RawCookie>(
  cookies: readonly Cookie[],
  fingerprint: Fingerprint,
  scopeOf: (cookie: Cookie) => string = () => '',
  shapeAlone: (cookie: Cookie) => ValueShape = ({ value }) => shapeOf(value, fingerprint),
): ValueShape[] {
  const wholes = wholesOf(cookies, scopeOf);
  if (wholes === undefined) return cookies.map(shapeAlone);

  const shapes = new Map<Whole, ValueShape>();
  return cookies.map((cookie, at) => {
    const whole = wholes.get(at);
    if (whole === undefined) return shapeAlone(cookie);
    const shape = shapes.get(whole) ?? shapeOf(whole.value, fingerprint);
    shapes.set(whole, shape);
    return { ...shape, chunk: { of: shownName(whole.of), own: fingerprint(normaliseSecret(cookie.value)) } };
  });
}

/** The whole values by the positions of their pieces; undefined if no cookie is a piece. */
export function wholesOf<Cookie extends RawCookie>(
  cookies: readonly Cookie[],
  scopeOf: (cookie: Cookie) => string = () => '',
): Map<number, Whole> | undefined {
  const groups = groupsOf(cookies, scopeOf);
  if (groups === undefined) return undefined;
  const wholes = new Map<number, Whole>();
  for (const group of groups.values()) {
    const pieces = piecesOf(group, cookies);
    const whole = pieces === undefined ? undefined : joined(group, pieces, cookies);
    if (whole === undefined || pieces === undefined) continue;
    for (const at of [...pieces, ...(group.head === undefined ? [] : [group.head])]) wholes.set(at, whole);
  }
  return wholes.size === 0 ? undefined : wholes;
}

interface Group {
  of: string;
  separator: string;
  /** Number of the piece → position of the cookie. */
  at: Map<number, number>;
  /** Two cookies of one name: nobody can tell which of them belongs here. */
  doubled: boolean;
  /** Position of the cookie without a number. */
  head?: number;
}

/** Only names that end in a digit are looked at closely: that is all that a Cookie header without pieces costs. */
function groupsOf<Cookie extends RawCookie>(
  cookies: readonly Cookie[],
  scopeOf: (cookie: Cookie) => string,
): Map<string, Group> | undefined {
  let groups: Map<string, Group> | undefined;
  cookies.forEach((cookie, at) => {
    const piece = pieceName(cookie.name);
    if (piece === undefined || cookie.value === '') return;
    groups ??= new Map();
    const key = JSON.stringify([piece.base, piece.separator, scopeOf(cookie)]);
    const group = groups.get(key) ?? { of: piece.base, separator: piece.separator, at: new Map(), doubled: false };
    if (group.at.has(piece.index)) group.doubled = true;
    group.at.set(piece.index, at);
    groups.set(key, group);
  });
  if (groups === undefined) return undefined;
  cookies.forEach((cookie, at) => {
    for (const separator of ['C', '']) {
      const group = groups?.get(JSON.stringify([cookie.name, separator, scopeOf(cookie)]));
      if (group === undefined) continue;
      if (group.head !== undefined) group.doubled = true;
      group.head = at;
    }
  });
  return groups;
}

function pieceName(name: string): ReturnType<typeof chunkName> {
  const piece = chunkName(name);
  if (piece !== undefined || !/\d$/.test(name)) return piece;
  const base = name.slice(0, -1);
  return splitCookie(base)?.bare ? { base, separator: '', index: Number(name.slice(-1)) } : undefined;
}

/** Positions in the order of the pieces, or undefined if one is missing. */
function piecesOf({ at, separator, head, doubled }: Group, cookies: readonly RawCookie[]): number[] | undefined {
  if (doubled) return undefined;
  if (separator === 'C') {
    const count = Number(COUNT.exec(cookies[head ?? -1]?.value ?? '')?.[1] ?? 0);
    return count === 0 ? undefined : run(at, 1, count);
  }
  if (separator === '') {
    const numbered = head === undefined ? undefined : run(at, 1, at.size);
    return numbered === undefined || head === undefined ? undefined : [head, ...numbered];
  }
  return at.size < 2 ? undefined : run(at, 0, at.size);
}

function run(at: Group['at'], first: number, count: number): number[] | undefined {
  const positions = Array.from({ length: count }, (_, step) => at.get(first + step));
  return positions.includes(undefined) ? undefined : (positions as number[]);
}

function joined(group: Group, pieces: readonly number[], cookies: readonly RawCookie[]): Whole | undefined {
  const values = pieces.map((at) => cookies[at]?.value ?? '');
  if (values.reduce((sum, { length }) => sum + length, 0) > MAX_SECRET) return undefined;
  const whole = { of: group.of, value: values.join('') };
  // ASP.NET Core has said how many there are; a cookie without a number is known by its name.
  if (group.separator === 'C' || group.separator === '') return whole;
  const isKnown = splitCookie(cookies[pieces[0] ?? -1]?.name ?? '') !== undefined;
  return isKnown || decodesOnlyWhole(whole.value, values) ? whole : undefined;
}

function decodesOnlyWhole(whole: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces;
  if (others.some((piece) => isSealed(piece, WITHOUT_END))) return false;
  if (decodes(whole)) return !decodes(first);
  const isFull = pieces.slice(0, -1).every(({ length }) => length >= MIN_FULL_PIECE);
  if (!isFull) return false;
  return isSealed(whole, WITHOUT_END) || isSealed(whole, BY_END);
}

/** Reads as one complete value. */
function decodes(value: string): boolean {
  const secret = normaliseSecret(value);
  return decodeJose(secret) !== undefined || opensAsJson(secret) || isSealed(secret, WITH_END);
}

function isSealed(value: string, formats: ReadonlySet<string>): boolean {
  const sealed = sealedFormat(value);
  return sealed !== undefined && formats.has(sealed.name);
}

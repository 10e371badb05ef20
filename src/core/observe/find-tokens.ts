/** Finds compact JOSE objects in any text: headers, JSON, URLs, source. */
import { decodeOctets } from './base64.ts';
import { placesIn, withoutEscapes } from './escapes.ts';
import { asHeader, isUnencoded, type Jose, type JoseHeader, kindOf, readHeader, readJose } from './jose.ts';
import { openingBrace, parseJson, wellFormed } from './json.ts';

export interface FoundToken {
  /** With plain characters even where the text has escapes, and without padding. */
  token: string;
  kind: 'jws' | 'jwe';
  /** Position in the text; `end` is exclusive. Between them lies the token as written. */
  start: number;
  end: number;
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/**
 * `"alg"` in base64url, at its three possible offsets, and `\u00`, without which no letter of it can be written in
 * another way. A header without either has no `alg`.
 */
const ALG = /ImFsZy|JhbGci|iYWxnI|XHUwM|x1MD|cdTAw/g;

/**
 * All compact JWS and JWE in a text, in order and without overlap, wherever they stand: glued to letters, percent-encoded,
 * in JSON strings and in JSON within them. A JWE is never reported as a JWS. Time and memory grow with the text and with
 * nothing else, hostile text included; there is no limit on the size of tokens, nor on their number but `most`. Never throws.
 *
 * What is one: a header that is UTF-8, a JSON object and has a string `alg`; three parts, or five if the header has
 * `enc`; base64url, also padded. An empty signature is one only if `alg` says `none` and there is a payload, so that
 * neither `eyJ….eyJ….` at the end of a cut text nor `eyJ……` in prose is a token. What follows after a further dot is not looked at:
 * a framework's signature around a token, the end of a sentence. A JWS that ends in the header of another whole token
 * ends where that one begins. An unencoded payload (RFC 7797) may have any printable character but the dot.
 *
 * - SD-JWT (RFC 9901): the token is the issuer's JWT, up to the first `~`. Disclosures are none; a key binding JWT at
 *   the end is a token of its own.
 * - Nested tokens: the outer one alone. Its payload is not opened.
 * - `claims` only if the payload is a JSON object of at most 64 levels. Numbers that JavaScript cannot hold read as it
 *   reads them.
 *
 * What it cannot know: whether a token is genuine, complete, in use or meant for anybody; what is in a JWE; where a
 * signature ends that runs on into letters that are not its own. Tokens broken over lines, cut into chunks, in the JSON
 * serialisations, or under base64 of their own are not found.
 *
 * @param most so many, the first ones, are looked for: a hostile text has thousands, and each costs time
 */
export function findTokens(text: string, most = Number.POSITIVE_INFINITY): FoundToken[] {
  const plain = withoutEscapes(text);
  const place = placesIn(text);
  return search(plain, most).map(({ parts, kind, start, end, header, claims }) => ({
    token: parts.join('.'),
    kind,
    start: place(start),
    end: place(end),
    header: asJson(header),
    ...(claims === undefined ? {} : { claims: asJson(claims) }),
  }));
}

interface Hit extends Jose {
  parts: string[];
  start: number;
  /** Where the last part begins. */
  last: number;
  end: number;
}

function search(text: string, most: number): Hit[] {
  const hits: Hit[] = [];
  const alg = new RegExp(ALG);
  // Segments are stretches of base64url. Each is looked at once as a header, and what lies before `floor` is done.
  let floor = 0;
  // The next token may cut the one before: one more than is wanted settles the last.
  for (let match = alg.exec(text); match !== null && hits.length <= most; match = alg.exec(text)) {
    const end = endOfSegment(text, match.index);
    const hit = hitInSegment(text, startOfSegment(text, match.index, floor), end);
    if (hit !== undefined) {
      cutBefore(hit.start, hits);
      hits.push(hit);
    }
    floor = hit?.last ?? end;
    alg.lastIndex = floor;
  }
  return hits.slice(0, most);
}

/** The next token begins inside the last part of the one before: what is left of that is a token by itself, or none. */
function cutBefore(start: number, hits: Hit[]): void {
  const before = hits.at(-1);
  if (before === undefined || before.end <= start) return;
  hits.pop();
  const parts = before.parts.with(-1, (before.parts.at(-1) ?? '').slice(0, start - before.last));
  if (readWhole(before.header, parts) !== undefined) hits.push({ ...before, parts, end: start });
}

function hitInSegment(text: string, start: number, end: number): Hit | undefined {
  if (text.charCodeAt(end + fillers(text, end)) !== DOT) return undefined;
  for (const { at, sketch } of headersIn(text, start, end)) {
    const hit = hitAt(text, at, end, sketch);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/**
 * The headers that end with a segment, and where they begin. Read backwards, the brace that closes a JSON object has one
 * partner. So there is at most one header for each length of the last group of base64. `sketch` is the header read octet
 * by octet: enough to know what it asks for, and cheap.
 */
function* headersIn(text: string, start: number, end: number): Generator<{ at: number; sketch: JoseHeader }> {
  for (const lastGroup of [0, 2, 3]) {
    // Four letters stand for three octets: groups are counted from the end.
    const from = start + ((end - start - lastGroup + 4) % 4);
    const tail = from < end ? decodeOctets(text.slice(Math.max(from, end - lastGroup - 12), end)) : undefined;
    if (tail === undefined || !/\}[ \t\r\n]*$/.test(tail)) continue;
    const octets = decodeOctets(text.slice(from, end)) ?? '';
    const brace = openingBrace(octets);
    const sketch = brace === -1 ? undefined : asHeader(parseJson(octets.slice(brace)));
    if (sketch === undefined) continue;
    const group = brace - (brace % 3);
    if (!isBlank(octets, group, brace)) continue;
    const isAllBlank = from === start && isBlank(octets, 0, group);
    yield { at: isAllBlank ? start : from + (group / 3) * 4, sketch };
  }
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!' \t\r\n'.includes(text.charAt(at))) return false;
  return true;
}

function hitAt(text: string, start: number, headerEnd: number, sketch: JoseHeader): Hit | undefined {
  const parts = [text.slice(start, headerEnd)];
  const count = kindOf(sketch) === 'jws' ? 3 : 5;
  let last = start;
  let end = headerEnd;
  while (parts.length < count) {
    const dot = end + padding(text, last, end);
    if (text.charCodeAt(dot) !== DOT) return undefined;
    last = dot + 1;
    end = parts.length === 1 && isUnencoded(sketch) ? endOfUnencoded(text, last) : endOfSegment(text, last);
    parts.push(text.slice(last, end));
  }
  const issues = new Set<string>();
  const header = readHeader(parts[0] ?? '', issues);
  const jose = header === undefined || issues.has('bad-utf8') ? undefined : readWhole(header, parts);
  return jose && { ...jose, parts, start, last, end: end + paddingAtEnd(text, last, end) };
}

/** A signature that is missing makes a token only where none is asked for, and where there is something to read. */
function readWhole(header: JoseHeader, parts: readonly string[]): Jose | undefined {
  const jose = readJose(header, parts, new Set());
  if (jose?.kind !== 'jws' || parts[2] !== '') return jose;
  return header.alg.toLowerCase() === 'none' && parts[1] !== '' ? jose : undefined;
}

/** JSON's own values, whatever the token's JSON text held: well-formed strings, and numbers that are finite. */
function asJson(object: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(wellFormed(object).value));
}

/** By character code: 1 for base64url, 2 for what an unencoded payload may have besides. */
const CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[\w-]/.test(char)) return 1;
  return code >= 0x20 && char !== '.' && code !== 0x7f ? 2 : 0;
});
const EQUALS = 0x3d;
const DOT = 0x2e;

// Loops instead of patterns: over some millions of characters a pattern's stack overflows.
function endOfSegment(text: string, from: number): number {
  let at = from;
  while (CLASS[text.charCodeAt(at)] === 1) at += 1;
  return at;
}

function endOfUnencoded(text: string, from: number): number {
  let at = from;
  while ((CLASS[text.charCodeAt(at)] ?? 0) > 0) at += 1;
  return at;
}

function startOfSegment(text: string, from: number, floor: number): number {
  let at = from;
  while (at > floor && CLASS[text.charCodeAt(at - 1)] === 1) at -= 1;
  return at;
}

/** How much of `=` stands there, three at most. */
function fillers(text: string, from: number): number {
  let at = from;
  while (at < from + 3 && text.charCodeAt(at) === EQUALS) at += 1;
  return at - from;
}

/** How much of `=` fills the part up to a multiple of four characters; 0 if it does not. */
function padding(text: string, start: number, end: number): number {
  const count = fillers(text, end);
  return count < 3 && (end - start + count) % 4 === 0 ? count : 0;
}

/** `token=` before a value is a name, and no padding. */
function paddingAtEnd(text: string, start: number, end: number): number {
  const count = padding(text, start, end);
  return CLASS[text.charCodeAt(end + count)] === 1 ? 0 : count;
}

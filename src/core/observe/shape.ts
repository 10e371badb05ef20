/** Secrets → shapes: what may be remembered of a value. This is where raw values end. */
import { serverKey } from '../knowledge/server-keys.ts';
import { type TokenKind, tokenPrefix } from '../knowledge/token-prefixes.ts';
import { type ContentTools, contentOf } from './content.ts';
import { decodeJose } from './jose.ts';
import type { Fingerprint, PartShape, TokenShape, ValueShape } from './observation.ts';
import { partsOf, type RawPart } from './parts.ts';
import { HEX, looksRandom } from './random.ts';
import { sealedFormat } from './sealed.ts';
import { MAX_SECRET, normaliseSecret } from './secret.ts';
import { MAX_PATH } from './storage.ts';

const MAX_ENTROPY_BITS = 4_096;
const MIN_LENGTH_TO_SHOW_END = 24;
const MIN_TOKEN_LENGTH = 20;
const MIN_IDENTIFYING_LENGTH = 8;
const MIN_RANDOM_LENGTH = 16;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Turns a value into its shape. The value itself is not in it.
 *
 * The fingerprint is of the secret, not of its dress: percent-encoding, quotes and `Bearer ` are taken off, so that a
 * token is the same token in a cookie, in storage and in a header. `entropyBits` is an upper bound from the alphabet in
 * use; it does not prove that the value is random. `token` is decoded, not verified; it is also set where the value is
 * an envelope with a JOSE object inside, whose fingerprint then is `inner`. What JSON holds is told in `parts`; `token`
 * and `inner` are the first of them, if it stands out. Values over 64 KiB are judged by their first 64 KiB and their length. Never throws,
 * as long as `fingerprint` does not.
 */
export function shapeOf(value: string, fingerprint: Fingerprint): ValueShape {
  if (value.length > MAX_SECRET) return shapeOfLong(value, fingerprint);
  const secret = normaliseSecret(value);
  const { format, prefix, key, token, inner, parts } = recognise(secret);
  const content = token === undefined && (parts ?? []).length === 0 ? contentOf(secret, format, TOOLS) : undefined;
  const trivial = isTrivial(secret);
  return {
    fingerprint: fingerprint(secret),
    length: secret.length,
    entropyBits: entropyBits(secret),
    format,
    masked: mask(secret),
    ...(token === undefined ? {} : { token }),
    ...(inner === undefined || inner === '' ? {} : { inner: fingerprint(normaliseSecret(inner)) }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(key === undefined ? {} : { serverKey: key }),
    ...(trivial ? { trivial } : {}),
    ...(trivial || NUMBERED.test(secret) ? { says: !NO.test(secret) } : {}),
    ...(parts === undefined ? {} : { parts: parts.map((part) => shapeOfPart(part, fingerprint)) }),
    ...(content === undefined ? {} : { content }),
  };
}

/** Without parts of its own: whatever is nested was opened already. */
function shapeOfPart({ path, value }: RawPart, fingerprint: Fingerprint): PartShape {
  const { parts: _parts, ...shape } = shapeOf(value, fingerprint);
  return { path: safePath(path), shape };
}

/**
 * True if a value is worth remembering as a possible credential: at least 20 characters, and JOSE, sealed, of a known
 * provider, or random to look at. Says nothing about what it is for: a tracking id looks the same.
 */
export function tokenLike(value: string): boolean {
  if (value.length < MIN_TOKEN_LENGTH) return false;
  const secret = normaliseSecret(value.slice(0, MAX_SECRET));
  if (secret.length < MIN_TOKEN_LENGTH) return false;
  if (UUID.test(secret) || decodeJose(secret) !== undefined || tokenPrefix(secret) !== undefined) return true;
  return sealedFormat(secret) !== undefined || looksRandom(secret);
}

/** A dotted path in which members whose own names look like secrets (a map by token, by state) are masked. */
export function safePath(path: string): string {
  if (path.length < MIN_TOKEN_LENGTH) return path;
  const members = path.split('.');
  // The last one of a path that was cut may be half a secret, and half of one looks like none.
  const cut = path.length >= MAX_PATH ? members.length - 1 : -1;
  const shown = members.map((member, at) => (at === cut ? mask(member) : withoutTokens(member)));
  return shown.join('.').slice(0, MAX_PATH);
}

/** What tokens are written in, without what else stands between words. */
const RUN = /[\w+/=~-]{20,}/g;
const LONG_SEGMENT = /[A-Za-z0-9]{20,}/g;
const WORD = '(?:[A-Z]?[a-z]{2,15}(?:[A-Z][a-z]{1,15}){0,5}|[A-Z]{2,15}|\\d{1,2})';
/** `refresh-token-` of `refresh-token-Qz7Xv9Kj3W…`. */
const WORDS_BEFORE = new RegExp(`^(?:${WORD}[-_=+/~])+`);
const WORDS_ALONE = new RegExp(`^(?:${WORD}(?:[-_=+/~.]|$))+$`);

/**
 * A name without the tokens in it: `draft_of_…aB3x`. Odd characters around a token do not hide it. Cannot tell what is
 * shorter than 20 characters, or drowned in other letters, from a word.
 */
export function withoutTokens(name: string): string {
  if (name.length < MIN_TOKEN_LENGTH) return name;
  const shown = name.replace(RUN, maskRun);
  return shown === name && !WORDS_ALONE.test(name) && tokenLike(name) ? mask(name) : shown;
}

function maskRun(run: string): string {
  if (WORDS_ALONE.test(run)) return run;
  const words = WORDS_BEFORE.exec(run)?.[0] ?? '';
  const rest = run.slice(words.length);
  if (tokenLike(rest)) return `${words}${mask(rest)}`;
  if (tokenLike(run)) return mask(run);
  const segment = [...run.matchAll(LONG_SEGMENT)].find(([text]) => tokenLike(text));
  return segment === undefined ? run : `${run.slice(0, segment.index)}${mask(run.slice(segment.index))}`;
}

function shapeOfLong(value: string, fingerprint: Fingerprint): ValueShape {
  const start = value.slice(0, MAX_SECRET);
  return {
    fingerprint: fingerprint(`${start}${value.length}`),
    length: value.length,
    entropyBits: MAX_ENTROPY_BITS,
    format: 'text',
    masked: mask(value),
  };
}

interface Recognised {
  format: string;
  prefix?: TokenKind;
  key?: ReturnType<typeof serverKey>;
  token?: TokenShape;
  inner?: string;
  parts?: RawPart[];
}

function recognise(secret: string): Recognised {
  if (secret === '') return { format: 'empty' };
  const token = decodeJose(secret) ?? sdJwt(secret);
  if (token !== undefined) return { format: token.kind === 'jwe' ? 'jwe' : 'jwt', token };

  const prefix = tokenPrefix(secret);
  if (prefix === undefined) return recognisePacked(secret, false);
  // `sk_test_mode_was_seen` begins like a key. Where the prefix's row describes the rest, it was looked at already.
  const isKey = prefix.rest !== undefined || looksRandom(secret.slice(prefix.prefix.length));
  return { ...recognisePacked(secret, true), prefix: prefix.kind, key: isKey ? serverKey(prefix) : undefined };
}

function recognisePacked(secret: string, isPrefixed: boolean): Recognised {
  const sealed = sealedFormat(secret);
  if (sealed !== undefined) {
    const format = `sealed:${sealed.name}`;
    if (!OPEN_TO_ALL.has(sealed.name)) return sealed.inner === undefined ? { format } : withInner(format, sealed.inner);
    return withParts(format, partsOf(secret));
  }
  if (isPrefixed || UUID.test(secret)) return { format: 'opaque' };
  const parts = partsOf(secret);
  if (parts.length === 0 && isComposite(secret)) return { format: 'composite' };
  return withParts(parts.length === 0 && looksRandom(secret) ? 'opaque' : 'text', parts);
}

const MAX_COMPOSITE = 4_096;
const FIELD = /^[\w.=+/%-]*$/;

/** Fields with a bar between them, one of which looks random: `user|1|secret`. A ticket alone has no fields. */
function isComposite(secret: string): boolean {
  if (secret.length > MAX_COMPOSITE || !secret.includes('|')) return false;
  const fields = secret.split('|');
  if (fields.length > 8 || !fields.every((field) => FIELD.test(field))) return false;
  return fields.some((field) => field.length >= MIN_RANDOM_LENGTH && looksRandom(field));
}

/** JSON that is packed, but not sealed: anybody may take the tokens out. */
const OPEN_TO_ALL = new Set(['supabase', 'express-json', 'base64-json']);

function withParts(format: string, parts: RawPart[]): Recognised {
  const [first, second] = parts;
  if (first === undefined) return { format };
  // Of two alike neither stands for the whole.
  const alike = second !== undefined && second.role === first.role;
  return { ...(alike ? { format } : withInner(format, first.value)), parts };
}

function withInner(format: string, inner: string): Recognised {
  const token = decodeJose(normaliseSecret(inner));
  return { format, inner, ...(token === undefined ? {} : { token }) };
}

/** RFC 9901: the issuer's JWT comes first; disclosures and a key binding JWT follow, each behind a `~`. */
function sdJwt(secret: string): TokenShape | undefined {
  const end = secret.indexOf('~');
  return end > 0 && /^(?:~[\w-]+)*~(?:[\w-]+\.[\w-]+\.[\w-]+)?$/.test(secret.slice(end))
    ? decodeJose(secret.slice(0, end))
    : undefined;
}

/** Length × log2 of the alphabet in use, rounded down. */
function entropyBits(secret: string): number {
  const text = UUID.test(secret) ? secret.replaceAll('-', '') : secret;
  if (text === '') return 0;
  return Math.min(MAX_ENTROPY_BITS, Math.floor(text.length * Math.log2(alphabetSize(text))));
}

function alphabetSize(text: string): number {
  if (/^[0-9]+$/.test(text)) return 10;
  if (HEX.test(text)) return 16;
  let size = 0;
  if (/[0-9]/.test(text)) size += 10;
  if (/[a-z]/.test(text)) size += 26;
  if (/[A-Z]/.test(text)) size += 26;
  return size + new Set(text.match(/[^0-9A-Za-z]/g)).size;
}

function mask(secret: string): string {
  if (secret.length < MIN_LENGTH_TO_SHOW_END) return '••••';
  // By code point, so that no half of a pair is left over.
  return `…${[...secret.slice(-8).toWellFormed()].slice(-4).join('')}`;
}

const NO = /^(?:0+|-1|no|n|f|false|off|null|nil|none|undefined|anonymous|guest)?$/i;
const WORDS = /^[a-z]{1,15}(?:[ _.-][a-z]{1,15}){0,5}$/i;
const CAPITAL_INSIDE = /[a-z][A-Z]/g;
const NUMBER = /^[+-]?\d{1,13}(?:\.\d{1,6})?$/;
/** Of an id that is drawn or counted; sizes and lifetimes have fewer digits. */
const NUMBERED = /^\d{8,13}$/;
/** A day, and seconds or milliseconds since 1970, of the years 2008 to 2033. */
const TIME = /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|1[2-9]\d{8}|1[2-9]\d{11})$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Words in one case only: `OnlyDictionary` may be a word, `aBcDeFgH` is none. */
function isTrivial(secret: string): boolean {
  if (secret.length < MIN_IDENTIFYING_LENGTH) return true;
  // Numbers are the worst ids of sessions, and so the ones not to be overlooked.
  if (NUMBERED.test(secret)) return TIME.test(secret) || NO.test(secret);
  if (NUMBER.test(secret) || DATE.test(secret)) return true;
  return WORDS.test(secret) && (secret.match(CAPITAL_INSIDE)?.length ?? 0) / secret.length < 0.25;
}

const TOOLS: ContentTools = { tokenLike, safePath };

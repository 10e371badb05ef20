/**
 * Anti-CSRF tokens that go along with a request, and whether they repeat a cookie. Both are looked at together, once, where
 * the headers are; what stays are names, a bound, and the name of the cookie.
 */
import { csrfField, secretField } from '../knowledge/csrf.ts';
import { parseCookie } from './cookie.ts';
import { decodeJose } from './jose.ts';
import { isObject, parseJson } from './json.ts';
import { shownName } from './names.ts';
import type { Fingerprint, SeenCsrfToken } from './observation.ts';
import { Latest } from './recall.ts';
import { sealedFormat } from './sealed.ts';
import { normaliseSecret, percentDecode } from './secret.ts';
import { shapeOf } from './shape.ts';
import type { Parameter } from './url.ts';

/** A field of a body with its value: lives in memory until the request's headers are there. */
export interface RawField {
  name: string;
  value: string;
}

const MAX_TEXT = 65_536;
const MAX_TOKENS = 4;
const MAX_VALUE = 4_096;
const MAX_NAME = 100;
const MAX_MEMBERS = 50;
/** Shorter values are equal by chance: flags, numbers, languages. */
const MIN_COOKIE = 8;
/** What two values share by chance is shorter. */
const MIN_SHARED = 16;

/**
 * The fields of a body that are named like an anti-CSRF token, with their values, at most four.
 *
 * @param names of the body's fields: without such a name the body is not looked at
 * @param body `formData` as webRequest parses it, or the text; of a text over 64 KiB nothing is read
 */
export function csrfFields(
  names: readonly string[],
  body: { formData?: Record<string, unknown>; text?: string },
): RawField[] {
  if (!names.some(secretField)) return [];
  const { formData, text = '' } = body;
  const all = formData === undefined ? fieldsIn(text) : Object.entries(formData);
  return all
    .flatMap(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      const isToken = secretField(name) && name.length <= MAX_NAME && typeof first === 'string' && first !== '';
      return isToken ? [{ name, value: first.slice(0, MAX_VALUE) }] : [];
    })
    .slice(0, MAX_TOKENS);
}

function fieldsIn(text: string): [name: string, value: unknown][] {
  if (text === '' || text.length > MAX_TEXT) return [];
  if (/^\s*[{[]/.test(text)) return members(parseJson(text), 2);
  if (text.startsWith('--')) return multipart(text);
  return text.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=', 2).map((part) => percentDecode(part.replaceAll('+', ' ')));
    return [name, value];
  });
}

function members(value: unknown, levels: number): [name: string, value: unknown][] {
  if (Array.isArray(value)) return levels > 0 ? members(value[0], levels - 1) : [];
  if (!isObject(value)) return [];
  const own = Object.entries(value).slice(0, MAX_MEMBERS);
  return [...own, ...(levels > 1 ? own.flatMap(([, member]) => members(member, levels - 1)) : [])];
}

/** RFC 7578 section 4.2; a token is one line. */
function multipart(text: string): [name: string, value: string][] {
  const parts = text.matchAll(
    /^content-disposition: *form-data; *name="([^"\r\n]{1,100})"\r?\n\r?\n([^\r\n]{1,4096})/gim,
  );
  return [...parts].map(([, name = '', value = '']) => [name, value]);
}

/** Of one request: what may hold a token, and what it may repeat. */
export interface CsrfPlaces {
  /** Those that are named like a token (`csrfHeader`). */
  headers: readonly RawField[];
  query: readonly Parameter[];
  /** Of the body (`csrfFields`). */
  fields: readonly RawField[];
  /** The Cookie header. */
  cookies: string;
}

/**
 * @param recall pages send one token with request after request
 * @returns at most eight; a value is told of by a bound on its bits and by the cookie that it repeats
 */
export function seenCsrfTokens(
  { headers, query, fields, cookies }: CsrfPlaces,
  fingerprint: Fingerprint,
  recall: Latest<SeenCsrfToken> = new Latest(),
): SeenCsrfToken[] {
  const sent = [
    ...headers.map((one) => ({ where: 'header' as const, ...one })),
    ...query.filter(({ name }) => csrfField(name)).map((one) => ({ where: 'query' as const, ...one })),
    ...fields.map((one) => ({ where: 'body' as const, ...one })),
  ].slice(0, 2 * MAX_TOKENS);
  return sent.map((one) =>
    recall.of(`${one.where} ${one.name}`, `${one.value}\n${cookies}`, () => seenToken(one, cookies, fingerprint)),
  );
}

function seenToken(
  { where, name, value }: RawField & { where: SeenCsrfToken['where'] },
  cookies: string,
  fingerprint: Fingerprint,
): SeenCsrfToken {
  const secret = normaliseSecret(value.slice(0, MAX_VALUE));
  const repeated = parseCookie(cookies)
    .filter((cookie) => cookie.value.length >= MIN_COOKIE)
    .map((cookie) => ({ ...cookie, secret: normaliseSecret(cookie.value.slice(0, MAX_VALUE)) }))
    .find((cookie) => repeats(secret, cookie.secret));
  return {
    where,
    name: shownName(name, MAX_NAME),
    bits: shapeOf(secret, fingerprint).entropyBits,
    ...(repeated === undefined ? {} : { cookie: shownName(repeated.name) }),
    ...(repeated !== undefined && [secret, repeated.secret].some(isSigned) ? { signed: true as const } : {}),
  };
}

/** Equal, one in the other, or the same up to the first separator. */
function repeats(token: string, cookie: string): boolean {
  if (token.length < MIN_COOKIE || cookie.length < MIN_COOKIE) return false;
  if (token === cookie) return true;
  const [short, long] = token.length < cookie.length ? [token, cookie] : [cookie, token];
  if (short.length >= MIN_SHARED && long.includes(short)) return true;
  const head = beforeSeparator(token);
  return head.length >= MIN_SHARED && head === beforeSeparator(cookie);
}

function beforeSeparator(secret: string): string {
  const end = secret.search(/[.|]/);
  return end === -1 ? '' : secret.slice(0, end);
}

/** Lengths of SHA-1, SHA-256, SHA-384 and SHA-512 in hex, and in base64 with and without padding. */
const MAC =
  /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|[\w+/-]{27}=?|[\w+/-]{43}=?|[\w+/-]{64}|[\w+/-]{86}={0,2})$/i;

/** JSON in base64, which anybody can make. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['base64-json', 'express-json']);

/** A value with a code behind or before it, or one that only the server can make. */
function isSigned(secret: string): boolean {
  const sealed = sealedFormat(secret)?.name;
  if ((sealed !== undefined && !OPEN_TO_ALL.has(sealed)) || decodeJose(secret) !== undefined) return true;
  const parts = secret.split(/[.|]/, 4);
  return parts.length === 2 && parts.every((part) => part.length >= MIN_COOKIE) && parts.some((part) => MAC.test(part));
}

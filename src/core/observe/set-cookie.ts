/** The Set-Cookie response header (RFC 6265bis sections 5.6 and 5.7). */
import type { CookieAttributes, CookiePrefix, SameSite } from '../report.ts';
import { parseCookieDate } from './cookie-date.ts';
import { parseUrl } from './url.ts';

export interface ParsedSetCookie {
  name: string;
  value: string;
  attributes: CookieAttributes;
  /** `Partitioned` (CHIPS): the browser keeps one of its own for each top-level site. Counts with `Secure` alone. */
  partitioned?: true;
  /** Max-Age of zero or less, an Expires in the past, or an empty value: the server takes the cookie away. */
  deletes: boolean;
  /** Browsers refuse the line as a whole, also where it takes a cookie away. */
  refusal?: Refusal;
}

export interface Refusal {
  why: 'samesite-none-without-secure' | 'prefix-violated';
  /** What the prefix demands and the line lacks, or has and must not: `Secure`, `Path=/`, `HttpOnly`, `Domain`. */
  broken: string[];
}

/** No browser keeps a name and value of more than 4,096 octets together; what follows the cap is not looked at. */
const PARSE_CAP = 16_384;
export const MAX_NAME_AND_VALUE = 4_096;
const MAX_ATTRIBUTE_VALUE = 1_024;
const MAX_LINES = 3_000;
/** 400 days (RFC 6265bis section 5.5), in milliseconds. */
const MAX_LIFETIME = 34_560_000_000;

/** Longest first: `__Host-Http-` also begins with `__Host-`. */
const PREFIXES: readonly CookiePrefix[] = ['__Host-Http-', '__Host-', '__Http-', '__Secure-'];
const MAX_PREFIX = 12;
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Reads one Set-Cookie line as a browser does: the last attribute of a name wins, Max-Age beats Expires, what cannot be
 * understood is ignored.
 *
 * Does not prove that the browser kept the cookie: public suffixes, `Secure` over http, third-party rules and limits are
 * the jar's business. `refusal` is what Chromium since 80 and Firefox since 131 do; Safari keeps SameSite=None without
 * Secure. `partitionKey` is known only to the jar.
 *
 * @param context `url` of the response, `at` its time in epoch milliseconds
 * @returns undefined for what every browser refuses: control characters, an empty name and value, more than 4,096
 *   characters, a Domain that does not cover the host; and for a URL that is not http(s).
 */
export function parseSetCookie(line: string, context: { url: string; at: number }): ParsedSetCookie | undefined {
  const text = line.slice(0, PARSE_CAP);
  const url = parseUrl(context.url);
  if (url === undefined || CONTROLS.test(text)) return undefined;
  const [pair = '', ...rest] = text.split(';');
  const { name, value } = splitPair(pair);
  if (name === '' && value === '') return undefined;
  if (name.length + value.length > MAX_NAME_AND_VALUE) return undefined;

  const given = readAttributes(rest, context.at);
  const domain = given.domain ?? '';
  if (domain !== '' && !domainMatches(url.host, domain)) return undefined;
  const prefix = cookiePrefix(name);
  const refusal = refusalOf(given, prefix);
  const until = given.maxAgeUntil ?? given.expires;
  const expires = until === undefined ? undefined : Math.min(until, context.at + MAX_LIFETIME);
  return {
    name,
    value,
    attributes: {
      domain: domain === '' ? url.host : domain,
      hostOnly: domain === '',
      path: given.path ?? defaultPath(context.url),
      secure: given.secure,
      httpOnly: given.httpOnly,
      sameSite: given.sameSite,
      session: expires === undefined,
      ...(expires === undefined ? {} : { expires }),
      ...(prefix === undefined ? {} : { prefix }),
    },
    ...(given.partitioned && given.secure ? { partitioned: true } : {}),
    deletes: value === '' || (expires !== undefined && expires <= context.at),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Name and value of a line, and how many octets both have in UTF-8, as browsers count them. */
export function cookieSize(line: string): { name: string; value: string; size: number } {
  const pair = splitPair(line.split(';', 1)[0] ?? '');
  return { ...pair, size: octets(pair.name) + octets(pair.value) };
}

const octets = (text: string): number => new TextEncoder().encode(text).length;

/** RFC 6265bis section 5.7: SameSite=None needs Secure, and a prefix needs what it promises. */
function refusalOf(given: Given, prefix: CookiePrefix | undefined): Refusal | undefined {
  const broken = prefix === undefined ? [] : brokenPromises(given, prefix);
  if (broken.length > 0) return { why: 'prefix-violated', broken };
  if (given.sameSite !== 'none' || given.secure) return undefined;
  return { why: 'samesite-none-without-secure', broken: ['Secure'] };
}

function brokenPromises({ secure, httpOnly, path, domain = '' }: Given, prefix: CookiePrefix): string[] {
  const broken: string[] = [];
  if (!secure) broken.push('Secure');
  if (prefix.endsWith('Http-') && !httpOnly) broken.push('HttpOnly');
  if (!prefix.startsWith('__Host-')) return broken;
  if (path !== '/') broken.push('Path=/');
  if (domain !== '') broken.push('Domain');
  return broken;
}

/** One line per cookie: Firefox hands over several Set-Cookie headers as one value, joined with line feeds. */
export function splitSetCookie(headerValue: string): string[] {
  return headerValue
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The prefix that binds a cookie's attributes (RFC 6265bis section 4.1.3), compared as browsers do, without case. */
export function cookiePrefix(name: string): CookiePrefix | undefined {
  const start = name.slice(0, MAX_PREFIX).toLowerCase();
  return PREFIXES.find((prefix) => start.startsWith(prefix.toLowerCase()));
}

/** Without `=` the whole is the value of a nameless cookie. */
function splitPair(pair: string): { name: string; value: string } {
  const equals = pair.indexOf('=');
  if (equals === -1) return { name: '', value: pair.trim() };
  return { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() };
}

interface Given {
  domain?: string;
  /** Undefined where the default path holds. */
  path?: string | undefined;
  expires?: number;
  maxAgeUntil?: number;
  secure: boolean;
  httpOnly: boolean;
  partitioned: boolean;
  sameSite: SameSite;
}

function readAttributes(parts: string[], at: number): Given {
  const given: Given = { secure: false, httpOnly: false, partitioned: false, sameSite: 'unset' };
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? '' : part.slice(equals + 1).trim();
    if (value.length <= MAX_ATTRIBUTE_VALUE) readAttribute(given, name, value, at);
  }
  return given;
}

function readAttribute(given: Given, name: string, value: string, at: number): void {
  switch (name) {
    case 'expires': {
      const expires = parseCookieDate(value);
      if (expires !== undefined) given.expires = expires;
      return;
    }
    case 'max-age':
      // A zero or negative age means the earliest time there is.
      if (/^-?\d+$/.test(value)) given.maxAgeUntil = Number(value) <= 0 ? 0 : at + Number(value) * 1000;
      return;
    case 'domain':
      given.domain = canonicalDomain(value);
      return;
    case 'path':
      given.path = value.startsWith('/') ? value : undefined;
      return;
    case 'secure':
      given.secure = true;
      return;
    case 'httponly':
      given.httpOnly = true;
      return;
    case 'partitioned':
      given.partitioned = true;
      return;
    case 'samesite':
      given.sameSite = sameSite(value.toLowerCase());
  }
}

function sameSite(value: string): SameSite {
  return value === 'strict' || value === 'lax' || value === 'none' ? value : 'unset';
}

function canonicalDomain(value: string): string {
  const bare = value.replace(/^\./, '').toLowerCase();
  // Names beyond ASCII are compared in their ASCII form (RFC 6265bis section 5.1.2).
  if (/^[\x21-\x7e]*$/.test(bare)) return bare;
  return URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : bare;
}

/** RFC 6265bis section 5.1.3; an address matches only itself. */
function domainMatches(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && !/^[\d.]+$|^\[/.test(host);
}

/** RFC 6265bis section 5.1.4: everything up to the last slash, without it. */
function defaultPath(url: string): string {
  const path = new URL(url).pathname;
  const last = path.lastIndexOf('/');
  return last <= 0 ? '/' : path.slice(0, last);
}

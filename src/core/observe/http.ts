/**
 * From what an adapter caught to an Observation. This is the reducer's entrance: raw header values come in, shapes go out,
 * and nothing keeps the value. Works alike for the browser's events and for the entries of a HAR.
 */

import { csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, ignoredHeader, tokenHeader } from '../knowledge/headers.ts';
import { logoutPath, tokenParameter } from '../knowledge/words.ts';
import { parseAuthorization, parseChallenges } from './authorization.ts';
import { parseCookie } from './cookie.ts';
import type { Fingerprint, RequestSeen, Resource, ResponseSeen, SeenSetCookie, SeenValue } from './observation.ts';
import { parseSetCookie, splitSetCookie } from './set-cookie.ts';
import { shapeOf, tokenLike } from './shape.ts';
import { parseUrl } from './url.ts';

export interface RawHeader {
  name: string;
  value: string;
}

/** What a request and its response have in common. */
export interface RawExchange {
  id: string;
  at: number;
  site: string;
  partition: string | null;
  method: string;
  url: string;
  resource: Resource;
}

export interface RawRequest extends RawExchange {
  initiator?: string;
  headers: readonly RawHeader[];
  /** Names of the body's fields (`bodyFields`): the body itself goes no further than the adapter. */
  fields: readonly string[];
}

export interface RawResponse extends RawExchange {
  status: number;
  headers: readonly RawHeader[];
  fromCache?: boolean;
  final?: boolean;
}

/**
 * The last raw value of a header to an origin beside what was made of it, so that a repeated Cookie header costs one
 * string comparison. Lives in memory only.
 */
export type Recall = Map<string, { raw: string; values: SeenValue[] }>;

const MAX_HEADERS = 100;
/** Of a response: a cookie has a line of its own. */
const MAX_LINES = 400;
const MAX_METHOD = 32;
const MAX_HEADER_VALUE = 65_536;
const MAX_QUERY_VALUES = 20;
const MAX_SET_COOKIES = 200;
const RECALL_ENTRIES = 2000;

/** What browsers set themselves, or let a plain form send (Fetch standard 2.2.2, CORS-safelisted and forbidden headers). */
const ORDINARY_HEADERS = new Set(
  `accept accept-charset accept-encoding accept-language cache-control connection content-length content-type cookie
  date dnt downlink dpr expect ect host if-match if-modified-since if-none-match if-unmodified-since keep-alive origin
  pragma priority range referer rtt save-data te trailer transfer-encoding upgrade upgrade-insecure-requests user-agent
  via viewport-width width authorization proxy-authorization proxy-connection purpose`.split(/\s+/),
);

const isOrdinary = (name: string): boolean => ORDINARY_HEADERS.has(name) || name.startsWith('sec-');

/** @param raw one request as the browser or a HAR tells it @returns the observation, or undefined if the URL is not http(s) or ws(s) */
export const observeRequest = (raw: RawRequest, fingerprint: Fingerprint, recall?: Recall): RequestSeen | undefined => {
  const url = parseUrl(raw.url);
  if (url === undefined) return undefined;
  const values: SeenValue[] = [];
  const customHeaders: string[] = [];
  let contentType: string | undefined;
  for (const header of raw.headers.slice(0, MAX_HEADERS)) {
    const name = header.name.toLowerCase();
    if (name === 'content-type') contentType = mediaType(header.value);
    if (!isOrdinary(name) && customHeaders.length < 24) customHeaders.push(name.slice(0, 64));
    if (header.value.length === 0) continue;
    for (const value of headerValues(name, header.value.slice(0, MAX_HEADER_VALUE), url.origin, fingerprint, recall)) {
      values.push(value);
    }
  }
  for (const { name, value } of [...url.query, ...url.pathParams].slice(0, 100)) {
    if (values.length > 400 || value.length === 0) continue;
    if (tokenParameter(name) === undefined && !tokenLike(value)) continue;
    if (values.filter((seen) => seen.where === 'query').length >= MAX_QUERY_VALUES) break;
    values.push({ where: 'query', name: name.slice(0, 128), shape: shapeOf(value, fingerprint) });
  }
  const names = url.query.map((parameter) => parameter.name.slice(0, 128));
  const fields = [...new Set([...names, ...raw.fields])].slice(0, 60);
  return {
    type: 'request',
    at: raw.at,
    site: raw.site,
    partition: raw.partition,
    id: raw.id,
    method: raw.method.slice(0, MAX_METHOD).toUpperCase(),
    url: url.url,
    resource: raw.resource,
    ...(raw.initiator === undefined ? {} : { initiator: raw.initiator }),
    values,
    fields,
    customHeaders,
    ...(contentType === undefined ? {} : { contentType }),
    ...(url.query.some(({ value }) => value.length < 32 && logoutPath(value)) ? { asksLogout: true as const } : {}),
  };
};

const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, 128);

const headerValues = (
  name: string,
  value: string,
  origin: string,
  fingerprint: Fingerprint,
  recall: Recall | undefined,
): SeenValue[] => {
  if (!matters(name, value)) return [];
  const key = `${origin} ${name}`;
  const known = recall?.get(key);
  if (known?.raw === value) return known.values;
  const values = readHeader(name, value, fingerprint);
  if (recall !== undefined) {
    if (recall.size >= RECALL_ENTRIES) recall.clear();
    recall.set(key, { raw: value, values });
  }
  return values;
};

const matters = (name: string, value: string): boolean => {
  if (name === 'cookie' || name === 'authorization') return true;
  if (isOrdinary(name) || ignoredHeader(name)) return false;
  return csrfHeader(name) || tokenHeader(name) || apiKeyHeader(name) || tokenLike(value);
};

const readHeader = (name: string, value: string, fingerprint: Fingerprint): SeenValue[] => {
  if (name === 'cookie') {
    return parseCookie(value).map((pair) => ({
      where: 'cookie',
      name: pair.name.slice(0, 256),
      shape: shapeOf(pair.value, fingerprint),
    }));
  }
  if (name === 'authorization') {
    const { scheme, credentials } = parseAuthorization(value);
    const shape = shapeOf(credentials, fingerprint);
    const format = scheme === 'basic' || scheme === 'digest' || scheme === 'negotiate' ? scheme : shape.format;
    return [{ where: 'header', name: 'Authorization', scheme, shape: { ...shape, format } }];
  }
  return [{ where: 'header', name: name.slice(0, 128), shape: shapeOf(value, fingerprint) }];
};

export const observeResponse = (raw: RawResponse, fingerprint: Fingerprint): ResponseSeen | undefined => {
  const url = parseUrl(raw.url);
  if (url === undefined) return undefined;
  const seen: ResponseSeen = {
    type: 'response',
    at: raw.at,
    site: raw.site,
    partition: raw.partition,
    id: raw.id,
    method: raw.method.slice(0, MAX_METHOD).toUpperCase(),
    url: url.url,
    status: raw.status,
    resource: raw.resource,
    cookies: [],
    challenges: [],
    marks: [],
    ...(raw.fromCache === true ? { fromCache: true } : {}),
    ...(raw.final === true ? { final: true } : {}),
  };
  let anyOrigin = false;
  let withCredentials = false;
  for (const { name, value } of raw.headers.slice(0, MAX_LINES)) {
    const capped = value.slice(0, MAX_HEADER_VALUE);
    switch (name.toLowerCase()) {
      case 'set-cookie':
        for (const cookie of readSetCookies(capped, raw, fingerprint)) {
          if (seen.cookies.length < MAX_SET_COOKIES) seen.cookies.push(cookie);
        }
        break;
      case 'www-authenticate':
        seen.challenges.push(...parseChallenges(capped));
        break;
      case 'location': {
        const target = parseUrl(absolute(capped, raw.url));
        if (target !== undefined) seen.location = target.url;
        break;
      }
      case 'set-login':
        seen.marks.push(`set-login:${capped.trim().toLowerCase().slice(0, 32)}`);
        break;
      case 'clear-site-data':
        if (/"(cookies|\*)"/.test(capped)) seen.marks.push('clear-site-data:cookies');
        break;
      case 'strict-transport-security':
        if (/(^|;)\s*max-age\s*=\s*"?0*[1-9]/i.test(capped)) seen.marks.push('hsts');
        break;
      case 'content-type':
        seen.contentType = mediaType(capped);
        break;
      case 'access-control-allow-origin':
        anyOrigin = capped.trim() === '*';
        break;
      case 'access-control-allow-credentials':
        withCredentials = capped.trim().toLowerCase() === 'true';
        break;
    }
  }
  if (anyOrigin && withCredentials) seen.marks.push('cors-any-with-credentials');
  return seen;
};

const absolute = (location: string, base: string): string => {
  try {
    return new URL(location, base).href;
  } catch {
    return '';
  }
};

const readSetCookies = (value: string, raw: RawResponse, fingerprint: Fingerprint): SeenSetCookie[] =>
  splitSetCookie(value).flatMap((line) => {
    const parsed = parseSetCookie(line, { url: raw.url, at: raw.at });
    if (parsed === undefined) return [];
    const { name, attributes, deletes } = parsed;
    return [{ name: name.slice(0, 256), attributes, deletes, shape: shapeOf(parsed.value, fingerprint) }];
  });

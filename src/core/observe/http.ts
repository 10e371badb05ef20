/**
 * From what an adapter caught to an Observation. This is the reducer's entrance: raw header values come in, shapes go out,
 * and nothing keeps the value. Works alike for the browser's events and for the entries of a HAR.
 */

import { botParameter, isSignedAddress, keyName, onceName, signatureName } from '../knowledge/signing.ts';
import { saysLogout, tokenParameter } from '../knowledge/words.ts';
import { passwordParameters, readReferrer } from './addresses.ts';
import { bodyCredentials, forEverybody, readAuthorization, readSignature, readSubprotocols } from './attached.ts';
import { cookieShapes } from './chunks.ts';
import { parseCookie } from './cookie.ts';
import { type RawField, seenCsrfTokens } from './csrf-tokens.ts';
import { readProof } from './dpop.ts';
import { type HeaderName, headerName } from './interest.ts';
import { requestMarks } from './marks.ts';
import { shownName } from './names.ts';
import type { Fingerprint, Mark, RequestSeen, Resource, SeenValue, ValueShape } from './observation.ts';
import type { Operation } from './operation.ts';
import { type ProtocolBody, seenProtocol } from './protocol.ts';
import { Recall } from './recall.ts';
import { shapeOf, tokenLike, withoutTokens } from './shape.ts';
import { parseUrl, type SeenUrl } from './url.ts';

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
  /** The chain of redirects that led here began with a password, at another origin. */
  afterLogin?: boolean;
  headers: readonly RawHeader[];
  /** What the body's operation is (`askedOperation`). */
  operation?: Operation;
  /** What the body says of a sign-in protocol (`protocolBody`). */
  protocol?: ProtocolBody;
  /** The body only asks (`asksOnly`). */
  reads?: boolean;
  /** Names of the body's fields (`bodyFields`): the body itself goes no further than the adapter. */
  fields: readonly string[];
  /** Fields of the body that are named like an anti-CSRF token, with their values (`csrfFields`). */
  csrfFields?: readonly RawField[];
  /** The adapter did not get to see a body, or could not read it; whether there was one the headers say. */
  bodyUnread?: boolean;
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const MAX_HEADERS = 100;
const MAX_METHOD = 32;
export const MAX_HEADER_VALUE = 65_536;
/** Of all values together: as much as Chromium takes of a response. */
const MAX_HEADER_TEXT = 262_144;
const MAX_QUERY_VALUES = 20;
const MAX_VALUES = 400;
const MIN_SIGNATURE = 16;

/**
 * @param raw one request as the browser or a HAR tells it
 * @param recall of the requests before, so that a repeated Cookie header costs one string comparison
 * @returns the observation, or undefined if the URL is not http(s) or ws(s)
 */
export const observeRequest = (
  raw: RawRequest,
  fingerprint: Fingerprint,
  recall = new Recall(),
): RequestSeen | undefined => {
  const url = recall.urls.of(raw.url, raw.url, () => parseUrl(raw.url));
  if (url === undefined) return undefined;
  const method = shownMethod(raw.method);
  const read = readHeaders(raw.headers, url, fingerprint, recall);
  const { headers, customHeaders, csrfHeaders, signed, values } = read;
  values.push(...queryValues(url, values.length, fingerprint));
  values.push(...bodyCredentials({ method, path: pathOf(url), origin: url.origin }, raw.fields, fingerprint));
  const seen: RequestSeen = {
    type: 'request',
    at: raw.at,
    site: raw.site,
    partition: raw.partition,
    id: raw.id,
    method,
    url: url.url,
    resource: raw.resource,
    values: raw.fields.includes('grant_type') ? values.map(ofClient) : values,
    fields: fieldsOf(url, raw.fields),
    customHeaders,
  };
  if (raw.initiator !== undefined) seen.initiator = raw.initiator;
  if (raw.afterLogin === true) seen.afterLogin = true;
  if (raw.operation === 'login') seen.asksLogin = true;
  if (raw.operation === 'logout' || url.query.some(({ value }) => value.length < 32 && saysLogout(value)))
    seen.asksLogout = true;
  if (raw.reads === true) seen.reads = true;
  const contentType = headers.get('content-type');
  if (contentType !== undefined) seen.contentType = mediaType(contentType);
  if (headers.get('sec-fetch-site') === 'cross-site') seen.crossSite = true;
  // A token that goes along with a request which only asks defends nothing.
  if (!READS.has(method)) {
    if (raw.bodyUnread === true && contentType !== undefined) seen.bodyUnread = true;
    const { csrfFields: fields = [] } = raw;
    const places = { headers: csrfHeaders, query: url.query, fields, cookies: headers.get('cookie') ?? '' };
    const csrfTokens = seenCsrfTokens(places, fingerprint, recall.csrfTokens);
    if (csrfTokens.length > 0) seen.csrfTokens = csrfTokens;
  }
  const signature = signatureOf(signed, customHeaders, url, raw.fields, fingerprint);
  if (signature !== undefined) seen.signature = signature;
  const marks = requestMarks({ method, url, resource: raw.resource, headers, body: raw.fields });
  if (signature !== undefined || values.some(({ shape }) => shape.format === 'key-id')) note(marks, 'signed-request');
  if (read.cut) note(marks, 'cut');
  if (marks.length > 0) seen.marks = marks;
  const authorization = headers.get('authorization');
  Object.assign(seen, seenProtocol(url, authorization, raw.protocol, fingerprint));
  const dpop = headers.get('dpop');
  const asked = { method, url: raw.url, at: raw.at, authorization };
  const proof = dpop === undefined ? undefined : readProof(dpop, asked, fingerprint);
  if (proof !== undefined) seen.proof = proof;
  const passwords = passwordParameters(url.query);
  if (passwords.length > 0) seen.passwords = passwords;
  const referer = headers.get('referer') ?? '';
  const page = referer === '' ? undefined : recall.urls.of(referer, referer, () => parseUrl(referer));
  const referred = readReferrer(page, url.origin, (from) => queryValues(from, 0, fingerprint));
  if (referred !== undefined) seen.referred = referred;
  return seen;
};

interface Headers {
  /** Name in lower case → value. */
  headers: Map<string, string>;
  /** Names that a plain form cannot send. */
  customHeaders: string[];
  /** Those that are named like an anti-CSRF token. */
  csrfHeaders: RawField[];
  /** Value of the one that signs the request; '' where none does. */
  signed: string;
  values: SeenValue[];
  /** There was more than is read. */
  cut: boolean;
}

const readHeaders = (
  all: readonly RawHeader[],
  { origin }: SeenUrl,
  fingerprint: Fingerprint,
  recall: Recall,
): Headers => {
  const cut = all.length > MAX_HEADERS;
  const found: Headers = { headers: new Map(), customHeaders: [], csrfHeaders: [], signed: '', values: [], cut };
  let left = MAX_HEADER_TEXT;
  for (const header of cut ? all.slice(0, MAX_HEADERS) : all) {
    const known = headerName(header.name);
    const { name } = known;
    if (!known.ordinary && found.customHeaders.length < 24) found.customHeaders.push(known.shown);
    const room = Math.min(MAX_HEADER_VALUE, left);
    const isLong = header.value.length > room;
    const value = isLong ? header.value.slice(0, room) : header.value;
    if (isLong) found.cut = true;
    if (value === '') continue;
    left -= value.length;
    found.headers.set(name, value);
    if (known.signs && found.signed === '') found.signed = value;
    if (known.csrf) found.csrfHeaders.push({ name, value });
    if (matters(known, value)) found.values.push(...headerValues(name, value, origin, fingerprint, recall));
  }
  return found;
};

const fieldsOf = ({ query }: SeenUrl, body: readonly string[]): string[] =>
  query.length + body.length === 0
    ? []
    : [...new Set([...query.map(({ name }) => shownName(name, 128)), ...body])].slice(0, 60);

const note = (marks: Mark[], mark: Mark): void => void (marks.includes(mark) || marks.push(mark));

const pathOf = ({ url, origin }: SeenUrl): string => url.slice(origin.length);

/** RFC 6749 2.3.1: at the token endpoint Basic is the login of the application. */
const ofClient = (value: SeenValue): SeenValue =>
  value.where === 'header' && value.shape.format === 'basic' ? { ...value, application: true } : value;

/** A signature in a field of its own counts if a key is named beside it, and something that makes it a new one each time. */
const signatureOf = (
  inHeader: string,
  customHeaders: readonly string[],
  { query }: SeenUrl,
  body: readonly string[],
  fingerprint: Fingerprint,
): string | undefined => {
  const value = inHeader === '' ? (query.find(({ name }) => signatureName(name))?.value ?? '') : inHeader;
  if (value.length < MIN_SIGNATURE) return undefined;
  const parameters = query.map(({ name }) => name);
  const names = [...customHeaders, ...parameters, ...body];
  if (isSignedAddress(parameters) || !names.some(keyName) || !names.some(onceName)) return undefined;
  return fingerprint(value);
};

const queryValues = (url: SeenUrl, already: number, fingerprint: Fingerprint): SeenValue[] => {
  if (url.query.length > 0 && isSignedAddress(url.query.map(({ name }) => name))) return [];
  return [...url.query, ...url.pathParams]
    .slice(0, 100)
    .filter(({ name, value }) => value.length > 0 && !botParameter(name) && !signatureName(name))
    .filter(({ name, value }) => tokenParameter(name) !== undefined || tokenLike(value))
    .slice(0, Math.max(0, Math.min(MAX_QUERY_VALUES, MAX_VALUES - already)))
    .map(({ name, value }) => ({
      where: 'query',
      name: shownName(name, 128),
      ...forEverybody(value),
      shape: shapeOf(value, fingerprint),
    }));
};

export const mediaType = (value: string): string =>
  withoutTokens((value.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, 128));

/** A script may call its method what it likes. */
export const shownMethod = (method: string): string => withoutTokens(method.slice(0, MAX_METHOD)).toUpperCase();

const headerValues = (
  name: string,
  value: string,
  origin: string,
  fingerprint: Fingerprint,
  recall: Recall,
): SeenValue[] => recall.headers.of(`${origin} ${name}`, value, () => readHeader(name, value, fingerprint));

const matters = ({ interest }: HeaderName, value: string): boolean =>
  interest === 'always' || (interest === 'by-look' && tokenLike(value));

const readHeader = (name: string, value: string, fingerprint: Fingerprint): SeenValue[] => {
  switch (name) {
    case 'cookie':
      return readCookies(value, fingerprint);
    case 'authorization':
      return readAuthorization('Authorization', value, fingerprint);
    case 'sec-websocket-protocol':
      return readSubprotocols(value, fingerprint);
    case 'signature':
    case 'signature-input':
      return readSignature(name, value, fingerprint);
  }
  const shown = shownName(name, 128);
  if (/[-_]authorization$/.test(name)) return readAuthorization(shown, value, fingerprint);
  return [{ where: 'header', name: shown, ...forEverybody(value), shape: shapeOf(value, fingerprint) }];
};

const readCookies = (value: string, fingerprint: Fingerprint): SeenValue[] => {
  const pairs = parseCookie(value);
  const shapes = cookieShapes(pairs, fingerprint);
  return pairs.map((pair, at) => ({ where: 'cookie', name: shownName(pair.name), shape: shapes[at] as ValueShape }));
};

/**
 * From what an adapter caught to an Observation. This is the reducer's entrance: raw header values come in, shapes go out,
 * and nothing keeps the value. Works alike for the browser's events and for the entries of a HAR.
 */

import { csrfHeader } from '../knowledge/csrf.ts';
import { botParameter, isSignedAddress, keyName, onceName, signatureName } from '../knowledge/signing.ts';
import { logoutPath, tokenParameter } from '../knowledge/words.ts';
import { passwordParameters, readReferrer } from './addresses.ts';
import { bodyCredentials, forEverybody, readAuthorization, readSignature, readSubprotocols } from './attached.ts';
import { cookieShapes } from './chunks.ts';
import { parseCookie } from './cookie.ts';
import { type RawField, seenCsrfTokens } from './csrf-tokens.ts';
import { readProof } from './dpop.ts';
import { interestIn, isOrdinary } from './interest.ts';
import { requestMarks } from './marks.ts';
import type { Fingerprint, Mark, RequestSeen, Resource, SeenValue, ValueShape } from './observation.ts';
import type { Operation } from './operation.ts';
import { type ProtocolBody, seenProtocol } from './protocol.ts';
import { shapeOf, tokenLike } from './shape.ts';
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
}

/**
 * The last raw value of a header to an origin beside what was made of it, so that a repeated Cookie header costs one
 * string comparison. Lives in memory only.
 */
export type Recall = Map<string, { raw: string; values: SeenValue[] }>;

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const MAX_HEADERS = 100;
export const MAX_METHOD = 32;
export const MAX_HEADER_VALUE = 65_536;
const MAX_QUERY_VALUES = 20;
const MAX_VALUES = 400;
const MIN_SIGNATURE = 16;
const RECALL_ENTRIES = 2000;

/** @param raw one request as the browser or a HAR tells it @returns the observation, or undefined if the URL is not http(s) or ws(s) */
export const observeRequest = (raw: RawRequest, fingerprint: Fingerprint, recall?: Recall): RequestSeen | undefined => {
  const url = parseUrl(raw.url);
  if (url === undefined) return undefined;
  const method = raw.method.slice(0, MAX_METHOD).toUpperCase();
  const values: SeenValue[] = [];
  const headers = new Map<string, string>();
  const customHeaders: string[] = [];
  let cut = raw.headers.length > MAX_HEADERS;
  for (const header of raw.headers.slice(0, MAX_HEADERS)) {
    const name = header.name.toLowerCase();
    if (!isOrdinary(name) && customHeaders.length < 24) customHeaders.push(name.slice(0, 64));
    if (header.value.length === 0) continue;
    const value = header.value.slice(0, MAX_HEADER_VALUE);
    if (value.length < header.value.length) cut = true;
    headers.set(name, value);
    for (const seen of headerValues(name, value, url.origin, fingerprint, recall)) values.push(seen);
  }
  const names = url.query.map((parameter) => parameter.name.slice(0, 128));
  const fields = [...new Set([...names, ...raw.fields])].slice(0, 60);
  const signature = signatureOf(headers, url, raw.fields, fingerprint);
  values.push(...queryValues(url, values.length, fingerprint));
  values.push(...bodyCredentials({ method, path: pathOf(url), origin: url.origin }, raw.fields, fingerprint));
  const marks = requestMarks({ method, url, resource: raw.resource, headers, body: raw.fields });
  if (signature !== undefined || values.some(({ shape }) => shape.format === 'key-id')) note(marks, 'signed-request');
  if (cut) note(marks, 'cut');
  const contentType = headers.get('content-type');
  const dpop = headers.get('dpop');
  const proof =
    dpop === undefined
      ? undefined
      : readProof(dpop, { method, url: raw.url, at: raw.at, authorization: headers.get('authorization') }, fingerprint);
  const passwords = passwordParameters(url.query);
  const referer = headers.get('referer');
  const referred = referer && readReferrer(referer, url.origin, (page) => queryValues(page, 0, fingerprint));
  // A token that goes along with a request which only asks defends nothing.
  const csrfTokens = READS.has(method) ? [] : seenCsrfTokens(headers, url.query, raw.csrfFields ?? [], fingerprint);
  const asksLogout =
    raw.operation === 'logout' || url.query.some(({ value }) => value.length < 32 && logoutPath(value));
  return {
    type: 'request',
    at: raw.at,
    site: raw.site,
    partition: raw.partition,
    id: raw.id,
    method,
    url: url.url,
    resource: raw.resource,
    ...(raw.initiator === undefined ? {} : { initiator: raw.initiator }),
    ...(raw.afterLogin === true ? { afterLogin: true as const } : {}),
    values: raw.fields.includes('grant_type') ? values.map(ofClient) : values,
    fields,
    customHeaders,
    ...(contentType === undefined ? {} : { contentType: mediaType(contentType) }),
    ...(csrfTokens.length === 0 ? {} : { csrfTokens }),
    ...(headers.get('sec-fetch-site') === 'cross-site' ? { crossSite: true as const } : {}),
    ...(asksLogout ? { asksLogout: true as const } : {}),
    ...(raw.operation === 'login' ? { asksLogin: true as const } : {}),
    ...(raw.reads === true ? { reads: true as const } : {}),
    ...(marks.length === 0 ? {} : { marks }),
    ...seenProtocol(url, headers.get('authorization'), raw.protocol, fingerprint),
    ...(proof === undefined ? {} : { proof }),
    ...(passwords.length === 0 ? {} : { passwords }),
    ...(referred ? { referred } : {}),
    ...(signature === undefined ? {} : { signature }),
  };
};

const note = (marks: Mark[], mark: Mark): void => void (marks.includes(mark) || marks.push(mark));

const pathOf = ({ url, origin }: SeenUrl): string => url.slice(origin.length);

/** RFC 6749 2.3.1: at the token endpoint Basic is the login of the application. */
const ofClient = (value: SeenValue): SeenValue =>
  value.where === 'header' && value.shape.format === 'basic' ? { ...value, application: true } : value;

/** A signature in a field of its own counts if a key is named beside it, and something that makes it a new one each time. */
const signatureOf = (
  headers: ReadonlyMap<string, string>,
  { query }: SeenUrl,
  body: readonly string[],
  fingerprint: Fingerprint,
): string | undefined => {
  const inHeader = [...headers].find(([name]) => signatureName(name) && !isOrdinary(name) && !csrfHeader(name))?.[1];
  const value = inHeader ?? query.find(({ name }) => signatureName(name))?.value ?? '';
  if (value.length < MIN_SIGNATURE) return undefined;
  const parameters = query.map(({ name }) => name);
  const names = [...[...headers.keys()].filter((name) => !isOrdinary(name)), ...parameters, ...body];
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
      name: name.slice(0, 128),
      ...forEverybody(value),
      shape: shapeOf(value, fingerprint),
    }));
};

export const mediaType = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase().slice(0, 128);

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
  const interest = interestIn(name);
  return interest === 'always' || (interest === 'by-look' && tokenLike(value));
};

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
  const shown = name.slice(0, 128);
  if (/[-_]authorization$/.test(name)) return readAuthorization(shown, value, fingerprint);
  return [{ where: 'header', name: shown, ...forEverybody(value), shape: shapeOf(value, fingerprint) }];
};

const readCookies = (value: string, fingerprint: Fingerprint): SeenValue[] => {
  const pairs = parseCookie(value);
  const shapes = cookieShapes(pairs, fingerprint);
  return pairs.map((pair, at) => ({ where: 'cookie', name: pair.name.slice(0, 256), shape: shapes[at] as ValueShape }));
};

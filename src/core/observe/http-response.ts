/** HTTP responses → observations. */
import { isAuthenticationScheme } from '../knowledge/schemes.ts';
import { isLeakyPolicy } from './addresses.ts';
import { answeredScheme, parseChallenges, wantsNonce } from './authorization.ts';
import { CACHING_HEADERS, readCaching } from './caching.ts';
import { cookieShapes } from './chunks.ts';
import { MAX_HEADER_VALUE, mediaType, type RawExchange, type RawHeader, shownMethod } from './http.ts';
import { headerName } from './interest.ts';
import { locationMarks, responseHeaderMark } from './marks.ts';
import { shownName } from './names.ts';
import type { Fingerprint, ResponseSeen, SeenSetCookie, ValueShape } from './observation.ts';
import { handedValues } from './page.ts';
import { seenAuthorization } from './protocol.ts';
import { Recall } from './recall.ts';
import { refusedCookies } from './refused.ts';
import { parseSetCookie, splitSetCookie } from './set-cookie.ts';
import { shapeOf } from './shape.ts';
import { keptPath, parseUrl } from './url.ts';

/** Of a response: a cookie has a line of its own. */
const MAX_LINES = 400;
const MAX_SET_COOKIES = 200;
const MAX_ERROR = 256;

export interface RawResponse extends RawExchange {
  status: number;
  headers: readonly RawHeader[];
  fromCache?: boolean;
  final?: boolean;
  /** What the body may hand out (`issuedValues`). */
  issued?: readonly string[];
}

/** @param recall of the requests before: an answer's URL was read when it was asked for */
export const observeResponse = (
  raw: RawResponse,
  fingerprint: Fingerprint,
  recall = new Recall(),
): ResponseSeen | undefined => {
  const url = recall.urls.of(raw.url, raw.url, () => parseUrl(raw.url));
  if (url === undefined) return undefined;
  const seen: ResponseSeen = {
    type: 'response',
    at: raw.at,
    site: raw.site,
    partition: raw.partition,
    id: raw.id,
    method: shownMethod(raw.method),
    url: url.url,
    status: raw.status,
    resource: raw.resource,
    cookies: [],
    challenges: [],
    marks: [],
  };
  if (raw.fromCache === true) seen.fromCache = true;
  if (raw.final === true) seen.final = true;
  if (raw.issued !== undefined && raw.issued.length > 0) seen.issued = [...raw.issued];
  const lines: string[] = [];
  const isLong = raw.headers.length > MAX_LINES;
  let cut = isLong;
  let allowsOrigin = '';
  let withCredentials = false;
  let leaksReferrer = false;
  const caching = new Map<string, string>();
  for (const { name: written, value } of isLong ? raw.headers.slice(0, MAX_LINES) : raw.headers) {
    const { name } = headerName(written);
    const capped = value.length > MAX_HEADER_VALUE ? value.slice(0, MAX_HEADER_VALUE) : value;
    if (capped !== value) cut = true;
    switch (name) {
      case 'set-cookie':
        for (const line of splitSetCookie(capped))
          if (lines.length < MAX_SET_COOKIES) lines.push(line);
          else cut = true;
        break;
      case 'www-authenticate': {
        seen.challenges.push(...parseChallenges(capped).filter(isAuthenticationScheme));
        const answered = answeredScheme(capped);
        if (answered !== undefined) seen.marks.push(`answered-with:${answered}`);
        if (wantsNonce(capped)) seen.marks.push('dpop-nonce');
        break;
      }
      case 'authentication-info':
        // RFC 7616 3.5: only Digest has these.
        if (/(?:^|[,\s])(?:rspauth|nextnonce)\s?=/i.test(capped)) seen.marks.push('answered-with:digest');
        break;
      case 'location': {
        const target = parseUrl(absolute(capped, raw.url));
        if (target === undefined) break;
        seen.location = target.url;
        seen.marks.push(...locationMarks(target));
        const authorization = seenAuthorization(target, fingerprint);
        if (authorization !== undefined) seen.authorization = authorization;
        const handed = handedValues(target, fingerprint);
        if (handed.length > 0) seen.handed = handed;
        break;
      }
      case 'set-login': {
        const status = /^\s*(logged-(?:in|out))\b/i.exec(capped)?.[1];
        if (status !== undefined) seen.marks.push(`set-login:${status.toLowerCase()}`);
        break;
      }
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
        allowsOrigin = capped.trim();
        break;
      case 'referrer-policy':
        leaksReferrer = isLeakyPolicy(capped);
        break;
      case 'access-control-allow-credentials':
        withCredentials = capped.trim().toLowerCase() === 'true';
        break;
      default: {
        if (name === 'vary')
          for (const each of ['sec-fetch-site', 'origin']) if (lists(capped, each)) seen.marks.push(`vary:${each}`);
        if (CACHING_HEADERS.has(name)) {
          const before = caching.get(name);
          caching.set(name, before === undefined ? capped : `${before}, ${capped}`.slice(0, MAX_HEADER_VALUE));
          break;
        }
        const mark = responseHeaderMark(name);
        if (mark !== undefined && !seen.marks.includes(mark)) seen.marks.push(mark);
      }
    }
  }
  if (cut) seen.marks.push('cut');
  if (lines.length > 0) seen.cookies = readSetCookies(lines, raw, url.origin, fingerprint, recall);
  const refused = lines.length > 0 ? refusedCookies(lines, raw, fingerprint) : [];
  if (refused.length > 0) seen.refused = refused;
  if (allowsOrigin === '*' && withCredentials) seen.marks.push('cors-any-with-credentials');
  if (allowsOrigin === raw.site) seen.marks.push(withCredentials ? 'cors-site-with-credentials' : 'cors-site');
  if (leaksReferrer) seen.marks.push('referrer-policy:leaky');
  if (isContent(seen)) seen.caching = readCaching(caching, raw.at);
  // nginx: the certificate was bad, or was not shown.
  if (raw.status === 495 || raw.status === 496) seen.marks.push('mtls-hint');
  return seen;
};

const CONTENT = /^(?:text\/html|application\/xhtml\+xml|application\/(?:[\w.-]{1,40}\+)?json)$/;

/** What could be about somebody, and could be kept: pages and data that were asked for (RFC 9110, 9.2.3). */
const isContent = ({ method, status, resource, contentType = '' }: ResponseSeen): boolean =>
  method === 'GET' &&
  (status === 200 || status === 203) &&
  (resource === 'document' || resource === 'frame' || resource === 'fetch') &&
  CONTENT.test(contentType);

/** RFC 9110 12.5.5: a list of header names in any case. */
const lists = (header: string, name: string): boolean =>
  header
    .toLowerCase()
    .split(',')
    .some((each) => each.trim() === name);

/** Chromium's net errors, and what Firefox takes over from NSS: the server wanted a certificate that it did not get. */
const WANTS_CERTIFICATE = /SSL_CLIENT_AUTH|CERTIFICATE_REQUIRED|BAD_CERT_ALERT/;

/**
 * A request that got no answer.
 * @param error as the browser names it
 * @returns the observation, with status 0, if the error says something about how the server knows its users
 */
export const observeFailure = (raw: RawExchange, error: string): ResponseSeen | undefined => {
  const url = parseUrl(raw.url);
  if (url === undefined || !WANTS_CERTIFICATE.test(error.slice(0, MAX_ERROR))) return undefined;
  const { id, at, site, partition, resource } = raw;
  const about = { id, at, site, partition, method: shownMethod(raw.method), url: url.url, resource };
  return { type: 'response', ...about, status: 0, cookies: [], challenges: [], marks: ['mtls-hint'] };
};

const absolute = (location: string, base: string): string => {
  try {
    return new URL(location, base).href;
  } catch {
    return '';
  }
};

const readSetCookies = (
  lines: readonly string[],
  raw: RawResponse,
  origin: string,
  fingerprint: Fingerprint,
  recall: Recall,
): SeenSetCookie[] => {
  const parsed = lines
    .flatMap((line) => parseSetCookie(line, { url: raw.url, at: raw.at }) ?? [])
    .filter(({ refusal }) => refusal === undefined);
  // A piece that goes is no piece of what comes.
  const scopeOf = ({ attributes, deletes, partitioned }: (typeof parsed)[number]): string =>
    JSON.stringify([attributes.domain, attributes.hostOnly, attributes.path, deletes, partitioned === true]);
  const shapes = cookieShapes(parsed, fingerprint, scopeOf, ({ name, value }) =>
    recall.shapes.of(`${origin} ${name}`, value, () => shapeOf(value, fingerprint)),
  );
  return parsed.map(({ name, attributes, deletes, partitioned }, at) => ({
    name: shownName(name),
    attributes: { ...attributes, path: keptPath(attributes.path) },
    deletes,
    ...(partitioned === true ? { partitioned } : {}),
    shape: shapes[at] as ValueShape,
  }));
};

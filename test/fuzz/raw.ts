/** Texts → what the entrances of `core/observe` take, so that one kind of fuzz does for all. */
import type { CookieFeatures } from '../../src/core/classify/cookie-role.ts';
import { bodyFields } from '../../src/core/observe/body.ts';
import { csrfFields } from '../../src/core/observe/csrf-tokens.ts';
import { observeRequest, type RawHeader, type RawRequest } from '../../src/core/observe/http.ts';
import { observeResponse, type RawResponse } from '../../src/core/observe/http-response.ts';
import type { Observation, SeenCookie } from '../../src/core/observe/observation.ts';
import { parseSetCookie } from '../../src/core/observe/set-cookie.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { type Area, observeStorage, type RawStorage } from '../../src/core/observe/web-storage.ts';
import type { SameSite } from '../../src/core/report.ts';
import { START } from '../helpers/observations.ts';

export const SITE = 'https://app.example';

/** Looks like a fingerprint, and costs a tenth of one (FNV-1a). */
export const print = (value: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < value.length; at += 1) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0').repeat(4);
};
const about = { id: '1', at: START, site: SITE, partition: null, resource: 'document' } as const;

const headers = (lines: readonly string[]): RawHeader[] =>
  lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, Math.max(colon, 0)), value: line.slice(colon + 1).trim() };
  });

export const rawRequest = (text: string): RawRequest => {
  const [first = '', ...lines] = text.split('\n');
  const [method = '', ...url] = first.split(' ');
  return {
    ...about,
    method,
    url: url.join(' '),
    headers: headers(lines),
    fields: bodyFields(undefined, { text: lines.at(-1) ?? '' }),
    csrfFields: csrfFields(bodyFields(undefined, { text: lines.at(-1) ?? '' }), { text: lines.at(-1) ?? '' }),
  };
};

export const rawResponse = (text: string): RawResponse => {
  const [first = '', ...lines] = text.split('\n');
  const [method = '', url = '', status = ''] = first.split(' ');
  return { ...about, method, url, status: Number.parseInt(status, 10) || 0, headers: headers(lines) };
};

/** What a tab shows at an address. */
export const pageOf = (url: string) => ({ at: START, site: SITE, partition: null, url });

const AREAS: readonly Area[] = ['localStorage', 'sessionStorage', 'indexedDB'];

export const rawStorage = (text: string): RawStorage => {
  const [area = '', key = '', ...value] = text.split('\n');
  const known = AREAS.find((each) => each === area) ?? 'localStorage';
  const entries = [{ area: known, key, value: value.join('\n') }];
  return { at: START, site: SITE, partition: null, origin: SITE, entries, complete: AREAS, unread: 0 };
};

const SAME_SITE: readonly SameSite[] = ['strict', 'lax', 'none'];

export const cookieFeatures = (text: string): CookieFeatures & { value: string } => {
  const [name = '', value = '', domain = '', path = '', flags = ''] = text.split('\n');
  return {
    name,
    value,
    domain,
    path,
    secure: flags.includes('secure'),
    httpOnly: flags.includes('httpOnly'),
    sameSite: SAME_SITE.find((each) => flags.includes(each)) ?? 'unset',
    session: flags.includes('session'),
  };
};

const jar = (lines: readonly string[], at: number): Observation => {
  const cookies = lines.flatMap((line): SeenCookie[] => {
    const parsed = parseSetCookie(line, { url: `${SITE}/`, at });
    if (parsed === undefined) return [];
    return [{ name: parsed.name, attributes: parsed.attributes, shape: shapeOf(parsed.value, print) }];
  });
  return { type: 'cookies', at, site: SITE, partition: null, origins: [SITE], cookies, sameSiteCertain: true };
};

/** Blocks with an empty line between them, a second apart: a response answers the request before it. */
export const history = (text: string): Observation[] =>
  text.split('\n\n').flatMap((block, second): Observation[] => {
    const at = START + second * 1000;
    const [first = '', ...lines] = block.split('\n');
    if (first === 'jar') return [jar(lines, at)];
    if (AREAS.some((area) => area === first)) return [{ ...observeStorage(rawStorage(block), print), at }];
    const seen = / \d+$/.test(first)
      ? observeResponse({ ...rawResponse(block), at, id: String(second - 1) }, print)
      : observeRequest({ ...rawRequest(block), at, id: String(second) }, print);
    return seen === undefined ? [] : [seen];
  });

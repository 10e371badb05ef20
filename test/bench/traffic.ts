/**
 * What a browser tells of ordinary use, as webRequest tells it: pages of a signed-in user, each with its calls. Cookies of
 * all kinds go along, half of the calls bring a token, some post a form or JSON, some answers set cookies anew.
 */
import { createHash } from 'node:crypto';
import type { BodyDetails, HeaderLike, ReceivedDetails, SentDetails } from '../../src/background/requests.ts';

export const SITE = 'https://app.example';
const API = 'https://api.app.example';
const ELSEWHERE = 'https://metrics.example';
const TAB = 1;
const CALLS_A_PAGE = 40;
/** So many addresses with parameters of their own are asked for; then they come again. */
const ITEMS = 500;
const START = Date.UTC(2026, 0, 15, 12);

export interface Exchange {
  body: BodyDetails;
  sent: SentDetails;
  received: ReceivedDetails;
}

const opaque = (of: string): string => createHash('sha256').update(of).digest('base64url');

const jwt = (of: string): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://idp.example',
    sub: of,
    aud: 'api',
    iat: START / 1000,
    exp: START / 1000 + 3600,
    scope: 'a b',
  };
  return `${part({ alg: 'RS256', kid: '1' })}.${part(claims)}.${opaque(of).repeat(6)}`;
};

const COOKIE = [
  `connect.sid=s%3A${opaque('sid')}.${opaque('seal')}`,
  `csrftoken=${opaque('csrf')}`,
  '_ga=GA1.2.1203948576.1768478400',
  '_ga_X1Y2Z3=GS1.1.1768478400.3.1.1768478460.0.0.0',
  'theme=dark',
  'locale=en-GB',
  'OptanonConsent=isGABCEnabled=1&datestamp=Thu+Jan+15+2026',
  `device=${opaque('device')}`,
].join('; ');

/** What Chromium sends with each request. */
const ORDINARY: HeaderLike[] = [
  ['sec-ch-ua', '"Chromium";v="156", "Not?A_Brand";v="24"'],
  ['sec-ch-ua-mobile', '?0'],
  ['sec-ch-ua-platform', '"Linux"'],
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  ],
  ['Accept', 'application/json, text/plain, */*'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Accept-Language', 'en-GB,en;q=0.9'],
  ['Sec-Fetch-Site', 'same-origin'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Dest', 'empty'],
  ['Referer', `${SITE}/dashboard`],
].map(([name = '', value = '']) => ({ name, value }));

const ANSWER: HeaderLike[] = [
  ['date', 'Thu, 15 Jan 2026 12:00:00 GMT'],
  ['content-type', 'application/json; charset=utf-8'],
  ['content-length', '1843'],
  ['cache-control', 'private, no-store'],
  ['vary', 'Accept-Encoding, Origin'],
  ['etag', 'W/"733-x8"'],
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'SAMEORIGIN'],
  ['x-request-id', '0f7c6d9e-4d8c-4c3a-9f53-0f6a4e0c1a2b'],
  ['server', 'nginx'],
].map(([name = '', value = '']) => ({ name, value }));

const ROLLING = {
  name: 'set-cookie',
  value: `connect.sid=s%3A${opaque('sid')}.${opaque('seal')}; Path=/; HttpOnly; Secure; SameSite=Lax`,
};

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

const kindOf = (at: number): { url: string; method: string; headers: HeaderLike[]; json?: string } => {
  const bearer = { name: 'Authorization', value: `Bearer ${jwt('ada')}` };
  const cookie = { name: 'Cookie', value: COOKIE };
  const item = at % ITEMS;
  switch (at % 10) {
    case 0:
    case 1:
    case 2:
      return { url: `${SITE}/api/items/${item}?page=${at % 7}&sort=name`, method: 'GET', headers: [cookie] };
    case 3:
    case 4:
    case 5:
    case 6:
      return { url: `${API}/v1/things/${item}?fields=id,name`, method: 'GET', headers: [bearer] };
    case 7:
      return {
        url: `${API}/v1/graphql`,
        method: 'POST',
        headers: [bearer, { name: 'Content-Type', value: 'application/json' }],
        json: JSON.stringify({
          operationName: 'Items',
          query: 'query Items { items { id name } }',
          variables: { first: 20, after: item },
        }),
      };
    case 8:
      return {
        url: `${SITE}/api/items/${item}`,
        method: 'PUT',
        headers: [
          cookie,
          { name: 'X-CSRFToken', value: opaque('csrf') },
          { name: 'Content-Type', value: 'application/json' },
        ],
        json: JSON.stringify({ name: `item ${item}`, tags: ['a', 'b'], done: false }),
      };
    default:
      return {
        url: `${ELSEWHERE}/collect?v=2&tid=G-1&cid=1203948576.1768478400&en=scroll&_s=${at % 50}`,
        method: 'POST',
        headers: [],
      };
  }
};

/**
 * A site that fills what Coatcheck keeps of one: cookies and tokens of names and values of their own, each sent to a place of
 * its own, refused at first and let in later.
 */
export const heavy = (at: number): Exchange => {
  const { body, sent, received } = exchange(at * 10 + 8);
  const url = `${SITE}/heavy/${at % 40}`;
  const own = [
    {
      name: 'Cookie',
      value: Array.from({ length: 8 }, (_, n) => `session_${at % 30}_${n}=${opaque(`${at} ${n}`)}`).join('; '),
    },
    { name: 'Authorization', value: `Bearer ${jwt(`user ${at}`)}` },
    { name: `X-Token-${at % 50}`, value: jwt(`${at}`) },
  ];
  const requestHeaders = [...(sent.requestHeaders ?? []).filter(({ name }) => name !== 'Cookie'), ...own];
  const statusCode = at < 40 ? 401 : 200;
  const sets = {
    name: 'set-cookie',
    value: `session_${at % 30}_0=${opaque(`set ${at}`)}; Path=/; HttpOnly; SameSite=Lax`,
  };
  const responseHeaders = [...(received.responseHeaders ?? []), sets];
  const named = { url, requestId: `heavy ${at}` };
  return {
    body: { ...body, ...named },
    sent: { ...sent, ...named, requestHeaders },
    received: { ...received, ...named, statusCode, responseHeaders },
  };
};

/** @param at the exchange's number: the same number is the same exchange */
export const exchange = (at: number): Exchange => {
  const isPage = at % (CALLS_A_PAGE + 1) === 0;
  const { url, method, headers, json } = isPage
    ? { url: `${SITE}/dashboard`, method: 'GET', headers: [{ name: 'Cookie', value: COOKIE }], json: undefined }
    : kindOf(at);
  const shared = {
    requestId: String(at),
    tabId: TAB,
    frameId: 0,
    type: isPage ? 'main_frame' : 'xmlhttprequest',
    method,
    url,
    initiator: SITE,
    timeStamp: START + at * 20,
  };
  return {
    body: { ...shared, requestBody: json === undefined ? null : { raw: [{ bytes: bytesOf(json) }] } },
    sent: { ...shared, requestHeaders: [...ORDINARY, ...headers] },
    received: {
      ...shared,
      timeStamp: shared.timeStamp + 10,
      statusCode: 200,
      responseHeaders: at % 5 === 0 && url.startsWith(SITE) ? [...ANSWER, ROLLING] : ANSWER,
    },
  };
};

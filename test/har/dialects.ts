/**
 * One visit, written down as each exporter writes it: what it says of an entry, what it leaves out, and how it spells it. Known
 * from the exporters' own sources and from files of theirs; the standard is HAR 1.2 (softwareishard.com/blog/har-12-spec).
 */
import { adas } from '../core/classify/values.ts';

export const SITE = 'https://app.example';
export const API = 'https://api.example.net';
export const SID = 'q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3';
export const TOKEN = adas('1');
export const PASSWORD = 'hunter2hunter2';

const START = Date.parse('2026-01-15T12:00:00.000Z');

interface Pair {
  name: string;
  value: string;
}

interface Told {
  /** Milliseconds since the start. */
  at: number;
  method: string;
  url: string;
  /** As Chromium calls it. */
  type: string;
  destination: string;
  accept: string;
  headers: [name: string, value: string][];
  post?: { mimeType: string; text: string };
  status: number;
  answers: [name: string, value: string][];
  mimeType: string;
  body?: string;
}

const HTML = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const navigation = { type: 'document', destination: 'document', accept: HTML, mimeType: 'text/html' };
const call = { type: 'fetch', destination: 'empty', accept: '*/*', mimeType: 'application/json' };
const cookie: [string, string] = ['Cookie', `sid=${SID}; theme=dark`];

/** A login by form, a token that the page asks for, and a call to another origin with it. */
export const VISIT: readonly Told[] = [
  {
    ...navigation,
    at: 0,
    method: 'GET',
    url: `${SITE}/`,
    headers: [],
    status: 200,
    answers: [['Content-Type', 'text/html']],
    body: `<p>${TOKEN.slice(0, 40)}</p>`,
  },
  {
    at: 200,
    method: 'GET',
    url: `${SITE}/logo.svg`,
    type: 'image',
    destination: 'image',
    accept: 'image/*',
    headers: [['Referer', `${SITE}/`]],
    status: 200,
    answers: [['Content-Type', 'image/svg+xml']],
    mimeType: 'image/svg+xml',
  },
  {
    ...navigation,
    at: 5000,
    method: 'POST',
    url: `${SITE}/login`,
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Origin', SITE],
      ['Referer', `${SITE}/`],
    ],
    post: { mimeType: 'application/x-www-form-urlencoded', text: `username=ada&password=${PASSWORD}` },
    status: 303,
    answers: [
      ['Location', '/account'],
      ['Set-Cookie', `sid=${SID}; Path=/; Secure; HttpOnly; SameSite=Lax`],
      ['Set-Cookie', 'theme=dark; Path=/; Expires=Fri, 15 Jan 2027 12:00:00 GMT'],
    ],
  },
  {
    ...navigation,
    at: 5200,
    method: 'GET',
    url: `${SITE}/account`,
    headers: [cookie, ['Referer', `${SITE}/`]],
    status: 200,
    answers: [['Content-Type', 'text/html']],
  },
  {
    ...call,
    at: 6000,
    method: 'POST',
    url: `${SITE}/api/token?for=items`,
    headers: [cookie, ['Content-Type', 'application/json'], ['Origin', SITE], ['Referer', `${SITE}/account`]],
    post: { mimeType: 'application/json', text: '{"scope":"items"}' },
    status: 200,
    answers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ token_type: 'Bearer', access_token: TOKEN }),
  },
  {
    ...call,
    at: 7000,
    method: 'GET',
    url: `${API}/items`,
    headers: [
      ['Authorization', `Bearer ${TOKEN}`],
      ['Origin', SITE],
      ['Referer', `${SITE}/`],
    ],
    status: 200,
    answers: [
      ['Content-Type', 'application/json'],
      ['Access-Control-Allow-Origin', SITE],
    ],
    body: '[]',
  },
];

const pairs = (list: [string, string][]): Pair[] => list.map(([name, value]) => ({ name, value }));
const lower = (list: Pair[]): Pair[] => list.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
const isoOf = (at: number): string => new Date(START + at).toISOString();
const fieldsOf = (text: string): Pair[] => [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));

/** What a browser of today sends along with each request (Fetch Metadata). */
const metadata = ({ url, destination, headers }: Told): Pair[] => [
  { name: 'Sec-Fetch-Dest', value: destination },
  { name: 'Sec-Fetch-Mode', value: destination === 'document' ? 'navigate' : 'cors' },
  {
    name: 'Sec-Fetch-Site',
    value: headers.some(([name]) => name === 'Referer')
      ? url.startsWith(SITE)
        ? 'same-origin'
        : 'cross-site'
      : 'none',
  },
];

const requestCookies = (told: Told): Pair[] =>
  (told.headers.find(([name]) => name === 'Cookie')?.[1] ?? '')
    .split('; ')
    .filter((pair) => pair !== '')
    .map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }));

const responseCookies = (told: Told): Record<string, unknown>[] =>
  told.answers
    .filter(([name]) => name === 'Set-Cookie')
    .map(([, line]) => {
      const [pair = '', ...attributes] = line.split('; ');
      const find = (name: string) => attributes.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
      const expires = find('Expires');
      return {
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        path: find('Path') ?? '/',
        ...(expires === undefined ? {} : { expires: new Date(expires).toISOString() }),
        httpOnly: attributes.includes('HttpOnly'),
        secure: attributes.includes('Secure'),
        ...(find('SameSite') === undefined ? {} : { sameSite: find('SameSite') }),
      };
    });

const without = (names: readonly string[], list: Pair[]): Pair[] =>
  list.filter(({ name }) => !names.includes(name.toLowerCase()));

const standard = (told: Told) => ({
  startedDateTime: isoOf(told.at) as unknown,
  time: 60 as unknown,
  request: {
    method: told.method,
    url: told.url,
    httpVersion: 'HTTP/1.1',
    headers: pairs([['Accept', told.accept], ...told.headers]),
    cookies: requestCookies(told) as unknown[],
    queryString: fieldsOf(told.url.split('?')[1] ?? ''),
    ...(told.post === undefined ? {} : { postData: told.post as Record<string, unknown> }),
    headersSize: -1,
    bodySize: -1,
  },
  response: {
    status: told.status as unknown,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    headers: pairs(told.answers),
    cookies: responseCookies(told) as unknown[],
    content: {
      size: told.body?.length ?? 0,
      mimeType: told.mimeType,
      ...(told.body === undefined ? {} : { text: told.body }),
    } as Record<string, unknown>,
    redirectURL: told.answers.find(([name]) => name === 'Location')?.[1] ?? '',
    headersSize: -1,
    bodySize: -1,
  },
  cache: {},
  timings: { send: 0, wait: 50, receive: 10 } as unknown,
});

type Entry = ReturnType<typeof standard> & Record<string, unknown>;

const har = (creator: string, entries: unknown[], pages?: unknown[]) => ({
  log: { version: '1.2', creator: { name: creator, version: '1' }, ...(pages === undefined ? {} : { pages }), entries },
});

const each = (change: (entry: Entry, told: Told, index: number) => unknown): unknown[] =>
  VISIT.map((told, index) => change(standard(told) as Entry, told, index));

/** Of a navigation, or what follows it. */
const pageOf = (index: number): string => (index < 2 ? 'page_1' : index < 4 ? 'page_2' : 'page_2');

const chromium = (sanitised: boolean) =>
  har(
    'WebInspector',
    each((entry, told, index) => ({
      ...entry,
      _initiator: { type: told.type === 'image' ? 'parser' : told.type === 'fetch' ? 'script' : 'other' },
      _priority: 'High',
      _resourceType: told.type,
      pageref: pageOf(index),
      request: {
        ...entry.request,
        headers: without(
          sanitised ? ['cookie', 'authorization'] : [],
          lower([
            { name: ':authority', value: new URL(told.url).host },
            { name: ':method', value: told.method },
            ...entry.request.headers,
            ...metadata(told),
          ]),
        ),
        cookies: sanitised ? [] : entry.request.cookies,
      },
      response: {
        ...entry.response,
        headers: without(sanitised ? ['set-cookie'] : [], lower(entry.response.headers)),
        cookies: sanitised ? [] : entry.response.cookies,
      },
    })),
    [
      { id: 'page_1', title: `${SITE}/`, startedDateTime: isoOf(0), pageTimings: {} },
      { id: 'page_2', title: `${SITE}/login`, startedDateTime: isoOf(5000), pageTimings: {} },
    ],
  );

/** Chrome's default since 130: "Export HAR (sanitized)" (developer.chrome.com, What's new in DevTools, Chrome 130). */
export const sanitised = () => chromium(true);

export const DIALECTS: Readonly<Record<string, () => unknown>> = {
  /** devtools-frontend, models/har/Log.ts. */
  'Chrome, with sensitive data': () => chromium(false),

  /** netmonitor/src/har/har-builder.js: local time with its offset, `params` beside the text, the page's title for a title. */
  Firefox: () =>
    har(
      'Firefox',
      each((entry, told, index) => ({
        ...entry,
        startedDateTime: `${new Date(START + told.at + 7_200_000).toISOString().slice(0, -1)}+02:00`,
        pageref: pageOf(index),
        _securityState: 'secure',
        request: {
          ...entry.request,
          headers: [...entry.request.headers, ...metadata(told)],
          ...(told.post?.mimeType.includes('form') === true
            ? { postData: { ...told.post, params: fieldsOf(told.post.text) } }
            : {}),
        },
      })),
      [
        { id: 'page_1', title: 'Welcome', startedDateTime: isoOf(0), pageTimings: {} },
        { id: 'page_2', title: 'Your account', startedDateTime: isoOf(5000), pageTimings: {} },
      ],
    ),

  /** WebKit, Source/WebInspectorUI/UserInterface/Controllers/HARBuilder.js: one page, Set-Cookie lines joined by commas. */
  Safari: () =>
    har(
      'WebKit Web Inspector',
      each((entry, told) => ({
        ...entry,
        pageref: 'page_0',
        _fetchType: 'Network Load',
        request: { ...entry.request, httpVersion: '' },
        response: {
          ...entry.response,
          headers: [
            ...without(['set-cookie'], entry.response.headers),
            ...(told.status === 303
              ? [
                  {
                    name: 'Set-Cookie',
                    value: entry.response.headers
                      .filter(({ name }) => name === 'Set-Cookie')
                      .map(({ value }) => value)
                      .join(', '),
                  },
                ]
              : []),
          ],
        },
      })),
      [{ id: 'page_0', title: `${SITE}/`, startedDateTime: isoOf(0), pageTimings: {} }],
    ),

  /** playwright-core, server/har/harTracer.ts: one page for the tab, frames by reference, bodies in base64. */
  Playwright: () =>
    har(
      'Playwright',
      each((entry, told) => ({
        ...entry,
        pageref: 'page@0c4f',
        _frameref: 'frame@77a1',
        _monotonicTime: told.at,
        request: { ...entry.request, headers: lower([...entry.request.headers, ...metadata(told)]) },
        response: {
          ...entry.response,
          headers: lower(entry.response.headers),
          content: {
            ...entry.response.content,
            ...(told.body === undefined ? {} : { text: btoa(told.body), encoding: 'base64' }),
          },
        },
      })),
      [{ id: 'page@0c4f', title: '', startedDateTime: isoOf(0), pageTimings: {} }],
    ),

  /** chrome-har: the initiator is an address, and the fields of a JSON body are `params`. */
  Puppeteer: () =>
    har(
      'Chrome-har',
      each((entry, told) => ({
        ...entry,
        pageref: '3f1d',
        _resourceType: told.type,
        _initiator: `${SITE}/app.js`,
        _initiator_type: told.type === 'image' ? 'parser' : told.type === 'fetch' ? 'script' : 'other',
        request: {
          ...entry.request,
          ...(told.post === undefined
            ? {}
            : {
                postData: {
                  mimeType: told.post.mimeType,
                  params: told.post.mimeType.includes('json')
                    ? Object.entries(JSON.parse(told.post.text)).map(([name, value]) => ({ name, value }))
                    : fieldsOf(told.post.text),
                },
              }),
        },
      })),
      [{ id: '3f1d', title: `${SITE}/`, startedDateTime: isoOf(0), pageTimings: {} }],
    ),

  /** No pages and no kinds; pseudo-headers among the headers, and the cookies in lists alone. */
  Charles: () =>
    har(
      'Charles Proxy',
      each((entry, told) => ({
        ...entry,
        request: {
          ...entry.request,
          httpVersion: 'HTTP/2.0',
          headers: lower([
            { name: ':method', value: told.method },
            { name: ':path', value: new URL(told.url).pathname },
            ...without(['cookie'], entry.request.headers),
          ]),
        },
        response: {
          ...entry.response,
          headers: without(['set-cookie'], lower(entry.response.headers)),
          content: {
            ...entry.response.content,
            ...(told.body === undefined ? {} : { text: btoa(told.body), encoding: 'base64' }),
          },
        },
      })),
    ),

  /** Seven digits of a second, tunnels as requests, a session's `expires` in the year 1, quoted numbers in older versions. */
  Fiddler: () =>
    har('Fiddler', [
      {
        ...standard({ ...(VISIT[0] as Told), method: 'CONNECT', url: 'http://app.example:443', answers: [] }),
        comment: '[#1]',
      },
      ...each((entry, told, index) => ({
        ...entry,
        startedDateTime: `${isoOf(told.at).slice(0, -1)}1234Z`,
        time: '60',
        timings: { send: '0', wait: '50', receive: '10' },
        comment: `[#${index + 2}]`,
        response: {
          ...entry.response,
          status: String(told.status),
          headers: without(['set-cookie'], entry.response.headers),
          cookies: responseCookies(told).map((one) => ({ expires: '0001-01-01T00:00:00', ...one })),
        },
      })),
    ]),

  /** mitmproxy/addons/savehar.py: by the end of the answer, so not in the order of time. */
  mitmproxy: () =>
    har(
      'mitmproxy',
      each((entry) => ({
        ...entry,
        startedDateTime: String(entry.startedDateTime).replace('Z', '+00:00'),
        connection: null,
        request: { ...entry.request, headers: lower(entry.request.headers) },
        response: { ...entry.response, headers: lower(entry.response.headers) },
      })).reverse(),
    ),

  /** The members that HAR 1.2 wants, and no more; bodies are octets. */
  Burp: () =>
    har(
      'Burp Suite Professional',
      each((entry, told) => ({
        startedDateTime: entry.startedDateTime,
        time: -1,
        request: {
          method: told.method,
          url: told.url,
          headers: entry.request.headers,
          ...(told.post === undefined
            ? {}
            : { postData: { mimeType: told.post.mimeType, text: btoa(told.post.text), encoding: 'base64' } }),
        },
        response: {
          status: told.status,
          headers: entry.response.headers,
          content: {
            mimeType: told.mimeType,
            ...(told.body === undefined ? {} : { text: btoa(told.body), encoding: 'base64' }),
          },
        },
      })),
    ),
};

import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { adas, express, opaque } from '../core/classify/values.ts';

const NOON = '2026-01-15T12:00:00.000Z';
const SECRET = 'hunter2hunter2';
const TOKEN = 'q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3';

interface Said {
  method?: string;
  type?: string;
  headers?: Record<string, string>;
  postData?: unknown;
  bodySize?: number;
  status?: number;
  answers?: [name: string, value: string][];
  at?: string;
  time?: number;
}
const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
const entry = (
  url: string,
  {
    method = 'GET',
    type = 'document',
    headers = {},
    postData,
    bodySize,
    status = 200,
    answers = [],
    at = NOON,
    time = 50,
  }: Said = {},
) => ({
  startedDateTime: at,
  time,
  _resourceType: type,
  request: { method, url, headers: pairs(headers), postData, bodySize },
  response: { status, headers: answers.map(([name, value]) => ({ name, value })) },
});
const har = (...entries: unknown[]) => ({ log: { version: '1.2', entries } });
/** Without what the file's end says. */
const seen = (...entries: unknown[]) => observationsFromHar(har(...entries)).filter((each) => each.type !== 'file');

describe('a HAR', () => {
  it('becomes the requests and answers of its first page', () => {
    const observations = seen(
      entry('https://cdn.example/app.js', { type: 'script' }),
      entry('https://app.example/', { at: '2026-01-15T12:00:01.000Z' }),
    );

    expect(observations.map(({ type, site, at }) => [type, site, at - Date.parse(NOON)])).toEqual([
      ['request', 'https://app.example', 0],
      ['response', 'https://app.example', 50],
      ['request', 'https://app.example', 1000],
      ['response', 'https://app.example', 1050],
    ]);
  });

  it('without a page is about the first request', () => {
    expect(seen(entry('https://api.example/x', { type: 'xhr' }))[0]?.site).toBe('https://api.example');
  });

  it('without entries says nothing', () => {
    expect(seen()).toEqual([]);
  });

  it.each([
    ['document', 'document'],
    ['xhr', 'fetch'],
    ['fetch', 'fetch'],
    ['websocket', 'socket'],
    ['ping', 'beacon'],
    ['image', 'other'],
    [undefined, 'document'],
  ])('of Chromium calls a request %s, which is a %s here', (type, resource) => {
    expect(seen({ ...entry('https://app.example/'), _resourceType: type })[0]).toMatchObject({ resource });
  });

  it('answers after it asks, also where the time is unknown', () => {
    const [request, response] = seen(entry('https://app.example/', { time: -1 }));

    expect((response?.at ?? 0) - (request?.at ?? 0)).toBe(1);
  });

  it.each([
    ['a preflight', entry('https://app.example/', { method: 'OPTIONS' })],
    ['a blob', entry('blob:https://app.example/1')],
  ])('leaves out %s', (_title, left) => {
    expect(seen(entry('https://app.example/'), left)).toHaveLength(2);
  });

  it.each<[title: string, postData: unknown, fields: string[]]>([
    [
      'parameters',
      {
        mimeType: 'application/x-www-form-urlencoded',
        params: [
          { name: 'user', value: 'ada' },
          { name: 'password', value: SECRET },
        ],
      },
      ['user', 'password'],
    ],
    [
      'text',
      { mimeType: 'application/x-www-form-urlencoded', text: `user=ada&password=${SECRET}` },
      ['user', 'password'],
    ],
    [
      'JSON',
      { mimeType: 'application/json', text: JSON.stringify({ user: 'ada', password: SECRET }) },
      ['user', 'password'],
    ],
    [
      'a hostile name',
      { mimeType: 'application/json', text: `{"__proto__":{"password":"${SECRET}"}}` },
      ['__proto__', 'password'],
    ],
  ])('tells the names of fields in %s, and no value', (_title, postData, fields) => {
    const observations = seen(entry('https://app.example/login', { method: 'POST', postData }));

    expect(observations[0]).toMatchObject({ fields });
    expect(JSON.stringify(observations)).not.toContain(SECRET);
  });

  it.each<[title: string, postData: unknown]>([
    ['parameters', { mimeType: 'application/x-www-form-urlencoded', params: [{ name: '_csrf', value: TOKEN }] }],
    ['text', { mimeType: 'application/x-www-form-urlencoded', text: `_csrf=${TOKEN}` }],
    ['JSON', { mimeType: 'application/json', text: `{"_csrf":"${TOKEN}"}` }],
  ])('compares an anti-CSRF token in %s with the cookies, and does not keep it', (_title, postData) => {
    const headers = { Cookie: `csrf=${TOKEN}` };
    const observations = seen(entry('https://app.example/a', { method: 'POST', postData, headers }));

    expect(observations[0]).toMatchObject({
      csrfTokens: [{ where: 'body', name: '_csrf', bits: 190, cookie: 'csrf' }],
    });
    expect(JSON.stringify(observations)).not.toContain(TOKEN);
  });

  const sent = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };

  it.each<[title: string, unread: boolean, more: Said]>([
    ['a body that is not in the file', true, { bodySize: 30 }],
    ['an empty text for 30 bytes', true, { bodySize: 30, postData: { text: '' } }],
    ['a size that is not known', true, { bodySize: -1 }],
    ['neither size nor body', true, {}],
    ['a body longer than is read', true, { postData: { text: 'a'.repeat(65_537) } }],
    ['an empty body', false, { bodySize: 0 }],
    ['an empty text', false, { bodySize: -1, postData: { text: '', params: [] } }],
    ['a text', false, { bodySize: 3, postData: { text: 'a=b' } }],
    ['parameters', false, { bodySize: 3, postData: { params: [{ name: 'a', value: 'b' }] } }],
  ])('with %s says whether it was read', (_title, unread, more) => {
    const [request] = seen(entry('https://app.example/a', { ...sent, ...more }));
    expect(request).toMatchObject({ type: 'request', fields: expect.any(Array) });
    expect('bodyUnread' in (request ?? {})).toBe(unread);
  });

  it('of several Set-Cookie has each of them, apart or joined', () => {
    const answers: [string, string][] = [
      ['Set-Cookie', 'a=1; Path=/'],
      ['set-cookie', 'b=2; Path=/\nc=3; Path=/'],
    ];
    const [, response] = seen(entry('https://app.example/', { answers }));

    expect(response).toMatchObject({ cookies: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
  });

  it('joins a value with itself, and with nothing of another file', () => {
    const page = entry('https://app.example/', { headers: { Cookie: `sid=${opaque('s')}` } });
    const prints = [...seen(page, page), ...seen(page)].flatMap((each) =>
      each.type === 'request' ? each.values.map(({ shape }) => shape.fingerprint) : [],
    );

    expect([prints[0] === prints[1], prints[0] === prints[2]]).toEqual([true, false]);
  });
});

describe('the login in a HAR', () => {
  const form = { mimeType: 'application/x-www-form-urlencoded', text: 'username=ada&password=x' };
  const cookie = `connect.sid=${express('ada')}`;

  it('with a session cookie is judged as in the browser', () => {
    const [report, ...others] = assess(
      seen(
        entry('https://app.example/login', { at: '2026-01-15T12:00:00Z' }),
        entry('https://app.example/login', {
          at: '2026-01-15T12:00:05Z',
          method: 'POST',
          postData: form,
          status: 303,
          answers: [
            ['Location', '/'],
            ['Set-Cookie', `${cookie}; Path=/; HttpOnly`],
          ],
        }),
        entry('https://app.example/', { at: '2026-01-15T12:00:06Z', headers: { Cookie: cookie } }),
      ),
    );

    expect(others).toEqual([]);
    expect(report).toMatchObject({
      site: 'https://app.example',
      verdict: { kind: 'session', signedIn: 'yes' },
      credentials: [{ id: 'cookie:connect.sid', decisive: true }],
    });
  });

  it('with a bearer token is judged as in the browser', () => {
    const [report] = assess(
      seen(
        entry('https://app.example/'),
        entry('https://app.example/api', {
          type: 'fetch',
          at: '2026-01-15T12:00:05Z',
          headers: { Authorization: `Bearer ${adas('1', { email: 'ada@app.example' })}` },
        }),
      ),
    );

    expect(report).toMatchObject({ verdict: { kind: 'token', state: 'client', signedIn: 'yes' } });
  });
});

describe('what else a HAR tells', () => {
  it('is a Referer with a token, a password in an address, and what caches said', () => {
    const token = adas('1');
    const [report] = assess(
      seen(
        entry('https://app.example/in?user=ada&password=hunter2', {
          answers: [['Set-Cookie', `sid=${opaque('s')}; Path=/; HttpOnly`]],
        }),
        entry('https://app.example/account', {
          at: '2026-01-15T12:00:05Z',
          headers: { Cookie: `sid=${opaque('s')}` },
          answers: [
            ['Content-Type', 'text/html'],
            ['X-Cache', 'HIT'],
          ],
        }),
        entry('https://app.example/api', {
          type: 'fetch',
          at: '2026-01-15T12:00:06Z',
          headers: { Authorization: `Bearer ${token}` },
        }),
        entry('https://stats.example.net/hit', {
          type: 'fetch',
          at: '2026-01-15T12:00:07Z',
          headers: { Referer: `https://app.example/a?access_token=${token}`, Authorization: `Bearer ${token}` },
        }),
      ),
    );

    const rules = report?.findings.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining([
        'authenticated-response-cacheable',
        'password-in-url',
        'token-in-referrer',
        'token-sent-to-third-party',
      ]),
    );
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });
});

describe('a file that is no HAR', () => {
  const good = entry('https://app.example/');

  it.each<[title: string, file: unknown, message: RegExp]>([
    ['nothing', undefined, /^This is not a HAR file: .*\.$/],
    ['null', null, /^This is not a HAR file: .*\.$/],
    ['a text', 'HAR', /^This is not a HAR file: .*\.$/],
    ['a text of several lines, and secrets', `a\n${SECRET}`, /^This is not a HAR file: [^\n]{1,60}\.$/],
    [
      'a secret where something else should be',
      har({ ...good, request: { ...good.request, headers: SECRET } }),
      /^Entry 0 of the HAR .*"request\.headers"\.$/,
    ],
    ['a list', [], /^This is not a HAR file: .*"log"\.$/],
    ['another JSON', { name: 'coatcheck' }, /^This is not a HAR file: .*"log"\.$/],
    ['a log without entries', { log: {} }, /^This is not a HAR file: .*"log\.entries"\.$/],
    ['entries that are no list', { log: { entries: {} } }, /^This is not a HAR file: .*"log\.entries"\.$/],
    [
      'a broken entry',
      har(good, { ...good, request: { method: 'GET' } }),
      /^Entry 1 of the HAR cannot be read: .*"request\.url"\.$/,
    ],
    ['an entry of nothing', har(null), /^Entry 0 of the HAR cannot be read: .*"the top"\.$/],
    [
      'a header without a name',
      har({ ...good, response: { status: 200, headers: [{ value: SECRET }] } }),
      /^Entry 0 of the HAR .*"response\.headers\.0\.name"\.$/,
    ],
  ])('is refused in one sentence that names the place: %s', (_title, file, message) => {
    let said = '';
    try {
      observationsFromHar(file);
    } catch (error) {
      said = error instanceof Error ? error.message : '';
    }

    expect(said).toMatch(message);
    expect(said).not.toContain('\n');
    expect(said).not.toContain(SECRET);
  });
});

describe('messages of OAuth and SAML in a HAR', () => {
  const said = (postData: object) =>
    seen(entry('https://app.example/token', { method: 'POST', type: 'fetch', postData })).map((each) => ({
      ...(each.type === 'request' ? { token: each.tokenRequest, saml: each.saml } : {}),
    }))[0];
  const XML = btoa('<Response><Assertion/></Response>');

  it('are read from the text', () => {
    const text = 'grant_type=password&client_secret=hunter2hunter2';
    expect(said({ mimeType: 'application/x-www-form-urlencoded', text })?.token).toMatchObject({
      grant: 'password',
      clientSecret: true,
    });
    const json = { mimeType: 'application/json', text: '{"grant_type":"password"}' };
    expect(said(json)?.token).toMatchObject({ grant: 'password', clientSecret: false });
  });

  it('are read from the parameters where there is no text', () => {
    const params = [
      { name: 'grant_type', value: 'authorization_code' },
      { name: 'code_verifier', value: SECRET },
      { name: 'client_secret' },
    ];
    expect(said({ params })?.token).toMatchObject({ grant: 'authorization_code', verifier: true, clientSecret: false });
    expect(said({ params: [{ name: 'SAMLResponse', value: encodeURIComponent(XML) }], text: '' })?.saml).toBeDefined();
  });

  it('leave no value behind', () => {
    const text = `grant_type=password&password=${SECRET}&client_secret=${SECRET}`;
    const told = seen(entry('https://app.example/token', { method: 'POST', postData: { text } }));
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });
});

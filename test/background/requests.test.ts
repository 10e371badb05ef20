/** webRequest → Observations: what is picked, and what does not get in. */
import { describe, expect, it } from 'vitest';
import { DOCUMENT_TYPES, Requests, resourceOf, WATCHED_TYPES } from '../../src/background/requests.ts';
import { Tabs } from '../../src/background/tabs.ts';
import type { Observation, RequestSeen, ResponseSeen } from '../../src/core/observe/observation.ts';
import { details, headers, print } from './fakes.ts';

const SHOP = 'https://shop.example';
const IDP = 'https://login.example';
const SECRET = 'correct-horse-battery-staple-9f8e7d';

const fresh = (): Requests => {
  const tabs = new Tabs();
  tabs.restore([{ id: 1, url: `${SHOP}/` }]);
  return new Requests(tabs, () => true);
};

const request = (seen: readonly Observation[]): RequestSeen => {
  const [first] = seen;
  if (first?.type !== 'request') throw new Error('No request was observed.');
  return first;
};

const response = (seen: readonly Observation[]): ResponseSeen => {
  const [first] = seen;
  if (first?.type !== 'response') throw new Error('No response was observed.');
  return first;
};

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

/** What is observed of a POST with this body, as text. */
const posted = (requestBody: object): { seen: RequestSeen; text: string } => {
  const requests = fresh();
  const post = details(`${SHOP}/login`, { method: 'POST', initiator: SHOP });
  requests.body({ ...post, requestBody });
  const seen = request(requests.sent({ ...post, requestHeaders: [] }, print));
  return { seen, text: JSON.stringify(seen) };
};

describe('an anti-CSRF token in a body', () => {
  const TOKEN = 'q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3';

  it.each<[string, object]>([
    ['a form', { formData: { _csrf: [TOKEN] } }],
    ['a form sent as text', { raw: [{ bytes: bytes(`to=bob&_csrf=${TOKEN}`) }] }],
    ['JSON', { raw: [{ bytes: bytes(JSON.stringify({ _csrf: TOKEN })) }] }],
  ])('is compared with the cookies, in %s, and not kept', (_title, requestBody) => {
    const requests = fresh();
    const post = details(`${SHOP}/transfer`, { method: 'POST', initiator: SHOP });
    requests.body({ ...post, requestBody });
    const seen = request(requests.sent({ ...post, requestHeaders: headers({ Cookie: `csrf=${TOKEN}` }) }, print));
    expect(seen.csrfTokens).toEqual([{ where: 'body', name: '_csrf', bits: 190, cookie: 'csrf' }]);
    expect(JSON.stringify(seen)).not.toContain(TOKEN);
  });

  it('tells of a GraphQL query that it only asks', () => {
    expect(posted({ raw: [{ bytes: bytes('{"query":"{ me { name } }"}') }] }).seen.reads).toBe(true);
    expect(posted({ raw: [{ bytes: bytes('{"query":"mutation { a }"}') }] }).seen).not.toHaveProperty('reads');
  });
});

describe('a request’s body', () => {
  it.each<[string, object, string[]]>([
    ['a form', { formData: { user: ['ann'], password: [SECRET] } }, ['user', 'password']],
    ['JSON', { raw: [{ bytes: bytes(JSON.stringify({ user: 'ann', password: SECRET })) }] }, ['user', 'password']],
    ['JSON after a space', { raw: [{ bytes: bytes(` {"password":"${SECRET}"}`) }] }, ['password']],
    ['nested JSON', { raw: [{ bytes: bytes(`{"data":{"password":"${SECRET}"}}`) }] }, ['data', 'password']],
    ['a form sent as text', { raw: [{ bytes: bytes(`user=ann&password=${SECRET}`) }] }, ['user', 'password']],
    ['broken JSON', { raw: [{ bytes: bytes(`{"password":"${SECRET}`) }] }, []],
    ['plain text', { raw: [{ bytes: bytes(SECRET) }] }, []],
    ['base64 with its padding', { raw: [{ bytes: bytes(btoa(`${SECRET}!`)) }] }, []],
    ['a short secret with padding', { raw: [{ bytes: bytes('Zm9vYmFyMQ==') }] }, []],
    ['a short secret with one sign of padding', { raw: [{ bytes: bytes('Zm9vYmFyMTI=') }] }, []],
    ['a sentence with a sign in it', { raw: [{ bytes: bytes(`my ${SECRET} = none of your business`) }] }, []],
    ['two parts', { raw: [{ bytes: bytes('{"a":1,') }, { bytes: bytes(`"b":"${SECRET}"}`) }] }, []],
    ['a file', { raw: [{ file: `/home/ann/${SECRET}` }] }, []],
    ['64 KiB and more', { raw: [{ bytes: bytes(JSON.stringify({ password: SECRET.repeat(2000) })) }] }, []],
    ['nothing', {}, []],
  ])('%s leaves names only', (_title, body, fields) => {
    const { seen, text } = posted(body);
    expect(seen.fields).toEqual(fields);
    for (const secret of [SECRET, 'horse', 'ann"', 'Zm9vYmFy', btoa(SECRET).slice(0, 12)])
      expect(text).not.toContain(secret);
  });

  it('belongs to its own request alone', () => {
    const requests = fresh();
    const [post, other] = [details(`${SHOP}/a`, { method: 'POST' }), details(`${SHOP}/b`)];
    requests.body({ ...post, requestBody: { formData: { password: [SECRET] } } });
    expect(request(requests.sent(other, print)).fields).toEqual([]);
    expect(request(requests.sent(post, print)).fields).toEqual(['password']);
    expect(request(requests.sent(post, print)).fields).toEqual([]);
  });

  const json = { requestHeaders: headers({ 'Content-Type': 'application/json' }) };

  it.each<[string, object | null]>([
    ['is missing, and is none', null],
    ['is empty, as Chromium tells it,', { error: 'Unknown error.' }],
    ['is a form', { formData: { user: ['ann'] } }],
    ['has no fields', { raw: [{ bytes: bytes('hello') }] }],
  ])('that %s is read', (_title, requestBody) => {
    const requests = fresh();
    const post = details(`${SHOP}/a`, { method: 'POST', ...json });
    requests.body({ ...post, requestBody });
    expect(request(requests.sent(post, print))).not.toHaveProperty('bodyUnread');
  });

  it.each<[string, object | undefined]>([
    ['never seen: the worker began after it', undefined],
    ['of two parts', { raw: [{ bytes: bytes('{"a":1,') }, { bytes: bytes('"b":2}') }] }],
    ['a form with a file', { raw: [{ bytes: bytes('--x') }, { file: 'a.txt' }] }],
    ['too long', { raw: [{ bytes: new ArrayBuffer(65_537) }] }],
  ])('that was %s is unread, if the headers tell of one', (_title, requestBody) => {
    const requests = fresh();
    const [post, empty] = [details(`${SHOP}/a`, { method: 'POST', ...json }), details(`${SHOP}/b`, { method: 'POST' })];
    if (requestBody !== undefined) for (const one of [post, empty]) requests.body({ ...one, requestBody });
    expect(request(requests.sent(post, print)).bodyUnread).toBe(true);
    expect(request(requests.sent(empty, print))).not.toHaveProperty('bodyUnread');
  });

  it('that is never sent is forgotten after 500 others', () => {
    const requests = fresh();
    const blocked = details(`${SHOP}/a`, { method: 'POST', requestBody: { formData: { password: [SECRET] } } });
    requests.body(blocked);
    for (let count = 0; count < 500; count += 1)
      requests.body(details(`${SHOP}/b`, { method: 'POST', requestBody: { formData: { q: ['1'] } } }));
    expect(request(requests.sent(blocked, print)).fields).toEqual([]);
  });
});

describe('a request’s headers', () => {
  it('become shapes, of which the value cannot be told', () => {
    const seen = fresh().sent(
      details(`${SHOP}/api?access_token=${SECRET}`, {
        requestHeaders: headers({ Cookie: `sid=${SECRET}`, Authorization: `Bearer ${SECRET}`, 'X-Csrf-Token': SECRET }),
      }),
      print,
    );
    expect(request(seen).values.map(({ where, name }) => `${where} ${name}`)).toEqual([
      'cookie sid',
      'header Authorization',
      'header x-csrf-token',
      'query access_token',
    ]);
    expect(JSON.stringify(seen)).not.toContain('horse');
  });

  it('are read from their bytes where the value is no UTF-8', () => {
    const binaryValue = [...Buffer.from(`sid=${SECRET}\xe9`, 'latin1')];
    const seen = request(
      fresh().sent(details(`${SHOP}/`, { requestHeaders: [{ name: 'Cookie', binaryValue }] }), print),
    );
    expect(seen.values.map(({ name }) => name)).toEqual(['sid']);
  });

  it.each([
    ['neither value nor bytes', { name: 'Cookie' }],
    ['no bytes', { name: 'Cookie', binaryValue: [] }],
    ['a million bytes', { name: 'X-Token', binaryValue: new Array(1_000_000).fill(0xff) }],
    ['four million characters', { name: 'Authorization', value: `Bearer ${'a'.repeat(4_000_000)}` }],
  ])('may have %s', (_title, header) => {
    const seen = fresh().sent(details(`${SHOP}/`, { requestHeaders: [header] }), print);
    expect(JSON.stringify(seen).length).toBeLessThan(5000);
  });

  it('with user and password in the URL: neither is kept', () => {
    const seen = fresh().sent(
      details(`https://ann:${SECRET}@shop.example/x?y=${SECRET}#${SECRET}`, { type: 'main_frame' }),
      print,
    );
    expect(request(seen).url).toBe(`${SHOP}/x`);
    expect(JSON.stringify(seen)).not.toContain('horse');
  });

  it('of a preflight are nobody’s', () => {
    expect(fresh().sent(details(`${SHOP}/api`, { method: 'OPTIONS' }), print)).toEqual([]);
    expect(fresh().received(details(`${SHOP}/api`, { method: 'OPTIONS', statusCode: 204 }), print)).toEqual([]);
  });
});

describe('a response', () => {
  const received = (extra: object): ResponseSeen =>
    response(fresh().received(details(`${SHOP}/`, { statusCode: 200, ...extra }), print));

  it('tells its cookies, one header each (Chromium)', () => {
    const responseHeaders = [
      { name: 'set-cookie', value: 'a=1; Expires=Thu, 15 Jan 2099 12:00:00 GMT' },
      { name: 'Set-Cookie', value: 'b=2; HttpOnly' },
    ];
    expect(received({ responseHeaders }).cookies.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('tells its cookies, all in one header (Firefox)', () => {
    const value = `a=1; Expires=Thu, 15 Jan 2099 12:00:00 GMT\nb=${SECRET}; HttpOnly\nc=3`;
    const seen = received({ responseHeaders: [{ name: 'Set-Cookie', value }] });
    expect(seen.cookies.map(({ name, attributes }) => [name, attributes.httpOnly])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
    expect(JSON.stringify(seen)).not.toContain('horse');
  });

  it('tells a cookie whose value is no UTF-8', () => {
    const binaryValue = [...Buffer.from('sid=\xe9\xff; Path=/', 'latin1')];
    expect(
      received({ responseHeaders: [{ name: 'Set-Cookie', binaryValue }] }).cookies.map(({ name }) => name),
    ).toEqual(['sid']);
  });

  it('says that it came from the cache', () => {
    expect(received({ fromCache: true }).fromCache).toBe(true);
  });

  it('may have no headers at all', () => {
    expect(received({}).cookies).toEqual([]);
  });
});

describe('a login that the browser does itself', () => {
  const challenge = { statusCode: 401, responseHeaders: headers({ 'WWW-Authenticate': 'Basic realm="x"' }) };

  it('shows as a 401 whose request ends with another status', () => {
    const requests = fresh();
    const page = details(`${SHOP}/`, { type: 'main_frame' });
    expect(response(requests.received({ ...page, ...challenge }, print)).challenges).toEqual(['basic']);
    const end = response(requests.ended({ ...page, statusCode: 200 }, print));
    expect(end).toMatchObject({ status: 200, final: true, id: `#${page.requestId}` });
    expect(requests.ended({ ...page, statusCode: 200 }, print)).toEqual([]);
  });

  it('is not looked for at the end of other requests', () => {
    const requests = fresh();
    const page = details(`${SHOP}/`, { type: 'main_frame' });
    requests.received({ ...page, statusCode: 200 }, print);
    expect(requests.ended({ ...page, statusCode: 200 }, print)).toEqual([]);
  });
});

describe('a navigation through several origins', () => {
  it('is told on both sites from the form on', () => {
    const requests = fresh();
    const hop = { type: 'main_frame', initiator: SHOP, requestId: 'chain' };
    const sites = (seen: Observation[]): string[] => seen.map(({ site }) => site);
    expect(sites(requests.sent(details(`${IDP}/in`, { ...hop, method: 'POST' }), print))).toEqual([IDP, SHOP]);
    expect(sites(requests.received(details(`${IDP}/in`, { ...hop, method: 'POST', statusCode: 302 }), print))).toEqual([
      IDP,
      SHOP,
    ]);
    expect(sites(requests.sent(details(`${SHOP}/back`, hop), print))).toEqual([SHOP, IDP]);
    expect(sites(requests.received(details(`${SHOP}/back`, { ...hop, statusCode: 200 }), print))).toEqual([SHOP, IDP]);
  });

  it('survives a loop of redirects', () => {
    const requests = fresh();
    const hop = { type: 'main_frame', initiator: IDP, requestId: 'loop', method: 'POST' };
    for (let count = 0; count < 21; count += 1)
      expect(requests.sent(details(`https://h${count}.example/`, hop), print).length).toBeLessThanOrEqual(4);
  });
});

describe('the types of requests', () => {
  it('that cannot teach anything are not listened to', () => {
    for (const type of ['image', 'font', 'stylesheet', 'script', 'media']) expect(WATCHED_TYPES).not.toContain(type);
    expect(DOCUMENT_TYPES).toEqual(['main_frame', 'sub_frame']);
  });

  it.each([
    ['main_frame', 'document'],
    ['sub_frame', 'frame'],
    ['xmlhttprequest', 'fetch'],
    ['websocket', 'socket'],
    ['ping', 'beacon'],
    ['beacon', 'beacon'],
    ['speculative', 'other'],
    ['__proto__', 'other'],
  ])('%s is a %s', (type, resource) => {
    expect(resourceOf(type)).toBe(resource);
  });
});

describe('a login at another origin', () => {
  const hop = (url: string, method: string, requests: Requests, form?: Record<string, unknown>): RequestSeen => {
    const sent = { ...details(url, { method, type: 'main_frame', initiator: IDP }), requestId: 'chain' };
    if (form !== undefined) requests.body({ ...sent, requestBody: { formData: form } });
    const seen = requests.sent({ ...sent, requestHeaders: [] }, print);
    const own = seen.find((one) => one.site === new URL(url).origin);
    return request(own === undefined ? [] : [own]);
  };

  it('is told where its redirects end, and not on the way', () => {
    const requests = fresh();
    expect(hop(`${IDP}/login`, 'POST', requests, { password: [SECRET] })).not.toHaveProperty('afterLogin');
    expect(hop(`${IDP}/consent`, 'GET', requests)).not.toHaveProperty('afterLogin');
    expect(hop(`${SHOP}/in`, 'GET', requests).afterLogin).toBe(true);
  });

  it('is none without a password', () => {
    const requests = fresh();
    hop(`${IDP}/search`, 'POST', requests, { q: ['coats'] });
    expect(hop(`${SHOP}/in`, 'GET', requests)).not.toHaveProperty('afterLogin');
  });
});

describe('messages of OAuth and SAML', () => {
  const AUTHORIZE = `${IDP}/authorize?client_id=web&response_type=code&redirect_uri=${encodeURIComponent(`${SHOP}/cb`)}`;
  const sent = (url: string, more: object = {}): Observation[] =>
    fresh().sent({ ...details(url, { type: 'main_frame', ...more }), requestHeaders: [] }, print);
  const sites = (seen: readonly Observation[]): string[] => seen.map(({ type, site }) => `${type} ${site}`);

  it('are read from a form, and from text', () => {
    const grant = { grant: 'password', clientSecret: true, verifier: false, basicSecret: false };
    const formData = { grant_type: ['password'], password: [SECRET], client_secret: [SECRET] };
    const text = JSON.stringify({ grant_type: 'password', password: SECRET, client_secret: SECRET });
    for (const body of [{ formData }, { raw: [{ bytes: bytes(text) }] }]) {
      const { seen, text: kept } = posted(body);
      expect(seen.tokenRequest).toEqual(grant);
      expect(kept).not.toContain(SECRET);
    }
    const xml = btoa(`<Response><Assertion><NameID>${SECRET}</NameID></Assertion></Response>`);
    const { seen, text: kept } = posted({ formData: { SAMLResponse: [xml] } });
    expect(seen.saml).toMatchObject({ assertionSigned: false, endless: true });
    expect(kept).not.toContain(SECRET);
    expect(kept).not.toContain(xml);
  });

  it('that a page sends its user away with are told to the page’s site, without what belongs to the other', () => {
    const seen = sent(AUTHORIZE, { initiator: SHOP });
    expect(sites(seen)).toEqual([`request ${IDP}`, `page ${SHOP}`]);
    expect(seen[1]).toMatchObject({ url: `${IDP}/authorize`, values: [], authorization: { responseTypes: ['code'] } });
  });

  it.each<[string, string, object]>([
    ['the user typed', AUTHORIZE, {}],
    ['the provider makes itself', AUTHORIZE, { initiator: IDP }],
    ['are none', `${IDP}/about?client_id=web`, { initiator: SHOP }],
    ['a script makes', AUTHORIZE, { initiator: SHOP, type: 'xmlhttprequest' }],
    ['an embedded page makes', AUTHORIZE, { initiator: 'https://chat.example', type: 'sub_frame', frameId: 3 }],
  ])('that %s are told once', (_title, url, more) => {
    expect(sent(url, more)).toHaveLength(1);
  });

  it('that a form posts are told to both already', () => {
    const seen = sent(AUTHORIZE, { initiator: SHOP, method: 'POST' });
    expect(sites(seen)).toEqual([`request ${IDP}`, `request ${SHOP}`]);
  });
});

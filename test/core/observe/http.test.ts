import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeRequest, type RawRequest } from '../../../src/core/observe/http.ts';
import { observeResponse, type RawResponse } from '../../../src/core/observe/http-response.ts';
import type { RequestSeen, ResponseSeen } from '../../../src/core/observe/observation.ts';
import { Recall } from '../../../src/core/observe/recall.ts';
import { nearly } from './hostile.ts';
import { jwt } from './tokens.ts';

const AT = Date.UTC(2026, 0, 15, 12);
const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
const TOKEN = jwt({ sub: 'ada' });
/** Lets the tests see what was fingerprinted. */
const print = (secret: string): string => `<${secret}>`;

const base = {
  id: '1',
  at: AT,
  site: 'https://app.example',
  partition: null,
  method: 'get',
  url: 'https://app.example/a',
};
const rawRequest = (change: Partial<RawRequest>): RawRequest => ({
  ...base,
  resource: 'fetch',
  headers: [],
  fields: [],
  ...change,
});
const rawResponse = (change: Partial<RawResponse>): RawResponse => ({
  ...base,
  resource: 'fetch',
  status: 200,
  headers: [],
  ...change,
});
const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));

const request = (change: Partial<RawRequest>, recall?: Recall): RequestSeen => {
  const seen = observeRequest(rawRequest(change), print, recall);
  if (seen === undefined) throw new Error('Nothing was observed.');
  return seen;
};
const response = (headers: Record<string, string>, change: Partial<RawResponse> = {}): ResponseSeen => {
  const seen = observeResponse(rawResponse({ headers: pairs(headers), ...change }), print);
  if (seen === undefined) throw new Error('Nothing was observed.');
  return seen;
};
const sent = (headers: Record<string, string>): string[] =>
  request({ headers: pairs(headers) }).values.map(({ where, name, scheme, shape }) =>
    [where, name, scheme, shape.format, shape.fingerprint].filter((part) => part !== undefined).join(' '),
  );

describe('a request', () => {
  it('becomes plain data without query, fragment, user info and body', () => {
    const seen = request({
      method: 'post',
      url: `https://ada:lovelace@app.example/a/${TOKEN}?q=secret&q=2#secret`,
      initiator: 'https://app.example',
      headers: pairs({ 'Content-Type': 'application/json; charset=utf-8' }),
      fields: ['title', 'q'],
    });

    expect(seen).toEqual({
      type: 'request',
      id: '1',
      at: AT,
      site: 'https://app.example',
      partition: null,
      method: 'POST',
      url: 'https://app.example/a/…',
      resource: 'fetch',
      initiator: 'https://app.example',
      values: [],
      fields: ['q', 'title'],
      customHeaders: [],
      contentType: 'application/json',
    });
  });

  it.each(['chrome-extension://abc/x', 'data:text/html,x', 'about:blank', 'ftp://app.example/', 'no url'])(
    'to %s is none',
    (url) => {
      expect(observeRequest(rawRequest({ url }), print)).toBeUndefined();
      expect(observeResponse(rawResponse({ url }), print)).toBeUndefined();
    },
  );

  it('of a socket belongs to the origin of its page', () => {
    expect(request({ url: 'wss://app.example/live' }).url).toBe('https://app.example/live');
  });
});

describe('the values of a request', () => {
  it.each<[header: string, value: string, expected: string[]]>([
    ['Cookie', 'a=1; sid="x=y=="; lone', ['cookie a text <1>', 'cookie sid text <x=y==>', 'cookie  text <lone>']],
    ['Authorization', `Bearer ${TOKEN}`, [`header Authorization bearer jwt <${TOKEN}>`]],
    ['AUTHORIZATION', TOKEN, [`header Authorization  jwt <${TOKEN}>`]],
    ['Authorization', 'Basic YWRhOmxvdmVsYWNl', ['header Authorization basic basic <YWRhOmxvdmVsYWNl>']],
    ['Authorization', `DPoP ${OPAQUE}`, [`header Authorization dpop opaque <${OPAQUE}>`]],
    ['X-CSRF-Token', 'short', ['header x-csrf-token text <short>']],
    ['X-Auth-Token', 'short', ['header x-auth-token text <short>']],
    ['apikey', 'short', ['header apikey text <short>']],
    ['X-Whatever', OPAQUE, [`header x-whatever opaque <${OPAQUE}>`]],
    ['X-Whatever', 'short', []],
    ['X-Request-Id', OPAQUE, []],
    ['traceparent', `00-${'0af7651916cd43dd8448eb211c80319c'}-b7ad6b7169203331-01`, []],
    ['If-None-Match', OPAQUE, []],
    ['User-Agent', OPAQUE, []],
    ['Sec-WebSocket-Key', OPAQUE, []],
    ['Proxy-Authorization', 'Basic YWRhOmxvdmVsYWNl', []],
    ['Cookie', '', []],
    ['Authorization', '', []],
  ])('in %s: %s', (header, value, expected) => {
    expect(sent({ [header]: value })).toEqual(expected);
  });

  it.each<[query: string, expected: string[]]>([
    [`?access_token=${OPAQUE}`, [`access_token <${OPAQUE}>`]],
    ['?sid=1', ['sid <1>']],
    [`?anything=${OPAQUE}`, [`anything <${OPAQUE}>`]],
    ['?page=2&q=coats&token=', []],
    [`;jsessionid=${OPAQUE}`, [`jsessionid <${OPAQUE}>`]],
    [`?token=%22${OPAQUE}%22`, [`token <${OPAQUE}>`]],
  ])('in the address: %s', (query, expected) => {
    const { values } = request({ url: `https://app.example/a${query}` });

    expect(values.map(({ where, name, shape }) => [where, `${name} ${shape.fingerprint}`])).toEqual(
      expected.map((value) => ['query', value]),
    );
  });

  it('of a flood of parameters are few', () => {
    const many = Array.from({ length: 90 }, (_, index) => `token=${OPAQUE}${index}`).join('&');

    expect(request({ url: `https://app.example/?${many}` }).values).toHaveLength(20);
  });
});

describe('the other headers of a request', () => {
  it('are named if no plain form can send them', () => {
    const headers = pairs({
      Accept: '*/*',
      Origin: 'https://app.example',
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'text/plain',
      Authorization: 'Bearer x',
      'X-Requested-With': 'XMLHttpRequest',
      'X-CSRF-Token': 'x',
      'HX-Request': 'true',
    });

    expect(request({ headers }).customHeaders).toEqual(['x-requested-with', 'x-csrf-token', 'hx-request']);
  });

  it('are at most 24 names, cut to size', () => {
    const headers = Array.from({ length: 60 }, (_, index) => ({ name: `X-${'n'.repeat(90)}-${index}`, value: '1' }));
    const { customHeaders } = request({ headers });

    expect([customHeaders.length, customHeaders[0]?.length]).toEqual([24, 64]);
  });
});

describe('huge and binary values', () => {
  it.each<[title: string, value: string]>([
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['a megabyte of cookies', 'a=b;'.repeat(250_000)],
    ['bytes', String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code))],
    ['half a pair', '\ud800'.repeat(100)],
    ['a million commas', ','.repeat(1_000_000)],
  ])('%s leave a small observation', (_title, value) => {
    const headers = pairs({
      Cookie: value,
      Authorization: `Bearer ${value}`,
      'X-Auth-Token': value,
      'Content-Type': value,
    });
    const seen = observeRequest(rawRequest({ headers }), () => 'f'.repeat(32));
    const answer = response({
      'Set-Cookie': value,
      'WWW-Authenticate': value,
      Location: value,
      'Set-Login': value,
      'Content-Type': value,
    });

    expect(JSON.stringify(seen).length).toBeLessThan(100_000);
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
    expect(seen?.values.some(({ name }) => name === 'Authorization')).toBe(true);
    expect(Math.max(...(seen?.values ?? []).map(({ shape }) => shape.length))).toBeLessThanOrEqual(65_536);
  });

  it('of any kind are survived', () => {
    const text = nearly('Bearer ', 'Basic ', TOKEN, 'sid=', '; Path=/', '; Max-Age=0', 'https://app.example/');
    fc.assert(
      fc.property(text, text, (name, value) => {
        const headers = [name, 'Cookie', 'Authorization', 'Set-Cookie', 'WWW-Authenticate', 'Location'].map((each) => ({
          name: each,
          value,
        }));
        const seen = [
          observeRequest(rawRequest({ headers, url: `https://app.example/${value}` }), print),
          response({}, { headers }),
        ];

        expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('recall', () => {
  const cookie = (value: string) => ({ headers: pairs({ Cookie: value }) });

  it('gives the same values without shaping them again', () => {
    const recall = new Recall();
    const first = request(cookie(`sid=${OPAQUE}`), recall);
    const second = observeRequest(rawRequest(cookie(`sid=${OPAQUE}`)), () => 'asked anew', recall);

    expect(second).toEqual(first);
    expect(first).toEqual(request(cookie(`sid=${OPAQUE}`)));
  });

  it.each<[title: string, change: Partial<RawRequest>]>([
    ['the value changed', cookie('sid=other')],
    ['the origin is another', { ...cookie(`sid=${OPAQUE}`), url: 'https://api.app.example/' }],
    ['the header is another', { headers: pairs({ 'X-Auth-Token': `sid=${OPAQUE}` }) }],
  ])('does not stand in when %s', (_title, change) => {
    const recall = new Recall();
    request(cookie(`sid=${OPAQUE}`), recall);

    expect(request(change, recall)).toEqual(request(change));
  });

  it('keeps the headers to several origins apart, so that taking turns costs nothing', () => {
    const recall = new Recall();
    const mine = request(cookie('sid=1'), recall);
    request({ ...cookie('sid=2'), url: 'https://api.app.example/' }, recall);

    expect(observeRequest(rawRequest(cookie('sid=1')), () => 'asked anew', recall)).toEqual(mine);
  });

  it('forgets before it grows without end', () => {
    const recall = new Recall();
    for (let index = 0; index < 2500; index += 1)
      request({ ...cookie('a=b'), url: `https://a${index}.example/` }, recall);

    expect(recall.headers.size).toBeLessThanOrEqual(2000);
  });
});

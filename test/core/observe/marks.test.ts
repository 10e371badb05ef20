import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fragmentMarks, locationMarks, type MarkedRequest, requestMarks } from '../../../src/core/observe/marks.ts';
import type { Resource } from '../../../src/core/observe/observation.ts';
import { observePage } from '../../../src/core/observe/page.ts';
import { parseUrl, type SeenUrl } from '../../../src/core/observe/url.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwt } from './tokens.ts';

const seen = (address: string): SeenUrl => {
  const url = parseUrl(new URL(address, 'https://app.example').href);
  if (url === undefined) throw new Error(`No URL: ${address}`);
  return url;
};
const request = (address: string, change: Partial<MarkedRequest> = {}): MarkedRequest => ({
  method: 'GET',
  url: seen(address),
  resource: 'document',
  headers: new Map(),
  body: [],
  ...change,
});
const marks = (address: string, change: Partial<MarkedRequest> = {}) => requestMarks(request(address, change));
const header = (name: string, value: string) => ({ headers: new Map([[name, value]]) });
const post = (...body: string[]) => ({ method: 'POST', body });

describe('requestMarks', () => {
  test.each<[address: string, change: Partial<MarkedRequest>, expected: string[]]>([
    ['/', {}, []],
    ['/a?client_id=1&response_type=code+token', {}, ['oauth-code', 'oauth-implicit']],
    ['/a?client_id=1&response_type=none', {}, []],
    ['/a?client_id=1&response_type=tokens', {}, []],
    ['/a?response_type=code', {}, []],
    ['/a?client_id=1&response_type=code&scope=openidx', {}, ['oauth-code']],
    [`/a?client_id=1&request=${jwt({ response_type: 'token' })}`, {}, ['oauth-implicit', 'oauth-jar']],
    ['/a?client_id=1&request=friend', {}, []],
    ['/cb?code=abc&state=xyz', {}, ['oauth-code']],
    ['/cb?code=abc&state=xyz', { resource: 'fetch' }, []],
    ['/cb?code=ab&state=xyz', {}, []],
    ['/cb?code=123456&state=xyz', {}, []],
    ['/x?SAMLResponse=x', {}, ['saml']],
    ['/x?ticket=ST-1', {}, ['cas']],
    ['/x?ticket=ST-1', { resource: 'fetch' }, []],
    ['/x?ticket=1', {}, []],
    ['/.well-known/openid-configuration', { resource: 'fetch' }, ['oidc']],
    ['/x', post('grant_type', 'code'), ['oauth-code']],
    ['/x', post('client_id', 'response_type', 'code_challenge', 'nonce'), ['oauth-code', 'oidc']],
    ['/as/par', post('client_id', 'response_type', 'code_challenge'), ['oauth-code', 'oauth-par']],
    ['/x', { method: 'GET', body: ['SAMLResponse'] }, []],
    ['/x', header('sec-fetch-dest', 'webidentity'), ['fedcm']],
    ['/x', header('sec-fetch-dest', 'document'), []],
    ['/x', header('dpop', jwt({ jti: '1' })), []],
    ['/x', header('sec-session-id', 'a'), ['device-bound-session']],
    ['/x', header('authorization', 'SAPISIDHASH 1_a'), ['signed-request']],
    ['/x', header('authorization', 'Bearer SAPISIDHASH'), []],
    ['/x', header('signature', 'sig1=:ab:'), []],
    ['/x', header('client-cert', ':ab:'), ['mtls-hint']],
    ['/x', { resource: 'socket' }, ['socket']],
    ['/socket.io/?EIO=4&transport=polling', { resource: 'fetch' }, ['socket']],
    ['/sockjs/123/abc/xhr_streaming', { resource: 'fetch' }, ['socket']],
    ['/news/123/abc/xhr', { resource: 'fetch' }, ['socket']],
    ['/news/1234/abc/xhr', { resource: 'fetch' }, []],
    ['https://mtls.app.example/', {}, ['mtls-hint']],
    ['https://app.example:49443/', {}, ['mtls-hint']],
    ['https://mtls-info.example/', {}, []],
  ])('of %s with %j', (address, change, expected) => {
    expect(marks(address, change)).toEqual(expected);
  });

  test('never throws, and marks each thing once', () => {
    const resources = fc.constantFrom<Resource>('document', 'fetch', 'socket', 'frame');
    const text = nearly('client_id=1', '&', 'request=', jwt({ scope: 1 }), 'code=', 'state=', 'ticket=ST-', '%', '+');
    fc.assert(
      fc.property(text, text, resources, (query, value, resource) => {
        const headers = new Map([
          ['dpop', value],
          ['authorization', value],
        ]);
        const found = marks(`/?${query}`, { resource, headers, method: 'POST', body: query.split('=') });
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: RUNS },
    );
  });
});

test.each([
  ['/cb#access_token=x&token_type=bearer', ['oauth-implicit']],
  ['/cb#id_token=x&access_token=y', ['oauth-implicit', 'oidc']],
  ['/cb#code=x&state=y', ['oauth-code']],
  ['/cb#/route?access_token=x', ['oauth-implicit']],
  ['/cb#access_token', []],
  ['/cb#section', []],
])('a redirect to %s', (address, expected) => {
  expect(locationMarks(seen(address))).toEqual(expected);
  expect(fragmentMarks(seen(address).fragment)).toEqual(expected);
});

describe('observePage', () => {
  const about = { at: 1, site: 'https://app.example', partition: null };
  const page = (url: string) => observePage({ ...about, url }, (secret) => `<${secret}>`);

  test('keeps names and shapes of a fragment', () => {
    expect(page('https://app.example/cb?a=1#access_token=F9mZ1QxLk8PzR3tUvW2yB4nC6&x=1')).toMatchObject({
      type: 'page',
      url: 'https://app.example/cb',
      values: [{ where: 'fragment', name: 'access_token', shape: { fingerprint: '<F9mZ1QxLk8PzR3tUvW2yB4nC6>' } }],
      marks: ['oauth-implicit'],
    });
  });

  test.each([
    'https://app.example/',
    'https://app.example/#top',
    'https://app.example/#a=1',
    'about:blank',
    'nonsense',
  ])('has nothing to say of %s', (url) => {
    expect(page(url)).toBeUndefined();
  });

  test('lists at most ten values', () => {
    const many = Array.from({ length: 50 }, () => 'token=F9mZ1QxLk8PzR3tUvW2yB4nC6').join('&');

    expect(page(`https://app.example/#${many}`)?.values).toHaveLength(10);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLocalHost, keptPath, parseUrl, placeInUrl } from '../../../src/core/observe/url.ts';
import { nearly, RUNS } from './hostile.ts';
import { RFC_JWT } from './tokens.ts';

describe('a session in the path', () => {
  const ticket = 'lit3py55t21z5v55vlm25s55';

  test.each([
    [`/(S(${ticket}))/a.aspx`, '/(S(…))/a.aspx', [{ name: 'ASP.NET_SessionId', value: ticket }]],
    [`/app/(X(1)S(${ticket}))/a`, '/app/(X(…)S(…))/a', [{ name: 'ASP.NET_SessionId', value: ticket }]],
    [
      `/(A(anon)F(forms)S(${ticket}))/`,
      '/(A(…)F(…)S(…))/',
      [
        { name: '.ASPXAUTH', value: 'forms' },
        { name: 'ASP.NET_SessionId', value: ticket },
      ],
    ],
    [`/%28S%28${ticket}%29%29/a`, '/(S(…))/a', [{ name: 'ASP.NET_SessionId', value: ticket }]],
    ['/(S())/a', '/(S())/a', []],
    ['/Mercury_(planet)', '/Mercury_(planet)', []],
    [`/${'('.repeat(5_000)}`, undefined, []],
  ])('%.60s', (path, kept, parameters) => {
    const parsed = parseUrl(`https://app.example${path}`);
    expect(parsed?.pathParams).toEqual(parameters);
    if (kept !== undefined) expect(parsed?.url).toBe(`https://app.example${kept}`);
  });

  test.each([
    ['https://app.example/a;jsessionid=…', 'jsessionid', 'path'],
    ['https://app.example/a;sessionid=…', 'id', 'query'],
    ['https://app.example/a', 'jsessionid', 'query'],
    ['https://app.example/(S(…))/a', 'ASP.NET_SessionId', 'path'],
    ['https://app.example/(X(…)S(…))/a', 'ASP.NET_SessionId', 'path'],
    ['https://app.example/a', 'ASP.NET_SessionId', 'query'],
  ])('%s: %s stands in the %s', (url, name, where) => {
    expect(placeInUrl(url, name)).toBe(where);
  });
});

describe('parseUrl', () => {
  test('takes a URL apart', () => {
    expect(parseUrl('https://Example.com:8443/a/b?x=1&y=a%20b#z')).toEqual({
      origin: 'https://example.com:8443',
      scheme: 'https',
      host: 'example.com',
      port: 8443,
      url: 'https://example.com:8443/a/b',
      query: [
        { name: 'x', value: '1' },
        { name: 'y', value: 'a b' },
      ],
      fragment: [],
      userinfo: false,
      pathParams: [],
    });
  });

  test.each([
    ['http://a.example/', 'http://a.example', 'http', 80],
    ['https://a.example:443/', 'https://a.example', 'https', 443],
    ['ws://a.example:8080/s', 'http://a.example:8080', 'ws', 8080],
    ['wss://a.example/s', 'https://a.example', 'wss', 443],
    ['https://[::1]:3000/', 'https://[::1]:3000', 'https', 3000],
  ])('%s belongs to %s', (url, origin, scheme, port) => {
    expect(parseUrl(url)).toMatchObject({ origin, scheme, port });
  });

  test.each([
    '',
    'x',
    '/path',
    'about:blank',
    'data:text/html,x',
    'blob:https://a.example/1',
    'ftp://a.example/',
    'javascript:alert(1)',
    'https://',
    'chrome-extension://abc/',
  ])('does not take %j', (url) => {
    expect(parseUrl(url)).toBeUndefined();
  });

  test('does not take more than 64 KiB', () => {
    expect(parseUrl(`https://a.example/?${'x'.repeat(65_536)}`)).toBeUndefined();
  });

  test('cuts a long path, and does not take a host name that no DNS has', () => {
    const seen = parseUrl(`https://a.example/${'a/'.repeat(5_000)}`);
    expect(seen?.url).toHaveLength(2_049);
    expect(seen?.url.endsWith('…')).toBe(true);
    expect(parseUrl(`https://${'a.'.repeat(126)}b/`)?.host).toHaveLength(253);
    expect(parseUrl(`https://${'a.'.repeat(126)}bc/`)).toBeUndefined();
  });

  test.each([
    ['a token alone', `?${RFC_JWT}`, RFC_JWT],
    ['a long text alone', '?not-random-but-a-long-text', 'not-random-but-a-long-text'],
    ['a token with = at its end', '?Zk3vQm8WfLr2Xb7NcTy5HsDp==', 'Zk3vQm8WfLr2Xb7NcTy5HsDp'],
    ['a token in place of a name', `?${RFC_JWT}=1`, '1'],
  ])('does not take %s for the name of a parameter', (_, query, value) => {
    expect(parseUrl(`https://a.example/verify${query}`)?.query).toEqual([{ name: '…', value }]);
  });

  test('takes a short word alone for a name', () => {
    expect(parseUrl('https://a.example/?wsdl&debug=')?.query).toEqual([
      { name: 'wsdl', value: '' },
      { name: 'debug', value: '' },
    ]);
  });

  test('keeps neither user name nor password', () => {
    const seen = parseUrl('https://alice:hunter2@a.example/x');
    expect(seen).toMatchObject({ userinfo: true, url: 'https://a.example/x', origin: 'https://a.example' });
    expect(JSON.stringify(seen)).not.toMatch(/alice|hunter2/);
  });

  test('notices a user name alone, and a password alone', () => {
    expect(parseUrl('https://alice@a.example/')?.userinfo).toBe(true);
    expect(parseUrl('https://:hunter2@a.example/')?.userinfo).toBe(true);
    expect(parseUrl('https://a.example/@alice')?.userinfo).toBe(false);
  });

  test.each([
    ['a JWT', `/t/${RFC_JWT}/x`, '/t/…/x'],
    ['an opaque token', '/reset/F9mZ1QxLk8PzR3tUvW2yB4nC6', '/reset/…'],
    ['a UUID', '/s/550e8400-e29b-41d4-a716-446655440000', '/s/…'],
    ['a session id in a path parameter', '/shop;jsessionid=0123456789ABCDEF/cart', '/shop;jsessionid=…/cart'],
    ['ordinary words', '/users/some-rather-long-page-name/edit', '/users/some-rather-long-page-name/edit'],
    ['a script', '/static/react-dom.production.min.js', '/static/react-dom.production.min.js'],
  ])('shows %s as %s', (_, path, shown) => {
    expect(parseUrl(`https://a.example${path}`)?.url).toBe(`https://a.example${shown}`);
  });

  test('gives path parameters', () => {
    expect(parseUrl('https://a.example/x;jsessionid=1A%20B;v/y;b=2?q=1')?.pathParams).toEqual([
      { name: 'jsessionid', value: '1A B' },
      { name: 'v', value: '' },
      { name: 'b', value: '2' },
    ]);
  });

  test.each([
    ['#access_token=abc&token_type=bearer', ['access_token', 'token_type']],
    ['#/route?access_token=abc', ['access_token']],
    ['#!/route?access_token=abc', ['access_token']],
    ['#/access_token=abc&state=x', ['access_token', 'state']],
    ['#?access_token=abc', ['access_token']],
    ['#section-2', []],
    ['#/route/to/page', []],
    ['#:~:text=hello', []],
    ['#', []],
    ['', []],
  ])('finds the parameters of the fragment %j', (fragment, names) => {
    expect(parseUrl(`https://a.example/${fragment}`)?.fragment.map(({ name }) => name)).toEqual(names);
  });

  test('keeps + and = in values, and decodes them once', () => {
    expect(parseUrl('https://a.example/?a=b+c==&d%5B%5D=%2525&e=%zz')?.query).toEqual([
      { name: 'a', value: 'b+c==' },
      { name: 'd[]', value: '%25' },
      { name: 'e', value: '%zz' },
    ]);
  });

  test('leaves nameless and endless names out, and keeps names from the prototype', () => {
    const { query } = parseUrl(`https://a.example/?=x&${'n'.repeat(101)}=1&__proto__=1&__proto__=2&&flag`) ?? {
      query: [],
    };
    expect(query.map(({ name }) => name)).toEqual(['__proto__', '__proto__', 'flag']);
  });

  test('stops after 100 parameters', () => {
    expect(parseUrl(`https://a.example/?${'a=1&'.repeat(5_000)}`)?.query).toHaveLength(100);
  });

  test('never throws, and shows neither query, fragment nor userinfo', () => {
    fc.assert(
      fc.property(nearly('https://', 'a.example', '/', '?a=', '#b=', 'u:p@', ';c=', '&'), (text) => {
        for (const url of [text, `https://a.example/${text}`]) {
          const seen = parseUrl(url);
          if (seen !== undefined) expect(seen.url.slice(seen.origin.length)).not.toMatch(/[?#]/);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('isLocalHost', () => {
  test.each(['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', '127.0.0.1', '127.255.0.3', '[::1]', '::1'])(
    '%s is',
    (host) => {
      expect(isLocalHost(host)).toBe(true);
    },
  );

  test.each([
    '',
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '128.0.0.1',
    '[::2]',
    '192.168.0.1',
    '0.0.0.0',
  ])('%j is not', (host) => {
    expect(isLocalHost(host)).toBe(false);
  });
});

describe('keptPath', () => {
  const SECRET = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';

  test.each([
    ['/a/b', '/a/b'],
    [`/a/${SECRET}`, '/a/…'],
    [`/${'a'.repeat(2_047)}`, `/${'a'.repeat(2_047)}`],
    [`/a/${'a'.repeat(2_046)}`, '/a/…'],
    // The limit goes through the secret: what is left of it looks like a word.
    [`/${'a'.repeat(2_035)}/${SECRET}`, `/${'a'.repeat(2_035)}/…`],
    ['a'.repeat(2_049), '…'],
  ])('%#', (path, kept) => {
    expect(keptPath(path)).toBe(kept);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookiePrefix, parseSetCookie, splitSetCookie } from '../../../src/core/observe/set-cookie.ts';
import { nearly, RUNS } from './hostile.ts';

const AT = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const parse = (line: string, url = 'https://www.example.com/app/login?x=1') => parseSetCookie(line, { url, at: AT });
const attributes = (line: string, url?: string) => parse(line, url)?.attributes;

describe('parseSetCookie', () => {
  test('fills in what a bare cookie leaves out', () => {
    expect(parse('SID=31d4d96e407aad42')).toEqual({
      name: 'SID',
      value: '31d4d96e407aad42',
      attributes: {
        domain: 'www.example.com',
        hostOnly: true,
        path: '/app',
        secure: false,
        httpOnly: false,
        sameSite: 'unset',
        session: true,
      },
      deletes: false,
    });
  });

  test('reads every attribute (RFC 6265bis section 3.1)', () => {
    expect(attributes('SID=31d; Path=/; Domain=example.com; Secure; HttpOnly; SameSite=Lax; Max-Age=60')).toEqual({
      domain: 'example.com',
      hostOnly: false,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      session: false,
      expires: AT + 60_000,
    });
  });

  test.each([
    ['= in the value', 'a=b=c==', 'a', 'b=c=='],
    ['quotes, which belong to the value', 'a="b c"; Path=/', 'a', '"b c"'],
    ['no name', '=b', '', 'b'],
    ['no =', 'b', '', 'b'],
    ['white space around', ' \ta = b \t; Path=/', 'a', 'b'],
    ['text beyond ASCII', 'a=ü🍪', 'a', 'ü🍪'],
    ['a comma', 'a=b,c=d', 'a', 'b,c=d'],
    ['a name from the prototype', '__proto__=x', '__proto__', 'x'],
    ['a lone surrogate', 'a=\ud800', 'a', '\ud800'],
  ])('takes %s', (_, line, name, value) => {
    expect(parse(line)).toMatchObject({ name, value });
  });

  test.each([
    ['nothing', ''],
    ['neither name nor value', '=; Path=/'],
    ['a control character', 'a=b\u0007'],
    ['a line feed', 'a=b\nc=d'],
    ['a NUL', 'a=b\0'],
    ['more than 4,096 characters', `a=${'b'.repeat(4_096)}`],
    ['the domain of somebody else', 'a=b; Domain=example.org'],
    ['a subdomain', 'a=b; Domain=a.www.example.com'],
    ['a domain that only ends alike', 'a=b; Domain=ample.com'],
  ])('refuses %s, as browsers do', (_, line) => {
    expect(parse(line)).toBeUndefined();
  });

  test('takes exactly 4,096 characters, and a tab', () => {
    expect(parse(`a=${'b'.repeat(4_095)}`)?.value).toHaveLength(4_095);
    expect(parse('a=b\tc')?.value).toBe('b\tc');
  });

  test.each(['', 'about:blank', 'ftp://example.com/', 'x'])('needs a web address, not %j', (url) => {
    expect(parse('a=b', url)).toBeUndefined();
  });

  test('does not care for case in attribute names and SameSite', () => {
    expect(attributes('a=b; SECURE; httponly; sAmEsItE=NONE; PATH=/x; MAX-AGE=1')).toMatchObject({
      secure: true,
      httpOnly: true,
      sameSite: 'none',
      path: '/x',
      expires: AT + 1_000,
    });
  });

  test('lets the last attribute win', () => {
    const line =
      'a=b; Path=/1; Path=/2; SameSite=Lax; SameSite=Strict; Domain=example.com; Domain=www.example.com; Max-Age=1; Max-Age=2';
    expect(attributes(line)).toMatchObject({
      path: '/2',
      sameSite: 'strict',
      domain: 'www.example.com',
      expires: AT + 2_000,
    });
  });

  test.each(['SameSite', 'SameSite=', 'SameSite=bogus', 'SameSite=Lax; SameSite=bogus'])(
    'reads %s as unset',
    (attribute) => {
      expect(attributes(`a=b; ${attribute}`)?.sameSite).toBe('unset');
    },
  );

  test('does not take a part of a name for an attribute', () => {
    expect(attributes('a=secure; x-secure; x-max-age=5; secured')).toMatchObject({ secure: false, session: true });
  });

  test('ignores an attribute value of more than 1,024 characters', () => {
    expect(attributes(`a=b; Path=/x; Path=/${'y'.repeat(1_024)}`)?.path).toBe('/x');
  });

  test.each([
    ['/app', 'https://www.example.com/app/login'],
    ['/', 'https://www.example.com/login'],
    ['/', 'https://www.example.com'],
    ['/a/b', 'https://www.example.com/a/b/'],
  ])('defaults the path to %s for %s', (path, url) => {
    expect(attributes('a=b', url)?.path).toBe(path);
    expect(attributes('a=b; Path=x', url)?.path).toBe(path);
    expect(attributes('a=b; Path', url)?.path).toBe(path);
  });

  test.each([
    ['without dot in front', 'Domain=.example.com', 'example.com', false],
    ['in lower case', 'Domain=EXAMPLE.com', 'example.com', false],
    ['as none where it is empty', 'Domain=', 'www.example.com', true],
    ['as the host itself', 'Domain=www.example.com', 'www.example.com', false],
  ])('reads Domain %s', (_, attribute, domain, hostOnly) => {
    expect(attributes(`a=b; ${attribute}`)).toMatchObject({ domain, hostOnly });
  });

  test('compares domains beyond ASCII in their ASCII form', () => {
    expect(attributes('a=b; Domain=bücher.example', 'https://www.bücher.example/')?.domain).toBe(
      'xn--bcher-kva.example',
    );
  });

  test('does not let an address have subdomains', () => {
    expect(attributes('a=b; Domain=0.0.1', 'http://127.0.0.1/')).toBeUndefined();
    expect(attributes('a=b', 'http://[::1]:8080/')?.domain).toBe('[::1]');
  });

  test.each([
    ['Sun, 06 Nov 2026 08:49:37 GMT', Date.UTC(2026, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-26 08:49:37 GMT', Date.UTC(2026, 10, 6, 8, 49, 37)],
    ['Sun Nov  6 08:49:37 2026', Date.UTC(2026, 10, 6, 8, 49, 37)],
    ['Fri, 06-Nov-2026 08:49:37 UTC', Date.UTC(2026, 10, 6, 8, 49, 37)],
    ['06 november 2026 8:9:7', Date.UTC(2026, 10, 6, 8, 9, 7)],
    ['2026 nov 06 08:49:37', Date.UTC(2026, 10, 6, 8, 49, 37)],
    ['Sun, 06 Nov 2026 08:49:37 +0200', Date.UTC(2026, 10, 6, 8, 49, 37)],
  ])('understands Expires=%s', (date, expires) => {
    expect(attributes(`a=b; Expires=${date}; Path=/`)).toMatchObject({ expires, session: false, path: '/' });
  });

  test.each([
    '',
    '0',
    '-1',
    'never',
    'Sun, 06 Nov 2026',
    '08:49:37 GMT',
    'Sun, 31 Feb 2026 08:49:37 GMT',
    'Sun, 00 Nov 2026 08:49:37 GMT',
    'Sun, 06 Nov 2026 24:00:00 GMT',
    'Sun, 06 Nov 2026 08:60:00 GMT',
    'Sun, 06 Nov 1600 08:00:00 GMT',
    'Sun, 06 Foo 2026 08:00:00 GMT',
  ])('ignores Expires=%s', (date) => {
    expect(attributes(`a=b; Expires=${date}`)?.session).toBe(true);
  });

  test('reads years of two digits', () => {
    expect(attributes('a=b; Expires=01 Jan 69 00:00:00')?.expires).toBe(AT + 400 * DAY);
    expect(attributes('a=b; Expires=01 Jan 70 00:00:00')?.expires).toBe(0);
    expect(attributes('a=b; Expires=01 Jan 99 00:00:00')?.expires).toBe(Date.UTC(1999, 0, 1));
  });

  test('lets Max-Age beat Expires, in any order', () => {
    expect(parse('a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT')).toMatchObject({
      deletes: false,
      attributes: { expires: AT + 60_000 },
    });
    expect(parse('a=b; Expires=Fri, 01 Jan 2027 00:00:00 GMT; Max-Age=0')?.deletes).toBe(true);
  });

  test.each(['x', '1.5', '1e3', '+5', '', ' '])('ignores Max-Age=%s', (age) => {
    expect(attributes(`a=b; Max-Age=${age}`)?.session).toBe(true);
  });

  test('caps the lifetime at 400 days', () => {
    expect(attributes('a=b; Max-Age=99999999999999999999')?.expires).toBe(AT + 400 * DAY);
    expect(attributes('a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT')?.expires).toBe(AT + 400 * DAY);
  });

  test.each([
    ['Max-Age=0', 'a=b; Max-Age=0'],
    ['a negative Max-Age', 'a=b; Max-Age=-1'],
    ['a past Expires', 'a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['an empty value', 'a='],
    ['an empty value that would live on', 'a=; Max-Age=60'],
  ])('takes %s for a deletion', (_, line) => {
    expect(parse(line)?.deletes).toBe(true);
  });

  test('takes a Max-Age of zero or less for the earliest time', () => {
    expect(attributes('a=b; Max-Age=0')?.expires).toBe(0);
    expect(attributes('a=b; Max-Age=-60')?.expires).toBe(0);
  });

  test('leaves the partition to the jar', () => {
    expect(attributes('__Host-a=b; Secure; Path=/; Partitioned')).not.toHaveProperty('partitionKey');
  });

  test('looks at the beginning of a huge line only', () => {
    expect(attributes(`a=b; x=${'y'.repeat(1_000_000)}; Secure`)?.secure).toBe(false);
  });

  test('never throws', () => {
    const line = nearly(
      'a=b',
      '; ',
      'Path=/',
      'Domain=',
      'example.com',
      'Expires=',
      'Max-Age=',
      '-1',
      '9',
      'Sun, 06 Nov 2026 08:49:37 GMT',
      'SameSite=Lax',
    );
    fc.assert(
      fc.property(line, nearly('https://', 'www.example.com', '/', ':'), (any, url) => {
        parseSetCookie(any, { url, at: AT });
        const parsed = parse(any);
        if (parsed !== undefined) expect(parsed.attributes.path.startsWith('/')).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('cookiePrefix', () => {
  test.each([
    ['__Host-a', '__Host-'],
    ['__Secure-a', '__Secure-'],
    ['__Http-a', '__Http-'],
    ['__Host-Http-a', '__Host-Http-'],
    ['__hOsT-hTTp-a', '__Host-Http-'],
    ['__HOST-a', '__Host-'],
    ['__HostHttp-a', undefined],
    ['a__Host-', undefined],
    ['', undefined],
  ])('of %s is %s', (name, prefix) => {
    expect(cookiePrefix(name)).toBe(prefix);
    expect(parse(`${name}=v`)?.attributes.prefix).toBe(prefix);
  });
});

describe('splitSetCookie', () => {
  test('splits what Firefox joins, and leaves commas alone', () => {
    expect(splitSetCookie('a=b; Expires=Sun, 06 Nov 2026 08:49:37 GMT\nc=d\r\n\n')).toEqual([
      'a=b; Expires=Sun, 06 Nov 2026 08:49:37 GMT',
      'c=d',
    ]);
  });

  test('gives nothing for nothing', () => {
    expect(splitSetCookie('')).toEqual([]);
  });

  test('takes 2,000 cookies, but not any number', () => {
    expect(splitSetCookie('a=b\n'.repeat(2_000))).toHaveLength(2_000);
    expect(splitSetCookie('a=b\n'.repeat(10_000))).toHaveLength(3_000);
  });
});

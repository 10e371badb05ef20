import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieNames, nameIndex, wordsOf } from '../../../src/core/knowledge/names.ts';

const PROTOTYPE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''];

describe('nameIndex', () => {
  const index = nameIndex([
    ['exact', 1],
    ['start*', 2],
    ['*end', 3],
    [/^p[0-9]+$/, 4],
    ['start_exactly', 5],
  ]);

  test.each([
    ['exact', 1],
    ['start_x', 2],
    ['start', 2],
    ['the_end', 3],
    ['p12', 4],
    ['start_exactly', 5],
    ['Exact', undefined],
    ['inexact', undefined],
    ['px', undefined],
  ])('finds %s as %s', (name, entry) => {
    expect(index.find(name)).toBe(entry);
  });

  test.each(PROTOTYPE)('does not find %j', (name) => {
    expect(index.find(name)).toBeUndefined();
  });

  test('does not care for case if told so', () => {
    expect(nameIndex([['X-Api-Key', 1]], true).find('x-API-key')).toBe(1);
    expect(nameIndex([['Sec-*', 1]], true).find('sEC-x')).toBe(1);
  });

  test('does not look at names of more than 256 characters', () => {
    expect(index.find(`start${'x'.repeat(252)}`)).toBeUndefined();
  });
});

describe('cookieNames', () => {
  test.each([
    ['sid', ['sid']],
    ['__Host-sid', ['__Host-sid', 'sid']],
    ['__host-http-sid', ['__host-http-sid', 'sid']],
    [
      '__Secure-authjs.session-token.0',
      ['__Secure-authjs.session-token.0', 'authjs.session-token.0', 'authjs.session-token'],
    ],
    ['_oauth2_proxy_1', ['_oauth2_proxy_1', '_oauth2_proxy']],
    ['.AspNetCore.CookiesC2', ['.AspNetCore.CookiesC2', '.AspNetCore.Cookies']],
    ['__Host-', ['__Host-']],
    ['', []],
    ['x'.repeat(257), []],
  ])('of %s', (name, names) => {
    expect(cookieNames(name)).toEqual(names);
  });
});

describe('wordsOf', () => {
  test.each([
    ['userSession_ID2', ['user', 'session', 'id', '2']],
    ['XSRF-TOKEN', ['xsrf', 'token']],
    ['PHPSessId', ['php', 'sess', 'id']],
    ['possession', ['possession']],
    ['', []],
    ['ü', []],
  ])('of %s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => wordsOf(name).every((word) => word !== '')),
      { numRuns: 5_000 },
    );
  });
});

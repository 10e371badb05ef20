import { describe, expect, test } from 'vitest';
import { isLeakyPolicy, passwordParameters, readReferrer } from '../../../src/core/observe/addresses.ts';
import { parseUrl } from '../../../src/core/observe/url.ts';

const passwords = (query: string) => passwordParameters(parseUrl(`https://app.example/?${query}`)?.query ?? []);

describe('passwords in a query', () => {
  test.each([
    ['username=ada&password=lovelace', ['password']],
    ['password=lovelace', ['password']],
    ['user%5Bpassword%5D=lovelace', ['user[password]']],
    ['loginPassword=lovelace', ['loginPassword']],
    ['senha=lovelace', ['senha']],
    ['user=ada&pwd=lovelace', ['pwd']],
    ['email=a%40b.example&pass=lovelace', ['pass']],
    ['password=a&password=b', ['password']],
    ['pwd=Ab3dEf6hIj', []],
    ['user=&pwd=lovelace', []],
    ['pass=boarding', []],
    ['username=ada&password=', []],
    ['password=1', []],
    ['showPassword=yes-please', []],
    ['reset_password_token=abcdefgh', []],
    ['password_reset_key=abcdefgh', []],
    ['passwordPolicy=strict', []],
    ['compass=north', []],
  ])('%s: %j', (query, found) => {
    expect(passwords(query)).toEqual(found);
  });
});

describe('the page that a Referer names', () => {
  const read = (header: string) =>
    readReferrer(parseUrl(header), 'https://stats.example', ({ query }) => query as never);

  test('is told without its query', () => {
    expect(read('https://app.example/a?token=b')?.url).toBe('https://app.example/a');
    expect(read('https://app.example/a?token=b')?.values).toHaveLength(1);
  });

  test.each(['https://stats.example/a?token=b', 'about:client', ''])('is none of interest: %j', (header) => {
    expect(read(header)).toBeUndefined();
  });
});

test.each([
  ['unsafe-url', true],
  ['No-Referrer-When-Downgrade', true],
  ['unsafe-url, strict-origin-when-cross-origin', false],
  ['strict-origin, unsafe-url, something-new', true],
  ['origin-when-cross-origin', false],
  ['no-referrer', false],
  ['', false],
])('the policy %j shows whole addresses: %s', (value, leaks) => {
  expect(isLeakyPolicy(value)).toBe(leaks);
});

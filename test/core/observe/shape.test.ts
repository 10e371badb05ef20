import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safePath, shapeOf, tokenLike } from '../../../src/core/observe/shape.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwe, jwt, RFC_JWT } from './tokens.ts';

/** Lets the tests see what was fingerprinted. */
const shape = (value: string) => shapeOf(value, (secret) => `<${secret}>`);
const MAC43 = 'Xl2KqqtbZ4KK+4bQ/0QUuIp5rS+9cMiVeuE2sdUsN8I';
const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';

describe('shapeOf', () => {
  test('describes an opaque value without telling it', () => {
    expect(shape(OPAQUE)).toEqual({
      fingerprint: `<${OPAQUE}>`,
      length: 25,
      entropyBits: Math.floor(25 * Math.log2(62)),
      format: 'opaque',
      masked: '…4nC6',
    });
  });

  test.each([
    ['empty', ''],
    ['empty', '""'],
    ['jwt', RFC_JWT],
    ['jwt', `Bearer ${RFC_JWT}`],
    ['jwt', `bearer%20${RFC_JWT}`],
    ['jwt', `"${RFC_JWT}"`],
    ['jwt', `%22${RFC_JWT}%22`],
    ['jwt', RFC_JWT.replaceAll('.', '%2E')],
    ['jwt', `${RFC_JWT}~WyJzYWx0Il0~`],
    ['jwe', jwe()],
    ['sealed:express', `s%3Aabc.${MAC43}`],
    ['sealed:flask', 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.cyzCSv2ZTzXQDqjqmjZ3GFNsrSo'],
    ['opaque', '550e8400-e29b-41d4-a716-446655440000'],
    ['opaque', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['opaque', 'D41D8CD98F00B204E9800998ECF8427E'],
    ['opaque', 'q8rk3l5m0a2v7s9d1f4g6h8j0k'],
    ['opaque', 'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['opaque', 'pk.eyJ1IjoiYSJ9.abcdefghijklmnopqrstuv'],
    ['text', 'hello'],
    ['text', 'GA1.2.1234567890.1600000000'],
    ['text', 'www.e30.com'],
    ['text', '__proto__'],
    ['text', '\ud800'],
  ])('recognises %s in %s', (format, value) => {
    expect(shape(value).format).toBe(format);
  });

  test.each([`"${OPAQUE}"`, `Bearer ${OPAQUE}`, `BEARER   ${OPAQUE}`, `%22${OPAQUE}%22`, ` ${OPAQUE} `])(
    'gives %s the fingerprint of the secret in it',
    (value) => {
      expect(shape(value).fingerprint).toBe(`<${OPAQUE}>`);
      expect(shape(value).length).toBe(25);
    },
  );

  test('decodes percent-encoding once only', () => {
    expect(shape('a%2525b').fingerprint).toBe('<a%25b>');
    expect(shape('a%zz').fingerprint).toBe('<a%zz>');
  });

  test('keeps header and claims of a token', () => {
    expect(shape(jwt({ sub: 'a' })).token).toMatchObject({ kind: 'jws', claims: '{"sub":"a"}' });
  });

  test.each([
    ['the id in a signed cookie', `s:abc.${MAC43}`, 'abc'],
    ['the token behind a Steam id', `765||${RFC_JWT}`, RFC_JWT],
    ['the only token in JSON', JSON.stringify({ token: RFC_JWT }), RFC_JWT],
    [
      'the access token of Supabase',
      `base64-${Buffer.from(JSON.stringify({ access_token: RFC_JWT })).toString('base64url')}`,
      RFC_JWT,
    ],
  ])('fingerprints %s as inner', (_, value, inner) => {
    expect(shape(value).inner).toBe(`<${inner}>`);
  });

  test('shows the token in an envelope, but none of several', () => {
    expect(shape(`765||${RFC_JWT}`).token?.kind).toBe('jws');
    expect(shape(JSON.stringify([RFC_JWT, RFC_JWT]))).not.toHaveProperty('inner');
  });

  test.each([
    ['', 0],
    ['0000', 13],
    ['1234567890', 33],
    ['abcdefabcdef', 48],
    ['ABCDEF12', 32],
    ['abcxyz', 28],
    ['abCD', 22],
    ['550e8400-e29b-41d4-a716-446655440000', 128],
    ['a-a', 14],
  ])('bounds the entropy of %j by %i bits', (value, bits) => {
    expect(shape(value).entropyBits).toBe(bits);
  });

  test('caps the entropy at 4,096 bits', () => {
    expect(shape('aB3-'.repeat(1_000)).entropyBits).toBe(4_096);
  });

  test.each([
    ['a'.repeat(23), '••••'],
    [`${'a'.repeat(20)}wxyz`, '…wxyz'],
    [`${'a'.repeat(20)}🍪🍪`, '…aa🍪🍪'],
    ['', '••••'],
  ])('masks %s as %s', (value, masked) => {
    expect(shape(value).masked).toBe(masked);
  });

  test.each([
    '',
    '1',
    'true',
    'abc1234',
    'en-US',
    'dark mode',
    'accepted',
    'not_logged_in',
    '1234567',
    '00000000',
    '20261122',
    '1763811111',
    '1700000000000',
    '-12.5',
    '2026-01-01T00:00:00Z',
    'Europe-Berlin',
  ])('calls %j trivial', (value) => {
    expect(shape(value).trivial).toBe(true);
  });

  test.each([
    OPAQUE,
    'aB3dE6gH',
    '85238366',
    '20261399',
    '8523836612',
    '9700000000000',
    '12345678901234567',
    'd41d8cd98f00b204',
    'aBcDeFgHiJkL',
    RFC_JWT,
  ])('does not call %j trivial', (value) => {
    expect(shape(value)).not.toHaveProperty('trivial');
  });

  test('tells long values apart by their beginning and length', () => {
    const long = 'aB3-'.repeat(20_000);
    const { fingerprint, length, format } = shape(long);
    expect({ length, format }).toEqual({ length: 80_000, format: 'text' });
    expect(fingerprint).toHaveLength(65_536 + '<80000>'.length);
    expect(shape(`${long}x`).fingerprint).not.toBe(fingerprint);
  });

  test('never throws, shows at most four characters, and survives JSON', () => {
    const text = nearly('Bearer ', '"', RFC_JWT, 's:', MAC43, 'abc', '{"a":', '}', '%22', OPAQUE);
    fc.assert(
      fc.property(text, (value) => {
        const seen = shapeOf(value, () => 'f');
        expect([...seen.masked.replace('…', '')].length).toBeLessThanOrEqual(4);
        expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
      }),
      { numRuns: RUNS },
    );
  });

  test('holds no value of 24 characters or more', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{24,60}$/);
    fc.assert(
      fc.property(secret, (value) => {
        expect(JSON.stringify(shapeOf(value, () => 'f'))).not.toContain(value.slice(0, 12));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('tokenLike', () => {
  test.each([
    RFC_JWT,
    `Bearer ${RFC_JWT}`,
    jwe(),
    OPAQUE,
    '550e8400-e29b-41d4-a716-446655440000',
    'd41d8cd98f00b204e9800998ecf8427e',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    `s:abc.${MAC43}`,
    'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ])('takes %s', (value) => {
    expect(tokenLike(value)).toBe(true);
  });

  test.each([
    '',
    'short',
    'aB3dE6gH',
    'GA1.2.1234567890.1600000000',
    'someVeryLongIdentifierName2',
    'AbstractSingletonProxyFactoryBean',
    'feature_flag_new_checkout_v2',
    '/static/js/main.3f2a1b9c.js',
    'https://a.example/F9mZ1QxLk8PzR3tUvW2yB4nC6',
    'windows-nt-10.0-win64-x64-chrome-120',
    '2026-01-01T00:00:00.000Z',
    '12345678901234567890',
    'The quick brown fox 1 2 3',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'a1B2a1B2a1B2a1B2a1B2a1B2',
  ])('does not take %j', (value) => {
    expect(tokenLike(value)).toBe(false);
  });

  test('takes nearly every random id', () => {
    // With a seed, so that the share is the same each time.
    const ids = fc.sample(fc.uint8Array({ minLength: 24, maxLength: 24 }), { numRuns: 1_000, seed: 1 });
    const missed = ids.filter(
      (bytes) => new Set(bytes).size > 16 && !tokenLike(Buffer.from(bytes).toString('base64url')),
    );
    expect(missed.length).toBeLessThan(50);
  });
});

describe('what a flag says', () => {
  test.each(['1', 'yes', 'true', 'True', 'ada', '1768478400', '85238366'])('%j is a yes', (value) => {
    expect(shape(value).says).toBe(true);
  });

  test.each(['', '0', '00', '-1', 'no', 'N', 'false', 'FALSE', 'null', 'undefined', 'none', 'anonymous', 'guest'])(
    '%j is a no',
    (value) => {
      expect(shape(value).says).toBe(false);
    },
  );

  test('is not asked of a secret', () => {
    expect(shape('q8Jk2LmP0sVx4TzBn7Wd')).not.toHaveProperty('says');
  });
});

describe('a value with fields', () => {
  test.each(['YWxpY2U=|1|q8Jk2LmP0sVx4TzBn7WdR5yH', '7|q8Jk2LmP0sVx4TzBn7WdR5yH'])('%j is composite', (value) => {
    expect(shape(value).format).toBe('composite');
    expect(shape(encodeURIComponent(value)).format).toBe('composite');
  });

  test.each([
    'a|b|c',
    'home|about|contact-us-today',
    `${'x|'.repeat(10)}q8Jk2LmP0sVx4TzBn7WdR5yH`,
    'q8Jk2 LmP0|sVx4 TzBn7WdR5yH',
  ])('%j is none', (value) => {
    expect(shape(value).format).not.toBe('composite');
  });
});

describe('safePath', () => {
  test.each([
    ['user.tokens.access', 'user.tokens.access'],
    [`byToken.${OPAQUE}.at`, 'byToken.…4nC6.at'],
    // Cut after 200 characters: what was a secret is half of one.
    [`${'a'.repeat(187)}.${OPAQUE}`.slice(0, 200), `${'a'.repeat(187)}.••••`],
    [`${'a'.repeat(198)}.F`, `${'a'.repeat(198)}.•`],
    [`${'a'.repeat(186)}.${OPAQUE}`.slice(0, 199), `${'a'.repeat(186)}.F9mZ1QxLk8Pz`],
  ])('of %s', (path, shown) => {
    expect(safePath(path)).toBe(shown);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../../src/core/observe/claim-secrets.ts';
import { decodeJose, readToken } from '../../../src/core/observe/jose.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwe, jwt, RFC_JWT, RFC_UNSECURED, raw } from './tokens.ts';

const HEADER = '{"alg":"HS256"}';
const HPKE_HEADER = Buffer.from('{"alg":"HPKE-0"}').toString('base64url');
const unencoded = (other = {}) =>
  Buffer.from(JSON.stringify({ alg: 'HS256', b64: false, crit: ['b64'], ...other })).toString('base64url');
const claimsOf = (token: string) => JSON.parse(decodeJose(token)?.claims ?? 'null') as Record<string, unknown> | null;
const issuesOf = (token: string) => decodeJose(token)?.issues;

describe('decodeJose', () => {
  test('reads the JWT of RFC 7519 section 3.1', () => {
    expect(decodeJose(RFC_JWT)).toEqual({
      kind: 'jws',
      header: '{"typ":"JWT","alg":"HS256"}',
      claims: '{"iss":"joe","exp":1300819380,"http://example.com/is_root":true}',
      issues: [],
    });
  });

  test('reads the unsecured JWT of RFC 7519 section 6.1', () => {
    expect(decodeJose(RFC_UNSECURED)).toMatchObject({
      kind: 'jws',
      header: '{"alg":"none"}',
      issues: ['signature-empty'],
    });
  });

  test('reads only the header of a JWE', () => {
    expect(decodeJose(jwe())).toEqual({ kind: 'jwe', header: '{"alg":"dir","enc":"A256GCM"}', issues: [] });
  });

  test('reads HPKE, where alg alone makes a JWE', () => {
    const header = '{"alg":"HPKE-0"}';
    expect(decodeJose(`${HPKE_HEADER}.a2V5..Y2lwaGVydGV4dA.`)).toEqual({ kind: 'jwe', header, issues: [] });
  });

  test('reads an unencoded payload as it stands', () => {
    const plain = decodeJose(`${unencoded()}.hello=.c2ln`);
    expect(plain).toMatchObject({ kind: 'jws', issues: ['payload-unencoded', 'payload-not-json'] });
    expect(plain).not.toHaveProperty('claims');
    expect(decodeJose(`${unencoded()}.{"sub": "a"}.c2ln`)).toMatchObject({ claims: '{"sub":"a"}' });
    expect(decodeJose(`${unencoded()}..c2ln`)).toMatchObject({ issues: ['payload-detached'] });
  });

  test.each([' ', '\n', '\r\n\t', '    '])('reads a header behind white space (%j)', (space) => {
    expect(decodeJose(raw(`${space}${HEADER}`, '{}'))).toMatchObject({ header: HEADER });
  });

  test('reads a token of 60 KiB, and keeps what fits', () => {
    expect(decodeJose(jwt({ sub: 'a', groups: 'x'.repeat(45_000) }))).toMatchObject({
      claims: '{"sub":"a"}',
      issues: ['claims-truncated'],
    });
  });

  test('reads claims beyond ASCII', () => {
    expect(claimsOf(jwt({ name: 'Zoë 🍪' }))).toEqual({ name: 'Zoë 🍪' });
  });

  test.each([
    ['an empty text', ''],
    ['a host name that jwt-decode would take', 'www.e30.com'],
    ['an empty header object', 'e30.e30.c2ln'],
    ['a header without alg', raw('{"typ":"JWT"}', '{}')],
    ['a header whose alg is no string', raw('{"alg":1}', '{}')],
    ['a header that is a list', raw('["alg"]', '{}')],
    ['a header whose alg is empty', raw('{"alg":""}', '{}')],
    ['a header that is null', raw('null', '{}')],
    ['a header whose alg is inherited', raw('{"__proto__":{"alg":"HS256"}}', '{}')],
    ['a Laravel cookie', 'eyJpdiI6IkFBQUEiLCJ2YWx1ZSI6IkJCQkIiLCJtYWMiOiJDQ0NDIn0='],
    ['a Flask session', 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.abcdefghijklmnopqrstuvwxyz0'],
    ['a Mapbox token', 'pk.eyJ1IjoiYSIsImEiOiJiIn0.abcdefghijklmnopqrstuv'],
    ['two parts', RFC_JWT.split('.').slice(0, 2).join('.')],
    ['four parts', `${RFC_JWT}.a`],
    ['six parts', `${jwe()}.a`],
    ['a JWE cut off after three parts', jwe().split('.').slice(0, 3).join('.')],
    ['five parts without enc', `${RFC_JWT}.a.b`],
    ['a JWE without initialisation vector', jwe().replace('aXZpdml2aXZpdg', '')],
    ['a JWE without tag', jwe().replace('dGFnZ2Vk', '')],
    ['a JWE whose enc is no string', jwe({ alg: 'dir', enc: 1 })],
    ['an HPKE token without ciphertext key', `${HPKE_HEADER}...Y2lwaGVydGV4dA.`],
    ['an HPKE token with a tag', `${HPKE_HEADER}.a2V5..Y2lwaGVydGV4dA.dGFn`],
    ['an unencoded payload without crit', `${unencoded({ crit: [] })}.hello world.c2ln`],
    ['an unencoded payload beyond ASCII', `${unencoded()}.hellö.c2ln`],
    ['base64 that is not base64url', raw(HEADER, '{}', 'a+b/')],
    ['a payload that is no base64url', `${raw(HEADER, '{}').split('.')[0]}.!!.c2ln`],
    ['whitespace around it', ` ${RFC_JWT}`],
    ['a token within a text', `x ${RFC_JWT} y`],
    ['more than 64 KiB', jwt({ a: 'x'.repeat(65_536) })],
    ['a header nested too deeply', raw(`{"alg":"HS256","a":${'['.repeat(100)}${']'.repeat(100)}}`, '{}')],
    ['a header with a byte order mark', raw(`\ufeff${HEADER}`, '{}')],
  ])('does not take %s', (_, text) => {
    expect(decodeJose(text)).toBeUndefined();
  });

  test.each([
    ['signature-empty', raw(HEADER, '{}', '')],
    ['signature-not-empty', raw('{"alg":"nOnE"}', '{}')],
    ['signature-not-base64url', raw(HEADER, '{}', 'signature')],
    ['payload-not-json', raw(HEADER, 'hello')],
    ['payload-not-json', raw(HEADER, '\ufeff{}')],
    ['payload-not-object', raw(HEADER, '[1]')],
    ['payload-not-object', raw(HEADER, 'null')],
    ['payload-detached', raw(HEADER, '')],
    ['too-deep', raw(HEADER, `{"a":${'['.repeat(100)}${']'.repeat(100)}}`)],
  ])('says %s', (issue, token) => {
    expect(issuesOf(token)).toEqual([issue]);
  });

  test('leaves claims out when the payload is no JSON object', () => {
    expect(decodeJose(raw(HEADER, '[1]'))).not.toHaveProperty('claims');
    expect(decodeJose(raw(HEADER, 'hello'))).not.toHaveProperty('claims');
  });

  test('says padded, and reads on', () => {
    const [header, , signature] = raw(HEADER, '').split('.');
    const padded = `${header}.${Buffer.from('{"sub":"a"}').toString('base64')}.${signature}`;
    expect(padded).toContain('=');
    expect(decodeJose(padded)).toMatchObject({ claims: '{"sub":"a"}', issues: ['padded'] });
  });

  test('says bad-utf8, and reads on', () => {
    const payload = new Uint8Array([...Buffer.from('{"sub":"'), 0xff, ...Buffer.from('"}')]);
    expect(issuesOf(raw(HEADER, payload))).toEqual(['bad-utf8']);
    expect(claimsOf(raw(HEADER, payload))).toHaveProperty('sub');
  });

  test.each([
    ['plainly', '{"sub":"a","sub":"b"}'],
    ['in another spelling', '{"sub":"a","s\\u0075b":"b"}'],
  ])('says duplicate-member when a name comes twice, %s', (_, payload) => {
    expect(issuesOf(raw(HEADER, payload))).toEqual(['duplicate-member']);
  });

  test('does not take names in inner objects, or values, for duplicates', () => {
    expect(issuesOf(raw(HEADER, '{"sub":"sub","a":{"sub":1},"b":["sub","sub"],"c\\"":"a"}'))).toEqual([]);
  });

  test('does not take brackets in strings for depth', () => {
    expect(issuesOf(raw(HEADER, JSON.stringify({ a: `"${'['.repeat(100)}` })))).toEqual([]);
  });

  test('says number-inexact when a number lost its value', () => {
    expect(issuesOf(raw(HEADER, '{"exp":1e400}'))).toEqual(['number-inexact']);
    expect(issuesOf(raw(HEADER, '{"id":12345678901234567890}'))).toEqual(['number-inexact']);
  });

  test('says claims-truncated, stays JSON, and keeps the registered claims', () => {
    const token = jwt({ big: 'x'.repeat(8_150), exp: 1, sub: 'a'.repeat(100) });
    expect(issuesOf(token)).toEqual(['claims-truncated']);
    expect(claimsOf(token)).toEqual({ exp: 1, sub: 'a'.repeat(100) });
    expect(decodeJose(token)?.claims?.length).toBeLessThanOrEqual(8_192);
  });

  test('says header-truncated', () => {
    expect(issuesOf(jwt({}, { alg: 'HS256', x5c: 'x'.repeat(9_000) }))).toEqual(['header-truncated']);
  });

  test('replaces lone surrogates, in names too', () => {
    const token = raw(HEADER, '{"a\\ud800":"b\\udfff"}');
    expect(claimsOf(token)).toEqual({ 'a\ufffd': 'b\ufffd' });
  });

  test('keeps __proto__ as data', () => {
    const claims = claimsOf(raw(HEADER, '{"__proto__":{"admin":true}}')) ?? {};
    expect(Object.keys(claims)).toEqual(['__proto__']);
    expect(claims['admin']).toBeUndefined();
  });

  test('never throws, and what it accepts has a string alg', () => {
    const text = nearly(
      'eyJhbGciOiJIUzI1NiJ9',
      'eyJhbGciOiJub25lIn0',
      'e30',
      'eyJlbmMiOiJ4In0',
      'eyJhbGciOiJIUzI1NiJ9.',
      RFC_JWT,
      '.',
      '=',
    );
    fc.assert(
      fc.property(text, (any) => {
        const shape = decodeJose(any);
        if (shape !== undefined) expect(typeof readToken(shape).header['alg']).toBe('string');
      }),
      { numRuns: RUNS },
    );
  });

  test('reads back any claims that JSON can say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (claims) => {
        const text = JSON.stringify(claims);
        fc.pre(text.length < 4_000);
        // What is withheld is told in claim-secrets.test.ts.
        expect(claimsOf(raw(HEADER, text))).toEqual(withoutSecrets(JSON.parse(text)).value);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('readToken', () => {
  const read = (claims: string) => readToken({ kind: 'jws', header: '{"alg":"HS256"}', claims, issues: [] });

  test('turns NumericDate seconds into milliseconds', () => {
    expect(read('{"iat":1300819380,"nbf":0,"exp":1300819380.5}')).toMatchObject({
      issuedAt: 1_300_819_380_000,
      notBefore: 0,
      expiresAt: 1_300_819_380_500,
    });
  });

  test.each(['"1300819380"', '-1', '1e400', '253402300800', '1300819380000', 'null', '[1]', 'true'])(
    'does not take %s for a time',
    (exp) => {
      expect(read(`{"exp":${exp}}`)).not.toHaveProperty('expiresAt');
    },
  );

  test('takes -0 for the epoch', () => {
    expect(read('{"exp":-0}').expiresAt).toBe(0);
  });

  test('takes the last second of the year 9999', () => {
    expect(read('{"exp":253402300799}').expiresAt).toBe(253_402_300_799_000);
  });

  test('has no claims where the token has none', () => {
    expect(readToken({ kind: 'jwe', header: '{"alg":"dir"}', issues: [] })).toEqual({ header: { alg: 'dir' } });
  });

  test('does not fail on a shape that is broken', () => {
    expect(readToken({ kind: 'jws', header: 'x', claims: '{', issues: [] })).toEqual({ header: {} });
  });

  test('keeps __proto__ as data', () => {
    const { claims } = read('{"__proto__":{"exp":1}}');
    expect(Object.keys(claims ?? {})).toEqual(['__proto__']);
  });
});

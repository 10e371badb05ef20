import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAuthorization, parseChallenges } from '../../../src/core/observe/authorization.ts';
import { nearly, RUNS } from './hostile.ts';
import { RFC_JWT } from './tokens.ts';

describe('parseAuthorization', () => {
  test.each([
    ['Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'basic', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    ['bEARER mF_9.B5f-4.1JqM', 'bearer', 'mF_9.B5f-4.1JqM'],
    ['Bearer   two  words', 'bearer', 'two  words'],
    ['Bearer\ttab', 'bearer', 'tab'],
    ['Token token="abc"', 'token', 'token="abc"'],
    ['AWS4-HMAC-SHA256 Credential=A/b, Signature=c', 'aws4-hmac-sha256', 'Credential=A/b, Signature=c'],
    ['AWS4-ECDSA-P256-SHA256 Credential=A', 'aws4-ecdsa-p256-sha256', 'Credential=A'],
    ['Custom-Scheme abc', 'custom-scheme', 'abc'],
    ['Bearer', 'bearer', ''],
    ['Negotiate ', 'negotiate', ''],
  ])('of %j has a scheme', (value, scheme, credentials) => {
    expect(parseAuthorization(value)).toEqual({ scheme, credentials });
  });

  test.each([
    ['a bare JWT', RFC_JWT],
    ['a JWT and something behind it', `${RFC_JWT} x`],
    ['an opaque token', 'F9mZ1QxLk8PzR3tUvW2yB4nC6'],
    ['a token-like word and something behind it', 'F9mZ1QxLk8PzR3tUvW2yB4nC6 x'],
    ['an unknown word', 'letmein'],
    ['what cannot be a scheme', '"quoted" x'],
    ['text beyond ASCII', 'ü x'],
    ['nothing', ''],
  ])('of %s has none', (_, value) => {
    expect(parseAuthorization(value)).toEqual({ scheme: '', credentials: value });
  });

  test('takes four megabytes', () => {
    expect(parseAuthorization(`Bearer ${'a'.repeat(4_000_000)}`).credentials).toHaveLength(4_000_000);
    expect(parseAuthorization('a'.repeat(4_000_000)).scheme).toBe('');
  });

  test('never throws, and loses nothing but the scheme and white space', () => {
    fc.assert(
      fc.property(nearly('Bearer', 'Basic', ' ', RFC_JWT), (value) => {
        const { scheme, credentials } = parseAuthorization(value);
        expect(value.length).toBeGreaterThanOrEqual(scheme.length + credentials.length);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('parseChallenges', () => {
  test.each([
    ['one', 'Basic realm="simple"', ['basic']],
    [
      'two in one line (RFC 9110 section 11.6.1)',
      'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""',
      ['basic', 'newauth'],
    ],
    ['one per line', 'Negotiate\nNTLM\nBasic realm="x"', ['negotiate', 'ntlm', 'basic']],
    ['words alone, with commas', 'Negotiate, NTLM', ['negotiate', 'ntlm']],
    ['token68', 'Negotiate YIIJvwYGKwYBBQUCoIIJszCC==, Basic realm="x"', ['negotiate', 'basic']],
    [
      'Digest with many parameters',
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXw", opaque="FQhe"',
      ['digest'],
    ],
    ['a comma and a scheme in a quoted string', 'Basic realm="a, Bearer b"', ['basic']],
    ['an escaped quote', 'Basic realm="a\\", Bearer x", Digest realm="b"', ['basic', 'digest']],
    ['white space around =', 'Basic realm = "x", charset = "UTF-8"', ['basic']],
    ['wrong case, twice', 'BASIC realm="x", basic realm="y"', ['basic']],
    ['empty elements', ', ,Basic realm="x",,', ['basic']],
    ['an unfinished quoted string', 'Basic realm="x, Bearer\nDigest realm="y"', ['basic', 'digest']],
    ['a backslash at the end', 'Basic realm="x\\', ['basic']],
    ['nothing', '', []],
    ['nonsense', '"x", =, ü', []],
  ])('lists %s', (_, value, schemes) => {
    expect(parseChallenges(value)).toEqual(schemes);
  });

  test('lists at most 20, of at most 40 characters', () => {
    expect(parseChallenges(Array.from({ length: 100 }, (_, at) => `s${at}`).join(','))).toHaveLength(20);
    expect(parseChallenges('x'.repeat(41))).toEqual([]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(nearly('Basic', 'realm="x"', ', ', '"', '\\"', ' '), (value) => {
        for (const scheme of parseChallenges(value)) expect(scheme).toBe(scheme.toLowerCase());
      }),
      { numRuns: RUNS },
    );
  });
});

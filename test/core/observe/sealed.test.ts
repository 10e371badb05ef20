import fc from 'fast-check';
import { sealData } from 'iron-session';
import { describe, expect, test } from 'vitest';
import { sealedFormat } from '../../../src/core/observe/sealed.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwe, RFC_JWT, raw } from './tokens.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const SHA1 = 'a'.repeat(40);
const SHA256 = 'b'.repeat(64);
/** HMAC-SHA256 in base64 without padding. */
const MAC43 = 'Xl2KqqtbZ4KK+4bQ/0QUuIp5rS+9cMiVeuE2sdUsN8I';
const SIG27 = 'cyzCSv2ZTzXQDqjqmjZ3GFNsrSo';

describe('sealedFormat', () => {
  test.each([
    ['paseto', 'client', `v4.public.${'A'.repeat(80)}`],
    ['paseto', 'client', `v2.local.${'A'.repeat(80)}.eyJraWQiOiIxIn0`],
    ['fernet', 'client', `gAAAAAB${'x'.repeat(93)}==`],
    ['laravel', 'server', base64(JSON.stringify({ iv: 'q83vEjRWeJA=', value: 'AAAA', mac: SHA256, tag: '' }))],
    ['aspnetcore', 'client', `CfDJ8${'A1b-_'.repeat(10)}`],
    ['express', 'server', `s:0GkzP7Mj4M1ZP2rCqS7R6O1ZbS8Ew1sY.${MAC43}`],
    ['express-json', 'client', 'j:{"a":1}'],
    ['django', 'client', `eyJhIjoxfQ:1rDvFt:${SIG27}`],
    ['django', 'client', `.eJyrVkosLcmIz8wrSS3KS8xRslJQMlSqBQBrjQfM:1rDvFt:${MAC43.replaceAll(/[+/]/g, '_')}`],
    ['flask', 'client', `eyJ1c2VyX2lkIjoxfQ.ZVPxAA.${SIG27}`],
    ['flask', 'client', `.eJwlzjEOwjAMAMC_ZGawHcdJ-pnKiW3B2tIJ8XcqMd90n7LHEeerbO_jykfZX1620i.ZVPxAA.${SIG27}`],
    ['phoenix', 'client', 'SFMyNTY.g3QAAAABbQAAAAtfY3NyZl90b2tlbg.abc-_def'],
    ['rails', 'client', `${base64('x'.repeat(40))}--${'A'.repeat(16)}--${'B'.repeat(22)}==`],
    ['rails', 'client', `${base64(`${base64('x'.repeat(32))}--${'B'.repeat(22)}==`)}--${SHA1}`],
    ['rails-signed', 'client', `${base64('{"_rails":{"message":"MQ=="}}')}--${SHA1}`],
    ['rails-signed', 'client', `BAhJIhZhYmM6ZGVmBjoGRVQ=--${SHA256}`],
    ['wordpress', 'server', `alice|1893456000|${'t'.repeat(43)}|${SHA256}`],
    ['authjs-csrf', 'unknown', `${SHA256}|${SHA256}`],
    ['tornado', 'client', `2|1:0|10:1700000000|4:user|8:YWxpY2U=|${SHA256}`],
    ['play', 'client', `${SHA1}-user=alice`],
    ['cakephp', 'client', 'Q2FrZQ==.ZjY4'],
    ['macaroon', 'client', `MDAx${'YWJj'.repeat(20)}`],
    ['supabase', 'client', `base64-${base64('{"access_token":"x"}')}`],
    ['pubtkt', 'client', 'uid=alice;validuntil=1893456000;sig=MEUC'],
    ['hono', 'unknown', `someSessionToken.${MAC43}=`],
    ['remix', 'client', `${base64('{"user":1}')}.${MAC43}`],
    ['remix', 'server', `${base64('"abcdef"')}.${MAC43}`],
    ['fastify', 'server', `abcdefghijklmnop.${MAC43}`],
    ['php-serialized', 'client', 'a:1:{s:1:"a";i:1;}'],
    ['php-serialized', 'client', base64('a:1:{s:1:"a";i:1;}')],
    ['java-serialized', 'client', 'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA'],
    ['dotnet-binary', 'client', 'AAEAAAD/////AQAAAAAAAAA'],
    ['viewstate', 'client', `/wEPDwUKLTEx${'A'.repeat(20)}`],
    ['pickle', 'client', 'gASVCgAAAAAAAAB9lIwBYZRLAXMu'],
    ['ruby-marshal', 'client', 'BAh7B0kiD3Nlc3Npb25faWQ'],
    ['spring-session', 'server', base64('550e8400-e29b-41d4-a716-446655440000')],
    ['spring-remember-me', 'client', base64(`alice:1893456000000:SHA256:${SHA256}`)],
    ['gorilla', 'unknown', base64(`1700000000|DX8EAQL_gAABEAEQ|mac`)],
    ['base64-json', 'client', base64('{"views":1,"user":"alice"}')],
  ])('recognises %s, whose state is on the %s', (name, state, value) => {
    expect(sealedFormat(value)).toMatchObject({ name, state });
  });

  test('recognises what iron-session really writes', async () => {
    const password = 'a-password-of-at-least-32-characters';
    expect(sealedFormat(await sealData({ a: 1 }, { password }))).toEqual({ name: 'iron', state: 'client' });
    expect(sealedFormat(await sealData({ a: 1 }, { password, ttl: 0 }))).toEqual({ name: 'iron', state: 'client' });
  });

  test.each([
    ['percent-encoded', `s%3Aabc.${encodeURIComponent(MAC43)}`],
    ['in quotes', `"s:abc.${MAC43}"`],
    ['percent-encoded in quotes', `%22s%3Aabc.${encodeURIComponent(MAC43)}%22`],
  ])('recognises a value %s', (_, value) => {
    expect(sealedFormat(value)).toEqual({ name: 'express', state: 'server', inner: 'abc' });
  });

  test.each([
    ['the id of a session', `s:a.b.${MAC43}`, 'a.b'],
    ['the token of WordPress', `alice|1893456000|${'t'.repeat(43)}|${SHA256}`, 't'.repeat(43)],
    ['the token of Auth.js', `${SHA256}|${'c'.repeat(64)}`, SHA256],
    ['the access token of Supabase', `base64-${base64(JSON.stringify({ access_token: RFC_JWT }))}`, RFC_JWT],
    [
      'the id of Spring Session',
      base64('550e8400-e29b-41d4-a716-446655440000'),
      '550e8400-e29b-41d4-a716-446655440000',
    ],
    ['the id of Remix', `${base64('"abcdef"')}.${MAC43}`, 'abcdef'],
  ])('finds %s inside', (_, value, inner) => {
    expect(sealedFormat(value)?.inner).toBe(inner);
  });

  test('recognises the first chunk of Supabase without finding a token in it', () => {
    expect(sealedFormat(`base64-${base64('{"access_token":"x","refr')}`)).toEqual({
      name: 'supabase',
      state: 'client',
    });
  });

  test.each([
    ['nothing', ''],
    ['a JWT', RFC_JWT],
    ['a JWT with a short payload, which looks like Flask', raw('{"alg":"HS256"}', '{   }', 'A'.repeat(43))],
    ['a JWE', jwe()],
    ['a UUID', '550e8400-e29b-41d4-a716-446655440000'],
    ['hex', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a Google Analytics id', 'GA1.2.123456789.1600000000'],
    ['words', 'hello world'],
    ['a consent string', 'CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA'],
    ['more than 64 KiB', `s:${'a'.repeat(65_536)}.${MAC43}`],
  ])('does not recognise %s', (_, value) => {
    expect(sealedFormat(value)).toBeUndefined();
  });

  test('never throws', () => {
    const text = nearly(
      's:',
      'j:{',
      '.',
      '--',
      '|',
      ':',
      MAC43,
      SIG27,
      SHA1,
      SHA256,
      'base64-',
      'eyJhIjoxfQ',
      'CfDJ8',
      'v4.public.',
      'Fe26.2*',
      'SFMyNTY.',
      'uid=a;',
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(sealedFormat(value)?.name).not.toBe('');
      }),
      { numRuns: RUNS },
    );
  });
});

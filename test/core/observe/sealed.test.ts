import { createHmac } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import cookieSession from 'cookie-session';
import express from 'express';
import fc from 'fast-check';
import { sealData } from 'iron-session';
import { CompactEncrypt, CompactSign, FlattenedSign, GeneralEncrypt, GeneralSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { sealedFormat } from '../../../src/core/observe/sealed.ts';
import { nearly, quickest, RUNS } from './hostile.ts';
import { jwe, RFC_JWT, raw } from './tokens.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (data: string | Uint8Array) => Buffer.from(data as string).toString('base64url');
const bytes = (length: number, first: number[] = []) =>
  Uint8Array.from({ length }, (_, at) => first[at] ?? (at * 89 + 41) % 256);
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base62 = (data: Uint8Array): string => {
  let rest = BigInt(`0x${Buffer.from(data).toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 62n) text = BASE62.charAt(Number(rest % 62n)) + text;
  return text;
};
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
    ['jws-json', 'client', '{"payload":"eyJhIjoxfQ","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}'],
    ['jws-json', 'client', '{ "payload": "eyJhIjoxfQ", "signatures": [{ "signature": "c2ln" }] }'],
    ['jwe-json', 'client', '{"protected":"eyJlbmMiOiJBMjU2R0NNIn0","iv":"aXY","ciphertext":"Y3Q","tag":"dGFn"}'],
    ['jwe-json', 'client', '{"recipients":[{}],"ciphertext":"Y3Q"}'],
    ['paserk', 'client', `k4.lid.${'A'.repeat(44)}`],
    ['paserk', 'client', `k3.secret-wrap.pie.${'A'.repeat(64)}`],
    ['paserk', 'client', `k2.local-pw.${'A'.repeat(64)}`],
    ['mapbox', 'client', `pk.${base64url('{"u":"alice","a":"ck1"}')}.${SIG27.slice(0, 22)}`],
    ['mapbox', 'client', `tk.${base64url('{"u":"alice","exp":1,"a":"ck1"}')}.${SIG27.slice(0, 22)}`],
    ['tornado', 'client', `YWxpY2U=|1700000000|${SHA1}`],
    ['oauth2-proxy', 'unknown', `${base64url(bytes(90))}|1700000000|${base64url(bytes(32))}=`],
    ['oauth2-proxy', 'unknown', `${base64url(bytes(90))}|1700000000|${base64url(bytes(20))}=`],
    ['macaroon', 'client', base64('0021location https://app.example\n001didentifier user = alice\n')],
    ['macaroon', 'client', base64url(bytes(60, [2, 1, 3, 97, 98, 99, 2, 5]))],
    ['macaroon', 'client', base64url(bytes(60, [2, 2, 5, 97]))],
    ['pubtkt', 'client', 'uid=alice;cip=1.2.3.4;validuntil=1893456000;tokens=a;sig=MEUC/w=='],
    ['java-serialized', 'client', 'aced0005737200116a6176612e7574696c'],
    ['pickle', 'client', base64url(bytes(20, [0x80, 2, 0x7d, 0x71, 0]))],
    ['pickle', 'client', base64url(bytes(20, [0x80, 3, 0x7d, 0x71, 0]))],
    ['pickle', 'client', base64url(bytes(20, [0x80, 5, 0x95, 0x10, 0]))],
    ['gzip', 'client', gzipSync('{"user":"alice"}').toString('base64')],
    ['zlib', 'client', deflateSync('{"user":"alice"}').toString('base64url')],
    ['zlib', 'client', deflateSync('{"user":"alice"}', { level: 9 }).toString('base64')],
    ['zlib', 'client', deflateSync('{"user":"alice"}', { level: 1 }).toString('base64')],
    ['branca', 'client', base62(bytes(57, [0xba, 0x69, 0x68, 0xd5, 0x40]))],
    ['branca', 'client', base62(bytes(500, [0xba, 0x59, 0, 0, 0]))],
  ])('recognises %s, whose state is on the %s', (name, state, value) => {
    expect(sealedFormat(value)).toMatchObject({ name, state });
  });

  test('recognises what iron-session really writes', async () => {
    const password = 'a-password-of-at-least-32-characters';
    expect(sealedFormat(await sealData({ a: 1 }, { password }))).toEqual({ name: 'iron', state: 'client' });
    expect(sealedFormat(await sealData({ a: 1 }, { password, ttl: 0 }))).toEqual({ name: 'iron', state: 'client' });
  });

  test('recognises what cookie-session really writes', async () => {
    const app = express();
    app.use(cookieSession({ name: 'session', keys: ['key'] }));
    app.get('/', (request, response) => {
      Object.assign(request.session ?? {}, { views: 1, user: 'alice' });
      response.end();
    });
    const server = app.listen(0);
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/`).finally(() => server.close());
    const [session = '', signature = ''] = answer.headers.getSetCookie().map((line) => line.split(/[=;]/, 2)[1] ?? '');

    expect(sealedFormat(session)?.name).toBe('base64-json');
    expect(signature).toMatch(/^[\w-]{27}$/);
    expect(sealedFormat(signature)).toBeUndefined();
  });

  test('tells the forms of JOSE apart that jose really writes', async () => {
    const key = bytes(32);
    const text = new TextEncoder().encode('{"sub":"alice"}');
    const header = { alg: 'HS256' };
    const flat = await new FlattenedSign(text).setProtectedHeader(header).sign(key);
    const general = await new GeneralSign(text).addSignature(key).setProtectedHeader(header).sign();
    const encrypted = await new GeneralEncrypt(text)
      .setProtectedHeader({ enc: 'A256GCM' })
      .addRecipient(key)
      .setUnprotectedHeader({ alg: 'A256KW' })
      .encrypt();
    const signed = await new CompactSign(text).setProtectedHeader(header).sign(key);
    const sealed = await new CompactEncrypt(text).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key);
    const formats = [flat, general, encrypted].map((form) => sealedFormat(JSON.stringify(form))?.name);

    expect(formats).toEqual(['jws-json', 'jws-json', 'jwe-json']);
    expect([signed, sealed].map(sealedFormat)).toEqual([undefined, undefined]);
  });

  test('recognises what Django, Flask and Rails sign', () => {
    const mac = (algorithm: string, text: string) => createHmac(algorithm, 'key').update(text);
    const payload = base64url('{"user":"alice"}');
    const flask = `${payload}.${base64url(bytes(4, [0x65, 0x53]))}`;
    const django = `${payload}:1rDvFt`;
    const rails = base64('{"_rails":{"message":"Ing","exp":null}}');

    expect(sealedFormat(`${flask}.${mac('sha1', flask).digest('base64url')}`)?.name).toBe('flask');
    expect(sealedFormat(`${django}:${mac('sha256', django).digest('base64url')}`)?.name).toBe('django');
    expect(sealedFormat(`${rails}--${mac('sha1', rails).digest('hex')}`)?.name).toBe('rails-signed');
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
    ['a token of Tornado', `2|1:0|10:1700000000|4:user|9:${base64(RFC_JWT)}|${SHA256}`, RFC_JWT],
    ['a token of an older Tornado', `${base64(`"${RFC_JWT}"`)}|1700000000|${SHA1}`, RFC_JWT],
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
    ['JSON that is not JOSE', '{"payload":"x","user":"alice"}'],
    ['JSON with a ciphertext alone', '{"ciphertext":"x"}'],
    ['a version of PASETO that is not there', `v5.public.${'A'.repeat(80)}`],
    ['a purpose of PASETO that is not there', `v4.secret.${'A'.repeat(80)}`],
    ['a type of PASERK that is not there', `k4.key.${'A'.repeat(44)}`],
    ['a token of Mapbox whose inside is something else', `pk.${base64url('{"u":"alice"}')}.${SIG27.slice(0, 22)}`],
    ['a short Fernet', `gAAAAAB${'x'.repeat(60)}==`],
    ['an iron with a short salt', `Fe26.2*1*${'a'.repeat(63)}*${'b'.repeat(22)}*c**${SHA256}*${MAC43}`],
    ['a short CfDJ8', 'CfDJ8abc'],
    ['an unsigned s:', 's:abc.def'],
    ['half of the JSON of Express', 'j:{"a":'],
    ['a signature of Django that is too short', `eyJhIjoxfQ:1rDvFt:${SIG27.slice(1)}`],
    ['a time of Flask that is too long', `eyJ1c2VyX2lkIjoxfQ.ZVPxAAZVPx.${SIG27}`],
    ['Rails with a short tag', `${base64('x'.repeat(40))}--${'A'.repeat(16)}--${'B'.repeat(21)}==`],
    ['Rails with an odd signature', `BAhJIhZhYmM6ZGVmBjoGRVQ=--${SHA256.slice(1)}`],
    ['WordPress without an expiry', `alice|18934560|${'t'.repeat(43)}|${SHA256}`],
    ['Auth.js with half a hash', `${SHA256}|${SHA1}`],
    ['the XSRF cookie of Tornado', '2|7a6b8a14|c9d1a2b3c4d5e6f708192a3b4c5d6e7f|1700000000'],
    ['Play without data', `${SHA1}-alice`],
    ['a macaroon of words', `MDA${'x'.repeat(60)}`],
    ['a binary macaroon without an identifier', base64url(bytes(60, [2, 1, 3, 97, 98, 99, 7, 5]))],
    ['a pubtkt without a time', 'uid=alice;sig=MEUC'],
    ['a chunk of Supabase from the middle', 'QiOiJhYmMiLCJyZWZyZXNo'],
    ['a hyphen in the MAC of Fastify', `abcdefghijklmnop.${'-'.repeat(43)}`],
    ['PHP without a length', 'a:{s:1:"a";i:1;}'],
    ['Java of another version', 'rO0ABABlahblah'.replace('rO0AB', 'rO1AB')],
    ['words that begin like pickle', 'gARdenParty'],
    ['words that begin like zlib', 'eNotificationsEnabledForUsers'],
    ['words that begin like gzip', 'H4sIreland'],
    ['base62 of another version than Branca', base62(bytes(57, [0xbb, 0x69, 0x68, 0xd5, 0x40]))],
    ['a Branca of 1973', base62(bytes(57, [0xba, 0x07, 0x57, 0xfb, 0]))],
    ['a Branca that is too short', base62(bytes(44, [0xba, 0x69, 0x68, 0xd5, 0x40]))],
    ['hex of 64 digits', SHA256.replaceAll('b', '7f').slice(0, 64)],
    ['numbers', '1234567890123456789012345678901234567890123456789012345678901234'],
    ['dotted numbers', '1.1.1700000000.1700000000'],
    ['key=value pairs', 'a=1&b=2&c=aGVsbG8'],
    ['the consent of an IAB string with dots', 'CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA.YAAAAAAAAAAA'],
    ['a bot wall', '0.AbCdEfGh1234567890_-AbCdEfGh1234567890.AbCdEf'],
  ])('does not recognise %s', (_, value) => {
    expect(sealedFormat(value)).toBeUndefined();
  });

  test('takes random ids for what they are', () => {
    const ids = fc.sample(fc.stringMatching(/^[0-9A-Za-z]{64}$/), { numRuns: 5_000, seed: 1 });
    expect(ids.filter((id) => sealedFormat(id) !== undefined).length).toBeLessThan(15);
  });

  test.each([
    's:',
    'j:{"a":',
    'j:[[[[',
    '{"payload":"',
    '{"a":{',
    'a.',
    'a--',
    'a|',
    '|',
    ';',
    'uid=a;validuntil=1;',
    'uid=a;sig=',
    'a:',
    ':',
    '.',
    'A',
    'eyJ',
    'eyJpdiI6I',
    'CfDJ8',
    'Fe26.2*',
    '2|1:0|10:1700000000|',
    'SFMyNTY.a.',
    'MDAx',
    'AgEA',
    'base64-ey',
    'YTox',
  ])('costs little for 64 KiB that begin like a format again and again (%s)', (piece) => {
    const text = piece.repeat(Math.floor(65_536 / piece.length));
    const cost = quickest(() => {
      sealedFormat(text);
      sealedFormat(`${piece}${text.slice(0, -piece.length - 1)}!`);
    });
    expect(cost).toBeLessThan(100);
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
      '{"payload":"a","signature":"b"}',
      'k4.lid.',
      'pk.',
      'AgE',
      'MDAx',
      'eJw1',
      '870S4BYxgHw0KnP3W9fgVUHEhT5g86vJ17etaC5Kh5uIraWHCI1psNQGv298Z',
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(sealedFormat(value)?.name).not.toBe('');
      }),
      { numRuns: RUNS },
    );
  });
});

/**
 * Big hostile texts: the laws hold for them too, time grows with the length and no faster, and what comes out is bounded.
 * A parser that is quadratic needs minutes for these.
 */
import { describe, expect, test } from 'vitest';
import { bodyFields } from '../../src/core/observe/body.ts';
import { findTokens } from '../../src/core/observe/find-tokens.ts';
import { fingerprintWith } from '../../src/core/observe/fingerprint.ts';
import { observeRequest } from '../../src/core/observe/http.ts';
import { observeResponse } from '../../src/core/observe/http-response.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { leaves } from '../../src/core/observe/storage.ts';
import { parseUrl } from '../../src/core/observe/url.ts';
import { observeStorage } from '../../src/core/observe/web-storage.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { jwe, jwt, raw } from '../core/observe/tokens.ts';
import { textParsers } from './parsers.ts';
import { protocolParsers } from './protocols.ts';
import { print, rawRequest, rawResponse, rawStorage, SITE } from './raw.ts';
import * as samples from './samples.ts';

const SIZE = 250_000;
/** CPU seconds. Measured: under 0.5 on a busy machine. */
const LIMIT = 5;
/** CPU seconds for two events: generous, where milliseconds were measured. */
const MOMENT = 1;
const fingerprint = fingerprintWith(new Uint8Array(32).fill(7));

/** What makes patterns backtrack, loops nest, stacks deep and lists long. */
const PIECES = [
  ...['a', 'A1b', ' ', '  a', '\n', '\0', '\ud800', 'é', '🍪', '"', '\\', '\\"', '"\\', '(', '[', '{"a":', '"a",'],
  ...['%', '%25', '%41', '%F0', '=', 'a=', ';', 'a=b; ', ',', 'a, ', '.', 'a.', '/', '/;a=', '&', '|', '-', '--', ':'],
  ...['1:', 'eyJ', 'eyJhbGciOiJIUzI1NiJ9.', 'Bearer ', 'Bearer "', 'Basic a=", ', 's:', '\\u002e', '&#46;', 'jan 1 '],
];

const seconds = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
};

describe('large texts', () => {
  test.each([...textParsers, ...protocolParsers])('$name takes time in proportion', { timeout: 120_000 }, ({ law }) => {
    for (const piece of PIECES) {
      const text = piece.repeat(SIZE / piece.length);
      expect(
        seconds(() => law(text)),
        JSON.stringify(piece),
      ).toBeLessThan(LIMIT);
    }
  });

  const bounds: [name: string, from: readonly string[], parse: (text: string) => unknown, limit: number][] = [
    ['observeRequest', samples.requests, (text) => observeRequest(rawRequest(text), print), 200_000],
    ['observeResponse', samples.responses, (text) => observeResponse(rawResponse(text), print), 200_000],
    ['observeStorage', samples.storages, (text) => observeStorage(rawStorage(text), print), 200_000],
    ['shapeOf', samples.values.slice(0, 4), (text) => shapeOf(text, print), 20_000],
    ['bodyFields', samples.bodies, (text) => bodyFields(undefined, { text }), 6_000],
    ['leaves', samples.stored, leaves, 600_000],
    ['what parseUrl keeps', samples.urls, (text) => parseUrl(text)?.url, 2_100],
  ];

  test.each(bounds)('%s gives little, however much comes in', { timeout: 120_000 }, (_, from, parse, limit) => {
    for (const sample of from) {
      for (const piece of PIECES) {
        const middle = Math.floor(sample.length / 2);
        const text = sample.slice(0, middle) + piece.repeat(60_000 / piece.length) + sample.slice(middle);
        expect(JSON.stringify(parse(text) ?? null).length, JSON.stringify(piece)).toBeLessThanOrEqual(limit);
      }
    }
  });

  test('a million headers make an observation of some hundred', () => {
    const names = 'x-a set-cookie www-authenticate set-login cookie authorization'.split(' ');
    const headers = Array.from({ length: 1_000_000 }, (_, at) => ({ name: names[at % 6] ?? '', value: `a${at}=b` }));
    const about = { ...rawResponse(`GET ${SITE}/ 200`), fields: [], headers };
    expect(JSON.stringify(observeRequest(about, print)).length).toBeLessThan(100_000);
    expect(JSON.stringify(observeResponse(about, print)).length).toBeLessThan(100_000);
    expect(observeRequest({ ...about, method: 'x'.repeat(1_000) }, print)?.method).toHaveLength(32);
    expect(observeResponse({ ...about, method: 'x'.repeat(1_000) }, print)?.method).toHaveLength(32);
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`k${at}`, 'v'])));

  // Measured with real fingerprints on a quiet machine: 2 to 15 ms, most of them for the fingerprint of 64 KB.
  test.each<[what: string, value: string, cut: boolean]>([
    ['a value of 4 MB', 'A1b2'.repeat(1_000_000), true],
    ['a JWT of 750 KB', jwt({ sub: 'a', x: 'y'.repeat(560_000) }), true],
    ['a JWT of 60 KB', jwt({ sub: 'a', x: 'y'.repeat(45_000) }), false],
    ['brackets, 100 thousand deep', deep, true],
    ['a JWT that is 20 thousand deep', raw('{"alg":"HS256"}', `{"a":${deep.slice(80_000, -80_000)}}`), false],
    ['200 thousand keys', many, true],
    ['beginnings of tokens, 5 MB', 'eyJ'.repeat(1_700_000), true],
    ['a thousand tokens', 'eyJhbGciOiJIUzI1NiJ9.'.repeat(3_100), false],
    ['250 thousand cookies', 'a=b; '.repeat(250_000), true],
  ])('%s: a header with it takes a moment, and what is left out is told', { timeout: 60_000 }, (_, value, cut) => {
    const names = 'cookie authorization x-access-token referer dpop set-cookie location www-authenticate vary'.split(
      ' ',
    );
    for (const name of names) {
      const headers = [{ name, value }];
      const asked = observeRequest({ ...rawRequest(`GET ${SITE}/`), headers }, fingerprint);
      const answered = observeResponse({ ...rawResponse(`GET ${SITE}/ 200`), headers }, fingerprint);
      expect([asked?.marks?.includes('cut') ?? false, answered?.marks.includes('cut')], name).toEqual([cut, cut]);
      const work = (): void => {
        observeRequest({ ...rawRequest(`GET ${SITE}/`), headers }, fingerprint);
        observeResponse({ ...rawResponse(`GET ${SITE}/ 200`), headers }, fingerprint);
      };
      expect(seconds(work), name).toBeLessThan(MOMENT);
    }
  });

  test('a hundred headers of 64 KB are read as far as 256 KB, and what is left out is told', () => {
    const headers = Array.from({ length: 100 }, (_, at) => ({
      name: 'x-access-token',
      value: `A${at}b2`.repeat(12_000),
    }));
    const seen = observeRequest({ ...rawRequest(`GET ${SITE}/`), headers }, print);
    const read = seen?.values.reduce((sum, { shape }) => sum + shape.length, 0);
    expect(read).toBe(262_144);
    expect(seen?.marks).toContain('cut');
  });

  test('a HAR that is nested deeply, or is one long text, is refused in one short sentence', () => {
    for (const har of [JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), 'x'.repeat(1_000_000)]) {
      expect(() => observationsFromHar(har)).toThrow(/^This is not a HAR file: .{1,60}\.$/);
    }
  });
});

describe('findTokens, with megabytes', () => {
  const A = jwt({ sub: 'a' });
  const SIZE_OF_WALL = 1_000_000;

  test.each([
    ['plain text', 'The quick brown fox, a.b.c(d); '],
    ['openings', 'eyJ'],
    ['half headers', 'eyJhbGciOiJ'],
    ['half headers and dots', 'eyJhbGciOiJ.'],
    ['headers without alg', 'eyJhbGciOjF9.'],
    ['headers, dot by dot', 'eyJhbGciOiJIUzI1NiJ9.'],
    ['headers, glued', 'eyJhbGciOiJIUzI1NiJ9'],
    ['letters and dots', 'a.'],
    ['dots', '.'],
    ['escaped dots', '%2E'],
    ['percent signs', '%25'],
    ['backslashes', '\\'],
    ['ampersands', '&amp;'],
    ['tokens of five parts, cut', `${jwe().split('.').slice(0, 4).join('.')} `],
    ['tokens', `${A} `],
    ['lone surrogates', '\ud800'],
  ])('takes seconds for %s, and finds what is behind', { timeout: 120_000 }, (_, piece) => {
    const wall = piece.repeat(SIZE_OF_WALL / piece.length);
    let last: unknown;
    expect(seconds(() => (last = findTokens(`${wall} ${A}`).at(-1)?.start))).toBeLessThan(LIMIT);
    expect(last).toBe(wall.length + 1);
  });

  test('takes one token of megabytes for one token', () => {
    const claims = { a: 'x'.repeat(3_000_000), b: 1 };
    const found = findTokens(`${jwt(claims)} ${jwt({}, { ...claims, alg: 'HS256' })}`);
    expect(found.map(({ header, claims: inside }) => [header['b'], inside?.['b']])).toEqual([
      [undefined, 1],
      [1, undefined],
    ]);
  });
});

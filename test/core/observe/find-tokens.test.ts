import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTokens } from '../../../src/core/observe/find-tokens.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwe, jwt, RFC_JWT, RFC_UNSECURED } from './tokens.ts';

const A = jwt({ sub: 'a' });
const B = jwt({ sub: 'b' });

describe('findTokens', () => {
  test('gives token, place, header and claims', () => {
    expect(findTokens(`Bearer ${A}`)).toEqual([
      {
        token: A,
        kind: 'jws',
        start: 7,
        end: 7 + A.length,
        header: { alg: 'HS256', typ: 'JWT' },
        claims: { sub: 'a' },
      },
    ]);
  });

  test.each([
    ['in an Authorization header', `Authorization: Bearer ${A}\r\n`],
    ['in JSON', JSON.stringify({ access_token: A })],
    ['in JSON in JSON', JSON.stringify({ body: JSON.stringify({ t: A }) })],
    ['behind a line break that JSON wrote as \\n', JSON.stringify(`x\n${A}`)],
    ['in a query', `https://a.example/cb?token=${A}&x=1`],
    ['in a fragment', `https://a.example/#access_token=${A}`],
    ['between percent-encoded quotes', `session=%22${A}%22`],
    ['with percent-encoded dots', `t=${A.replaceAll('.', '%2E')}`],
    ['with percent-encoded dots in lower case', `t=${A.replaceAll('.', '%2e')}`],
    ['behind two pipes', `76561198000000000||${A}`],
    ['at the end of a sentence', `The token is ${A}. It is fine.`],
    ['as an SD-JWT with disclosures', `${A}~WyJzYWx0Il0~`],
    ['behind a broken header', `eyJhbGciOiJ ${A}`],
    ['glued to a word', `token_${A}`],
  ])('finds a token %s', (_, text) => {
    expect(findTokens(text).map(({ token }) => token)).toEqual([A]);
  });

  test('finds the tokens of the RFC, also unsecured and with white space in the header', () => {
    expect(findTokens(`${RFC_JWT} ${RFC_UNSECURED}`).map(({ header }) => header['alg'])).toEqual(['HS256', 'none']);
  });

  test('finds several, in order, without overlap', () => {
    const found = findTokens(`${A} ${B}|${A}`);
    expect(found.map(({ token }) => token)).toEqual([A, B, A]);
  });

  test('reports a JWE as one, whole', () => {
    expect(findTokens(`a=${jwe()};`)).toMatchObject([{ kind: 'jwe', token: jwe(), start: 2 }]);
    expect(findTokens(`a=${jwe()};`)[0]).not.toHaveProperty('claims');
  });

  test('does not report the beginning of a JWE as a JWS', () => {
    expect(findTokens(jwe().split('.').slice(0, 4).join('.'))).toEqual([]);
    expect(findTokens(jwe().split('.').slice(0, 3).join('.'))).toEqual([]);
  });

  test('reads padded parts, and gives them without padding', () => {
    const [, payload, signature] = A.split('.');
    const header = Buffer.from('{"alg":"HS25"}').toString('base64');
    expect(findTokens(`${header}.${payload}.${signature}`)).toMatchObject([{ claims: { sub: 'a' } }]);
  });

  test.each([
    '',
    'www.e30.com',
    'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.abcdefghijklmnopqrstuvwxyz0',
    'pk.eyJ1IjoiYSJ9.abcdefghijklmnopqrstuv',
    '"alg"',
    'JhbGci',
  ])('finds nothing in %j', (text) => {
    expect(findTokens(text)).toEqual([]);
  });

  test('finds a token behind hostile text, as long as there is not too much of it', () => {
    const [found] = findTokens(`${'eyJ'.repeat(1_000_000)} ${A}`);
    expect(found?.start).toBe(3_000_001);
  });

  test('ends on text made to waste time', () => {
    expect(findTokens('eyJ.'.repeat(500_000))).toEqual([]);
    expect(findTokens('eyJhbGciOjF9.'.repeat(200_000))).toEqual([]);
    expect(findTokens('eyJhbGci'.repeat(400_000))).toEqual([]);
  });

  test('gives up after some thousands of candidates', () => {
    expect(findTokens(`${'eyJhbGciOjF9. '.repeat(6_000)} ${A}`)).toEqual([]);
    expect(findTokens(`${'eyJhbGciOjF9. '.repeat(1_000)} ${A}`)).toHaveLength(1);
  });

  test('finds at most 1,000', () => {
    expect(findTokens(`${A} `.repeat(1_200))).toHaveLength(1_000);
  });

  test('never throws, and places are true', () => {
    fc.assert(
      fc.property(
        nearly(A, jwe(), 'eyJ', 'eyJhbGciOiJIUzI1NiJ9', 'eyJhbGciOiJIUzI1NiJ9.', '.', '%2E', '%22'),
        (text) => {
          let last = 0;
          for (const { token, start, end } of findTokens(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(text.slice(start, end).replaceAll(/%2E/gi, '.').replaceAll('=', '')).toBe(token);
            last = end;
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});

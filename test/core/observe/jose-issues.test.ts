import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { decodeJose } from '../../../src/core/observe/jose.ts';
import { jwt, raw } from './tokens.ts';

const signed = (alg: string, octets: number[] | Uint8Array) =>
  raw(JSON.stringify({ alg }), '{}', Buffer.from(octets).toString('base64url'));
const issuesOf = (token: string) => decodeJose(token)?.issues;
const ones = (count: number) => new Uint8Array(count).fill(1);
const zeros = (from: number, to: number, count = 64) => ones(count).fill(0, from, to);
const saying = (header: Record<string, unknown>) => issuesOf(jwt({}, { alg: 'HS256', ...header }));

describe('a signature', () => {
  test.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS256', 'HS256'])(
    'of %s, as a library makes it, is fine',
    async (alg) => {
      const key = alg === 'HS256' ? new Uint8Array(32) : (await generateKeyPair(alg)).privateKey;
      expect(issuesOf(await new SignJWT({}).setProtectedHeader({ alg }).sign(key))).toEqual([]);
    },
  );

  test.each([
    ['ES256', 63],
    ['ES256', 70],
    ['ES256K', 65],
    ['ES384', 64],
    ['ES512', 128],
    ['Ed25519', 63],
    ['Ed448', 64],
    ['EdDSA', 65],
  ])('of %s cannot have %i octets', (alg, count) => {
    expect(issuesOf(signed(alg, ones(count)))).toEqual(['signature-length']);
  });

  test.each([
    ['EdDSA', 64],
    ['EdDSA', 114],
    ['ES512', 132],
    ['HS256', 20],
    ['RS256', 17],
    ['XY999', 1],
  ])('of %s may have %i octets', (alg, count) => {
    expect(issuesOf(signed(alg, ones(count)))).toEqual([]);
  });

  test.each([
    ['r', zeros(0, 32)],
    ['s', zeros(32, 64)],
    ['r and s', zeros(0, 64)],
  ])('is worth nothing with zeros for %s', (_title, octets) => {
    expect(issuesOf(signed('ES256', octets))).toEqual(['signature-zero']);
  });

  test('of zeros is one in DER as well', () => {
    expect(issuesOf(raw('{"alg":"ES256"}', '{}', 'MAYCAQACAQA'))).toEqual(['signature-length', 'signature-zero']);
    expect(issuesOf(signed('ES256', [0x30, 9, 2, 4, 1, 1, 1, 1, 2, 1, 0]))).toEqual([
      'signature-length',
      'signature-zero',
    ]);
    expect(issuesOf(signed('ES256', [0x30, 9, 2, 4, 1, 1, 1, 1, 2, 1, 1]))).toEqual(['signature-length']);
  });

  test('of EdDSA may have zeros, since its halves are no numbers by themselves', () => {
    expect(issuesOf(signed('EdDSA', zeros(0, 32)))).toEqual([]);
  });

  test('that is huge is no more than of a wrong length', () => {
    expect(issuesOf(signed('ES256', new Uint8Array(20_000)))).toEqual(['signature-length']);
  });
});

describe('crit', () => {
  test.each([
    ['names an extension that is there', { crit: ['policy'], policy: 1 }],
    ['is not there', {}],
  ])('is fine where it %s', (_title, header) => {
    expect(saying(header)).toEqual([]);
  });

  test.each([
    ['names what is not there', { crit: ['policy'] }],
    ['is empty', { crit: [] }],
    ['is no list', { crit: 'policy', policy: 1 }],
    ['is null', { crit: null }],
    ['names what everybody knows', { crit: ['kid'], kid: '1' }],
    ['names one twice', { crit: ['policy', 'policy'], policy: 1 }],
    ['names what every object has', { crit: ['constructor'] }],
    ['names no names', { crit: [1], 1: 1 }],
  ])('breaks the rules where it %s', (_title, header) => {
    expect(saying(header)).toEqual(['crit-invalid']);
  });

  test('has to name b64', () => {
    expect(saying({ b64: false })).toEqual(['b64-not-critical']);
    expect(saying({ b64: true })).toEqual([]);
    expect(saying({ b64: false, crit: ['b64'] })).not.toContain('b64-not-critical');
  });
});

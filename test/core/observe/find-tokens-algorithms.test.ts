/** Real tokens of every algorithm that the `jose` package has in this Node. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  CompactEncrypt,
  CompactSign,
  EncryptJWT,
  FlattenedSign,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { describe, expect, test } from 'vitest';
import { findTokens } from '../../../src/core/observe/find-tokens.ts';
import { decodeJose } from '../../../src/core/observe/jose.ts';
import { encode, places } from './tokens.ts';

const CLAIMS = { iss: 'https://issuer.example', sub: 'ada', aud: ['a', 'b'], exp: 1893456000, name: 'Zoë 🍪' };
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const secret = (bits: number): Uint8Array => randomBytes(bits / 8);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

async function keysFor(alg: string) {
  if (/^(RS|PS)/.test(alg)) return rsa;
  if (alg.startsWith('HS')) {
    const key = secret(Number(alg.slice(2)));
    return { privateKey: key, publicKey: key };
  }
  return generateKeyPair(alg, { extractable: true });
}

/** The token in every place, as one text. */
const everywhere = (token: string): string =>
  places.map(([, before, written, behind]) => `${before}${written(token)}${behind}`).join('\n');

function expectFound(token: string, expected: { kind: string; header: object; claims?: object }): void {
  const found = findTokens(everywhere(token));
  expect(found.map((each) => each.token)).toEqual(places.map(() => token));
  const { start: _start, end: _end, token: _token, ...content } = found[0] ?? {};
  expect(content).toEqual(expected);
  expect(decodeJose(token)?.kind).toBe(expected.kind);
}

const SIGNING = 'HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const DIRECT = ['A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512', 'A128GCM', 'A192GCM', 'A256GCM'];
const BITS: Record<string, number> = { 'A128CBC-HS256': 256, 'A192CBC-HS384': 384, 'A256CBC-HS512': 512 };
const bitsOf = (enc: string): number => BITS[enc] ?? Number(enc.slice(1, 4));
const SHARED = 'A128KW A192KW A256KW A128GCMKW A192GCMKW A256GCMKW'.split(' ');
const PASSWORD = 'PBES2-HS256+A128KW PBES2-HS384+A192KW PBES2-HS512+A256KW'.split(' ');
const RSA = 'RSA-OAEP RSA-OAEP-256 RSA-OAEP-384 RSA-OAEP-512'.split(' ');
const AGREED = 'ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW'.split(' ');

/** What the library puts into the header by itself, as it says it. */
const headerOf = (token: string): object =>
  JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());

describe('findTokens, signed', () => {
  test.each(SIGNING)('finds a JWT with %s', async (alg) => {
    const { privateKey } = await keysFor(alg);
    const header: JWTHeaderParameters = { typ: 'at+jwt', kid: 'key/1?é', alg };
    const token = await new SignJWT(CLAIMS).setProtectedHeader(header).sign(privateKey);
    expectFound(token, { kind: 'jws', header, claims: CLAIMS });
  });

  test.each(SIGNING)('finds a signed text with %s', async (alg) => {
    const { privateKey } = await keysFor(alg);
    const token = await new CompactSign(text('no JSON')).setProtectedHeader({ alg }).sign(privateKey);
    expectFound(token, { kind: 'jws', header: { alg } });
  });

  test('finds what signs a payload elsewhere, encoded or not', async () => {
    for (const header of [{ alg: 'HS256' }, { alg: 'HS256', b64: false, crit: ['b64'] }]) {
      const signed = await new FlattenedSign(text('$.02')).setProtectedHeader(header).sign(secret(256));
      expectFound(`${signed.protected}..${signed.signature}`, { kind: 'jws', header });
    }
  });

  test('finds a DPoP proof, whose header has a key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { ...publicKey.export({ format: 'jwk' }) } };
    const claims = { jti: 'x', htm: 'POST', htu: 'https://a.example/token', iat: 1 };
    const token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
    expectFound(token, { kind: 'jws', header, claims });
  });

  test('finds a token with a chain of certificates, and one with a post-quantum signature', () => {
    const chain = Array.from({ length: 5 }, () => randomBytes(1_800).toString('base64'));
    const claims = { sub: 'ada' };
    for (const header of [{ alg: 'RS256', x5c: chain }, { alg: 'ML-DSA-87' }, { alg: 'SLH-DSA-SHA2-128s' }]) {
      const token = [encode(JSON.stringify(header)), encode(JSON.stringify(claims)), encode(randomBytes(7_856))].join(
        '.',
      );
      expectFound(token, { kind: 'jws', header, claims });
    }
  });

  test('finds an unsecured JWT', () => {
    // Not in places that go on with a letter: that would be its signature.
    const token = new UnsecuredJWT(CLAIMS).encode();
    for (const [, before, written, behind] of places) {
      const found = findTokens(`${before}${written(token)}${behind}`);
      expect(found).toMatchObject([{ token, kind: 'jws', header: { alg: 'none' }, claims: CLAIMS }]);
    }
  });
});

describe('findTokens, encrypted', () => {
  test.each(DIRECT)('finds a JWE with dir and %s', async (enc) => {
    const header = { alg: 'dir', enc };
    const token = await new EncryptJWT(CLAIMS).setProtectedHeader(header).encrypt(secret(bitsOf(enc)));
    expect(token.split('.')[1]).toBe('');
    expectFound(token, { kind: 'jwe', header });
  });

  const keyed = [...SHARED, ...PASSWORD, ...RSA, ...AGREED];
  test.each(keyed)('finds a JWE with %s', async (alg) => {
    const key = async () => {
      if (SHARED.includes(alg)) return secret(Number(alg.slice(1, 4)));
      if (PASSWORD.includes(alg)) return text('a long passphrase');
      if (RSA.includes(alg)) return rsa.publicKey;
      return (await generateKeyPair(alg, { crv: 'X25519' })).publicKey;
    };
    const token = await new CompactEncrypt(text('secret'))
      .setProtectedHeader({ alg, enc: 'A256GCM', cty: 'text/plain' })
      .encrypt(await key());
    expect(token.split('.')[1] === '').toBe(alg === 'ECDH-ES');
    expectFound(token, { kind: 'jwe', header: headerOf(token) });
  });

  test('finds a JWE of compressed content, and one of nothing', async () => {
    for (const [content, header] of [
      ['a'.repeat(5_000), { alg: 'dir', enc: 'A128GCM', zip: 'DEF' }],
      ['', { alg: 'dir', enc: 'A128GCM' }],
    ] as const) {
      const token = await new CompactEncrypt(text(content)).setProtectedHeader(header).encrypt(secret(128));
      expectFound(token, { kind: 'jwe', header });
    }
  });

  test('finds a JWT in a JWE as the JWE that it is, and a JWE in a JWS as the JWS', async () => {
    const inner = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256' }).sign(secret(256));
    const header = { alg: 'dir', enc: 'A256GCM', cty: 'JWT' };
    const outer = await new CompactEncrypt(text(inner)).setProtectedHeader(header).encrypt(secret(256));
    expectFound(outer, { kind: 'jwe', header });
    const around = { alg: 'HS256', cty: 'JWT' };
    const signed = await new CompactSign(text(outer)).setProtectedHeader(around).sign(secret(256));
    expectFound(signed, { kind: 'jws', header: around });
  });
});

import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { readProof } from '../../../src/core/observe/dpop.ts';
import { jwt } from './tokens.ts';

const AT = Date.UTC(2026, 0, 15, 12);
const URL_ = 'https://api.example/notes/7?x=1#y';
/** Lets the tests see what was fingerprinted. */
const print = (secret: string): string => `<${secret}>`;
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = await exportJWK(publicKey);
const jkt = await calculateJwkThumbprint(jwk);
const opaqueToken = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

const claims = { jti: 'j-1', htm: 'GET', htu: 'https://api.example/notes/7', iat: AT / 1000, ath: hashOf(opaqueToken) };
const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };

const proof = (changes: Record<string, unknown> = {}, head: Record<string, unknown> = {}): string =>
  jwt({ ...claims, ...changes }, { ...header, ...head });
const read = (value: string, changes: Partial<Parameters<typeof readProof>[1]> = {}) =>
  readProof(value, { method: 'GET', url: URL_, at: AT, authorization: `DPoP ${opaqueToken}`, ...changes }, print);
const issuesOf = (...asked: Parameters<typeof read>) => read(...asked)?.issues;

describe('a proof', () => {
  test('that a library made is fine, and tells fingerprints alone', async () => {
    const made = await new SignJWT({ htm: 'GET', htu: claims.htu, ath: claims.ath })
      .setProtectedHeader(header)
      .setJti('j-2')
      .setIssuedAt(AT / 1000)
      .sign(privateKey);

    expect(read(made)).toEqual({ issues: [], credential: `<${opaqueToken}>`, jti: '<j-2>' });
  });

  test.each<[title: string, value: string, changes?: Parameters<typeof read>[1]]>([
    ['a request without an access token', proof({ ath: undefined }), { authorization: undefined }],
    ['the login of an application', proof({ ath: undefined }), { authorization: 'Basic YWRhOmxvdmVsYWNl' }],
    ['a query and a fragment in htu', proof({ htu: `${claims.htu}?a=b#c` })],
    ['another spelling of the same address', proof({ htu: 'HTTPS://API.example:443/notes/%37' })],
    ['a method in small letters', proof({ htm: 'get' })],
    ['a media type written out', proof({}, { typ: 'application/DPoP+JWT' })],
    ['five minutes of age', proof({ iat: AT / 1000 - 300 })],
    ['an odd clock beside a nonce of the server', proof({ iat: AT / 1000 - 4000, nonce: 'n' })],
    [
      'a kind of key that is not known',
      proof({}, { jwk: { kty: 'AKP', pub: 'x' } }),
      { authorization: `DPoP ${opaqueToken}` },
    ],
    ['a bearer token', proof(), { authorization: `Bearer ${opaqueToken}` }],
  ])('may have %s', (_title, value, changes) => {
    expect(issuesOf(value, changes)).toEqual([]);
  });

  test.each([
    ['typ', proof({}, { typ: 'JWT' })],
    ['typ', proof({}, { typ: undefined })],
    ['alg', proof({}, { alg: 'HS256' })],
    ['alg', proof({}, { alg: 'none' })],
    ['method', proof({ htm: 'POST' })],
    ['method', proof({ htm: undefined })],
    ['url', proof({ htu: 'https://api.example/notes/8' })],
    ['url', proof({ htu: 'http://api.example/notes/7' })],
    ['url', proof({ htu: 'https://api.example/notes%2F7' })],
    ['url', proof({ htu: 'no url' })],
    ['url', proof({ htu: 7 })],
    ['iat', proof({ iat: AT / 1000 - 301 })],
    ['iat', proof({ iat: AT / 1000 + 301 })],
    ['iat', proof({ iat: undefined })],
    ['iat', proof({ iat: 'now', nonce: 'n' })],
    ['token-hash', proof({ ath: hashOf('another') })],
    ['missing-token-hash', proof({ ath: undefined })],
    ['malformed', proof({ jti: '' })],
    ['malformed', proof({ jti: 7 })],
    ['malformed', proof({}, { jwk: undefined })],
    ['malformed', proof({}, { jwk: { ...jwk, d: 'private' } })],
    ['malformed', jwt([], header)],
    ['malformed', 'no proof'],
    ['malformed', `${proof()}, ${proof()}`],
    ['malformed', proof({ filler: 'x'.repeat(9_000) })],
  ])('has an issue: %s (%#)', (issue, value) => {
    expect(issuesOf(value)).toEqual([issue]);
  });

  test('is held against a bearer token as well', () => {
    expect(issuesOf(proof({ ath: 'x' }), { authorization: `Bearer ${opaqueToken}` })).toEqual(['token-hash']);
  });

  test.each([
    ['the same key', jkt, []],
    ['another key', 'another', ['key-binding']],
  ])('is held against the token, which is bound to %s', (_title, bound, issues) => {
    const token = jwt({ sub: 'ada', cnf: { jkt: bound } });
    expect(issuesOf(proof({ ath: hashOf(token) }), { authorization: `DPoP ${token}` })).toEqual(issues);
  });

  test('has a thumbprint whatever else the key tells, and in whatever order', () => {
    const token = jwt({ cnf: { jkt } });
    const told = { use: 'sig', y: jwk.y, x: jwk.x, kid: '1', kty: 'EC', crv: 'P-256' };
    expect(issuesOf(proof({ ath: hashOf(token) }, { jwk: told }), { authorization: `DPoP ${token}` })).toEqual([]);
  });

  test.each(['RS256', 'EdDSA'])('has a thumbprint for the keys of %s', async (alg) => {
    const pair = await generateKeyPair(alg, { extractable: true });
    const key = await exportJWK(pair.publicKey);
    const token = jwt({ cnf: { jkt: await calculateJwkThumbprint(key) } });
    const value = proof({ ath: hashOf(token) }, { alg, jwk: key });
    expect(issuesOf(value, { authorization: `DPoP ${token}` })).toEqual([]);
  });

  test('is none in a header of that name that nothing calls for', () => {
    expect(read('no proof', { authorization: undefined })).toBeUndefined();
    expect(read('no proof', { authorization: `Bearer ${opaqueToken}` })).toBeUndefined();
  });
});

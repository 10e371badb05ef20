/** Signatures with keys as people have them: JWK, JWKS, PEM, certificate, secret; and one sentence for each bad one. */
import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign, exportJWK } from 'jose';
import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../src/app/check/verify.ts';

const CLAIMS = { sub: 'ada', exp: 1 };
const payload = new TextEncoder().encode(JSON.stringify(CLAIMS));

const pair = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  small: generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  Ed25519: generateKeyPairSync('ed25519'),
};
type Kind = keyof typeof pair;

const signed = (alg: string, kind: Kind, header: object = {}): Promise<string> =>
  new CompactSign(payload).setProtectedHeader({ alg, ...header }).sign(pair[kind].privateKey);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmac = (secret: string | Buffer, alg = 'HS256', header: object = {}): string => {
  const input = `${part({ alg, ...header })}.${part(CLAIMS)}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(input)
    .digest('base64url')}`;
};
const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const jwk = async (kind: Kind, change: object = {}): Promise<string> =>
  JSON.stringify({ ...(await exportJWK(pair[kind].publicKey)), ...change });
const jwks = async (...keys: Promise<string>[]): Promise<string> => `{"keys":[${(await Promise.all(keys)).join(',')}]}`;

const verdict = async (token: string, key: string, secretIn: 'text' | 'base64' = 'text'): Promise<string> => {
  const result = await verifySignature(token, key, secretIn);
  return result.ok ? `${result.signature}: ${result.note}` : result.why;
};

describe('a key that made the signature', () => {
  it.each<[string, Kind]>([
    ['RS256', 'RSA'],
    ['RS512', 'RSA'],
    ['PS256', 'RSA'],
    ['ES256', 'P-256'],
    ['ES384', 'P-384'],
    ['ES512', 'P-521'],
    ['EdDSA', 'Ed25519'],
    ['Ed25519', 'Ed25519'],
  ])('%s, as JWK, in a JWKS and as PEM', async (alg, kind) => {
    const token = await signed(alg, kind, { kid: 'a' });
    const pem = spki(pair[kind].publicKey);
    expect(await verdict(token, await jwk(kind))).toBe(`valid: This key made this signature (${alg}).`);
    expect(await verdict(token, await jwks(jwk('P-256', { kid: 'b' }), jwk(kind, { kid: 'a' })))).toBe(
      `valid: The key "a" made this signature (${alg}).`,
    );
    expect(await verdict(token, pem)).toBe(`valid: This key made this signature (${alg}).`);
    expect(await verdict(token, `\n  ${pem.replaceAll('\n', '\r\n')} \n`)).toMatch(/^valid/);
  });

  it('a certificate', async () => {
    const made = await generate([{ name: 'commonName', value: 'app.example' }], { keySize: 2048 });
    const token = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'RS256' })
      .sign(createPrivateKey(made.private));
    expect(await verdict(token, made.cert)).toBe('valid: The key of the certificate made this signature (RS256).');
    expect(await verdict(await signed('RS256', 'RSA'), made.cert)).toMatch(/^invalid: The key of the certificate/);
  });

  it.each(['HS256', 'HS384', 'HS512'])('a secret, for %s', async (alg) => {
    expect(await verdict(hmac('hunter2', alg), 'hunter2')).toBe(`valid: This secret made this signature (${alg}).`);
    expect(await verdict(hmac('hunter2', alg), 'hunter3')).toBe(
      `invalid: This secret did not make this signature (${alg}).`,
    );
  });

  it('a secret in base64, and in a JWK', async () => {
    const octets = Buffer.from([1, 2, 3, 250, 251, 252, 0, 9]);
    expect(await verdict(hmac(octets), octets.toString('base64'), 'base64')).toMatch(/^valid/);
    expect(await verdict(hmac(octets), octets.toString('base64url'), 'base64')).toMatch(/^valid/);
    expect(await verdict(hmac(octets), octets.toString('base64'))).toMatch(/^invalid/);
    expect(await verdict(hmac(octets), `{"kty":"oct","k":"${octets.toString('base64url')}"}`)).toMatch(
      /^valid: This key/,
    );
  });

  it('a secret keeps its blanks, but not the line feed of the clipboard', async () => {
    expect(await verdict(hmac(' a b '), ' a b \r\n')).toMatch(/^valid/);
    expect(await verdict(hmac('a b'), ' a b ')).toMatch(/^invalid/);
  });

  it('that the token has expired is another question', async () => {
    expect(await verdict(hmac('s3'), 's3')).toMatch(/^valid/);
  });
});

describe('a key that did not', () => {
  it('is told from one that cannot', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(await verdict(await signed('ES256', 'P-256'), spki(other.publicKey))).toBe(
      'invalid: This key did not make this signature (ES256).',
    );
  });

  it('one letter of the payload makes it another signature', async () => {
    const [header = '', , signature = ''] = (await signed('RS256', 'RSA')).split('.');
    const forged = `${header}.${part({ ...CLAIMS, sub: 'eve' })}.${signature}`;
    expect(await verdict(forged, await jwk('RSA'))).toMatch(/^invalid/);
  });

  it('of a set without ids each key that fits is tried', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const set = jwks(exportJWK(other.publicKey).then(JSON.stringify), jwk('RSA'), jwk('P-256'));
    expect(await verdict(await signed('ES256', 'P-256'), await set)).toBe(
      'valid: The key of the set made this signature (ES256).',
    );
    expect(await verdict(await signed('RS256', 'RSA'), await jwks(jwk('small', { use: 'enc' }), jwk('RSA')))).toMatch(
      /^valid/,
    );
    const wrong = jwks(
      exportJWK(other.publicKey).then(JSON.stringify),
      exportJWK(other.publicKey).then(JSON.stringify),
    );
    expect(await verdict(await signed('ES256', 'P-256'), await wrong)).toBe(
      'invalid: None of the 2 keys that fit made this signature (ES256).',
    );
  });
});

describe('one sentence for what is no key', () => {
  const es = signed('ES256', 'P-256', { kid: 'a' });
  const rs = signed('RS256', 'RSA');
  const pem = spki(pair.RSA.publicKey);
  const cases: [what: string, token: Promise<string> | string, key: Promise<string> | string, says: string | RegExp][] =
    [
      ['nothing', rs, ' \n', 'Paste a key or a secret first.'],
      ['broken JSON', rs, '{"kty": "RSA",', /^The key begins like JSON, but is none \(at (position|line) \d+/],
      ['other JSON', rs, '{"a":1}', 'This JSON is neither a JWK (it has no "kty") nor a JWKS (it has no list "keys").'],
      ['a list', rs, '[1]', /^This JSON is neither/],
      ['an empty set', rs, '{"keys":[]}', 'The key set is empty.'],
      ['a set of nothing', rs, '{"keys":[null,7]}', 'The key set is empty.'],
      [
        'a set without the token’s key',
        es,
        jwks(jwk('P-256', { kid: 'b' }), jwk('RSA', { kid: 'c' })),
        'The key set has no key with the token’s id "a"; it has "b", "c".',
      ],
      [
        'a set without ids',
        es,
        jwks(jwk('P-256')),
        'The key set has no key with the token’s id "a"; its keys have no ids.',
      ],
      ['a set of another kind', rs, jwks(jwk('P-256')), 'No key of the set fits RS256, which needs an RSA key.'],
      [
        'a JWK of another kind',
        es,
        jwk('RSA'),
        'The token says ES256, which needs an EC key on P-256; this is a key of kty "RSA".',
      ],
      [
        'a JWK on another curve',
        es,
        jwk('P-384'),
        'The token says ES256, which needs an EC key on P-256; this is a key of kty "EC" on "P-384".',
      ],
      [
        'a JWK for another algorithm',
        rs,
        jwk('RSA', { alg: 'RS512' }),
        'This key is for "RS512", and the token says RS256.',
      ],
      [
        'a JWK for encryption',
        rs,
        jwk('RSA', { use: 'enc' }),
        'This key is for encryption ("use": "enc"), not for signatures.',
      ],
      ['a JWK with nothing in it', rs, '{"kty":"RSA"}', /^This key could not be read: /],
      ['a secret JWK without k', hmac('a'), '{"kty":"oct"}', 'This key has no "k" in base64url.'],
      [
        'a private JWK',
        rs,
        jwk('RSA', { d: 'AQAB' }),
        /^This is a private key\. A signature is verified with the public one/,
      ],
      ['a private PEM', rs, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /^This is a private key/],
      [
        'PKCS#1',
        rs,
        '-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----',
        /^This is a PKCS#1 key; turn it/,
      ],
      [
        'another PEM',
        rs,
        '-----BEGIN CERTIFICATE REQUEST-----\n',
        /^This PEM holds a CERTIFICATE REQUEST; a PUBLIC KEY/,
      ],
      ['half a first line', rs, '-----BEGIN', /^The first line of the PEM is not whole/],
      ['a PEM that breaks off', rs, pem.slice(0, 200), /^The PEM breaks off: its last line, -----END PUBLIC KEY-----/],
      ['a PEM with a typo', rs, pem.replace('M', '?'), 'The PEM is not base64: "?" at character 1.'],
      [
        'a PEM that holds nothing',
        rs,
        '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
        /^The PEM \(PUBLIC KEY\) could not be read as an RSA key/,
      ],
      [
        'a PEM of another kind',
        es,
        pem,
        'The token says ES256, which needs an EC key on P-256; this is a PEM with an RSA key.',
      ],
      [
        'a PEM for a secret',
        hmac('a'),
        pem,
        'The token says HS256, which needs a shared secret; this is a public key.',
      ],
      [
        'a secret for a key',
        rs,
        'hunter2',
        'The token says RS256, which needs an RSA key; this is neither JSON nor PEM.',
      ],
      [
        'an RSA key that is too short',
        new CompactSign(payload).setProtectedHeader({ alg: 'RS256' }).sign(pair.RSA.privateKey),
        jwk('small'),
        /2048 bits/,
      ],
      ['an endless key', rs, 'x'.repeat(300_000), 'The key is longer than 256 KiB, which no key is.'],
    ];

  it.each(cases)('%s', async (_, token, key, says) => {
    const said = await verdict(await token, await key);
    if (says instanceof RegExp) expect(said).toMatch(says);
    else expect(said).toBe(says);
    expect(said.match(/[.)]$|-pubout$/)).not.toBeNull();
  });

  it('a secret that is not base64', async () => {
    expect(await verdict(hmac('a'), 'abc!', 'base64')).toBe('The secret is not base64: "!" at character 4.');
    expect(await verdict(hmac('a'), 'abcde', 'base64')).toMatch(/^The secret is not base64: its length/);
  });
});

describe('one sentence for what is no token', () => {
  it.each([
    ['', /^This is no JWT/],
    ['a.b.c', /^This is no JWT/],
    [`${part({ alg: 'none' })}.${part({})}.`, /^This token is not signed/],
    [`${part({ alg: 'nOnE' })}.${part({})}.`, /^This token is not signed/],
    [`${part({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`, /^This token is encrypted/],
    [`${part({ alg: 'ML-DSA-44' })}.${part({})}.AAAA`, /^The token says alg ML-DSA-44, which is no signature/],
    [`${part({ alg: 'toString' })}.${part({})}.AAAA`, /^The token says alg toString/],
    [`${part({ alg: 'RS256', crit: ['x'], x: 1 })}.${part({})}.AAAA`, /^The token could not be verified: .*"x"/],
  ])('%j', async (token, says) => {
    expect(await verdict(token, await jwk('RSA'))).toMatch(says);
  });
});

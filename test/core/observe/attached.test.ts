import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bodyCredentials,
  readAuthorization,
  readSignature,
  readSubprotocols,
} from '../../../src/core/observe/attached.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwt, RFC_JWT } from './tokens.ts';

const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
/** Lets the tests see what was fingerprinted. */
const print = (secret: string): string => `<${secret}>`;
const authorization = (value: string): string[] =>
  readAuthorization('Authorization', value, print).map(({ scheme, application, shape }) =>
    [scheme, shape.format, shape.fingerprint, ...(application === true ? ['application'] : [])].join(' '),
  );

describe('readAuthorization', () => {
  test.each([
    [`Bearer ${RFC_JWT}`, [`bearer jwt <${RFC_JWT}>`]],
    [RFC_JWT, [` jwt <${RFC_JWT}>`]],
    ['Basic YWRhOmxvdmVsYWNl', ['basic basic <YWRhOmxvdmVsYWNl>']],
    ['Digest username="ada", realm="lab", nonce="n", response="r"', ['digest digest <digest ada lab>']],
    ["Digest username*=UTF-8''ada, realm=lab", ["digest digest <digest UTF-8''ada lab>"]],
    ['Negotiate YIIabc', ['negotiate negotiate <negotiate>']],
    ['NTLM TlRMTVNTUAAB', ['ntlm negotiate <ntlm>']],
    ['Hawk id="ada", mac="m"', ['hawk key-id <hawk ada>']],
    ['AWS AKIAIOSFODNN7EXAMPLE:sig', ['aws key-id <AKIAIOSFODNN7EXAMPLE>']],
    ['OAuth oauth_consumer_key="app", oauth_signature="s"', ['oauth key-id <oauth app> application']],
    [`Token token="${OPAQUE}"`, [`token opaque <${OPAQUE}>`]],
    [`Token token=${OPAQUE}, nonce=1`, [`token opaque <${OPAQUE}>`]],
    [`MediaBrowser Client="a", Token="${OPAQUE}"`, [`mediabrowser opaque <${OPAQUE}>`]],
    ['Bearer sb_publishable_0123456789abcdef', ['bearer opaque <sb_publishable_0123456789abcdef> application']],
    ['MediaBrowser Client="a"', []],
    ['SAPISIDHASH 1768478400_0a1b2c', []],
    ['PrivateToken token="abc"', []],
    ['vapid t=a, k=b', []],
  ])('of %s', (value, expected) => {
    expect(authorization(value)).toEqual(expected);
  });

  test('shows nothing of what it did not see', () => {
    expect(readAuthorization('Authorization', 'Negotiate YIIabc', print)[0]?.shape).toEqual({
      fingerprint: '<negotiate>',
      length: 0,
      entropyBits: 0,
      format: 'negotiate',
      masked: '••••',
    });
  });

  test('never throws', () => {
    fc.assert(
      fc.property(nearly('Digest ', 'Token ', 'token="', 'AWS ', ', ', '"', RFC_JWT), (value) => {
        expect(readAuthorization('Authorization', value, print).length).toBeLessThan(2);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('readSignature', () => {
  test.each([
    ['signature-input', 'sig1=("@method");created=1;keyid="test-key-ed25519";alg="ed25519"', ['<test-key-ed25519>']],
    ['signature-input', 'a=("@method");keyid="k", b=("@path");keyid="l"', ['<signature k>']],
    ['signature', 'keyId="rsa-key-1",headers="date",signature="c2ln"', ['<signature rsa-key-1>']],
    ['signature', 'sig1=:c2lnbmF0dXJl:', []],
    ['signature-input', 'sig1=("@method");created=1', []],
    ['signature-input', 'sig1=("x-keyid")', []],
  ])('of %s: %s', (name, value, keys) => {
    expect(readSignature(name, value, print).map(({ shape }) => shape.fingerprint)).toEqual(keys);
  });
});

describe('readSubprotocols', () => {
  const encoded = (text: string): string => Buffer.from(text).toString('base64url');

  test.each([
    [`bearer, ${OPAQUE}`, [OPAQUE]],
    ['access_token, short-one', ['short-one']],
    [`graphql-ws, ${RFC_JWT}`, [RFC_JWT]],
    [`jwt.${RFC_JWT}`, [RFC_JWT]],
    [`base64url.bearer.authorization.k8s.io.${encoded(OPAQUE)}, base64.binary.k8s.io`, [OPAQUE]],
    [`graphql-ws, header-${encoded(JSON.stringify({ host: 'a', Authorization: `Bearer ${OPAQUE}` }))}`, [OPAQUE]],
    [`graphql-ws, header-${encoded(JSON.stringify({ host: 'a', 'x-api-key': OPAQUE }))}`, [OPAQUE]],
    [`${OPAQUE}, ${OPAQUE}`, [OPAQUE]],
    ['graphql-transport-ws', []],
    ['bearer, x', []],
    ['token.v1', []],
    ['header-nonsense', []],
    ['base64url.bearer.authorization.k8s.io., base64.binary.k8s.io', []],
    ['bearer."" "" ""', []],
    ['', []],
  ])('of %s', (value, secrets) => {
    expect(readSubprotocols(value, print).map(({ shape }) => shape.fingerprint)).toEqual(
      secrets.map((secret) => `<${secret}>`),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(nearly('bearer', ', ', 'header-', 'base64url.bearer.authorization.k8s.io.', RFC_JWT), (value) => {
        expect(readSubprotocols(value, print).length).toBeLessThanOrEqual(20);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('bodyCredentials', () => {
  const post = { method: 'POST', path: '/api', origin: 'https://app.example' };
  const names = (fields: string[], change: Partial<typeof post> = {}): string[] =>
    bodyCredentials({ ...post, ...change }, fields, print).map(({ where, name }) => `${where} ${name}`);

  test.each([
    [['_SessionToken', 'a'], ['body _SessionToken']],
    [['sessionToken'], ['body sessionToken']],
    [['session_token'], ['body session_token']],
    [['access_token'], ['body access_token']],
    [['authToken'], ['body authToken']],
    [['jsonrpc', 'method', 'auth'], ['body auth']],
    [['auth'], []],
    [['token'], []],
    [['access_token', 'grant_type'], []],
    [['access_token', 'password'], []],
  ])('of %j', (fields, expected) => {
    expect(names(fields)).toEqual(expected);
  });

  test('are none of a GET, and none of a login', () => {
    expect(names(['access_token'], { method: 'GET' })).toEqual([]);
    expect(names(['access_token'], { path: '/auth/login' })).toEqual([]);
  });

  test('are the same wherever they go, and others elsewhere', () => {
    const print1 = (origin: string, path: string) =>
      bodyCredentials({ method: 'POST', path, origin }, ['sessionToken'], print)[0]?.shape.fingerprint;

    expect(print1('https://a.example', '/1')).toBe(print1('https://a.example', '/2'));
    expect(print1('https://a.example', '/1')).not.toBe(print1('https://b.example', '/1'));
  });
});

test('a JWT with a public prefix is still a JWT', () => {
  expect(authorization(`Bearer ${jwt({ sub: 'a' })}`)[0]).toMatch(/^bearer jwt/);
});

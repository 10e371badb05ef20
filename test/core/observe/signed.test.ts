import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authParameters, readSigned } from '../../../src/core/observe/signed.ts';
import { nearly, RUNS } from './hostile.ts';
import { RFC_JWT } from './tokens.ts';

describe('readSigned', () => {
  test.each([
    ['aws4-hmac-sha256', 'Credential=AKID/20260115/us-east-1/s3/aws4_request, Signature=ab', 'AKID'],
    ['aws4-hmac-sha256', 'Credential=AKID/20260115/us-east-1/s3/aws4_request,Signature=ab', 'AKID'],
    ['aws', 'AKID:c2lnbmF0dXJl', 'AKID'],
    ['sharedkeylite', 'account:c2lnbmF0dXJl', 'account'],
    ['hmac-sha256', 'SignedHeaders=host&Signature=c2ln', 'hmac-sha256'],
    ['signature', 'keyId="Test, key",algorithm="rsa-sha256",signature="c2ln"', 'Test, key'],
    ['hawk', 'id="dh37", ts="1", nonce="n", mac="m"', 'dh37'],
    ['oauth', 'oauth_consumer_key="ck", oauth_token="tk%2F1", oauth_signature="s"', 'tk/1'],
    ['', 'bce-auth-v1/ak/2026-01-15T12:00:00Z/1800/host/sig', 'ak'],
    ['', 'q-sign-algorithm=sha1&q-ak=AKID&q-sign-time=1;2&q-signature=ab', 'AKID'],
    ['acme', 'keyId=7, signature=ab', '7'],
  ])('of %s %s finds the key', (scheme, credentials, key) => {
    expect(readSigned(scheme, credentials)).toEqual({ key, application: false });
  });

  test('of OAuth 1.0a without a token finds the application', () => {
    for (const empty of ['', ', oauth_token=""']) {
      expect(readSigned('oauth', `oauth_consumer_key="ck"${empty}, oauth_signature="s"`)).toEqual({
        key: 'ck',
        application: true,
      });
    }
  });

  test.each([
    ['bearer', RFC_JWT],
    ['oauth', 'opaque-token'],
    ['token', 'token="abc"'],
    ['dpop', RFC_JWT],
    ['acme', 'keyId=7, color=red'],
    ['acme', 'signature=ab'],
    ['', RFC_JWT],
    ['', 'opaque-token'],
    ['basic', 'YWRhOmxvdmVsYWNl'],
  ])('of %s %s finds none', (scheme, credentials) => {
    expect(readSigned(scheme, credentials)).toBeUndefined();
  });

  test('never throws', () => {
    const schemes = fc.constantFrom('', 'aws4-hmac-sha256', 'oauth', 'hawk', 'signature', 'acme', 'bearer');
    fc.assert(
      fc.property(
        schemes,
        nearly('Credential=', '/', '"', ', ', 'oauth_token="', ':', 'bce-auth-v1/', '='),
        (scheme, text) => {
          expect(readSigned(scheme, text)?.key).not.toBe('');
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('takes four megabytes in no time', () => {
    const started = performance.now();
    for (const part of ['a', '=', '"', 'a=', 'a="', 'a,', 'keyId="']) readSigned('signature', part.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('authParameters lists at most 64, the first of each name', () => {
  expect(authParameters('A=1, a=2, b="x, y"')).toEqual(
    new Map([
      ['a', '1'],
      ['b', 'x, y'],
    ]),
  );
  expect(authParameters(Array.from({ length: 99 }, (_, at) => `n${at}=1`).join(',')).size).toBe(64);
});

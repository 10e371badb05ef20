import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BROWSER_SCHEMES, isAuthenticationScheme, schemeKind } from '../../../src/core/knowledge/schemes.ts';
import {
  botParameter,
  isSignedAddress,
  keyName,
  onceName,
  signatureName,
} from '../../../src/core/knowledge/signing.ts';

describe('schemeKind', () => {
  test.each([
    ['Basic', 'login'],
    ['digest', 'login'],
    ['NEGOTIATE', 'login'],
    ['NTLM', 'login'],
    ['Bearer', 'bearer'],
    ['GNAP', 'bearer'],
    ['Token', 'bearer'],
    ['JWT', 'bearer'],
    ['DPoP', 'dpop'],
    ['ApiKey', 'key'],
    ['GenieKey', 'key'],
    ['SSWS', 'key'],
    ['AWS4-HMAC-SHA256', 'signed'],
    ['AWS4-ECDSA-P256-SHA256', 'signed'],
    ['AWS', 'signed'],
    ['GOOG4-RSA-SHA256', 'signed'],
    ['SharedKey', 'signed'],
    ['HMAC-SHA256', 'signed'],
    ['ACS3-HMAC-SHA256', 'signed'],
    ['TC3-HMAC-SHA256', 'signed'],
    ['SDK-HMAC-SHA256', 'signed'],
    ['EG1-HMAC-SHA256', 'signed'],
    ['Hawk', 'signed'],
    ['Signature', 'signed'],
    ['HOBA', 'signed'],
    ['SCRAM-SHA-256', 'signed'],
    ['SAPISIDHASH', 'cookie-signed'],
    ['SAPISID3PHASH', 'cookie-signed'],
    ['PrivateToken', 'none'],
    ['vapid', 'none'],
  ])('%s carries %s', (scheme, kind) => {
    expect(schemeKind(scheme)).toBe(kind);
    expect(isAuthenticationScheme(scheme)).toBe(true);
  });

  test.each(['', 'acme', 'awsome', 'basic4', '__proto__', 'hmac'.repeat(100)])('%s is not known', (scheme) => {
    expect(schemeKind(scheme)).toBeUndefined();
    expect(isAuthenticationScheme(scheme)).toBe(false);
  });

  test('of every scheme that browsers answer is a login', () => {
    expect(BROWSER_SCHEMES.map(schemeKind)).toEqual(['login', 'login', 'login', 'login']);
  });
});

describe('names around a signature', () => {
  test.each([
    'X-Signature',
    'signature',
    'sign',
    'sig',
    '_signature',
    'CB-ACCESS-SIGN',
    'X-BAPI-SIGN',
    'X-Hmac',
    'requestSign',
  ])('%s holds one', (name) => {
    expect(signatureName(name)).toBe(true);
  });

  test.each(['sign_in', 'signUp', 'X-Sign-On', 'design', 'assign', 'signedHeaders', 'signal', ''])(
    '%s holds none',
    (name) => {
      expect(signatureName(name)).toBe(false);
    },
  );

  test.each(['timestamp', 'X-Timestamp', 'ts', 'nonce', 'X-Ca-Nonce', 'recvWindow', 'oauth_timestamp'])(
    '%s makes it a new one',
    (name) => {
      expect(onceName(name)).toBe(true);
    },
  );

  test.each(['times', 'nonces', 'X-Auth', 'page'])('%s does not', (name) => {
    expect(onceName(name)).toBe(false);
  });

  test.each(['X-API-Key', 'X-MBX-APIKEY', 'CB-ACCESS-KEY', 'X-Ca-Key', 'appkey', 'accessKey', 'client_key'])(
    '%s names the key',
    (name) => {
      expect(keyName(name)).toBe(true);
    },
  );

  test.each(['Idempotency-Key', 'Sec-WebSocket-Key', 'cacheKey', 'keyboard', 'monkey', 'csrf_key'])(
    '%s names none',
    (name) => {
      expect(keyName(name)).toBe(false);
    },
  );

  test.each(['X-Bogus', 'msToken', 'w_rid'])('%s proves a browser', (name) => {
    expect(botParameter(name)).toBe(true);
  });

  test('are never taken from a megabyte, and never throw', () => {
    for (const find of [signatureName, onceName, keyName, botParameter]) {
      expect(find('sign'.repeat(250_000))).toBe(false);
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (name) => {
          find(name);
        }),
        { numRuns: 1_000 },
      );
    }
  });
});

describe('isSignedAddress', () => {
  test.each([
    [['X-Amz-Algorithm', 'X-Amz-Signature']],
    [['x-goog-signature']],
    [['sv', 'se', 'sig']],
    [['Key-Pair-Id', 'Policy', 'Signature']],
    [['token', 'expires']],
    [['expires', 'signature', 'id']],
  ])('%j', (names) => {
    expect(isSignedAddress(names)).toBe(true);
  });

  test.each([[['signature']], [['token']], [['access_token', 'expires_in']], [['sig', 'ts']], [['X-Amz-Date']], [[]]])(
    'not %j',
    (names) => {
      expect(isSignedAddress(names)).toBe(false);
    },
  );
});

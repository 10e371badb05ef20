import { describe, expect, test } from 'vitest';
import { ambiguousClaim, personalClaim, secretClaim } from '../../../src/core/knowledge/claims.ts';
import { octetsOf, rightSpelling } from '../../../src/core/knowledge/jose-algorithms.ts';

describe('personalClaim', () => {
  test.each([
    ['email', 'contact'],
    ['phoneNumber', 'contact'],
    ['PHONE_NUMBER', 'contact'],
    ['emails', 'contact'],
    ['x-hasura-user-email', 'contact'],
    ['https://shop.example/claims/customer_phone', 'contact'],
    ['given_name', 'name'],
    ['lastName', 'name'],
    ['family-name', 'name'],
    ['birthdate', 'birth'],
    ['gender', 'birth'],
    ['ssn', 'national-id'],
    ['passportNumber', 'national-id'],
    ['urn:example:nhs_number', 'health'],
    ['ipaddr', 'ip-address'],
    ['client_ip', 'ip-address'],
  ])('%s is %s', (name, kind) => {
    expect(personalClaim(name)).toBe(kind);
  });

  test.each([
    'sub',
    'name',
    'preferred_username',
    'email_verified',
    'phone_number_verified',
    'company_email',
    'device_ip',
    'zip',
    'tip',
    'scope',
    'aud',
    'locale',
    'zoneinfo',
    'picture',
    'website',
    'updated_at',
    'user',
    'x',
    '',
    'constructor',
    '__proto__',
    `${'user_'.repeat(60)}email`,
  ])('%j tells nothing', (name) => {
    expect(personalClaim(name)).toBeUndefined();
  });
});

test.each(['sub', 'preferred_username', 'upn', 'https://app.example/username'])('%s may be an address', (name) => {
  expect(ambiguousClaim(name)).toBe(true);
});

test('a huge name costs nothing', () => {
  const start = performance.now();
  for (let round = 0; round < 100; round += 1) {
    const name = 'user_'.repeat(20_000);
    expect([personalClaim(name), secretClaim(name), ambiguousClaim(name)]).toEqual([undefined, false, false]);
  }
  expect(performance.now() - start).toBeLessThan(500);
});

describe('rightSpelling', () => {
  test.each([
    ['hs256', 'HS256'],
    ['nOnE', 'none'],
    ['eddsa', 'EdDSA'],
    ['DIR', 'dir'],
    ['ecdh-es+a128kw', 'ECDH-ES+A128KW'],
  ])('%s is meant to be %s', (alg, right) => {
    expect(rightSpelling(alg)).toBe(right);
  });

  test.each(['HS256', 'none', 'Ed25519', 'ML-DSA-87', 'HPKE-0', 'constructor', ''])('%j is left alone', (alg) => {
    expect(rightSpelling(alg)).toBeUndefined();
  });
});

test('octetsOf knows no algorithm by a name that every object has', () => {
  expect(octetsOf('constructor')).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { decodeJose } from '../../../src/core/observe/jose.ts';
import { story } from '../../helpers/observations.ts';
import { adas } from '../classify/values.ts';
import { jwt } from './tokens.ts';

const claimsOf = (claims: Record<string, unknown>) => JSON.parse(decodeJose(jwt(claims))?.claims ?? '{}');
const issuesOf = (claims: Record<string, unknown>) => decodeJose(jwt(claims))?.issues;
const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
const GITHUB = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

describe('a secret in a token', () => {
  test.each([
    ['password', 'lovelace'],
    ['user_password', 'lovelace'],
    ['passwordHash', '$2b$10$abcdefghijklmnopqrstuv'],
    ['PWD', 'lovelace'],
    ['client_secret', 'lovelace'],
    ['totpSecret', 'JBSWY3DPEHPK3PXP'],
    ['apiKey', 'lovelace'],
    ['x-api-key', 'lovelace'],
    ['private_key', '-----BEGIN'],
    ['connectionString', 'Server=db'],
    ['https://app.example/claims/password', 'lovelace'],
    ['refresh_token', OPAQUE],
    ['accessToken', OPAQUE],
    ['note', GITHUB],
    ['password', 18_431_210],
  ])('%s is cut out, and its name stays', (name, value) => {
    expect(claimsOf({ sub: 'ada', [name]: value })).toEqual({ sub: 'ada', [name]: '••••' });
    expect(issuesOf({ [name]: value })).toEqual(['secret-inside']);
  });

  test.each([
    ['password', ''],
    ['password', '********'],
    ['password', true],
    ['password', 'required'],
    ['pwd_exp', '86400'],
    ['pwd_url', 'https://login.example/change'],
    ['has_password', 'yes, it has'],
    ['reset_password', 'https://login.example/reset'],
    ['password_changed_at', '2026-01-15'],
    ['secretary', 'Ada'],
    ['access_token', 'short'],
    ['csrf', OPAQUE],
    ['api_key', 'pk_live_0123456789abcdefghij'],
    ['sid', OPAQUE],
    ['__proto__', 'x'],
  ])('%s %j is none', (name, value) => {
    const claims = JSON.parse(JSON.stringify({ NAME: value }).replace('NAME', name));
    expect(claimsOf(claims)).toEqual(claims);
    expect(issuesOf(claims)).toEqual([]);
  });

  test('is found in lists and inside other claims', () => {
    expect(claimsOf({ a: { b: [{ secret: 'x1y2' }] }, passwords: ['p'], password: ['one', 'two'] })).toEqual({
      a: { b: [{ secret: '••••' }] },
      passwords: ['p'],
      password: ['••••', '••••'],
    });
  });

  test('is the private part of a key, and not the public one', () => {
    const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'private' };
    expect(claimsOf({ cnf: { jwk: key } })).toEqual({ cnf: { jwk: { ...key, d: '••••' } } });
    expect(claimsOf({ d: 'x', k: 'y' })).toEqual({ d: 'x', k: 'y' });
    const shape = decodeJose(jwt({}, { alg: 'HS256', jwk: key }));
    expect(JSON.parse(shape?.header ?? '{}').jwk.d).toBe('••••');
    expect(shape?.issues).toEqual(['secret-inside']);
  });

  test('is also another token, which is no fault by itself', () => {
    expect(claimsOf({ software_statement: adas('1') })).toEqual({ software_statement: '…' });
    expect(issuesOf({ software_statement: adas('1') })).toEqual([]);
  });

  test('reaches neither what is observed nor what is reported', () => {
    const secrets = ['lovelace-1843', GITHUB, OPAQUE];
    const token = jwt({
      sub: 'ada',
      exp: 1_800_000_000,
      password: secrets[0],
      a: { b: secrets[1] },
      refresh_token: secrets[2],
    });
    const told = story('https://app.example')
      .calls('GET', '/api/me', { headers: { Authorization: `Bearer ${token}` } })
      .sets(`jwt=${token}; Path=/`)
      .stores('auth', JSON.stringify({ access_token: token }));
    for (const text of [
      JSON.stringify(told.observations()),
      JSON.stringify(told.state()),
      JSON.stringify(told.report()),
    ]) {
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    expect(told.report().findings.map(({ rule }) => rule)).toContain('jwt-secret-in-claims');
  });
});

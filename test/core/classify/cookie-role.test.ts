import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CookieFeatures, cookieRole, weigh } from '../../../src/core/classify/cookie-role.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { jwe, jwt } from '../observe/tokens.ts';

const RANDOM = 'q8Rk3L5m0A2v7S9d1F4g6H8j0KzXcVbN';
const cookie = (name: string, more: Partial<CookieFeatures & { value: string }> = {}) => ({
  name,
  value: RANDOM,
  domain: 'a.example',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax' as const,
  session: true,
  ...more,
});
const role = (name: string, more?: Partial<CookieFeatures & { value: string }>) => cookieRole(cookie(name, more)).role;
const score = (name: string, more?: Partial<CookieFeatures & { value: string }>) =>
  cookieRole(cookie(name, more)).score;
const codes = (name: string, more?: Partial<CookieFeatures & { value: string }>) =>
  cookieRole(cookie(name, more)).because.map(({ code }) => code);

describe('role', () => {
  test.each([
    ['PHPSESSID', 'session-id'],
    ['connect.sid', 'session-id'],
    ['__Host-session', 'session-id'],
    ['_myapp_session', 'session-id'],
    ['laravel_session', 'session-id'],
    ['wordpress_logged_in_abc', 'session-id'],
    ['my_session', 'session-id'],
    ['CF_Authorization', 'session-id'],
    ['SID', 'session-id'],
    ['XSRF-TOKEN', 'csrf-token'],
    ['csrftoken', 'csrf-token'],
    ['__Host-psifi.x-csrf-token', 'csrf-token'],
    ['remember_user_token', 'remember-me'],
    ['remember-me', 'remember-me'],
    ['refresh_token', 'refresh-token'],
    ['refreshToken', 'refresh-token'],
    ['app_refresh_token', 'refresh-token'],
    ['access_token', 'access-token'],
    ['jwt', 'access-token'],
    ['id_token', 'id-token'],
    ['__txn_abc', 'state'],
    ['.AspNetCore.Correlation.x', 'state'],
    ['_oauth2_proxy_csrf', 'state'],
    ['__client_uat', 'other'],
    ['logged_in', 'other'],
    ['_ga', 'other'],
    ['theme', 'other'],
    ['x', 'other'],
    ['', 'other'],
    ['__proto__', 'other'],
    ['constructor', 'other'],
  ])('of %s is %s', (name, expected) => {
    expect(role(name)).toBe(expected);
  });

  test('of a JWT that names a user is access-token, whatever the cookie is called', () => {
    const value = jwt({ sub: 'alice', exp: 1_900_000_000 });
    expect(role('whatever', { value })).toBe('access-token');
    expect(role('__session', { value })).toBe('access-token');
    expect(role('refresh_token', { value })).toBe('refresh-token');
  });

  test('of a JWT without subject or expiry follows the name', () => {
    expect(role('whatever', { value: jwt({ sub: 'alice' }) })).toBe('other');
    expect(role('session', { value: jwt({ exp: 1 }) })).toBe('session-id');
  });

  test('of an encrypted session is session-id', () => {
    expect(role('__Secure-authjs.session-token', { value: jwe() })).toBe('session-id');
  });
});

describe('traps', () => {
  test.each([
    'possession',
    'possessionId',
    'sessile',
    'obsession',
    'assessment',
    'XSRF-TOKEN',
    '_uetsid',
    '_uet_session',
    '_hj_key',
    '_hjSession_12345',
    'AWSALB',
    'didomi_token',
    'euconsent-v2',
    'heroku-session-affinity',
    'ai_session',
    'svSession',
    'cf_clearance',
    'techaro.lol-anubis-auth',
    'last_login_time',
    'guest_session',
    'author',
    'sid_Client',
    'NSC_vserver',
    'BIGipServerpool',
    'cart_session',
    '.ASPXANONYMOUS',
    '_secure_session_id',
    'visitor_id123',
    '__client_uat',
    'logged_in',
  ])('%s is neither a session nor a likely credential', (name) => {
    expect(role(name)).not.toMatch(/session|access|refresh|remember/);
    expect(score(name)).toBeLessThan(0.7);
  });

  test.each(['_uetsid', 'AWSALB', 'didomi_token', 'XSRF-TOKEN', '_ga', 'euconsent-v2'])(
    '%s scores far below a session',
    (name) => {
      expect(score(name)).toBeLessThan(0.5);
      expect(score('sessionid') - score(name)).toBeGreaterThan(0.3);
    },
  );
});

describe('reasons', () => {
  const bare = { secure: false, httpOnly: false, sameSite: 'unset' as const };

  test.each([
    ['name-server-session', codes('PHPSESSID')],
    ['name-auth-only', codes('.ASPXAUTH')],
    ['name-remember-me', codes('remember-me')],
    ['name-login-flag', codes('__client_uat')],
    ['name-transaction', codes('__txn_x')],
    ['name-gateway', codes('CF_Authorization')],
    ['name-identity-provider', codes('KEYCLOAK_IDENTITY')],
    ['name-analytics', codes('_ga')],
    ['name-consent', codes('OptanonConsent')],
    ['name-load-balancer', codes('AWSALB')],
    ['name-bot', codes('__cf_bm')],
    ['name-preference', codes('NEXT_LOCALE')],
    ['name-commerce', codes('cart')],
    ['name-csrf', codes('csrftoken')],
    ['name-strong', codes('myapp.sid')],
    ['name-medium', codes('my_auth')],
    ['name-negative', codes('my_test')],
    ['name-flag', codes('has_session')],
    ['name-prefix', codes('__Host-x')],
    ['http-only', codes('x')],
    ['secure', codes('x')],
    ['same-site', codes('x')],
    ['value-tiny', codes('x', { value: 'abc' })],
    ['value-short', codes('x', { value: '12345678901' })],
    ['value-trivial', codes('x', { value: 'dark' })],
    ['value-user-token', codes('x', { value: jwt({ sub: 'a', exp: 1 }) })],
    ['value-sealed', codes('x', { value: jwe() })],
    ['value-sealed', codes('x', { value: 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.cyzCSv2ZTzXQDqjqmjZ3GFNsrSo' })],
    ['value-uuid', codes('x', { value: '550e8400-e29b-41d4-a716-446655440000' })],
    ['value-random', codes('x')],
  ])('include %s', (code, found) => {
    expect(found).toContain(code);
  });

  test('begin with the prior, and are only that for a cookie without a feature', () => {
    const { value: _, ...plain } = cookie('x', bare);
    expect(cookieRole(plain)).toMatchObject({ role: 'other', because: [{ code: 'prior', weight: -1.9 }] });
    expect(cookieRole(plain).score).toBeCloseTo(0.13, 2);
  });

  test('add up to the score', () => {
    const { score: p, because } = cookieRole(cookie('my_auth'));
    const sum = because.reduce((total, { weight }) => total + weight, 0);
    expect(p).toBeCloseTo(1 / (1 + Math.exp(-sum)));
  });

  test('stay within ±4 without the prior', () => {
    const best = cookie('__Host-authjs.session-token', { value: jwe() });
    const { value: _, ...features } = best;
    const sum = weigh({ ...features, shape: shapeOf(best.value, () => '') }).reduce(
      (total, { weight }) => total + weight,
      0,
    );
    expect(sum).toBeCloseTo(4);
    expect(cookieRole(best).score).toBeLessThan(0.9);
  });

  test('are the same for a value and for its shape', () => {
    const { value, ...features } = cookie('connect.sid');
    expect(cookieRole({ ...features, shape: shapeOf(value, (secret) => secret) })).toEqual(
      cookieRole({ ...features, value }),
    );
  });

  test('never hold the value', () => {
    expect(JSON.stringify(cookieRole(cookie('connect.sid')))).not.toContain(RANDOM.slice(0, 6));
  });
});

test('an honest session outranks what lies beside it', () => {
  const names = ['_ga', 'theme', 'sessionid', 'csrftoken', 'AWSALB'];
  const ranked = names.sort((a, b) => score(b) - score(a));
  expect(ranked[0]).toBe('sessionid');
});

test('never throws, and the score is a probability', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.boolean(), (name, value, flag) => {
      const { score: p } = cookieRole(cookie(name, { value, secure: flag, httpOnly: flag }));
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThan(0.9);
    }),
    { numRuns: 5_000 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CookieFeatures, cookieRole, weigh } from '../../../src/core/classify/cookie-role.ts';
import { weights } from '../../../src/core/classify/cookie-weights.ts';
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
    ['auth_token', 'session-id'],
    ['my_token', 'session-id'],
    ['myAccessToken', 'access-token'],
    ['my_jwt', 'access-token'],
    ['myIdToken', 'id-token'],
    ['my_session_token', 'session-id'],
    ['x-api-key', 'api-key'],
    ['key', 'other'],
    ['recordar', 'remember-me'],
    ['sesion_usuario', 'session-id'],
    ['oauth_state', 'state'],
    ['my_pkce_verifier', 'state'],
    ['my_form_token', 'csrf-token'],
    ['session.sig', 'other'],
    ['.ASPXANONYMOUS', 'other'],
    ['__client', 'session-id'],
    ['logged_out_session', 'other'],
    ['__Secure-myapp.sid.1', 'session-id'],
    ['.AspNetCore.CookiesC2', 'session-id'],
  ])('of %s is %s', (name, expected) => {
    expect(role(name)).toBe(expected);
  });

  test('of a JWT that names a user is access-token, whatever the cookie is called', () => {
    const value = jwt({ sub: 'alice', exp: 1_900_000_000 });
    expect(role('whatever', { value })).toBe('access-token');
    expect(role('__session', { value })).toBe('access-token');
    expect(role('refresh_token', { value })).toBe('refresh-token');
    expect(role('my_refresh_token', { value })).toBe('refresh-token');
  });

  test('of a JWT is what its claims say, where the name does not', () => {
    expect(role('whatever', { value: jwt({ sub: 'alice', exp: 1, nonce: 'n' }) })).toBe('id-token');
    expect(role('whatever', { value: jwt({ sub: 'alice', exp: 1, typ: 'Refresh' }) })).toBe('refresh-token');
    expect(role('KEYCLOAK_IDENTITY', { value: jwt({ sub: 'alice', exp: 1 }) })).toBe('session-id');
    expect(role('user_token', { value: jwt({ exp: 1 }) })).toBe('access-token');
  });

  test('of a JWT without subject or expiry follows the name', () => {
    expect(role('whatever', { value: jwt({ sub: 'alice' }) })).toBe('other');
    expect(role('session', { value: jwt({ exp: 1 }) })).toBe('session-id');
  });

  test('of what only the token endpoint gets is refresh-token', () => {
    expect(role('x', { path: '/auth/refresh' })).toBe('refresh-token');
    expect(role('connect.sid', { path: '/api/token-renewal' })).toBe('refresh-token');
    expect(role('__client_uat', { path: '/auth/refresh' })).toBe('other');
    expect(role('connect.sid', { path: '/app' })).toBe('session-id');
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

  const seen: [code: string, found: string[]][] = [
    ['prior', codes('x')],
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
    ['name-capability', codes('CloudFront-Signature')],
    ['name-anonymous', codes('.ASPXANONYMOUS')],
    ['name-anonymous', codes('session-id', { domain: '.amazon.de' })],
    ['name-anti-csrf', codes('JSESSIONID', { domain: '.www.linkedin.com' })],
    ['name-seal', codes('session.sig')],
    ['name-csrf', codes('csrftoken')],
    ['name-strong', codes('myapp.sid')],
    ['name-medium', codes('my_auth')],
    ['name-negative', codes('my_test')],
    ['name-negative', codes('logged_out_id')],
    ['name-flag', codes('has_session')],
    ['name-who', codes('idMember')],
    ['name-passing', codes('login_redirect')],
    ['readable', codes('x', bare)],
    ['name-prefix', codes('__Host-x')],
    ['http-only', codes('x')],
    ['secure', codes('x')],
    ['same-site', codes('x')],
    ['value-empty', codes('x', { value: '' })],
    ['value-tiny', codes('x', { value: 'abc' })],
    ['value-long', codes('x', { value: RANDOM.repeat(10) })],
    ['value-anonymous-token', codes('x', { value: jwt({ sub: 'a', exp: 1, is_anonymous: true }) })],
    ['value-short', codes('x', { value: '12345678901' })],
    ['value-trivial', codes('x', { value: 'dark' })],
    ['value-user-token', codes('x', { value: jwt({ sub: 'a', exp: 1 }) })],
    ['value-sealed', codes('x', { value: jwe() })],
    ['value-sealed', codes('x', { value: 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.cyzCSv2ZTzXQDqjqmjZ3GFNsrSo' })],
    ['value-uuid', codes('x', { value: '550e8400-e29b-41d4-a716-446655440000' })],
    ['value-random', codes('x')],
  ];

  test.each(seen)('include %s', (code, found) => {
    expect(found).toContain(code);
  });

  test('each have a line above', () => {
    expect(Object.keys(weights).filter((code) => !seen.some(([known]) => known === code))).toEqual([]);
  });

  test('say no more of a cookie than is known of it', () => {
    const { httpOnly: _, ...unseen } = cookie('x', bare);
    expect(cookieRole(unseen).because.map(({ code }) => code)).toEqual(['prior', 'value-random']);
    expect(codes('x', { ...bare, value: jwt({ sub: 'a', exp: 1 }) })).not.toContain('readable');
    expect(codes('my_auth')).not.toContain('name-strong');
    expect(codes('session_id')).not.toContain('name-medium');
  });

  test('begin with the prior, and are only that for a cookie without a feature', () => {
    const { value: _, httpOnly: __, ...plain } = cookie('x', bare);
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

describe('what is no cookie', () => {
  const judge = cookieRole as (cookie: unknown) => ReturnType<typeof cookieRole>;

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'sid'],
    ['an empty object', {}],
    ['a name alone', { name: 'x' }],
    [
      'wrong types',
      { name: 7, value: {}, domain: [], path: null, secure: 'yes', httpOnly: 1, sameSite: 3, session: 0 },
    ],
    ['no time', { name: 'x', expires: Number.NaN }],
    ['a date', { name: 'x', expires: new Date(0) }],
  ])('%s is judged by the prior alone', (_, cookieLike) => {
    const { role: is, score: p, because } = judge(cookieLike);
    expect(is).toBe('other');
    expect(p).toBeCloseTo(0.13, 2);
    expect(because.map(({ code }) => code)).toEqual(['prior']);
  });

  test.each([
    ['Lax', 'lax'],
    ['STRICT', 'strict'],
    ['None', 'none'],
    ['unspecified', 'unset'],
    ['', 'unset'],
    ['x'.repeat(1_000_000), 'unset'],
  ])('SameSite may be spelt %.20j', (spelt, meant) => {
    const spelled = { ...cookie('x'), sameSite: spelt };
    expect(judge(spelled)).toEqual(cookieRole({ ...cookie('x'), sameSite: meant as CookieFeatures['sameSite'] }));
  });

  test('whatever is given, nothing is thrown', () => {
    const keys = ['name', 'value', 'domain', 'path', 'secure', 'httpOnly', 'sameSite', 'session', 'expires'];
    const members = Object.fromEntries(keys.map((key) => [key, fc.anything()]));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record(members, { requiredKeys: [] })), (cookieLike) => {
        expect(judge(cookieLike).score).toBeLessThan(0.9);
      }),
      { numRuns: 10_000 },
    );
  });

  test('a value of ten megabytes costs no more than a moment', () => {
    const started = performance.now();
    const { score: p } = cookieRole(
      cookie('n'.repeat(10_000_000), { value: 'eyJ.'.repeat(2_500_000), domain: 'a.'.repeat(5_000_000) }),
    );
    expect(p).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('sites', () => {
  test.each([
    ['JSESSIONID', '.www.linkedin.com', 'csrf-token'],
    ['sessionid', 'steamcommunity.com', 'csrf-token'],
    ['sessionid', 'www.instagram.com', 'session-id'],
    ['session-id', 'www.amazon.co.uk', 'other'],
    ['DSID', '.doubleclick.net', 'other'],
    ['d', '.slack.com', 'session-id'],
    ['d', '.example.com', 'other'],
  ])('%s of %s is %s', (name, domain, expected) => {
    expect(role(name, { domain })).toBe(expected);
  });

  test('lower the score of what is no credential there', () => {
    expect(score('session-id', { domain: 'www.amazon.com' })).toBeLessThan(0.5);
    expect(score('session-id', { domain: 'shop.example.com' })).toBeGreaterThan(0.5);
  });
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

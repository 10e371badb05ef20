import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCookie } from '../../../src/core/knowledge/chunks.ts';
import { knownCookie } from '../../../src/core/knowledge/cookies.ts';
import { csrfCookie, csrfField, csrfHeader } from '../../../src/core/knowledge/csrf.ts';
import { apiKeyHeader, ignoredHeader, tokenHeader } from '../../../src/core/knowledge/headers.ts';
import { storeOf } from '../../../src/core/knowledge/indexed-db.ts';
import { isAuthenticationScheme } from '../../../src/core/knowledge/schemes.ts';
import { storageEntry, storageRole } from '../../../src/core/knowledge/storage.ts';
import { thirdPartyCookie } from '../../../src/core/knowledge/third-party.ts';
import { tokenPrefix } from '../../../src/core/knowledge/token-prefixes.ts';
import { loginPath, logoutPath, passwordField, tokenParameter, userField } from '../../../src/core/knowledge/words.ts';

const HOSTILE = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '\ud800',
  'ü',
  'x'.repeat(1_000_000),
];

/** Every look-up, as a question that a hostile name must be answered no to. */
const lookups: Record<string, (name: string) => unknown> = {
  knownCookie: (name) => knownCookie(name),
  csrfCookie: (name) => csrfCookie(name) || undefined,
  csrfHeader: (name) => csrfHeader(name) || undefined,
  csrfField: (name) => csrfField(name) || undefined,
  thirdPartyCookie: (name) => thirdPartyCookie(name),
  storageEntry: (name) => storageEntry('localStorage', name),
  'storageEntry of a member': (name) => storageEntry('sessionStorage', '0-client', name),
  'storageEntry in IndexedDB': (name) => storageEntry('indexedDB', name),
  storageRole: (name) => storageRole('localStorage', name),
  'storageRole of a member': (name) => storageRole('localStorage', 'okta-token-storage', name),
  splitCookie: (name) => splitCookie(name),
  storeOf: (name) => storeOf(name),
  tokenParameter: (name) => tokenParameter(name),
  passwordField: (name) => passwordField(name) || undefined,
  userField: (name) => userField(name) || undefined,
  loginPath: (name) => loginPath(name) || undefined,
  logoutPath: (name) => logoutPath(name) || undefined,
  apiKeyHeader: (name) => apiKeyHeader(name) || undefined,
  tokenHeader: (name) => tokenHeader(name) || undefined,
  ignoredHeader: (name) => ignoredHeader(name) || undefined,
  isAuthenticationScheme: (name) => isAuthenticationScheme(name) || undefined,
  tokenPrefix: (name) => tokenPrefix(name),
};

describe.each(Object.entries(lookups))('%s', (_, find) => {
  test('finds nothing under hostile names', () => {
    for (const name of HOSTILE) expect(find(name)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        find(name);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('headers', () => {
  test('API keys, tokens and the rest are told apart, whatever the case', () => {
    expect(apiKeyHeader('x-api-KEY')).toBe(true);
    expect(apiKeyHeader('apikey')).toBe(true);
    expect(apiKeyHeader('X-Auth-Token')).toBe(false);
    expect(tokenHeader('x-auth-token')).toBe(true);
    expect(tokenHeader('X-Request-Id')).toBe(false);
    expect(ignoredHeader('x-request-id')).toBe(true);
    expect(ignoredHeader('Sec-Fetch-Site')).toBe(true);
    expect(ignoredHeader('sec-websocket-key')).toBe(true);
  });

  test.each([
    ['X-Acme-Token', true],
    ['acme_token', true],
    ['Acme-Auth', true],
    ['X-Acme-Authorization', true],
    ['X-Acme-JWT', true],
    ['Token', true],
    ['X-Device-Token', false],
    ['X-Page-Token', false],
    ['X-Captcha-Token', false],
    ['X-Upload-Token', false],
    ['X-CSRF-Token', false],
    ['X-User-Id', false],
    ['X-Tokens', false],
    ['DPoP', false],
  ])('%s carries a token of a person: %s', (name, is) => {
    expect(tokenHeader(name)).toBe(is);
  });

  test.each([
    ['X-Acme-Api-Key', true],
    ['acme-app-key', true],
    ['X-Firebase-AppCheck', true],
    ['Idempotency-Key', false],
    ['Sec-WebSocket-Key', false],
    ['X-Monkey', false],
  ])('%s carries a key of an application: %s', (name, is) => {
    expect(apiKeyHeader(name)).toBe(is);
  });

  test.each([
    'X-Acme-Request-UUID',
    'X-Device-Id',
    'X-App-Version',
    'X-Body-Checksum',
    'sw8',
    'Secure-Session-Response',
  ])('%s teaches nothing', (name) => {
    expect(ignoredHeader(name)).toBe(true);
  });

  test.each([
    'Authorization',
    'Cookie',
    'X-Session-Id',
    'X-User-Id',
    'X-Api-Key',
    'X-Auth-Token',
    'X-CSRF-Token',
    'DPoP',
    'Sec-WebSocket-Protocol',
    'X-Custom',
  ])('%s is not ignored', (name) => {
    expect(ignoredHeader(name)).toBe(false);
  });
});

describe('paths', () => {
  test.each([
    '/login',
    '/Login',
    '/users/sign_in',
    '/sign-in',
    '/wp-login.php',
    '/api/v1/auth/login',
    '/account/LogOn',
    '/doLogin',
    '/signIn',
    '/log-in',
    '/authenticate',
  ])('%s signs in', (path) => {
    expect(loginPath(path)).toBe(true);
    expect(logoutPath(path)).toBe(false);
  });

  test.each(['/logout', '/users/sign_out', '/sign-out', '/account/LogOff', '/signOut', '/auth/login/logout'])(
    '%s signs out',
    (path) => {
      expect(logoutPath(path)).toBe(true);
      expect(loginPath(path)).toBe(false);
    },
  );

  test.each(['/', '/blogin', '/catalogue', '/signage', '/blog/insight', '/design-in-print', '/logistics'])(
    '%s does neither',
    (path) => {
      expect(loginPath(path)).toBe(false);
      expect(logoutPath(path)).toBe(false);
    },
  );
});

describe('fields', () => {
  test.each([
    'password',
    'Passwd',
    'pwd',
    'user[password]',
    'user.password',
    'j_password',
    'newPassword',
    'loginpassword',
    'password2',
    'passphrase',
  ])('%s holds a password', (name) => {
    expect(passwordField(name)).toBe(true);
  });

  test.each(['passport', 'passenger', 'compass', 'p', 'user', 'bypass_cache'])('%s holds none', (name) => {
    expect(passwordField(name)).toBe(false);
  });

  test.each(['username', 'email', 'user[login]', 'j_username', 'userId', 'log'])('%s says who', (name) => {
    expect(userField(name)).toBe(true);
  });

  test.each([
    ['access_token', 'access-token'],
    ['body.accessToken', 'access-token'],
    ['ID_TOKEN', 'id-token'],
    ['refreshToken', 'refresh-token'],
    ['JSESSIONID', 'session-id'],
    ['api_key', 'api-key'],
    ['state', 'state'],
    ['page', undefined],
    ['utm_source', undefined],
  ])('%s is by its name %s', (name, role) => {
    expect(tokenParameter(name)).toBe(role);
  });
});

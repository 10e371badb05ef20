import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownCookie } from '../../../src/core/knowledge/cookies.ts';
import { csrfCookie, csrfField, csrfHeader } from '../../../src/core/knowledge/csrf.ts';
import { apiKeyHeader, ignoredHeader, tokenHeader } from '../../../src/core/knowledge/headers.ts';
import { isAuthenticationScheme } from '../../../src/core/knowledge/schemes.ts';
import { indexedDbStores, storageKey, storageRole } from '../../../src/core/knowledge/storage.ts';
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
  storageKey: (name) => storageKey('localStorage', name),
  storageRole: (name) => storageRole(undefined, name),
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

describe('knownCookie', () => {
  test.each([
    ['PHPSESSID', 'server-session', 'php'],
    ['__Secure-PHPSESSID', 'server-session', 'php'],
    ['JSESSIONID', 'server-session', 'servlet'],
    ['JSESSIONID.4f2a9b1c', 'server-session', 'servlet'],
    ['connect.sid', 'server-session', 'express'],
    ['sessionid', 'server-session', 'django'],
    ['session', 'server-session', 'generic'],
    ['SESSION', 'server-session', 'spring'],
    ['laravel_session', 'server-session', 'laravel'],
    ['_myapp_session', 'server-session', 'rails'],
    ['ASP.NET_SessionId', 'server-session', 'aspnet'],
    ['.AspNetCore.Cookies', 'auth-only', 'aspnet'],
    ['.AspNetCore.CookiesC1', 'auth-only', 'aspnet'],
    ['.ASPXAUTH', 'auth-only', 'aspnet'],
    ['.AspNetCore.Correlation.abc', 'transaction', 'aspnet'],
    [`wordpress_logged_in_${'a'.repeat(32)}`, 'auth-only', 'wordpress'],
    ['__Secure-next-auth.session-token', 'auth-only', 'next'],
    ['__Secure-authjs.session-token.1', 'auth-only', 'next'],
    ['sb-abcdefgh-auth-token', 'auth-only', 'supabase'],
    ['sb-abcdefgh-auth-token.0', 'auth-only', 'supabase'],
    ['sb-abcdefgh-auth-token-code-verifier', 'transaction', 'supabase'],
    [`SSESS${'0'.repeat(32)}`, 'auth-only', 'drupal'],
    ['remember_user_token', 'remember-me', 'rails'],
    [`remember_web_${'0'.repeat(40)}`, 'remember-me', 'laravel'],
    ['remember-me', 'remember-me', 'spring'],
    ['__client_uat', 'login-flag', 'clerk'],
    ['__session', 'auth-only', 'clerk'],
    ['KEYCLOAK_IDENTITY', 'identity-provider', 'keycloak'],
    ['__Secure-1PSID', 'identity-provider', 'google'],
    ['_oauth2_proxy_0', 'gateway', 'oauth2-proxy'],
    ['_oauth2_proxy_csrf', 'transaction', 'oauth2-proxy'],
    ['CF_Authorization', 'gateway', 'cloudflare-access'],
    ['__txn_abc', 'transaction', 'auth0'],
  ])('knows %s as %s of %s', (name, kind, stack) => {
    expect(knownCookie(name)).toMatchObject({ kind, stack });
    expect(knownCookie(name)?.source).not.toBe('');
  });

  test.each([
    'phpsessid',
    'possession',
    'sessile',
    'XSRF-TOKEN',
    '_ga',
    '_uetsid',
    '_uet_session',
    '_ga_key',
    'theme',
    'sid_Client',
  ])('does not know %s', (name) => {
    expect(knownCookie(name)).toBeUndefined();
  });
});

describe('anti-CSRF names', () => {
  test.each([
    'XSRF-TOKEN',
    'csrftoken',
    '_csrf',
    '__Host-csrf',
    '.AspNetCore.Antiforgery.abc',
    '__Host-psifi.x-csrf-token',
    'ct0',
    'app_csrf_value',
  ])('the cookie %s is one', (name) => {
    expect(csrfCookie(name)).toBe(true);
  });

  test.each(['X-CSRF-Token', 'x-xsrf-token', 'x-csrftoken', 'RequestVerificationToken', 'Jenkins-Crumb'])(
    'the header %s is one',
    (name) => {
      expect(csrfHeader(name)).toBe(true);
    },
  );

  test.each([
    'csrfmiddlewaretoken',
    'authenticity_token',
    '_token',
    '_wpnonce',
    '__RequestVerificationToken',
    'CSRFToken',
    'sesskey',
  ])('the field %s is one', (name) => {
    expect(csrfField(name)).toBe(true);
  });

  test('other names are none', () => {
    expect(csrfCookie('sessionid')).toBe(false);
    expect(csrfHeader('X-Requested-With')).toBe(false);
    expect(csrfHeader('Authorization')).toBe(false);
    expect(csrfField('token')).toBe(false);
  });
});

describe('thirdPartyCookie', () => {
  test.each([
    ['_ga', 'analytics'],
    ['_ga_AB12', 'analytics'],
    ['_uetsid', 'analytics'],
    ['mp_abc_mixpanel', 'analytics'],
    ['didomi_token', 'consent'],
    ['euconsent-v2', 'consent'],
    ['OptanonConsent', 'consent'],
    ['AWSALB', 'load-balancer'],
    ['AWSALBCORS', 'load-balancer'],
    ['BIGipServerpool', 'load-balancer'],
    ['TS01a2b3c4', 'load-balancer'],
    ['NSC_vserver', 'load-balancer'],
    ['heroku-session-affinity', 'load-balancer'],
    ['__cf_bm', 'bot'],
    ['cf_clearance', 'bot'],
    ['techaro.lol-anubis-auth', 'bot'],
    ['NEXT_LOCALE', 'preference'],
    ['cart', 'commerce'],
    ['_secure_session_id', 'commerce'],
  ])('puts %s to %s', (name, family) => {
    expect(thirdPartyCookie(name)).toBe(family);
  });

  test.each([
    'sessionid',
    'connect.sid',
    'NSC_AAAC',
    'NSC_TMAS',
    'AWSELBAuthSessionCookie-0',
    'AWSALBAuthNonce',
    'SID',
    'auth_token',
    'sid',
    'token',
  ])('puts %s nowhere', (name) => {
    expect(thirdPartyCookie(name)).toBeUndefined();
  });
});

describe('storageKey', () => {
  test.each([
    ['@@auth0spajs@@::client::aud::scope', 'auth0', undefined],
    ['a0.spajs.txs.client', 'auth0', 'state'],
    ['msal.2.token.keys.client', 'msal', undefined],
    ['uid.tid-login.windows.net-accesstoken-client-realm-scope--', 'msal', 'access-token'],
    ['CognitoIdentityServiceProvider.client.user.refreshToken', 'amplify', 'refresh-token'],
    ['firebase:authUser:key:[DEFAULT]', 'firebase', undefined],
    ['sb-abcdefgh-auth-token', 'supabase', undefined],
    ['okta-token-storage', 'okta', undefined],
    ['oidc.user:https://idp.example:client', 'oidc-client', undefined],
    ['kc-callback-1', 'keycloak', 'state'],
    ['pocketbase_auth', 'pocketbase', undefined],
    ['Meteor.loginToken', 'meteor', 'session-id'],
  ])('knows %s as a key of %s', (key, sdk, role) => {
    const entry = storageKey('localStorage', key);
    expect(entry?.sdk).toBe(sdk);
    expect(entry?.role).toBe(role);
    expect(storageKey('sessionStorage', key)).toEqual(entry);
  });

  test('knows keys of storage only', () => {
    expect(storageKey('cookie', 'pocketbase_auth')).toBeUndefined();
    expect(storageKey('localStorage', 'theme')).toBeUndefined();
  });

  test('lets the member of a JSON value say its role before the key does', () => {
    expect(storageRole(storageKey('localStorage', 'okta-token-storage'), 'refreshToken.refreshToken')).toBe(
      'refresh-token',
    );
    expect(storageRole(storageKey('localStorage', 'kc-callback-1'), '')).toBe('state');
    expect(storageRole(undefined, 'user.name')).toBeUndefined();
  });

  test('names the store of Firebase', () => {
    expect(indexedDbStores).toContainEqual(
      expect.objectContaining({ db: 'firebaseLocalStorageDb', store: 'firebaseLocalStorage' }),
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

describe('tokenPrefix', () => {
  test.each([
    ['ghp_0123456789abcdefghijklmnopqrstuvwxyz', 'github', false],
    ['sk_live_0123456789abcdef', 'stripe', false],
    ['pk_live_0123456789abcdef', 'stripe', true],
    ['AKIAIOSFODNN7EXAMPLE', 'aws', false],
    ['AIzaSyA0123456789abcdefghijklmnopqrstuv', 'google', true],
    ['xoxc-0123456789-abcdef', 'slack', false],
    ['pk.eyJ1IjoiYSJ9.abcdefghijkl', 'mapbox', true],
  ])('knows %s', (value, provider, isPublic) => {
    expect(tokenPrefix(value)).toMatchObject({ provider, public: isPublic });
  });

  test.each(['ghp_', 'ghp_short', 'ghp_ with spaces in it', 'xghp_0123456789abcdef', `ghp_${'a'.repeat(1_024)}`])(
    'does not take %j',
    (value) => {
      expect(tokenPrefix(value)).toBeUndefined();
    },
  );
});

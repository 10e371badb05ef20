import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NameReading, readName } from '../../../src/core/knowledge/cookie-words.ts';

const signsOf = (name: string): string[] =>
  Object.entries(readName(name) satisfies NameReading)
    .filter(([, value]) => value === true)
    .map(([sign]) => sign);

describe('readName', () => {
  test.each<[string, string[]]>([
    ['session_id', ['strong', 'signIn', 'session']],
    ['usersessionid', ['strong', 'signIn', 'session']],
    ['APPSESSID', ['strong', 'signIn', 'session']],
    ['app.sid', ['strong', 'signIn', 'session']],
    ['app.sid.0', ['strong', 'signIn', 'session']],
    ['__Host-app.sid', ['strong', 'signIn', 'session']],
    ['acme_session', ['strong', 'signIn', 'session']],
    ['userAccessToken', ['strong', 'signIn']],
    ['access-token_2', ['strong', 'signIn']],
    ['bbsessionhash', ['signIn', 'session']],
    ['webauth', ['signIn', 'session']],
    ['Sitzung', ['signIn', 'session']],
    ['sesion_usuario', ['signIn', 'session']],
    ['foo_token', ['signIn']],
    ['jeton', ['signIn']],
    ['guest_session', ['strong', 'signIn', 'session', 'other']],
    ['visitorid', ['other']],
    ['warenkorb', ['other']],
    ['lb_affinity', ['other']],
    ['loggedIn', ['flag']],
    ['has_session', ['strong', 'signIn', 'session', 'flag']],
    ['token_expires_at', ['signIn', 'flag']],
    ['uid', ['who']],
    ['user_id', ['signIn', 'who']],
    ['oauth_state', ['signIn', 'transaction']],
    ['pkce_verifier', ['transaction']],
    ['RelayState', ['transaction']],
    ['relaystate', ['transaction']],
    ['login_redirect', ['signIn', 'session', 'transaction']],
    ['app_state', []],
    ['redirect', []],
    ['x', []],
    ['acme_s', []],
  ])('%s is %j', (name, signs) => {
    expect(signsOf(name).sort()).toEqual([...signs].sort());
  });

  test.each([
    'possession',
    'possessionId',
    'sessile',
    'obsession',
    'assessment',
    'author',
    'authority',
    'inside',
    'president',
    'plugin',
    'tourist',
    '',
    '__proto__',
    'constructor',
    'ü',
    'a'.repeat(1_000_000),
    'session'.repeat(100_000),
  ])('%.20s has none of our words', (name) => {
    expect(signsOf(name)).toEqual([]);
  });

  test('takes words apart only where nothing is left over', () => {
    expect(readName('mywebsessionkey').words).toEqual(['my', 'web', 'session', 'key']);
    expect(readName('authorid').words).toEqual(['authorid']);
  });

  test('costs no more than a moment for the longest name', () => {
    const started = performance.now();
    for (let times = 0; times < 100; times += 1) readName('idkeysid'.repeat(32));
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        readName(name);
      }),
      { numRuns: 5_000 },
    );
  });
});

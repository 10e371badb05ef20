import { describe, expect, it } from 'vitest';
import { shownName } from '../../../src/core/observe/names.ts';

const SECRET = 'Qz7Xv9Kj3Wp5Yt1Rm8Nb2Lc4';

describe('the name that is shown', () => {
  it.each([
    'connect.sid',
    'the-application-state-of-things',
    'state.user.preferences.theme',
    'OptanonAlertBoxClosedByTheUser',
    '__Host-next-auth.csrf-token',
    'wordpress_logged_in_bc28fe71f4eba0357efd721a7dba7f2f',
    'DW0a00cd692386d30bb6686272021f69e2',
    'CognitoIdentityServiceProvider.3n4b5urk1ft4fl3mg5e62d9ado.ada.accessToken',
    'firebase:authUser:AIzaSyD-0a1b2c3d4e5f6g7h8i9j0k1l2m3n4:[DEFAULT]',
    'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:AIzaSyD-0a1b2c3d4e5f6g7h8i9j0:[DEFAULT]',
  ])('%s is the whole name', (name) => {
    expect(shownName(name)).toBe(name);
  });

  it.each([
    ['a token alone', SECRET, '…2Lc4'],
    ['a token behind words', `refresh-token-${SECRET}`, 'refresh-token-…2Lc4'],
    ['a token between dots', `session.${SECRET}.user`, 'session.…2Lc4.user'],
    ['a token with an odd letter', `token:${SECRET}ŝ`, 'token:…2Lc4ŝ'],
    ['a token among spaces', `draft of ${SECRET}, the last`, 'draft of …2Lc4, the last'],
    ['a token among signs', `=====${SECRET}=====`, '=====…===='],
    ['a UUID', 'order-3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'order-…3301'],
    [
      'a store of an SDK',
      `firebaseLocalStorageDb/firebaseLocalStorage/${SECRET}`,
      `firebaseLocalStorageDb/firebaseLocalStorage/…2Lc4`,
    ],
  ])('masks %s', (_, name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  it('is cut, but through no token', () => {
    for (let before = 0; before < 300; before += 1)
      expect(shownName(`${'a'.repeat(before)} ${SECRET}`)).not.toContain(SECRET.slice(0, 8));
    expect(shownName('a'.repeat(10_000))).toHaveLength(256);
    expect(shownName('a'.repeat(10_000), 64)).toHaveLength(64);
  });
});

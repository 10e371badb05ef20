import { describe, expect, it } from 'vitest';
import { cookieValueAt, leafAt } from '../../src/door/leaf.ts';

describe('the value that is revealed', () => {
  it('is the whole entry where the place has no path', () => {
    expect(leafAt('{"a":1}', undefined)).toBe('{"a":1}');
    expect(leafAt('', undefined)).toBe('');
  });

  it.each([
    ['a member', '{"token":"abc"}', 'token', 'abc'],
    ['a member of a member', '{"auth":{"token":"abc"}}', 'auth.token', 'abc'],
    ['an item of a list', '["x","abc"]', '1', 'abc'],
    [
      'JSON inside JSON (redux-persist)',
      JSON.stringify({ auth: JSON.stringify({ token: 'abc' }) }),
      'auth.token',
      'abc',
    ],
    ['JSON in base64 (Supabase)', `base64-${btoa('{"access_token":"abc"}')}`, 'access_token', 'abc'],
    [
      'a member of one whose name is a secret',
      '{"F9mZ1QxLk8PzR3tUvW2yB4nC6":{"token":"abc"},"x":"y"}',
      '…4nC6.token',
      'abc',
    ],
    ['a member called __proto__', '{"__proto__":{"token":"abc"}}', '__proto__.token', 'abc'],
  ])('is %s', (_title, value, path, found) => {
    expect(leafAt(value, path)).toBe(found);
  });

  it.each([
    ['that is gone', '{"other":"abc"}', 'token'],
    ['of an object’s prototype', '{}', 'constructor.name'],
    ['in broken JSON', '{"token":"abc', 'token'],
    ['that is a number now', '{"token":7}', 'token'],
    ['in an entry that was emptied', '', 'token'],
    ['in an entry of more than 256 KiB', JSON.stringify({ pad: 'a'.repeat(300_000), token: 'abc' }), 'token'],
  ])('is nothing for a member %s', (_title, value, path) => {
    expect(leafAt(value, path)).toBeUndefined();
  });
});

describe('the value of a cookie that is revealed', () => {
  const json = JSON.stringify({ access_token: 'abc', refresh_token: 'def' });
  const text = `base64-${Buffer.from(json).toString('base64url')}`;
  const pieces = [text.slice(0, 20), text.slice(20)].map((value, at) => ({ name: `sb-x-auth-token.${at}`, value }));

  it.each<[string, { name: string; value: string }[], string, string | undefined, string | undefined]>([
    ['is the cookie', [{ name: 'sid', value: 'a%20b' }], 'sid', undefined, 'a%20b'],
    ['is the whole of which the cookie is a piece', pieces, 'sb-x-auth-token.1', undefined, text],
    ['is the token in the whole', pieces, 'sb-x-auth-token.0', 'access_token', 'abc'],
    ['is the token in the cookie', [{ name: 'pb', value: encodeURIComponent(json) }], 'pb', 'refresh_token', 'def'],
    [
      'is the token behind j:',
      [{ name: 'auth', value: `j:${encodeURIComponent(json)}` }],
      'auth',
      'access_token',
      'abc',
    ],
    ['is nothing when the cookie is gone', pieces, 'sb-x-auth-token.2', 'access_token', undefined],
    ['is nothing when a piece is gone', pieces.slice(0, 1), 'sb-x-auth-token.0', 'access_token', undefined],
  ])('%s', (_title, cookies, name, path, found) => {
    expect(cookieValueAt(cookies, name, path)).toBe(found);
  });
});

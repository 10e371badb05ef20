import { describe, expect, it } from 'vitest';
import { leafAt } from '../../src/popup/leaf.ts';

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

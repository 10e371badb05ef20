import { describe, expect, it } from 'vitest';
import { type Area, observeStorage, type RawStorage } from '../../../src/core/observe/web-storage.ts';
import { jwt } from './tokens.ts';

const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
const TOKEN = jwt({ sub: 'ada' });

const read = (entries: RawStorage['entries'], unread = 0) =>
  observeStorage(
    {
      at: 1,
      site: 'https://app.example',
      partition: null,
      origin: 'https://app.example',
      entries,
      complete: ['localStorage'],
      unread,
    },
    (secret) => `<${secret}>`,
  );
const kept = (key: string, value: string, area: Area = 'localStorage'): string[] =>
  read([{ area, key, value }]).values.map(
    ({ where, name, path, shape }) => `${where} ${name} ${path ?? '-'} ${shape.fingerprint}`,
  );

describe('web storage', () => {
  it('becomes plain data without a value', () => {
    const seen = read([{ area: 'localStorage', key: 'token', value: TOKEN }]);

    expect(seen).toMatchObject({
      type: 'storage',
      origin: 'https://app.example',
      values: [{ where: 'localStorage', name: 'token', shape: { format: 'jwt', token: { kind: 'jws' } } }],
      complete: ['localStorage'],
      unread: 0,
    });
    expect(
      JSON.stringify({ ...seen, values: seen.values.map(({ shape }) => ({ ...shape, fingerprint: '' })) }),
    ).not.toContain(TOKEN);
  });

  it.each<[title: string, key: string, value: string, expected: string[]]>([
    ['a token of any name', 'x', TOKEN, [`localStorage x - <${TOKEN}>`]],
    ['a token in quotes', 'x', JSON.stringify(TOKEN), [`localStorage x - <${TOKEN}>`]],
    [
      'a token in JSON',
      'auth',
      JSON.stringify({ user: { access_token: TOKEN, name: 'Ada' } }),
      [`localStorage auth user.access_token <${TOKEN}>`],
    ],
    [
      'tokens in a base64 session of Supabase',
      'sb-abc-auth-token',
      `base64-${Buffer.from(JSON.stringify({ access_token: TOKEN })).toString('base64url')}`,
      [`localStorage sb-abc-auth-token access_token <${TOKEN}>`],
    ],
    ['a short value that is called a token', 'access_token', 'abc12345', ['localStorage access_token - <abc12345>']],
    ['no shorter one', 'access_token', 'abc', []],
    ['no sentence, whatever its name', 'token', 'you have no token', []],
    ['no setting', 'theme', 'dark', []],
    ['no draft of a letter', 'draft', 'Dear Charles, the engine weaves algebraical patterns.', []],
    ['no JSON without a token', 'state', JSON.stringify({ open: true, tab: 'home', count: 3 }), []],
    ['a hostile name', '__proto__', TOKEN, [`localStorage __proto__ - <${TOKEN}>`]],
  ])('keeps %s', (_title, key, value, expected) => {
    expect(kept(key, value)).toEqual(expected);
  });

  it.each<Area>(['localStorage', 'sessionStorage', 'indexedDB'])('tells %s from the others', (area) => {
    expect(kept('x', OPAQUE, area)).toEqual([`${area} x - <${OPAQUE}>`]);
  });

  it('counts what is too much to keep beside what was not read', () => {
    const entries = Array.from({ length: 130 }, (_, index) => ({
      area: 'localStorage' as const,
      key: `k${index}`,
      value: `${OPAQUE}${index}`,
    }));
    const seen = read(entries, 7);

    expect([seen.values.length, seen.unread]).toEqual([100, 37]);
  });

  it('does not call an area whole of which something was left out', () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      area: 'localStorage' as const,
      key: `k${index}`,
      value: `${OPAQUE}${index}`,
    }));

    expect(read(many.slice(0, 50)).complete).toContain('localStorage');
    expect(read(many).complete).not.toContain('localStorage');
  });

  it('leaves out what is not asked for, without calling it left out', () => {
    const entries = Array.from({ length: 130 }, (_, index) => ({
      area: 'localStorage' as const,
      key: `k${index}`,
      value: `${OPAQUE}${index}`,
    }));
    const about = { at: 1, site: 'https://app.example', partition: null, origin: 'https://app.example' };
    const raw = { ...about, entries, complete: ['localStorage' as const], unread: 0 };
    const seen = observeStorage(
      raw,
      (secret) => `<${secret}>`,
      ({ name }) => name === 'k129',
    );

    expect([seen.values.map(({ name }) => name), seen.unread, seen.complete]).toEqual([['k129'], 0, ['localStorage']]);
  });

  it('looks at no more than 400 values closely', () => {
    const entries = Array.from({ length: 450 }, (_, index) => ({
      area: 'localStorage' as const,
      key: `k${index}`,
      value: `${OPAQUE}${index}`,
    }));
    const about = { at: 1, site: 'https://app.example', partition: null, origin: 'https://app.example' };
    let looks = 0;
    const seen = observeStorage(
      { ...about, entries, complete: [], unread: 0 },
      () => '',
      () => {
        looks += 1;
        return false;
      },
    );

    expect([looks, seen.unread]).toEqual([400, 50]);
  });

  it('cuts long keys', () => {
    expect(read([{ area: 'localStorage', key: 'k'.repeat(5000), value: TOKEN }]).values[0]?.name).toHaveLength(256);
  });
});

import { describe, expect, it, test } from 'vitest';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { opaque, token } from '../classify/values.ts';

const content = (value: string) => shapeOf(value, () => 'print').content;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const data = (...members: string[]) => ({ kind: 'user-data', members });

describe('contentOf', () => {
  test.each([
    ['JSON', '{"user":"ada","theme":"dark"}', data('user')],
    ['JSON that is percent-encoded', encodeURIComponent('{"role":"admin"}'), data('role')],
    ['JSON in base64', base64('{"userId":42,"isAdmin":false}'), data('userId', 'isAdmin')],
    ['short JSON in base64', base64('{"uid":42}'), data('uid')],
    ['JSON of Express', 'j:{"email":"a@b.example"}', data('email')],
    [
      'a member deep inside',
      '{"session":{"passport":{"user":{"id":7}}}}',
      data('session.passport.user', 'session.passport.user.id'),
    ],
    ['a list', '[{"username":"ada"}]', data('username')],
    [
      'names in other dress',
      '{"user_name":"a","First-Name":"b","ROLES":["x"]}',
      data('user_name', 'First-Name', 'ROLES'),
    ],
    ['fields as in a form', 'user=ada&role=admin&theme=dark', data('user', 'role')],
  ])('opens %s', (_, value, expected) => expect(content(value)).toEqual(expected));

  test.each([
    ['PHP', 'O:4:"User":2:{s:8:"username";s:3:"ada";s:4:"role";s:1:"x";}', 'php-object'],
    ['PHP in base64', base64('a:1:{s:5:"email";s:3:"a@b";}'), 'php-object'],
    ['Java', `rO0ABXNyAAR${base64('User').slice(0, 4)}AAAA`, 'java-object'],
    ['.NET', 'AAEAAAD/////AQAAAAAAAAAMAgAAAA==', 'dotnet-object'],
    ['a view state', '/wEPDwUKMTY3NzE5MjI4OGRkAAAAAAAAAAAA', 'dotnet-object'],
    ['a pickle', 'gASVEwAAAAAAAAB9lIwEdXNlcpSMA2FkYZRzLg==', 'python-pickle'],
    ['Ruby', base64('\u0004\b{\u0006:\tuserI"\bada\u0006:\u0006ET'), 'ruby-marshal'],
  ])('knows a serialized object of %s', (_, value, kind) => {
    expect(content(value)?.kind).toBe(kind);
  });

  it('names the members of a serialized object by words of its list alone', () => {
    const value = 'O:4:"User":2:{s:8:"username";s:20:"correcthorsebattery1";s:4:"role";s:1:"x";}';
    expect(content(value)?.members).toEqual(['User', 'username', 'role']);
    expect(content('gASVEwAAAAAAAAB9lIwEdXNlcpSMA2FkYZRzLg==')?.members).toEqual(['user']);
  });

  test.each([
    ['nothing of a user', '{"theme":"dark","items":[1,2]}'],
    ['a word that only begins alike', '{"userAgent":"x","roleplay":1,"grouping":2}'],
    ['a token', `{"user":"ada","access_token":"${token({ sub: 'ada' })}"}`],
    ['a secret that the server may go by', `{"user":"ada","x":"${opaque('x')}"}`],
    ['a signature', '{"user":"ada","sig":"abc"}'],
    ['a signature among fields', 'user=ada&role=admin&hmac=abc'],
    ['one field', 'user=ada'],
    ['a JWT', token({ sub: 'ada', role: 'admin' })],
    ['Flask', 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.Tn9rXkq3b0mD2cV5yL8wJ1hFsGo'],
    ['Rails, signed', `${base64('{"user":1}')}--${'a1'.repeat(20)}`],
    ['Django', 'eyJ1c2VyIjoiYWRhIn0:1tZVPx:Tn9rXkq3b0mD2cV5yL8wJ1hFsGo4uZ7tPqR6eNi8aBc'],
    ['Laravel', base64(JSON.stringify({ iv: 'abc', value: 'user', mac: 'def' }))],
    ['an opaque id', opaque('id')],
    ['a word', 'user'],
    ['an empty object', '{}'],
    ['broken JSON', '{"user":'],
  ])('says nothing of %s', (_, value) => expect(content(value)).toBeUndefined());

  it('masks a name that looks like a secret, and shows no value', () => {
    const secret = opaque('secret');
    expect(content(`{"${secret}":{"user":"ada"}}`)?.members).toEqual([`…${secret.slice(-4)}.user`]);
    expect(JSON.stringify(content('{"user":"ada-lovelace"}'))).not.toContain('lovelace');
  });

  it('has an end in depth, number and length', () => {
    const deep = `${'{"user":'.repeat(30)}1${'}'.repeat(30)}`;
    expect(content(deep)?.members.length).toBeLessThanOrEqual(8);
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`a${at}`, { user: at }])));
    expect(content(many)?.members).toHaveLength(8);
    expect(content(JSON.stringify({ user: 'a '.repeat(5_000) }))).toBeUndefined();
  });
});

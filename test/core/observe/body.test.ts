import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyFields } from '../../../src/core/observe/body.ts';
import { nearly, RUNS } from './hostile.ts';
import { RFC_JWT } from './tokens.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

describe('bodyFields', () => {
  test('names the fields of a form that the browser has parsed', () => {
    expect(bodyFields(FORM, { formData: { user: ['a'], 'user[password]': ['b'] } })).toEqual([
      'user',
      'user[password]',
    ]);
  });

  test.each([
    ['urlencoded', `${FORM};charset=UTF-8`, 'user=a&user%5Bpw%5D=b=c&a+b=1&flag&=x', ['user', 'user[pw]', 'a b']],
    [
      'multipart',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="user"\r\n\r\na\r\n--x\r\ncontent-disposition: form-data; name="f"; filename="g"\r\n',
      ['user', 'f'],
    ],
    [
      'JSON',
      JSON_TYPE,
      '{"user":{"email":"a","password":"b"},"remember":true}',
      ['user', 'remember', 'email', 'password'],
    ],
    ['JSON with parameters and wrong case', 'Application/JSON; charset=utf-8', '{"a":1}', ['a']],
    ['JSON of another kind', 'application/vnd.api+json', '{"a":1}', ['a']],
    ['JSON that fetch sends as text', 'text/plain;charset=UTF-8', '{"a":1}', ['a']],
    ['JSON of unknown type', undefined, '{"a":1}', ['a']],
    ['JSON in a list', JSON_TYPE, '[{"a":1},{"b":2}]', ['a', 'b']],
    ['a name twice', FORM, 'a=1&a=2', ['a']],
    ['names from the prototype', JSON_TYPE, '{"__proto__":{"constructor":1}}', ['__proto__', 'constructor']],
  ])('names the fields of %s', (_, type, text, names) => {
    expect(bodyFields(type, { text })).toEqual(names);
  });

  test('goes no deeper than two levels', () => {
    expect(bodyFields(JSON_TYPE, { text: '{"a":{"b":{"c":1}}}' })).toEqual(['a', 'b']);
  });

  test.each([
    ['three levels', '{"a":{"b":{"clientDataJSON":"x","signature":"y"}}}', ['a', 'b', 'clientDataJSON']],
    ['four levels', '{"a":{"b":{"c":{"authenticatorData":"x"}}}}', ['a', 'b', 'authenticatorData']],
    ['five levels', '{"a":{"b":{"c":{"d":{"authenticatorData":"x"}}}}}', ['a', 'b']],
  ])('names what a passkey answers, wrapped in %s', (_, text, names) => {
    expect(bodyFields(JSON_TYPE, { text })).toEqual(names);
  });

  test('does not name a member that is null', () => {
    expect(bodyFields(JSON_TYPE, { text: '{"jsonrpc":"2.0","auth":null,"id":0}' })).toEqual(['jsonrpc', 'id']);
  });

  test.each([
    ['nothing', FORM, ''],
    ['broken JSON', JSON_TYPE, '{"a":'],
    ['a JSON text that is no object', JSON_TYPE, '"a"'],
    ['another type', 'application/octet-stream', 'a=b'],
    ['a tree of great depth', JSON_TYPE, '{"a":'.repeat(10_000)],
    ['more than 64 KiB', FORM, `a=${'b'.repeat(65_536)}`],
  ])('names none in %s', (_, type, text) => {
    expect(bodyFields(type, { text })).toEqual([]);
  });

  test('does not give away a secret that stands where a name should', () => {
    expect(bodyFields(FORM, { text: RFC_JWT })).toEqual([]);
    expect(bodyFields(FORM, { text: `${RFC_JWT}=1` })).toEqual([]);
    expect(bodyFields(JSON_TYPE, { text: '{"F9mZ1QxLk8PzR3tUvW2yB4nC6":1}' })).toEqual([]);
    expect(bodyFields(FORM, { formData: { F9mZ1QxLk8PzR3tUvW2yB4nC6: [''] } })).toEqual([]);
  });

  test('names at most 50, of at most 100 characters', () => {
    expect(bodyFields(FORM, { text: Array.from({ length: 100 }, (_, at) => `f${at}=1`).join('&') })).toHaveLength(50);
    expect(bodyFields(FORM, { text: `${'n'.repeat(101)}=1` })).toEqual([]);
  });

  test('never throws', () => {
    const types = fc.constantFrom(undefined, FORM, JSON_TYPE, 'multipart/form-data', 'text/plain', '');
    fc.assert(
      fc.property(
        types,
        nearly('{"a":', '}', '[', ']', 'a=b', '&', 'Content-Disposition: form-data; name="x"'),
        (type, text) => {
          expect(bodyFields(type, { text }).length).toBeLessThanOrEqual(50);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaves } from '../../../src/core/observe/storage.ts';
import { nearly, RUNS } from './hostile.ts';
import { RFC_JWT } from './tokens.ts';

const paths = (value: string) => leaves(value).map(({ path, value: leaf }) => [path, leaf]);
const base64 = (value: unknown) => `base64-${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
const plain = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('leaves', () => {
  test.each([
    ['a plain value', 'abc', [['', 'abc']]],
    ['a number or flag', 'true', [['', 'true']]],
    ['a JSON string', '"abc"', [['', 'abc']]],
    [
      'an object',
      '{"a":"1","b":{"c":"2"},"d":["3"]}',
      [
        ['a', '1'],
        ['b.c', '2'],
        ['d.0', '3'],
      ],
    ],
    ['numbers, flags and empty strings, which are no leaves', '{"a":1,"b":true,"c":null,"d":""}', []],
    ['JSON in JSON', JSON.stringify({ auth: JSON.stringify({ token: 't' }) }), [['auth.token', 't']]],
    ['a quoted string in JSON', JSON.stringify({ auth: '"t"' }), [['auth', 't']]],
    ['base64 JSON', base64({ access_token: 't' }), [['access_token', 't']]],
    ['base64 that is no JSON', 'base64-x', [['', 'base64-x']]],
    ['JSON of Express', 'j:{"a":"1"}', [['a', '1']]],
    ['percent-encoded JSON', '%7B%22a%22%3A%221%22%7D', [['a', '1']]],
    ['plain base64 JSON with a token in it', plain({ jwt: RFC_JWT }), [['jwt', RFC_JWT]]],
    [
      'plain base64 JSON without one, which may be a token',
      plain({ id: '1234567890123' }),
      [['', plain({ id: '1234567890123' })]],
    ],
    ['a JWT, which begins like base64 JSON', RFC_JWT, [['', RFC_JWT]]],
    ['broken JSON', '{"a":', [['', '{"a":']]],
    ['names from the prototype', '{"__proto__":{"constructor":"x"}}', [['__proto__.constructor', 'x']]],
    ['nothing', '', []],
  ])('opens %s', (_, value, found) => {
    expect(paths(value)).toEqual(found);
  });

  test('goes down to depth 5', () => {
    expect(paths('{"a":{"b":{"c":{"d":{"e":"5"}}}}}')).toEqual([['a.b.c.d.e', '5']]);
    expect(paths('{"a":{"b":{"c":{"d":{"e":{"f":"6"}}}}}}')).toEqual([]);
  });

  test('does not open strings in strings without end', () => {
    const nested = Array.from({ length: 10 }).reduce<string>((text) => JSON.stringify(text), 'x');
    expect(leaves(nested)).toHaveLength(1);
    expect(leaves(nested)[0]?.value).not.toBe('x');
  });

  test('lists at most 200', () => {
    expect(leaves(JSON.stringify(Array.from({ length: 1_000 }, () => 'x')))).toHaveLength(200);
  });

  test('does not open more than 256 KiB, nor trees of great depth', () => {
    expect(leaves(`"${'x'.repeat(262_144)}"`)).toEqual([]);
    expect(leaves('['.repeat(100_000))).toHaveLength(1);
  });

  test('keeps paths short', () => {
    expect(leaves(JSON.stringify({ ['n'.repeat(1_000)]: 'x' }))[0]?.path).toHaveLength(200);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        nearly('{"a":', '"b"', '}', '[', ']', ',', 'base64-', 'j:', '%7B', 'eyJhIjoiYiJ9', plain({ a: RFC_JWT })),
        (value) => {
          for (const leaf of leaves(value)) expect(leaf.value).not.toBe('');
        },
      ),
      { numRuns: RUNS },
    );
  });
});

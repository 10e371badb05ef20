import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCookie } from '../../../src/core/observe/cookie.ts';
import { nearly, RUNS } from './hostile.ts';

describe('parseCookie', () => {
  test.each([
    [
      'the example of RFC 6265bis',
      'SID=31d4d96e407aad42; lang=en-US',
      [
        ['SID', '31d4d96e407aad42'],
        ['lang', 'en-US'],
      ],
    ],
    [
      '= and quotes in a value',
      'a=b=c==; d="e f"',
      [
        ['a', 'b=c=='],
        ['d', '"e f"'],
      ],
    ],
    [
      'a name twice',
      'a=1; a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      'names that differ in case',
      'a=1; A=2',
      [
        ['a', '1'],
        ['A', '2'],
      ],
    ],
    [
      'nameless cookies',
      'x; =y',
      [
        ['', 'x'],
        ['', 'y'],
      ],
    ],
    ['an empty value', 'a=', [['a', '']]],
    [
      'no space between',
      'a=1;b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['empty crumbs', ';; ; a=1 ; ', [['a', '1']]],
    ['text beyond ASCII', 'a=ü\ud800', [['a', 'ü\ud800']]],
    ['a name from the prototype', '__proto__=1', [['__proto__', '1']]],
    ['nothing', '', []],
  ])('reads %s', (_, header, pairs) => {
    expect(parseCookie(header).map(({ name, value }) => [name, value])).toEqual(pairs);
  });

  test('stops after 300', () => {
    expect(parseCookie('a=b;'.repeat(100_000))).toHaveLength(300);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(nearly('a=b', '; ', ';', '='), (header) => {
        for (const { name } of parseCookie(header)) expect(name).not.toContain(';');
      }),
      { numRuns: RUNS },
    );
  });
});

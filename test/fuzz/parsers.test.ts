/** Every parser, with inputs that are nearly right: 100,000 each. fast-check prints seed and input of a failure. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judges, textParsers, treeParsers } from './parsers.ts';

const RUNS = 100_000;
const TIME = 120_000;

describe('with 100,000 inputs', () => {
  test.each([...textParsers, ...judges])('$name holds its laws', { timeout: TIME }, ({ input, law, runs = RUNS }) => {
    fc.assert(fc.property(input, law), { numRuns: runs });
  });

  test.each([...treeParsers])('$name holds its laws', { timeout: TIME }, ({ input, law, runs = RUNS }) => {
    fc.assert(fc.property(input, law), { numRuns: runs });
  });
});

describe('the table of parsers', () => {
  /** Types alone. */
  const noParsers = ['observation.ts'];

  test('has every file of core/observe', () => {
    const files = readdirSync(new URL('../../src/core/observe', import.meta.url));
    const covered = textParsers.map(({ file }) => file.replace('core/observe/', ''));
    expect(files.filter((file) => !covered.includes(file) && !noParsers.includes(file))).toEqual([]);
  });
});

/** Every parser, with inputs that are nearly right: 100,000 each. fast-check prints seed and input of a failure. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mustHold, TIME } from './parser.ts';
import { judges, streams, textParsers, treeParsers } from './parsers.ts';
import { protocolParsers } from './protocols.ts';

describe('with 100,000 inputs', () => {
  test.each([...textParsers, ...judges, ...streams])('$name holds its laws', { timeout: TIME }, mustHold);

  test.each([...treeParsers])('$name holds its laws', { timeout: TIME }, mustHold);
});

describe('the table of parsers', () => {
  /** Types alone; a memory, which makes nothing of texts. */
  const noParsers = ['observation.ts', 'recall.ts'];

  test('has every file of core/observe', () => {
    const files = readdirSync(new URL('../../src/core/observe', import.meta.url));
    const covered = [...textParsers, ...protocolParsers].map(({ file }) => file.replace('core/observe/', ''));
    expect(files.filter((file) => !covered.includes(file) && !noParsers.includes(file))).toEqual([]);
  });
});

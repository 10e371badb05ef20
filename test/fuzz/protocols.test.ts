/** The other half of the parsers, in a file of its own, so that both halves run at once. */
import { describe, test } from 'vitest';
import { mustHold, TIME } from './parser.ts';
import { protocolParsers } from './protocols.ts';

describe('with 100,000 inputs', () => {
  test.each([...protocolParsers])('$name holds its laws', { timeout: TIME }, mustHold);
});

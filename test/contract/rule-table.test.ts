/** What is written out of the rules is up to date. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../src/core/rules/index.ts';
import { idsIn, indexOf, README, RULES, tableIn, tableOf } from '../rules/list.ts';

describe('written by `npm run rules`', () => {
  it('the list of rules holds each rule of the folder', () => {
    expect(readFileSync(new URL('index.ts', RULES), 'utf8')).toBe(indexOf(idsIn(RULES)));
  });

  it('the README’s table says what the rules say', () => {
    expect(tableIn(readFileSync(README, 'utf8'))).toBe(tableOf(allRules.map(({ meta }) => meta)));
  });
});

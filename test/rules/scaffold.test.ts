import { describe, expect, it, test } from 'vitest';
import { allRules } from '../../src/core/rules/index.ts';
import { reportOf } from '../helpers/transcript.ts';
import { scaffold, wrongWith } from './scaffold.ts';

describe('a new rule', () => {
  const { rule, page, test: cases } = scaffold('cookie-too-blue');

  it('has its id in its meta, and a title of words', () => {
    expect(rule).toContain("id: 'cookie-too-blue'");
    expect(rule).toContain("title: 'Cookie too blue'");
    expect(page.split('\n')[0]).toBe('# Cookie too blue');
    expect(cases).toContain("from '../../../src/core/rules/cookie-too-blue.ts'");
  });

  it('has the four lists of cases to fill in', () => {
    for (const list of ['pass', 'fail', 'notApplicable', 'unknown'])
      expect(cases).toMatch(new RegExp(`^ {2}${list}: \\[`, 'm'));
  });

  it('has examples that can be carried out', () => {
    const examples = [...page.matchAll(/^```http \S+\n(.*?)^```$/gms)];
    expect(examples).toHaveLength(2);
    for (const [, text = ''] of examples) expect(reportOf(text).verdict.kind).toBe('session');
  });
});

test.each([
  [[]],
  [['Cookie-Too-Large']],
  [['cookie']],
  [['no-cookie-here']],
  [['../../index']],
  [['one-rule', 'two-rules']],
])('%j is no id of a rule', (ids) => {
  expect(wrongWith(ids)).toMatch(/^Say the id .*\.$/);
});

test('the ids of all rules are such', () => {
  expect(allRules.map(({ meta }) => wrongWith([meta.id])).filter((wrong) => wrong !== undefined)).toEqual([]);
});

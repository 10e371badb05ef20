import { describe, expect, it } from 'vitest';
import type { Finding, Outcome } from '../../src/core/report.ts';
import type { Facts } from '../../src/core/rules/facts.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { runRules } from '../../src/core/rules/run.ts';
import { facts } from './facts.ts';

/** What a failing case must say of each hit; more may be said. */
export type ExpectedHit = Pick<Finding, 'subject' | 'severity'> & Partial<Finding>;

type Case = readonly [title: string, changes: Partial<Facts>];
type FailingCase = readonly [title: string, changes: Partial<Facts>, hits: readonly ExpectedHit[]];

/** All four lists are required. Where a state cannot occur, the list is empty and a comment says why. */
export interface RuleCases {
  pass: readonly Case[];
  fail: readonly FailingCase[];
  notApplicable: readonly Case[];
  unknown: readonly Case[];
}

export function ruleCases(rule: Rule, cases: RuleCases): void {
  describe(rule.meta.id, () => {
    for (const [title, changes] of cases.pass) {
      it(`is content with ${title}`, () => expectQuiet(rule, changes, 'pass'));
    }
    for (const [title, changes, hits] of cases.fail) {
      it(`reports ${title}`, () => {
        const { findings, checks } = runRules(facts(changes), [rule]);
        expect(checks).toEqual([{ rule: rule.meta.id, outcome: 'fail' }]);
        expect(findings.map((finding, index) => sameMembers(finding, hits[index]))).toEqual(hits);
        for (const { evidence } of findings) expect(evidence.length).toBeGreaterThan(0);
      });
    }
    for (const [title, changes] of cases.notApplicable) {
      it(`does not judge ${title}`, () => expectQuiet(rule, changes, 'not-applicable'));
    }
    for (const [title, changes] of cases.unknown) {
      it(`cannot tell with ${title}`, () => expectQuiet(rule, changes, 'unknown'));
    }
  });
}

function expectQuiet(rule: Rule, changes: Partial<Facts>, outcome: Outcome): void {
  expect(runRules(facts(changes), [rule])).toEqual({ findings: [], checks: [{ rule: rule.meta.id, outcome }] });
}

/** Of a finding no one expected, subject and severity are shown. */
function sameMembers(finding: Finding, expected: ExpectedHit = { subject: '', severity: 'info' }): Partial<Finding> {
  const names = Object.keys(expected) as (keyof Finding)[];
  return Object.fromEntries(names.map((name) => [name, finding[name]]));
}

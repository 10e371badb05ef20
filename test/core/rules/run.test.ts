import { describe, expect, it } from 'vitest';
import { defineRule, type Hit, type Rule, type RuleMeta } from '../../../src/core/rules/rule.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { facts, session, stored } from '../../helpers/facts.ts';

const meta = (id: string): RuleMeta => ({
  id,
  title: `Title of ${id}`,
  why: 'why',
  fix: 'fix',
  severity: 'low',
  confidence: 'firm',
  references: [{ label: 'RFC 6265', url: 'https://www.rfc-editor.org/rfc/rfc6265' }],
});

const answering = (id: string, answer: ReturnType<Rule['check']>): Rule =>
  defineRule({ meta: meta(id), needs: [], check: () => answer });

const hit = (subject: string, changes: Partial<Hit> = {}): Hit => ({ subject, evidence: ['seen'], ...changes });

describe('runRules', () => {
  it('tells five outcomes apart', () => {
    const broken = defineRule({
      meta: meta('broken'),
      needs: [],
      check: () => {
        throw new Error('a bug');
      },
    });
    const rules = [
      answering('good', []),
      answering('bad', [hit('here')]),
      answering('elsewhere', undefined),
      answering('unseen', 'unknown'),
      broken,
      answering('after', []),
    ];

    expect(runRules(facts(), rules).checks).toEqual([
      { rule: 'good', outcome: 'pass' },
      { rule: 'bad', outcome: 'fail' },
      { rule: 'elsewhere', outcome: 'not-applicable' },
      { rule: 'unseen', outcome: 'unknown' },
      { rule: 'broken', outcome: 'crashed' },
      { rule: 'after', outcome: 'pass' },
    ]);
  });

  it('gives a rule the facts it declared and no others', () => {
    let given: unknown;
    const spy = defineRule({
      meta: meta('spy'),
      needs: ['engine', 'storageRead'],
      check: (received) => {
        given = received;
        return [];
      },
    });

    runRules(facts({ credentials: [session()] }), [spy]);

    expect(given).toEqual({ engine: 'chromium', storageRead: true });
  });

  it('makes it a compile error to read a fact that was not declared', () => {
    const greedy = defineRule({
      meta: meta('greedy'),
      needs: ['engine'],
      // @ts-expect-error: `credentials` is not among the needs.
      check: ({ credentials }) => (credentials === undefined ? 'unknown' : []),
    });

    expect(runRules(facts({ credentials: [session()] }), [greedy]).checks).toEqual([
      { rule: 'greedy', outcome: 'unknown' },
    ]);
  });

  it('fills in from the meta what a hit leaves open', () => {
    const { findings } = runRules(facts(), [answering('bad', [hit('here')])]);

    expect(findings).toEqual([
      {
        rule: 'bad',
        severity: 'low',
        confidence: 'firm',
        title: 'Title of bad',
        subject: 'here',
        evidence: ['seen'],
        why: 'why',
        fix: 'fix',
        references: [{ label: 'RFC 6265', url: 'https://www.rfc-editor.org/rfc/rfc6265' }],
      },
    ]);
  });

  it('lets a hit say it better than the meta', () => {
    const better = { severity: 'critical', confidence: 'certain', fix: 'paste this', credential: 'c1' } as const;

    expect(runRules(facts(), [answering('bad', [hit('here', better)])]).findings[0]).toMatchObject(better);
  });

  it('sorts by severity, then by rule, then by subject, then by credential', () => {
    const rules = [
      answering('b', [hit('2'), hit('1', { credential: 'z' }), hit('1', { credential: 'y' })]),
      answering('a', [hit('9'), hit('10', { severity: 'critical' }), hit('0', { severity: 'info' })]),
    ];

    const order = runRules(facts(), rules).findings.map(({ rule, subject, credential }) => [rule, subject, credential]);

    expect(order).toEqual([
      ['a', '10', undefined],
      ['a', '9', undefined],
      ['b', '1', 'y'],
      ['b', '1', 'z'],
      ['b', '2', undefined],
      ['a', '0', undefined],
    ]);
  });

  it('answers the same for the same facts and leaves them alone', () => {
    const given = facts({ credentials: [session({ httpOnly: false }), stored('localStorage', { id: 'c2' })] });
    const before = structuredClone(given);

    expect(runRules(given)).toEqual(runRules(given));
    expect(given).toEqual(before);
  });

  it('finds nothing wrong with a healthy session', () => {
    expect(runRules(facts({ credentials: [session({ name: '__Host-sid', prefix: '__Host-' })] })).findings).toEqual([]);
  });

  it('survives facts about nothing without a crash', () => {
    expect(runRules(facts()).checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
  });
});

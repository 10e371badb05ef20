import type { Check, Finding, Outcome } from '../report.ts';
import type { FactName, Facts } from './facts.ts';
import { allRules } from './index.ts';
import type { Answer, Hit, Rule } from './rule.ts';
import { bySeverity } from './severity.ts';

export interface Judgement {
  findings: Finding[];
  checks: Check[];
}

/** @param incomplete facts in which something may be missing: a rule that finds nothing in them cannot tell */
export function runRules(
  facts: Facts,
  rules: readonly Rule[] = allRules,
  incomplete: ReadonlySet<FactName> = new Set(),
): Judgement {
  const findings: Finding[] = [];
  const checks: Check[] = [];

  for (const rule of rules) {
    const answer = ask(rule, facts);
    const outcome = outcomeOf(answer);
    const mayTell = outcome === 'fail' || outcome === 'crashed' || !rule.needs.some((name) => incomplete.has(name));
    checks.push({ rule: rule.meta.id, outcome: mayTell ? outcome : 'unknown' });
    if (Array.isArray(answer)) findings.push(...answer.map((hit) => findingOf(rule, hit)));
  }
  return { findings: findings.sort(inReadingOrder), checks };
}

function ask(rule: Rule, facts: Facts): Answer | 'crashed' {
  try {
    return rule.check(factsFor(rule, facts));
  } catch {
    // One broken rule must not cost the user the others. The outcome says that it broke.
    return 'crashed';
  }
}

function factsFor(rule: Rule, facts: Facts): Facts {
  // What the compiler promises a rule also holds at run time: it cannot come to lean on a fact it did not declare.
  return Object.fromEntries(rule.needs.map((name) => [name, facts[name]])) as unknown as Facts;
}

function outcomeOf(answer: Answer | 'crashed'): Outcome {
  if (answer === undefined) return 'not-applicable';
  if (!Array.isArray(answer)) return answer;
  return answer.length === 0 ? 'pass' : 'fail';
}

function findingOf({ meta }: Rule, hit: Hit): Finding {
  return {
    rule: meta.id,
    severity: hit.severity ?? meta.severity,
    confidence: hit.confidence ?? meta.confidence,
    title: meta.title,
    subject: hit.subject,
    ...(hit.credential === undefined ? {} : { credential: hit.credential }),
    evidence: hit.evidence,
    why: meta.why,
    fix: hit.fix ?? meta.fix,
    references: meta.references.map(({ label, url }) => ({ label, url })),
  };
}

function inReadingOrder(a: Finding, b: Finding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    byText(a.rule, b.rule) ||
    byText(a.subject, b.subject) ||
    byText(a.credential ?? '', b.credential ?? '')
  );
}

/** By code unit: the same on every machine, which `localeCompare` is not. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

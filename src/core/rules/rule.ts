/** The shape of a rule: what it says (meta), which facts it reads (needs), and the judgement itself (check). */
import type { FindingConfidence, Reference, Severity } from '../report.ts';
import type { FactName, Facts } from './facts.ts';

/** A primary source; `https` by type. Plain text, because a URL object does not survive a structured clone. */
export interface Source extends Reference {
  url: `https://${string}`;
}

export interface RuleMeta {
  /** The file's name: a noun for the failing state. */
  id: string;
  title: string;
  /** At most 200 characters. */
  why: string;
  /** What to do where no hit knows better. */
  fix: string;
  severity: Severity;
  confidence: FindingConfidence;
  references: readonly [Source, ...Source[]];
}

/** One thing that failed. What it leaves open is taken from the rule's meta. */
export interface Hit {
  /** Where: a cookie's name, a storage key, a request. Never a value. */
  subject: string;
  credential?: string;
  severity?: Severity;
  confidence?: FindingConfidence;
  evidence: string[];
  fix?: string;
}

/** `undefined`: the rule does not apply here. An empty list: it applies and all is well. */
export type Answer = Hit[] | 'unknown' | undefined;

export interface Rule<Needs extends readonly FactName[] = readonly FactName[]> {
  meta: RuleMeta;
  needs: Needs;
  check: (facts: Pick<Facts, Needs[number]>) => Answer;
}

/** Gives `check` the facts that `needs` names and no others: to read an undeclared fact is a compile error. */
export function defineRule<const Needs extends readonly FactName[]>(rule: Rule<Needs>): Rule<Needs> {
  return rule;
}

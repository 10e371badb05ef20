import type { Severity } from '../report.ts';

export const WORST_FIRST: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Negative if `a` is worse than `b`: the order in which people should read. */
export function bySeverity(a: Severity, b: Severity): number {
  return WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b);
}

export function worse(a: Severity, b: Severity): Severity {
  return bySeverity(a, b) <= 0 ? a : b;
}

export function lowered(severity: Severity, steps: number): Severity {
  return WORST_FIRST[WORST_FIRST.indexOf(severity) + steps] ?? 'info';
}

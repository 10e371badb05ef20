/** Findings that somebody set aside, for a site, with a reason. */
import type { Finding } from './report.ts';

/** What is remembered of it; without a secret, since neither a rule nor a subject holds one. */
export interface Waiver {
  /** Top-level origin. */
  site: string;
  rule: string;
  subject: string;
  reason: string;
  at: number;
}

/** In characters. */
export const MAX_REASON = 500;

/** Marks the site's findings that were set aside. A finding about another subject is another one, and stays open. */
export const applyWaivers = (findings: readonly Finding[], waivers: readonly Waiver[], site: string): Finding[] => {
  const own = waivers.filter((waiver) => waiver.site === site);
  return findings.map((finding) => {
    const waiver = own.find(({ rule, subject }) => rule === finding.rule && subject === finding.subject);
    return waiver === undefined ? finding : { ...finding, waived: { reason: waiver.reason, at: waiver.at } };
  });
};

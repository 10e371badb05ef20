/** SiteReport → what the header and the Risks tab show. Pure; components only lay it out. */
import { isMissing } from '../core/export/prose.ts';
import type { Evidence, Finding, Severity, SiteReport, Verdict } from '../core/report.ts';
import type { Settings } from '../messages/settings.ts';
import { label } from './text.ts';
import { KIND_WORD, SEVERITIES, SIGNED_IN } from './words.ts';

export type Paused = 'everywhere' | 'here';

export const pausedOf = (site: string, { paused, pausedSites }: Settings): Paused | undefined => {
  if (paused) return 'everywhere';
  return pausedSites.includes(site) ? 'here' : undefined;
};

export type Screen = 'unsupported' | 'withheld' | 'paused' | 'just-begun' | 'nothing' | 'verdict';

/** Cookies can be read without a single request, so "no requests" alone does not mean that nothing is known. */
export const screenOf = (report: SiteReport, paused?: Paused): Screen => {
  if (report.access === 'unsupported') return 'unsupported';
  const knows = report.verdict.kind !== 'none';
  if (report.access === 'withheld' && !knows) return 'withheld';
  if (paused !== undefined && !knows && isEmpty(report)) return 'paused';
  if (report.requests === 0 && !knows && report.credentials.length === 0) return 'just-begun';
  return knows ? 'verdict' : 'nothing';
};

/** Requests alone, without anything to tell of them, are not worth three empty tabs. */
const isEmpty = ({ credentials, findings, story }: SiteReport): boolean =>
  credentials.length === 0 && findings.length === 0 && story.length === 0;

export type Notice = 'withheld' | 'reload' | 'dropped';

/** What the reader should know before believing the verdict; the most important one first. */
export const noticesOf = (report: SiteReport, paused?: Paused): Notice[] => {
  const notices: Notice[] = [];
  if (report.access === 'withheld') notices.push('withheld');
  else if (report.requests === 0 && paused === undefined) notices.push('reload');
  if (report.dropped > 0) notices.push('dropped');
  return notices;
};

/** Where the browser hides a tab's address, a report has no site. */
export const isSite = (site: string): boolean => /^https?:\/\//.test(site);

/** Host and port without the default scheme; the scheme matters only when it is not https. */
export const hostOf = (origin: string): string => {
  try {
    const url = new URL(origin);
    return url.protocol === 'https:' ? url.host : `${url.protocol}//${url.host}`;
  } catch {
    return origin;
  }
};

/** Of a very long host the end counts: that is where its owner's name stands. */
export const shortHost = (origin: string): string => {
  const host = hostOf(origin);
  return host.length > 56 ? `…${host.slice(-55)}` : host;
};

/** What a tab of the browser says of the app that stands in it. */
export const titleOf = (report: SiteReport | undefined): string => {
  if (report === undefined || !isSite(report.site)) return 'Coatcheck';
  const word = report.access === 'granted' ? ` · ${KIND_WORD[report.verdict.kind]}` : '';
  return `${label(shortHost(report.site))}${word} – Coatcheck`;
};

/** How sure, in a word. The percentage stands beside it. */
export const confidenceWord = (confidence: number): string => {
  if (confidence >= 0.9) return 'Very sure';
  if (confidence >= 0.75) return 'Fairly sure';
  if (confidence >= 0.5) return 'Likely';
  return 'A guess';
};

/** Evidence never adds up to proof, so the figure stops at 99. */
export const percent = (confidence: number): string => `${Math.min(99, Math.max(0, Math.round(confidence * 100)))}%`;

export interface Header {
  word: string;
  summary: string;
  signedIn: string;
  confidence: string;
}

export const headerOf = ({ verdict }: SiteReport): Header => ({
  word: KIND_WORD[verdict.kind],
  summary: verdict.summary,
  signedIn: SIGNED_IN[verdict.signedIn],
  confidence: `${confidenceWord(verdict.confidence)}, ${percent(verdict.confidence)}`,
});

/** What a screen reader hears when the verdict changes under the reader's hands. */
export const announcement = (report: SiteReport): string => {
  const { word, signedIn, summary } = headerOf(report);
  return `${word}, ${signedIn}. ${summary.replaceAll('`', '')}`;
};

export interface Weighed {
  evidence: Evidence;
  /** In words, because log-odds mean little to most. */
  strength: 'strong' | 'fair' | 'slight';
}

const weigh = (evidence: Evidence): Weighed => {
  const size = Math.abs(evidence.weight);
  return { evidence, strength: size >= 2 ? 'strong' : size >= 1 ? 'fair' : 'slight' };
};

/** Both lists strongest first; the first of `against` is the strongest counter-evidence and is never folded away. */
export const weighed = (verdict: Verdict): { speaksFor: Weighed[]; against: Weighed[]; missing: Weighed[] } => {
  const sorted = [...verdict.evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).map(weigh);
  return {
    speaksFor: sorted.filter(({ evidence }) => evidence.weight >= 0 && !isMissing(evidence)),
    against: sorted.filter(({ evidence }) => evidence.weight < 0),
    missing: sorted.filter(({ evidence }) => isMissing(evidence)),
  };
};

const CONFIDENCES = ['certain', 'firm', 'tentative'];

const byWeight = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
  a.title.localeCompare(b.title) ||
  a.subject.localeCompare(b.subject);

export interface Risks {
  open: Finding[];
  waived: Finding[];
  /** How many checks passed. */
  passed: number;
}

export const risksOf = ({ findings, checks }: SiteReport): Risks => {
  const sorted = [...findings].sort(byWeight);
  return {
    open: sorted.filter((finding) => finding.waived === undefined),
    waived: sorted.filter((finding) => finding.waived !== undefined),
    passed: checks.filter(({ outcome }) => outcome === 'pass').length,
  };
};

export interface SeverityCount {
  severity: Severity;
  count: number;
}

export const severityCounts = (findings: readonly Finding[]): SeverityCount[] =>
  SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity && finding.waived === undefined).length,
  })).filter(({ count }) => count > 0);

/** The same rule may speak about two cookies; the place in the list is no identity, it moves when others appear. */
export const findingKey = (finding: Finding): string =>
  `risk:${finding.rule}:${finding.credential ?? ''}:${finding.subject}`;

/** Links come from our own rule data; the check stands here so that a slip in that data stays harmless. */
export const safeLink = (url: string): string | undefined => {
  try {
    return new URL(url).protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
};

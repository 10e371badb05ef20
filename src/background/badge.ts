import type { Severity, SiteReport } from '../core/report.ts';

const LETTERS: Record<SiteReport['verdict']['kind'], string> = {
  session: 'S',
  token: 'T',
  hybrid: 'H',
  'http-auth': 'B',
  none: '',
};

/** White text reaches a contrast of 4.5 on each. */
const COLOURS: Record<Severity | 'none', string> = {
  critical: '#a4133c',
  high: '#b3261e',
  medium: '#8a5000',
  low: '#3a5f8a',
  info: '#3a5f8a',
  none: '#1f6f43',
};

export interface Badge {
  text: string;
  colour: string;
}

export const NO_BADGE: Badge = { text: '', colour: COLOURS.none };

/** No letter: what was seen before may no longer be so. */
export const PAUSED_BADGE: Badge = { text: '❚❚', colour: '#565b66' };

/** The badge: a letter for the kind, a colour for the worst open risk. */
export const badgeOf = (report: SiteReport): Badge => {
  const worst = report.findings.find((finding) => finding.waived === undefined);
  return { text: LETTERS[report.verdict.kind], colour: COLOURS[worst?.severity ?? 'none'] };
};

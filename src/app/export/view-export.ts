/** What each format is for, and what its file is called. Pure. */
import { jsonOf } from '../../core/export/json.ts';
import { markdownOf } from '../../core/export/markdown.ts';
import { sarifOf } from '../../core/export/sarif.ts';
import { moment } from '../../core/export/visible.ts';
import type { SiteReport } from '../../core/report.ts';
import { hostOf } from '../view-model.ts';

export interface Format {
  name: string;
  use: string;
  holds: string;
  type: string;
  ending: string;
  text: (report: SiteReport) => string;
}

export const FORMATS: readonly Format[] = [
  {
    name: 'Markdown',
    use: 'For a ticket, or the report of a test.',
    holds: 'Values are masked. Of a decoded token it tells the names of the claims and the times.',
    type: 'text/markdown',
    ending: 'md',
    text: (report) => markdownOf([report]),
  },
  {
    name: 'SARIF',
    use: 'For code scanning, such as GitHub’s: the risks and their rules.',
    holds: 'No values and no claims. What you set aside is marked as suppressed.',
    type: 'application/sarif+json',
    ending: 'sarif',
    text: (report) => sarifOf([report]),
  },
  {
    name: 'JSON',
    use: 'For machines: everything that this screen is made of.',
    holds: 'Values are masked, but the decoded claims of tokens are in it: they may say who you are.',
    type: 'application/json',
    ending: 'json',
    text: jsonOf,
  },
];

/** `coatcheck-shop.example-2026-11-21.md`: letters that every file system takes, and the day of the last request. */
export const fileName = ({ site, lastSeen }: SiteReport, ending: string): string => {
  const host = hostOf(site)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return `coatcheck-${host || 'site'}-${moment(lastSeen).slice(0, 10)}.${ending}`;
};

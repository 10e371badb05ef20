/** `coatcheck audit`: what is in the files, what of it counts, and with which code that ends. */
import { brief } from '../core/export/visible.ts';
import type { SiteReport } from '../core/report.ts';
import { bySeverity } from '../core/rules/severity.ts';
import { applyWaivers, type Waiver } from '../core/waivers.ts';
import { sizeOf } from './bytes.ts';
import type { Audit } from './command.ts';
import { readAll } from './crew.ts';
import { EXIT, Fault } from './fault.ts';
import { paintFor } from './paint.ts';
import { Progress } from './progress.ts';
import { fileName, type Judged, openFindings, write } from './written.ts';

const REASON = 'Set aside on the command line (--waive)';

/** @returns the exit code */
export const audit = async ({ files, format, site, failOn, waive }: Audit): Promise<number> => {
  const progress = new Progress(process.stderr, await Promise.all(files.map(sizeOf)));
  const outcomes = await readAll(files, progress.seen);
  progress.clear();
  const now = Date.now();
  const judged: Judged[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    const file = files[at] ?? '';
    if ('fault' in outcome) process.stderr.write(`${fileName(file)}: ${outcome.fault}\n`);
    else judged.push({ file, reports: withWaived(outcome.reports, waive, now) });
  }
  const chosen = site === undefined ? judged : ofSite(judged, site);
  if (chosen.length > 0) process.stdout.write(write(chosen, format, paintFor(process.stdout, process.env)));
  if (judged.length < files.length) return EXIT.badInput;
  const fails = failOn !== undefined && hasFinding(chosen, failOn);
  return fails ? EXIT.findings : EXIT.fine;
};

const hasFinding = (judged: readonly Judged[], level: NonNullable<Audit['failOn']>): boolean =>
  openFindings(judged.flatMap(({ reports }) => reports)).some(({ severity }) => bySeverity(severity, level) <= 0);

/** A waiver is for one subject; here all subjects of a rule are meant. */
const withWaived = (reports: readonly SiteReport[], rules: readonly string[], at: number): SiteReport[] =>
  reports.map((report) => {
    const { site, findings } = report;
    const waivers: Waiver[] = findings
      .filter(({ rule }) => rules.includes(rule))
      .map(({ rule, subject }) => ({ site, rule, subject, reason: REASON, at }));
    return { ...report, findings: applyWaivers(findings, waivers, site) };
  });

const SITES_SHOWN = 10;

const ofSite = (judged: readonly Judged[], site: string): Judged[] => {
  const chosen = judged
    .map(({ file, reports }) => ({ file, reports: reports.filter((report) => report.site === site) }))
    .filter(({ reports }) => reports.length > 0);
  // Where no file could be read, that is what is told.
  if (chosen.length === 0 && judged.length > 0) throw new Fault(`--site: ${site} is in no file.${others(judged)}`);
  return chosen;
};

const others = (judged: readonly Judged[]): string => {
  const sites = [...new Set(judged.flatMap(({ reports }) => reports.map((report) => report.site)))];
  if (sites.length === 0) return '';
  const rest = sites.length > SITES_SHOWN ? ` and ${sites.length - SITES_SHOWN} more` : '';
  return ` There is ${sites
    .slice(0, SITES_SHOWN)
    .map((one) => brief(one, 120))
    .join(', ')}${rest}.`;
};

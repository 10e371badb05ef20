/** What was found in the files → text, JSON, Markdown or SARIF: one document, however many files and sites. */
import { isAbsolute, relative, sep } from 'node:path';
import { written } from '../core/export/json.ts';
import { markdownOf } from '../core/export/markdown.ts';
import { code } from '../core/export/md.ts';
import { sarifOf } from '../core/export/sarif.ts';
import { textOf } from '../core/export/text.ts';
import { brief } from '../core/export/visible.ts';
import type { Finding, SiteReport } from '../core/report.ts';
import { WORST_FIRST } from '../core/rules/severity.ts';
import { type Format, STANDARD_INPUT } from './command.ts';
import { type Paint, painted, severityIn } from './paint.ts';

export interface Judged {
  file: string;
  reports: readonly SiteReport[];
}

const FILE_NAME = 300;

export const fileName = (file: string): string => (file === STANDARD_INPUT ? 'standard input' : brief(file, FILE_NAME));

export const write = (judged: readonly Judged[], format: Format, paint: Paint): string => {
  if (format === 'json') return json(judged);
  if (format === 'md') return markdown(judged);
  return format === 'sarif' ? sarif(judged) : text(judged, paint);
};

/** An array of reports, also of a single one; each says its file beside what it says in any export. */
const json = (judged: readonly Judged[]): string =>
  written(judged.flatMap(({ file, reports }) => reports.map((report) => ({ file, ...report }))));

const markdown = (judged: readonly Judged[]): string =>
  judged
    .map(({ file, reports }) => {
      const found = reports.length === 0 ? `${NO_SITE}\n` : markdownOf(reports);
      return judged.length === 1 ? found : `File: ${code(fileName(file), FILE_NAME)}\n\n${found}`;
    })
    .join('\n---\n\n');

/** One run. A risk lies in the file where it was seen, as far as that is below the folder of the checkout. */
const sarif = (judged: readonly Judged[]): string => {
  const places = new Map(
    judged.flatMap(({ file, reports }) => reports.map((report) => [report, pathOf(file)] as const)),
  );
  return sarifOf(
    judged.flatMap(({ reports }) => reports),
    (report) => places.get(report),
  );
};

/** Below the working folder, with forward slashes; other places are nobody's business and mean nothing elsewhere. */
const pathOf = (file: string): string | undefined => {
  if (file === STANDARD_INPUT) return undefined;
  const path = relative(process.cwd(), file);
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..' ? undefined : path.split(sep).join('/');
};

const NO_SITE = 'No site is in this file: it holds no requests that tell one.';

const text = (judged: readonly Judged[], paint: Paint): string => {
  const parts = judged.flatMap(({ file, reports }) => [
    ...(judged.length === 1 ? [] : [paint('underline', fileName(file))]),
    ...(reports.length === 0 ? [NO_SITE] : reports.map((report) => painted(paint, textOf(report)))),
  ]);
  return `${[
    ...parts,
    summary(
      judged.flatMap(({ reports }) => reports),
      paint,
    ),
  ].join('\n\n')}\n`;
};

export const openFindings = (reports: readonly SiteReport[]): Finding[] =>
  reports.flatMap(({ findings }) => findings).filter(({ waived }) => waived === undefined);

/** `2 sites: 1 high, 3 low; 2 set aside. "npx coatcheck explain RULE" tells more of a rule.` */
const summary = (reports: readonly SiteReport[], paint: Paint): string => {
  const open = openFindings(reports);
  const counts = WORST_FIRST.map((severity) => ({
    severity,
    count: open.filter((one) => one.severity === severity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severityIn(paint, severity)}`);
  const aside = reports.flatMap(({ findings }) => findings).length - open.length;
  const sites = `${reports.length} ${reports.length === 1 ? 'site' : 'sites'}`;
  const more = open.length === 0 ? '' : ' What a rule means: npx coatcheck explain RULE';
  return `${sites}: ${counts.join(', ') || 'no risks found'}${aside === 0 ? '' : `; ${aside} set aside`}.${more}`;
};

/**
 * Reports → SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0) in one run, for code scanning. Masked by
 * construction: a report holds no secret, and no claim of a token is told.
 *
 * Fit for GitHub (docs.github.com, "SARIF support for code scanning"):
 * - A result needs a place in a file. A risk of a site has none, and `https:` addresses are refused, since they do not fit
 *   the checkout's `file:` (github/codeql-action, issue 754). So the site's host stands for a file, as a relative reference,
 *   unless the risk was seen in one;
 *   the site itself and what the risk is about are its logical location.
 * - The severity is a matter of the rule: the worst of its findings here. `info` has none, and is shown as a note.
 * - `suppressions` are not read (github/codeql-action, issue 1230): what was set aside is dismissed there once more.
 */
import { fingerprintWith } from '../observe/fingerprint.ts';
import type { Finding, FindingConfidence, Severity, SiteReport } from '../report.ts';
import { bySeverity } from '../rules/severity.ts';
import { written } from './json.ts';
import { advice } from './markdown.ts';
import { brief, moment } from './visible.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';

/** SARIF has three levels (3.27.10); what is low or for information is a note. */
const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The middle of each band of GitHub's: above 9, from 7, from 4, from 0.1. */
const SCORE: Record<Exclude<Severity, 'info'>, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

const PRECISION: Record<FindingConfidence, string> = { certain: 'very-high', firm: 'high', tentative: 'medium' };

/** @param pathOf the file that a report was made of, relative to the checkout, with forward slashes; undefined where there is none */
export const sarifOf = (
  reports: readonly SiteReport[],
  pathOf: (report: SiteReport) => string | undefined = () => undefined,
): string => {
  const found = reports.flatMap((report) =>
    report.findings.map((finding) => ({
      site: report.site,
      uri: uriOf(pathOf(report)) ?? fileOf(report.site),
      finding,
    })),
  );
  const worstFirst = found
    .map(({ finding }) => finding)
    .sort((a, b) => byText(a.rule, b.rule) || bySeverity(a.severity, b.severity));
  const heads = worstFirst.filter(({ rule }, index) => worstFirst[index - 1]?.rule !== rule);
  const places = new Map(heads.map(({ rule }, index) => [rule, index]));
  return written({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Coatcheck', ...versionOf(reports), rules: heads.map(ruleOf) } },
        invocations: [{ executionSuccessful: true, ...timesOf(reports) }],
        columnKind: 'utf16CodeUnits',
        results: found.map(({ site, uri, finding }) => resultOf(site, uri, finding, places.get(finding.rule) ?? 0)),
      },
    ],
  });
};

const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const versionOf = ([first]: readonly SiteReport[]): { version?: string } =>
  first === undefined ? {} : { version: brief(first.engine, 40) };

const timesOf = (reports: readonly SiteReport[]): { startTimeUtc?: string; endTimeUtc?: string } =>
  reports.length === 0
    ? {}
    : {
        startTimeUtc: moment(Math.min(...reports.map(({ observedSince }) => observedSince))),
        endTimeUtc: moment(Math.max(...reports.map(({ lastSeen }) => lastSeen))),
      };

const ruleOf = (finding: Finding): object => {
  const { rule, severity, confidence, title, why, fix, references } = finding;
  const first = references.find(({ url }) => url.startsWith('https:'));
  return {
    id: rule,
    name: rule.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: `${plain(why)}\n\n${lines(fix)}`, markdown: advice(finding).join('\n\n') },
    ...(first === undefined ? {} : { helpUri: first.url }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ['security', ...references.flatMap(({ label }) => cweTag(label))],
      precision: PRECISION[confidence],
      ...(severity === 'info' ? {} : { 'security-severity': SCORE[severity] }),
    },
  };
};

/** `CWE-79` becomes `external/cwe/cwe-079`, by which code scanning groups. */
const cweTag = (label: string): string[] => {
  const number = /^CWE-(\d+)$/.exec(label)?.[1];
  return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
};

const resultOf = (site: string, uri: string, finding: Finding, ruleIndex: number): object => {
  const { rule, severity, confidence, title, subject, evidence, waived } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVEL[severity],
    message: { text: [`${plain(title)}: ${plain(subject, 120)}.`, ...evidence.map((text) => plain(text))].join(' ') },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } },
        logicalLocations: [
          {
            name: plain(subject, 120),
            fullyQualifiedName: `${plain(site, 120)} ${plain(subject, 120)}`,
            kind: 'resource',
          },
        ],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: print(JSON.stringify([site, rule, subject])) },
    properties: { severity, confidence },
    ...(waived === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(waived.reason, 500) }] }),
  };
};

/** The same over runs, and for everybody: what it is made of is in the file as well. */
const print = fingerprintWith(Uint8Array.of(1));

/** A relative reference; each segment is encoded, so that nothing of it is taken for a scheme, a query or a fragment. */
const uriOf = (path: string | undefined): string | undefined =>
  path
    ?.split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');

/** `localhost%3A8080`: a colon would make a scheme of what is before it (RFC 3986, section 4.2). */
const fileOf = (site: string): string =>
  encodeURIComponent(brief(URL.canParse(site) ? new URL(site).host || site : site, 120));

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => plain(line))
    .join('\n');

/** `[words](target)` is a link even in a plain message (3.11.6). */
const plain = (text: string, max = 600): string => brief(text, max).replaceAll('](', '] (');

/**
 * Reports → Markdown, for a ticket or a report of a test. Masked by construction: a report holds no secret. Of a decoded
 * token only the names of the claims are told, and its times: the values may be somebody's.
 */
import { goodNews } from '../good-news.ts';
import type { Credential, Evidence, Finding, SiteReport, Step } from '../report.ts';
import { credentialName, roleName } from '../rules/names.ts';
import { bySeverity } from '../rules/severity.ts';
import { block, code, link, sentence, table } from './md.ts';
import { fixBlocks, isMissing } from './prose.ts';
import { carrierText, KINDS, SIGNATURE, SIGNED_IN } from './text.ts';
import { moment } from './visible.ts';

export const markdownOf = (reports: readonly SiteReport[]): string => `${reports.map(onSite).join('\n\n---\n\n')}\n`;

const onSite = (report: SiteReport): string => {
  const findings = report.findings.toSorted((a, b) => bySeverity(a.severity, b.severity));
  const open = findings.filter(({ waived }) => waived === undefined);
  const aside = findings.filter(({ waived }) => waived !== undefined);
  return [
    `# Coatcheck: ${code(report.site)}`,
    ...verdictPart(report),
    '## Risks',
    ...(open.length === 0 ? [nothingFound(report, aside.length)] : findingsPart(open)),
    ...part('Set aside', aside.map(asideItem)),
    ...credentialsPart(report),
    ...part(
      'Story',
      report.story.map((step, index) => `${index + 1}. ${stepText(step)}`),
    ),
    ...checksPart(report),
    '## About this report',
    aboutItems(report).join('\n'),
  ].join('\n\n');
};

/** A heading and a list, or nothing. */
const part = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`## ${title}`, items.join('\n')];

const verdictPart = ({ verdict }: SiteReport): string[] => {
  const sure = `${Math.round(verdict.confidence * 100)} % sure`;
  const strongest = verdict.evidence.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return [
    `**${KINDS[verdict.kind]}** · ${SIGNED_IN[verdict.signedIn]} · ${sure}`,
    sentence(verdict.summary),
    ...evidenceList(
      'What speaks for it:',
      strongest.filter((item) => item.weight >= 0 && !isMissing(item)),
    ),
    ...evidenceList(
      'What speaks against it:',
      strongest.filter(({ weight }) => weight < 0),
    ),
    ...evidenceList('What could not be known:', strongest.filter(isMissing)),
  ];
};

const evidenceList = (title: string, items: readonly Evidence[]): string[] =>
  items.length === 0 ? [] : [title, items.map(({ text }) => `- ${sentence(text)}`).join('\n')];

const nothingFound = ({ checks }: SiteReport, aside: number): string => {
  if (aside > 0) return 'No other risks were found than those that were set aside.';
  return checks.some(({ outcome }) => outcome === 'pass')
    ? 'None of the risks that Coatcheck looks for was found.'
    : 'Nothing could be checked.';
};

const findingsPart = (findings: readonly Finding[]): string[] => {
  const rows = findings.map(({ severity, title, subject, confidence }) => [
    severity,
    sentence(title),
    code(subject),
    confidence,
  ]);
  return [table(['Severity', 'Risk', 'Where', 'Confidence'], rows), ...findings.flatMap(findingPart)];
};

const findingPart = (finding: Finding): string[] => [
  `### ${finding.severity}: ${sentence(finding.title)}`,
  `Where: ${code(finding.subject)}`,
  ...(finding.evidence.length === 0 ? [] : ['What was seen:', finding.evidence.map(item).join('\n')]),
  ...advice(finding),
  `Rule ${code(finding.rule)}, ${finding.confidence}`,
];

/** Why it matters, what to do, and who says so. */
export const advice = ({ why, fix, references }: Finding): string[] => [
  `Why it matters: ${sentence(why)}`,
  'How to fix it:',
  ...fixBlocks(fix).map(block),
  ...(references.length === 0 ? [] : [`Sources: ${references.map(({ label, url }) => link(label, url)).join(' · ')}`]),
];

const item = (text: string): string => `- ${sentence(text)}`;

const asideItem = ({ severity, title, subject, rule, waived }: Finding): string =>
  `- ${severity}: ${sentence(title)}, ${code(subject)} (${code(rule)}). ` +
  `${moment(waived?.at ?? Number.NaN).slice(0, 10)}: ${code(waived?.reason ?? '', 500)}`;

/** Values that let nobody in are many, and named in one line. */
const matters = ({ decisive, role }: Credential): boolean => decisive || role !== 'other';

const credentialsPart = ({ credentials }: SiteReport): string[] => {
  if (credentials.length === 0) return [];
  const rows = credentials
    .filter(matters)
    .map((one) => [
      one.decisive ? `**${roleName(one.role)}**` : roleName(one.role),
      code(credentialName(one)),
      code(one.format),
      one.carriers.map((carrier) => code(carrierText(carrier))).join(', '),
      sentTo(one),
      life(one),
      one.masked === '' ? 'not seen' : code(one.masked),
    ]);
  const others = credentials.filter((one) => !matters(one)).map((one) => code(credentialName(one)));
  return [
    '## Credentials',
    ...(rows.length === 0
      ? []
      : [
          table(['Role', 'Name', 'Format', 'Kept in', 'Sent to', 'Life', 'Value'], rows),
          'Bold: the verdict rests on it. Values are masked.',
        ]),
    ...tokenList(credentials),
    ...(others.length === 0 ? [] : [`Others, which let nobody in: ${others.join(', ')}.`]),
  ];
};

const sentTo = (one: Credential): string =>
  one.sentTo.map(({ origin, carrier, count }) => `${code(origin)} in ${carrier} ×${count}`).join(', ') || 'not seen';

const life = ({ token, carriers, gone }: Credential): string => {
  const ends = [
    ...(token?.expiresAt === undefined ? [] : [`token until ${moment(token.expiresAt)}`]),
    ...carriers.flatMap(({ cookie }) =>
      cookie?.expires === undefined ? [] : [`cookie until ${moment(cookie.expires)}`],
    ),
    ...(carriers.some(({ cookie }) => cookie?.session === true) ? ['until the browser closes'] : []),
    ...(gone === undefined ? [] : [`gone since ${moment(gone)}`]),
  ];
  return ends.join(', ') || 'no end to be seen';
};

const NAMES_MAX = 40;

const tokenList = (credentials: readonly Credential[]): string[] => {
  const items = credentials.flatMap((one) => {
    if (one.token === undefined) return [];
    const { header, claims = {}, signature, issuedAt, expiresAt } = one.token;
    const names = Object.keys(claims);
    const shown = names.slice(0, NAMES_MAX).map((name) => code(name));
    const rest = names.length > NAMES_MAX ? ` and ${names.length - NAMES_MAX} more` : '';
    return [
      `- ${code(credentialName(one))}: decoded, ${SIGNATURE[signature]}; algorithm ${code(String(header['alg']))}` +
        (names.length === 0 ? '' : `; claims ${shown.join(', ')}${rest}`) +
        (issuedAt === undefined ? '' : `; issued ${moment(issuedAt)}`) +
        (expiresAt === undefined ? '; no end' : `; until ${moment(expiresAt)}`),
    ];
  });
  return items.length === 0 ? [] : ['Tokens, by the names of their claims:', items.join('\n')];
};

const stepText = ({ at, text, method, url, count = 1 }: Step): string => {
  const request = [method, url].filter((each) => each !== undefined).join(' ');
  const notes = [moment(at), ...(request === '' ? [] : [code(request, 300)]), ...(count > 1 ? [`×${count}`] : [])];
  return `${sentence(text)} (${notes.join(', ')})`;
};

const checksPart = (report: SiteReport): string[] => {
  const of = (outcome: string): string[] =>
    report.checks.filter((check) => check.outcome === outcome).map(({ rule }) => code(rule));
  const line = (words: string, rules: readonly string[]): string[] =>
    rules.length === 0 ? [] : [`- ${words} (${rules.length}): ${rules.join(', ')}`];
  const { good, spared } = goodNews(report);
  return [
    ...part(
      'Done well',
      [...good, ...spared].map(({ text }) => item(text)),
    ),
    ...part('Checks', [
      ...line('Looked for and not found', of('pass')),
      ...line('Could not tell', of('unknown')),
      ...line('The check itself broke', of('crashed')),
      ...line('Nothing here that it is about', of('not-applicable')),
    ]),
  ];
};

const ACCESS: Record<SiteReport['access'], string> = {
  granted: 'granted',
  withheld: 'withheld: the site was not watched',
  unsupported: 'not possible on this page',
};

const aboutItems = ({ engine, observedSince, lastSeen, requests, access, dropped }: SiteReport): string[] => [
  `- Coatcheck ${code(engine)}`,
  `- Watched from ${moment(observedSince)} to ${moment(lastSeen)}, ${requests} ${requests === 1 ? 'request' : 'requests'}`,
  `- Access to the site: ${ACCESS[access]}`,
  ...(dropped === 0 ? [] : [`- ${dropped} facts were forgotten because there were too many`]),
  '- No secret is in this report: it tells names, places and shapes',
];

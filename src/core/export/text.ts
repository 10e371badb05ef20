/** Report → plain text for a terminal. Masked by construction: a report holds no secret. */

import type { Carrier, Credential, DecodedToken, Finding, SiteReport, Step } from '../report.ts';
import { isMissing } from './prose.ts';
import { brief, moment } from './visible.ts';

export const KINDS: Record<SiteReport['verdict']['kind'], string> = {
  session: 'SESSION',
  token: 'TOKEN',
  hybrid: 'HYBRID',
  'http-auth': 'HTTP AUTH',
  none: 'NOTHING SEEN',
};

export const SIGNED_IN: Record<SiteReport['verdict']['signedIn'], string> = {
  yes: 'signed in',
  no: 'not signed in',
  unknown: 'signed in or not: cannot tell',
};

export const textOf = (report: SiteReport): string => {
  const { verdict } = report;
  const sure = `${Math.round(verdict.confidence * 100)} % sure`;
  return [
    `${report.site}   ${KINDS[verdict.kind]}   ${SIGNED_IN[verdict.signedIn]}   ${sure}`,
    `  ${plain(verdict.summary)}`,
    ...section(
      'Because',
      verdict.evidence
        .filter((item) => !isMissing(item))
        .slice(0, 4)
        .map((item) => `${item.weight >= 0 ? '+' : '−'} ${plain(item.text)}`),
    ),
    ...section('Credentials', report.credentials.filter(matters).flatMap(credentialLines)),
    ...section('Story', report.story.map(stepLine)),
    ...section('Risks', report.findings.filter(({ waived }) => waived === undefined).flatMap(findingLines)),
    ...section('Set aside', report.findings.flatMap(waivedLines)),
    ...section('Looks fine', [passed(report)]),
    ...section(
      'Could not be known',
      verdict.evidence.filter(isMissing).map(({ text }) => plain(text)),
    ),
  ].join('\n');
};

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];

const matters = (one: Credential): boolean => one.decisive || one.role === 'refresh-token' || one.role === 'csrf-token';

const credentialLines = (one: Credential): string[] => {
  const places = one.carriers.map(carrierText).join(', ');
  const line = `${one.decisive ? '●' : '○'} ${one.role} (${one.format}) ${plain(one.masked)}  in ${plain(places)}`;
  return one.token === undefined ? [line] : [line, `    ${plain(tokenText(one.token))}`];
};

export const SIGNATURE: Record<DecodedToken['signature'], string> = {
  unverified: 'signature not verified',
  valid: 'signature verified',
  invalid: 'signature does not fit the key that was given',
};

/** Names of claims, not their values: those may be somebody's. */
const tokenText = ({ header, claims, expiresAt, signature }: DecodedToken): string => {
  const names = Object.keys(claims ?? {}).join(', ');
  const end = expiresAt === undefined ? 'no end' : `until ${moment(expiresAt)}`;
  return `decoded, ${SIGNATURE[signature]}: alg ${String(header['alg'])}; claims ${names}; ${end}`;
};

export const carrierText = ({ where, name, path, cookie }: Carrier): string => {
  const place = `${where} ${name}${path === undefined ? '' : ` → ${path}`}`;
  if (cookie === undefined) return place;
  const flags = [cookie.httpOnly ? 'HttpOnly' : '', cookie.secure ? 'Secure' : '', `SameSite ${cookie.sameSite}`];
  return `${place} (${flags.filter((flag) => flag !== '').join(', ')})`;
};

const stepLine = (step: Step, index: number): string =>
  `${String(index + 1).padStart(2)}. ${plain(step.text)}${(step.count ?? 1) > 1 ? ` ×${step.count}` : ''}`;

const findingLines = (finding: Finding): string[] => [
  `${finding.severity.toUpperCase().padEnd(8)} ${finding.title}: ${plain(finding.subject)}   [${finding.rule}]`,
  `         ${finding.why}`,
];

const waivedLines = (finding: Finding): string[] =>
  finding.waived === undefined
    ? []
    : [
        `${finding.severity.toUpperCase().padEnd(8)} ${finding.title}: ${plain(finding.subject)}   [${finding.rule}]`,
        `         ${moment(finding.waived.at).slice(0, 10)}: ${plain(finding.waived.reason)}`,
      ];

const passed = (report: SiteReport): string => {
  const count = report.checks.filter((check) => check.outcome === 'pass').length;
  const unknown = report.checks.filter((check) => check.outcome === 'unknown').length;
  return `${count} checks passed, ${unknown} could not be told, of ${report.checks.length}`;
};

/** Names come from sites: control characters and bidi overrides must not reach a terminal. */
const plain = (text: string): string => brief(text, 400);

/** `coatcheck decode`: the tokens in a text, decoded and judged. They are the user's own; their signatures are masked all the same. */
import { brief, moment } from '../core/export/visible.ts';
import { issueText } from '../core/knowledge/token-issues.ts';
import { findTokens } from '../core/observe/find-tokens.ts';
import { decodeJose, readToken } from '../core/observe/jose.ts';
import { durationName } from '../core/rules/names.ts';
import { bytesOf } from './bytes.ts';
import { Fault } from './fault.ts';
import { type Paint, severityIn } from './paint.ts';
import { type Risk, risksOf } from './token-risks.ts';

/** In bytes. */
const MAX_TEXT = 64_000_000;
const MAX_VALUE = 2_000;
/** NumericDates: RFC 7519 section 4.1, OpenID Connect Core 1.0 sections 2 and 5.1. */
const DATES: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/**
 * @param of a token or a text with tokens, the name of a file, or `-`
 * @param now epoch milliseconds
 * @throws Fault if there is no token; it never quotes what was given, which may be a broken one
 */
export const decode = async (of: string, now: number, paint: Paint): Promise<string> => {
  const given = tokensIn(of);
  const tokens = given.size > 0 ? given : tokensIn(await textOf(of));
  if (tokens.size === 0) throw new Fault('decode: no token was found.');
  return [...tokens]
    .map(([token, times], at) => oneToken(token, `${at + 1} of ${tokens.size}`, times, now, paint))
    .join('\n');
};

/** Token → how often it is there. */
const tokensIn = (text: string): Map<string, number> => {
  const found = new Map<string, number>();
  for (const { token } of findTokens(text)) found.set(token, (found.get(token) ?? 0) + 1);
  return found;
};

const textOf = async (file: string): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of bytesOf(file)) {
      length += piece.length;
      if (length > MAX_TEXT) throw new Fault(`The text is longer than ${MAX_TEXT / 1e6} MB.`);
      pieces.push(piece);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw new Fault('decode: no token was found, and it is no file that can be read.');
    throw new Fault(`decode: what was given is no token, and as a file: ${error.message}`);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const oneToken = (token: string, which: string, times: number, now: number, paint: Paint): string => {
  const shape = decodeJose(token);
  const title = paint('bold', `Token ${which}`);
  const often = times === 1 ? '' : `, ${times} times`;
  if (shape === undefined) return `${title}: ${token.length} characters${often}, too long to be read\n`;
  const { header, claims } = readToken(shape);
  const kind = shape.kind === 'jwe' ? 'JWE, encrypted' : 'JWS';
  return `${[
    `${title}: ${kind}, ${token.length} characters${often}`,
    ...section('Header', rows(header, now), paint),
    ...section(
      'Claims',
      shape.kind === 'jwe' ? ['Encrypted: they cannot be read without the key.'] : rows(claims ?? {}, now),
      paint,
    ),
    ...section('Signature', signature(shape.kind, token), paint),
    ...section(
      'Odd',
      shape.issues.map((issue) => `- ${issueText(issue)}`),
      paint,
    ),
    ...section(
      'Risks, if it is sent as a credential',
      risksOf(token, now).flatMap((risk) => riskLines(risk, paint)),
      paint,
    ),
  ].join('\n')}\n`;
};

const section = (title: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length === 0 ? [] : ['', `  ${paint('bold', title)}`, ...lines.map((line) => `    ${line}`)];

const rows = (members: Record<string, unknown>, now: number): string[] => {
  const shown = Object.entries(members).map(([name, value]) => [brief(name, 80), valueText(name, value, now)] as const);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
};

const valueText = (name: string, value: unknown, now: number): string => {
  const text = brief(JSON.stringify(value), MAX_VALUE);
  return DATES.has(name) && typeof value === 'number' ? `${text}  ${dateText(value * 1000, now)}` : text;
};

/** `2026-01-15T12:00:00.000Z, 3 days ago` */
const dateText = (at: number, now: number): string => {
  const date = moment(at);
  if (Number.isNaN(Date.parse(date))) return date;
  return at < now ? `${date}, ${durationName(now - at)} ago` : `${date}, in ${durationName(at - now)}`;
};

const signature = (kind: 'jws' | 'jwe', token: string): string[] => {
  if (kind === 'jwe') return ['Nothing to verify: a JWE is sealed with its key.'];
  const { length } = token.slice(token.lastIndexOf('.') + 1);
  return [length === 0 ? 'None.' : `•••• (${length} characters). Not verified: no key was used.`];
};

const riskLines = ({ rule, severity, title, evidence, why, fix }: Risk, paint: Paint): string[] => [
  `${severityIn(paint, severity, severity.toUpperCase().padEnd(8))} ${title}   ${paint('dim', `[${rule}]`)}`,
  ...[...evidence, why, ...fix.split('\n').map((line, at) => (at === 0 ? `Fix: ${line}` : line))].map(
    (text) => `         ${brief(text, MAX_VALUE)}`,
  ),
];

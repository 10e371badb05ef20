/** Compares reports with the truth, column by column. "Not sure" is told apart from "wrong". */
import type { Carrier, Credential, SiteReport } from '../../src/core/report.ts';
import type { TrueCredential, Truth } from './app.ts';

/** What the extension said at each stage of a visit. */
export interface Reports {
  before: SiteReport;
  after: SiteReport;
  /** The signed-in page loaded anew. */
  reloaded: SiteReport;
  /** Where the application has a logout. */
  out?: SiteReport;
}

export type Outcome = 'right' | 'unknown' | 'wrong';

export interface Cell {
  column: Column;
  outcome: Outcome;
  /** What was said, where it is not right. */
  said?: string;
}

export const COLUMNS = [
  'kind',
  'state',
  'mechanisms',
  'decisive',
  'flags',
  'nothing else',
  'before',
  'after',
  'reload',
  'out',
] as const;
export type Column = (typeof COLUMNS)[number];

export const judge = (reports: Reports, truth: Truth): Cell[] => {
  const { after } = reports;
  const decisive = after.credentials.filter((one) => one.decisive);
  const wanted = truth.decisive.filter((one) => one.optional !== true);
  const missing = wanted.filter((one) => !decisive.some((seen) => carrierOf(seen, one) !== undefined));
  const surplus = decisive.filter((seen) => !truth.decisive.some((one) => carrierOf(seen, one) !== undefined));
  const silent = truth.mechanisms.filter((one) => !after.verdict.mechanisms.includes(one));
  const cells: Cell[] = [
    word('kind', after.verdict.kind, truth.kind, ['none']),
    word('state', after.verdict.state, truth.state, ['unknown']),
    mechanisms(silent, after),
    cell('decisive', missing.length === 0, `without ${missing.map(described).join(', ')}`),
    cell('flags', wrongFlags(decisive, truth).length === 0, wrongFlags(decisive, truth).join(', ')),
    cell('nothing else', surplus.length === 0, surplus.map((one) => `${one.id} (${one.format})`).join(', ')),
    word('before', reports.before.verdict.signedIn, 'no', ['unknown']),
    word('after', after.verdict.signedIn, 'yes', ['unknown']),
    word('reload', reports.reloaded.verdict.signedIn, truth.reloaded ?? 'yes', ['unknown']),
  ];
  if (reports.out !== undefined) cells.push(word('out', reports.out.verdict.signedIn, 'no', ['unknown']));
  return cells;
};

/** Sealed or not is a question of where the state lives: a report that says it cannot tell the one cannot tell the other. */
const mechanisms = (silent: readonly string[], { verdict }: SiteReport): Cell => {
  const cannotTell = verdict.state === 'unknown' && verdict.mechanisms.includes('session-cookie');
  if (cannotTell && silent.every((one) => one === 'sealed-session-cookie'))
    return word('mechanisms', silent.length === 0 ? 'all' : 'session-cookie', 'all', ['session-cookie']);
  return cell('mechanisms', silent.length === 0, `without ${silent.join(', ')}`);
};

/** A carrier of a credential that is what the truth names, with the right format. */
const carrierOf = (seen: Credential, truth: TrueCredential): Carrier | undefined =>
  matches(truth.format, seen.format)
    ? seen.carriers.find((carrier) => carrier.where === truth.where && matches(truth.name, carrier.name))
    : undefined;

const matches = (pattern: string | RegExp, text: string): boolean =>
  typeof pattern === 'string' ? pattern === text : pattern.test(text);

const wrongFlags = (decisive: readonly Credential[], truth: Truth): string[] =>
  truth.decisive.flatMap((one) => {
    const cookie = decisive.map((seen) => carrierOf(seen, one)).find((carrier) => carrier !== undefined)?.cookie;
    if (one.flags === undefined || cookie === undefined) return [];
    const { httpOnly, secure, sameSite } = one.flags;
    const same = cookie.httpOnly === httpOnly && cookie.secure === secure && cookie.sameSite === sameSite;
    return same ? [] : [`${described(one)} ${cookie.httpOnly}/${cookie.secure}/${cookie.sameSite}`];
  });

const described = (one: TrueCredential): string => `${one.where} ${one.name} (${one.format})`;

const cell = (column: Column, right: boolean, said: string): Cell =>
  right ? { column, outcome: 'right' } : { column, outcome: 'wrong', said };

/** `unsure` are the answers that claim nothing. */
const word = (column: Column, said: string, truth: string, unsure: readonly string[]): Cell => {
  if (said === truth) return { column, outcome: 'right' };
  return { column, outcome: unsure.includes(said) ? 'unknown' : 'wrong', said };
};

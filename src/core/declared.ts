/**
 * Which members a report may have, and what each may hold. A report leaves the engine through this list: a member that
 * is not in it is dropped, and text that is not of its kind is masked. So what goes out is what is declared here, whatever
 * a rule or a reader of headers got wrong before.
 */
import { shownName } from './observe/names.ts';
import { safePath, withoutTokens } from './observe/shape.ts';
import type { SiteReport } from './report.ts';

/**
 * - `word`: of Coatcheck's or of a protocol's vocabulary
 * - `origin`, `host`, `url`: an address without userinfo, query and fragment
 * - `name`, `path`: what the site calls a thing, capped, tokens in it masked
 * - `masked`: at most four characters of a value
 * - `prose`: sentences and identifiers made of the others
 * - `own`: text of Coatcheck's package alone
 * - `claims`: what a token says, as far as it may be shown (`observe/claim-secrets`)
 * - `user`: what the user wrote
 * - `plain`: a number, true, false or null
 */
export type Kind =
  | 'word'
  | 'origin'
  | 'host'
  | 'url'
  | 'name'
  | 'path'
  | 'masked'
  | 'prose'
  | 'own'
  | 'claims'
  | 'user'
  | 'plain';

/** Has a line for each member of the type: one that is forgotten does not compile. */
type Declared<T> = T extends string
  ? Kind
  : T extends number | boolean | null
    ? 'plain'
    : T extends readonly (infer Item)[]
      ? readonly [Declared<Item>]
      : string extends keyof T
        ? 'claims'
        : { readonly [Member in keyof T]-?: Declared<NonNullable<T[Member]> | Extract<T[Member], null>> };

const cookie = {
  domain: 'host',
  hostOnly: 'plain',
  path: 'url',
  secure: 'plain',
  httpOnly: 'plain',
  sameSite: 'word',
  session: 'plain',
  expires: 'plain',
  partitionKey: 'origin',
  prefix: 'word',
} as const;

const credential = {
  id: 'prose',
  role: 'word',
  decisive: 'plain',
  format: 'word',
  issuerHint: 'prose',
  carriers: [{ where: 'word', name: 'name', path: 'path', origin: 'origin', cookie }],
  length: 'plain',
  entropyBits: 'plain',
  masked: 'masked',
  token: {
    kind: 'word',
    header: 'claims',
    claims: 'claims',
    issues: ['prose'],
    signature: 'word',
    issuedAt: 'plain',
    notBefore: 'plain',
    expiresAt: 'plain',
  },
  issuedBy: { how: 'word', method: 'word', url: 'url', at: 'plain' },
  sentTo: [{ origin: 'origin', carrier: 'word', count: 'plain', firstAt: 'plain', lastAt: 'plain' }],
  firstSeen: 'plain',
  lastSeen: 'plain',
  gone: 'plain',
} as const;

const finding = {
  rule: 'own',
  severity: 'word',
  confidence: 'word',
  title: 'prose',
  subject: 'prose',
  credential: 'prose',
  evidence: ['prose'],
  why: 'prose',
  fix: 'prose',
  references: [{ label: 'own', url: 'own' }],
  waived: { reason: 'user', at: 'plain' },
} as const;

const step = {
  at: 'plain',
  from: 'word',
  to: 'word',
  kind: 'word',
  text: 'prose',
  method: 'word',
  url: 'url',
  credential: 'prose',
  count: 'plain',
} as const;

const DECLARED: Declared<SiteReport> = {
  schema: 'plain',
  engine: 'own',
  site: 'origin',
  partition: 'word',
  observedSince: 'plain',
  lastSeen: 'plain',
  requests: 'plain',
  access: 'word',
  dropped: 'plain',
  verdict: {
    kind: 'word',
    state: 'word',
    carriers: ['word'],
    mechanisms: ['word'],
    signedIn: 'word',
    confidence: 'plain',
    summary: 'prose',
    evidence: [{ code: 'word', text: 'prose', weight: 'plain', credential: 'prose' }],
  },
  credentials: [credential],
  findings: [finding],
  checks: [{ rule: 'own', outcome: 'word' }],
  story: [step],
};

const WORD = /^[\w:.+-]{0,80}$/;
/** Or, where there is no site: `about:blank`, a scheme alone, nothing. */
const ORIGIN = /^(?:|about:[\w-]{0,40}|[a-z][a-z0-9+.-]{0,20}:(?:\/\/[^\s/?#@]{0,300})?)$/;
const HOST = /^[^\s/?#@]{0,300}$/;
const MASKED = /^(?:•{4}|….{0,4})$/su;
const HIDDEN = '••••';
/** Without `/`, which stands between the words of a path here. */
const RUN = /[\w+=~-]{20,}/g;

type Show = (text: string, names: string) => string;

const matching =
  (pattern: RegExp): Show =>
  (text) =>
    pattern.test(text) ? text : HIDDEN;
const asItIs: Show = (text) => text;

const SHOW: Readonly<Record<Exclude<Kind, 'claims' | 'plain'>, Show>> = {
  word: (text) => (WORD.test(text) ? withoutTokens(text) : HIDDEN),
  origin: matching(ORIGIN),
  host: matching(HOST),
  url: (text) =>
    text
      .replace(/[?#].*$/s, '')
      .replace(/^([a-z]+:\/\/)[^/]*@/, '$1')
      .split('/')
      .map((segment, at, { 0: scheme = '' }) => (scheme.endsWith(':') && at < 3 ? segment : withoutTokens(segment)))
      .join('/'),
  name: (text) => shownName(text),
  path: safePath,
  masked: matching(MASKED),
  // A name that a table knows is shown as it is, and so are its parts.
  prose: (text, names) =>
    text.length < 20 ? text : text.replace(RUN, (run) => (names.includes(run) ? run : shownName(run))),
  own: asItIs,
  user: asItIs,
};

type Line = Kind | readonly [Line] | { readonly [member: string]: Line };

/** What of a value a line lets through; undefined where it is not of the declared form. */
const pass = (value: unknown, line: Line, names: string): unknown => {
  if (line === 'claims') return value;
  if (value === null || typeof value === 'number' || typeof value === 'boolean')
    return line === 'plain' || value === null ? value : undefined;
  if (typeof value === 'string')
    return typeof line !== 'string' || line === 'plain' ? undefined : SHOW[line](value, names);
  if (typeof value !== 'object' || typeof line === 'string') return undefined;
  if (isList(line)) return Array.isArray(value) ? value.map((item) => pass(item, line[0], names)) : undefined;
  const shown: Record<string, unknown> = {};
  for (const [member, inner] of Object.entries(value)) {
    const own = Object.hasOwn(line, member) ? line[member] : undefined;
    const passed = own === undefined ? undefined : pass(inner, own, names);
    if (passed !== undefined) shown[member] = passed;
  }
  return shown;
};

const isList = (line: Exclude<Line, Kind>): line is readonly [Line] => Array.isArray(line);

/** A copy of the report with what is declared, and nothing else. */
export const onlyDeclared = (report: SiteReport): SiteReport => {
  const names = report.credentials.flatMap(({ carriers }) => carriers.map(({ name }) => shownName(name))).join('\n');
  return pass(report, DECLARED as unknown as Line, names) as SiteReport;
};

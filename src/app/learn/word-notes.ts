/** What the report has to show for the words of the glossary. Pure. */
import type { CookieAttributes, Credential, SiteReport } from '../../core/report.ts';
import { type Topic, topicOfFormat, topicOfMechanism, topicOfRole, topicOfRule } from '../topics.ts';
import { nameOf } from '../view-credentials.ts';
import { confidenceWord, hostOf, percent } from '../view-model.ts';
import { roughly } from '../when.ts';
import { MECHANISM, SIGNED_IN } from '../words.ts';

export const code = (text: string): string => `\`${text.replaceAll('`', '´')}\``;

/** "`a`, `b` and 3 more" */
const listed = (names: readonly string[]): string => {
  const unique = [...new Set(names)];
  const first = unique.slice(0, 3).map(code);
  if (unique.length > 3) return `${first.join(', ')} and ${unique.length - 3} more`;
  return first.length > 1 ? `${first.slice(0, -1).join(', ')} and ${first.at(-1)}` : (first[0] ?? '');
};

const named = (credentials: readonly Credential[]): string | undefined =>
  credentials.length > 0 ? `${listed(credentials.map(nameOf))}.` : undefined;

type WordNotes = Partial<Record<Topic, string | undefined>>;

interface Cookie {
  name: string;
  cookie: CookieAttributes;
  firstSeen: number;
}

/** The cookies that the verdict rests on; other cookies owe nobody their flags. */
const decisiveCookies = ({ credentials }: SiteReport): Cookie[] =>
  credentials
    .filter(({ decisive, gone }) => decisive && gone === undefined)
    .flatMap(({ carriers, firstSeen }) =>
      carriers.flatMap(({ name, cookie }) => (cookie === undefined ? [] : [{ name, cookie, firstSeen }])),
    );

/** "`a`: Lax. `b`: not set." */
const grouped = (cookies: Cookie[], say: (cookie: Cookie) => string | undefined): string | undefined => {
  const groups = new Map<string, string[]>();
  for (const cookie of cookies) {
    const said = say(cookie);
    if (said !== undefined) groups.set(said, [...(groups.get(said) ?? []), cookie.name]);
  }
  if (groups.size === 0) return undefined;
  return [...groups].map(([said, names]) => `${listed(names)}: ${said}.`).join(' ');
};

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None', unset: 'not set' } as const;

const flagNotes = (report: SiteReport): WordNotes => {
  const cookies = decisiveCookies(report);
  return {
    'http-only': grouped(cookies, ({ cookie }) => (cookie.httpOnly ? 'set' : 'not set')),
    secure: grouped(cookies, ({ cookie }) => (cookie.secure ? 'set' : 'not set')),
    'same-site': grouped(cookies, ({ cookie }) => SAME_SITE[cookie.sameSite]),
    domain: grouped(cookies, ({ cookie }) =>
      cookie.hostOnly ? `only ${code(cookie.domain)}` : `${code(cookie.domain)} and below`,
    ),
    path: grouped(cookies, ({ cookie }) => (cookie.path === '/' ? undefined : `only under ${code(cookie.path)}`)),
    lifetime: grouped(cookies, ({ cookie, firstSeen }) =>
      cookie.expires === undefined ? 'until the browser closes' : `for ${roughly(cookie.expires - firstSeen)}`,
    ),
    prefix: grouped(cookies, ({ cookie }) => cookie.prefix),
    partitioned: grouped(cookies, ({ cookie }) => (cookie.partitionKey === undefined ? undefined : 'partitioned')),
  };
};

/** One note for all that lead to the same word; what has no word is left out. */
const noteEach = <Item>(
  items: readonly Item[],
  topicOf: (item: Item) => Topic | undefined,
  note: (some: Item[]) => string | undefined,
): WordNotes => {
  const groups = new Map<Topic, Item[]>();
  for (const item of items) {
    const topic = topicOf(item);
    if (topic !== undefined) groups.set(topic, [...(groups.get(topic) ?? []), item]);
  }
  return Object.fromEntries([...groups].map(([topic, some]) => [topic, note(some)]));
};

/** By what the value is. Nobody wants to hear of each opaque cookie, nor that a login is one. */
const formatNotes = ({ credentials }: SiteReport): WordNotes => {
  const shown = credentials.filter(
    ({ role, decisive, format }) => role !== 'login' && (decisive || format !== 'opaque'),
  );
  return noteEach(shown, ({ format }) => topicOfFormat(format), named);
};

/** By the role that they play here, where it has a word of its own. */
const roleNotes = ({ credentials }: SiteReport): WordNotes => {
  const own = credentials.filter(({ role }) => role !== 'other' && role !== 'session-id' && role !== 'login');
  return noteEach(own, ({ role }) => topicOfRole(role), named);
};

const STORED = new Set(['localStorage', 'sessionStorage', 'indexedDB']);

const valueNotes = ({ credentials, site }: SiteReport): WordNotes => {
  const cookies = credentials.filter(({ carriers }) => carriers.some(({ where }) => where === 'cookie')).length;
  const jwt = credentials.find(({ token }) => token?.claims !== undefined)?.token;
  const checked = credentials.find(({ token }) => token?.kind === 'jws' && token.signature !== 'unverified');
  const opaque = credentials.find((one) => one.decisive && one.format === 'opaque' && one.entropyBits > 0);
  const abroad = credentials.find(({ sentTo }) => sentTo.some(({ origin }) => origin !== site));
  const away = abroad?.sentTo.filter(({ origin }) => origin !== site).map(({ origin }) => hostOf(origin));
  return {
    cookie: cookies === 0 ? undefined : cookies === 1 ? 'one cookie was seen.' : `${cookies} cookies were seen.`,
    'web-storage': named(credentials.filter(({ carriers }) => carriers.some(({ where }) => STORED.has(where)))),
    claims: jwt?.claims && `${listed(Object.keys(jwt.claims))}.`,
    signature: checked?.token && `that of ${code(nameOf(checked))} was checked: it is ${checked.token.signature}.`,
    guessing: opaque && `${code(nameOf(opaque))} holds at most ${Math.round(opaque.entropyBits)} bits.`,
    origin: abroad && away && `${code(nameOf(abroad))} is also sent to ${listed(away)}.`,
  };
};

const mechanismNotes = ({ verdict }: SiteReport): WordNotes =>
  noteEach(verdict.mechanisms, topicOfMechanism, (some) => {
    const names = some.map((mechanism) => MECHANISM[mechanism]);
    return `${names.join(' and ')}, seen here.`;
  });

const judgeNotes = ({ site, verdict }: SiteReport): WordNotes => {
  if (verdict.kind === 'none') return {};
  const against = verdict.evidence.filter(({ weight }) => weight < 0).length;
  return {
    'signed-in': `${SIGNED_IN[verdict.signedIn]}.`,
    transport: `the page came over ${site.startsWith('https:') ? 'HTTPS' : 'plain HTTP'}.`,
    evidence: `${verdict.evidence.length - against} for it, ${against} against it.`,
    confidence: `${confidenceWord(verdict.confidence).toLowerCase()}, ${percent(verdict.confidence)}.`,
  };
};

const riskNotes = ({ findings }: SiteReport): WordNotes =>
  noteEach(
    findings.filter(({ waived }) => waived === undefined),
    ({ rule }) => topicOfRule(rule),
    (some) => (some.length === 1 ? `Risks says: ${some[0]?.title}.` : `Risks has ${some.length} findings on this.`),
  );

/** What was seen of a thing says more than that it was seen; what Risks says of it comes after. */
export const wordNotes = (report: SiteReport): WordNotes => {
  const all: WordNotes = {};
  for (const some of [mechanismNotes, formatNotes, roleNotes, valueNotes, flagNotes, judgeNotes]) {
    Object.assign(all, Object.fromEntries(Object.entries(some(report)).filter(([, note]) => note !== undefined)));
  }
  for (const [topic, risk] of Object.entries(riskNotes(report)) as [Topic, string][]) {
    all[topic] = all[topic] === undefined ? risk : `${all[topic]} ${risk}`;
  }
  return all;
};

/** What this site's own report has to say to each point of the Learn tab. Pure. */
import { stateOfFormat } from '../../core/classify/formats.ts';
import type { Credential, SiteReport } from '../../core/report.ts';
import type { Topic } from '../topics.ts';
import { nameOf, requestName } from '../view-credentials.ts';
import { roughly } from '../when.ts';
import { WHERE } from '../words.ts';
import { code, wordNotes } from './word-notes.ts';

/** The places of Learn, and the points within them, that can bear a note. */
export type Noted =
  | Topic
  | 'session-kept'
  | 'session-lookup'
  | 'session-end'
  | 'session-csrf'
  | 'token-kept'
  | 'token-sent'
  | 'token-check'
  | 'token-revoke'
  | 'token-theft';

export type Notes = Partial<Record<Noted, string>>;

const stateOf = ({ carriers, format }: Credential): string => stateOfFormat(format, carriers[0]?.name);

const isTicket = (credential: Credential): boolean =>
  credential.decisive && credential.role === 'session-id' && stateOf(credential) === 'server';

const isCard = (credential: Credential): boolean => credential.decisive && stateOf(credential) === 'client';

/** "`connect.sid`, set by POST /login" */
const introduced = (credential: Credential, site: string): string => {
  const { issuedBy } = credential;
  const by = requestName(issuedBy?.method, issuedBy?.url, site);
  if (by === '') return `${code(nameOf(credential))}.`;
  return `${code(nameOf(credential))}, ${issuedBy?.how === 'set-cookie' ? 'set by' : 'from'} ${code(by)}.`;
};

const cookieOf = ({ carriers }: Credential) => carriers.find(({ cookie }) => cookie)?.cookie;

const storageOf = ({ carriers }: Credential): string | undefined =>
  carriers.find(({ where }) => where === 'localStorage' || where === 'sessionStorage' || where === 'indexedDB')?.where;

const MAY = ['scope', 'scp', 'roles', 'role', 'groups', 'permissions', 'authorities', 'entitlements'];

const mayNote = ({ token }: Credential): string | undefined => {
  const claims = token?.claims;
  const name = claims && MAY.find((claim) => Object.hasOwn(claims, claim));
  return name === undefined ? undefined : `its \`${name}\` claim says what you may do`;
};

const sentCount = ({ sentTo }: Credential): number => sentTo.reduce((sum, { count }) => sum + count, 0);

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const has = ({ findings }: SiteReport, rule: string): boolean =>
  findings.some((finding) => finding.rule === rule && finding.waived === undefined);

const csrfNote = (ticket: Credential, report: SiteReport): string | undefined => {
  if (has(report, 'csrf-exposed')) return 'a request was found open to it; see Risks.';
  const sameSite = cookieOf(ticket)?.sameSite;
  if (sameSite !== 'lax' && sameSite !== 'strict') return undefined;
  return `${code(nameOf(ticket))} is SameSite=${sameSite === 'lax' ? 'Lax' : 'Strict'}, which limits it.`;
};

const endNote = (ticket: Credential, report: SiteReport): string | undefined => {
  if (has(report, 'session-alive-after-logout')) return 'it still worked after the logout; see Risks.';
  return ticket.gone === undefined ? undefined : `${code(nameOf(ticket))} is gone from the browser.`;
};

const ticketNotes = (ticket: Credential, report: SiteReport): Partial<Record<Noted, string | undefined>> => {
  const name = code(nameOf(ticket));
  const cookie = cookieOf(ticket);
  const count = sentCount(ticket);
  return {
    session: introduced(ticket, report.site),
    'session-kept':
      cookie &&
      `kept ${cookie.session ? 'until the browser closes' : 'over restarts of the browser'}; scripts ${cookie.httpOnly ? 'cannot' : 'can'} read it.`,
    'session-lookup': count > 0 ? `${name} was sent ${times(count)}, so looked up as often.` : undefined,
    'session-csrf': csrfNote(ticket, report),
    'session-end': endNote(ticket, report),
  };
};

const cardNotes = (card: Credential, report: SiteReport): Partial<Record<Noted, string | undefined>> => {
  const name = code(nameOf(card));
  const { token } = card;
  const stored = storageOf(card);
  const [sent] = card.sentTo;
  const alg = token?.header['alg'];
  const may = mayNote(card);
  return {
    token: introduced(card, report.site),
    'token-kept': stored !== undefined ? `in ${stored}.` : cookieOf(card) && 'in a cookie, by the browser.',
    'token-sent':
      sent &&
      `${times(sentCount(card))}, ${sent.carrier === 'cookie' ? 'as a cookie' : sent.carrier === 'header' ? 'in a header' : `in the ${WHERE[sent.carrier]}`}.`,
    'token-check': typeof alg === 'string' ? `it says that it is signed with ${code(alg)}.` : undefined,
    'token-revoke':
      token?.expiresAt !== undefined && token.issuedAt !== undefined
        ? `${name} is good for ${roughly(token.expiresAt - token.issuedAt)} from its issue.`
        : undefined,
    'token-theft':
      stored !== undefined ? `it lies in ${stored}, where every script of the page can read it.` : undefined,
    authentication:
      token?.claims && Object.hasOwn(token.claims, 'sub') ? `${name}: its \`sub\` claim says who you are.` : undefined,
    authorization: may && `${name}: ${may}.`,
  };
};

const STATE = {
  server: 'the state lives on the server',
  client: 'the state lives in the browser',
  both: 'state lives on both sides',
} as const;

const TRAVEL = {
  cookie: 'as a cookie',
  header: 'in a header',
  url: 'in the URL',
  'http-auth': 'as the browser’s own login',
} as const;

/** The two questions behind the verdict, answered. */
const differenceNote = ({ verdict: { kind, state, carriers } }: SiteReport): string | undefined => {
  if (kind === 'none' || state === 'unknown' || carriers.length === 0) return undefined;
  return `${STATE[state]}, and it travels ${carriers.map((carrier) => TRAVEL[carrier]).join(' and ')}.`;
};

const CHOICE: Partial<Record<SiteReport['verdict']['kind'], string>> = {
  session: 'this site chose a session.',
  token: 'this site chose a token.',
  hybrid: 'this site uses both.',
  'http-auth': 'this site leaves the login to the browser.',
};

export const notesOf = (report: SiteReport): Notes => {
  const { credentials, verdict, requests } = report;
  const ticket = credentials.find(isTicket);
  const card = credentials.find(isCard);
  const all: Partial<Record<Noted, string | undefined>> = {
    ...wordNotes(report),
    stateless:
      requests > 1 && verdict.kind !== 'none'
        ? `${requests} requests were seen, and each had to say anew who you are.`
        : undefined,
    difference: differenceNote(report),
    choice: CHOICE[verdict.kind],
    ...(ticket && ticketNotes(ticket, report)),
    ...(ticket &&
      verdict.signedIn === 'yes' && {
        authentication: `the server knows it from ${code(nameOf(ticket))}.`,
        authorization: 'it is decided on the server, out of sight.',
      }),
    ...(card && cardNotes(card, report)),
  };
  const told = Object.entries(all).filter(([, note]) => note !== undefined);
  return Object.fromEntries(told) as Notes;
};

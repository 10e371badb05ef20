/** What this site's own report has to say to each point of the Learn tab. Pure. */
import { stateOfFormat } from '../core/classify/formats.ts';
import type { Credential, SiteReport } from '../core/report.ts';
import { nameOf, requestName } from './view-credentials.ts';
import { roughly } from './when.ts';

export type Topic =
  | 'stateless'
  | 'cookie'
  | 'session'
  | 'token'
  | 'session-revoke'
  | 'session-lookup'
  | 'session-csrf'
  | 'token-revoke'
  | 'token-theft'
  | 'token-lookup'
  | 'authentication'
  | 'authorization'
  | 'choice';

const stateOf = ({ carriers, format }: Credential): string => stateOfFormat(format, carriers[0]?.name);

const isTicket = (credential: Credential): boolean =>
  credential.decisive && credential.role === 'session-id' && stateOf(credential) === 'server';

const isCard = (credential: Credential): boolean => credential.decisive && stateOf(credential) === 'client';

const code = (text: string): string => `\`${text.replaceAll('`', '´')}\``;

/** "`connect.sid`, set by POST /login" */
const introduced = (credential: Credential, site: string): string => {
  const { issuedBy } = credential;
  const by = requestName(issuedBy?.method, issuedBy?.url, site);
  if (by === '') return code(nameOf(credential));
  return `${code(nameOf(credential))}, ${issuedBy?.how === 'set-cookie' ? 'set by' : 'from'} ${code(by)}`;
};

const storageOf = ({ carriers }: Credential): string | undefined =>
  carriers.find(({ where }) => where === 'localStorage' || where === 'sessionStorage' || where === 'indexedDB')?.where;

const who = ({ token }: Credential): string | undefined =>
  token?.claims && Object.hasOwn(token.claims, 'sub') ? 'its `sub` claim says who you are' : undefined;

const MAY = ['scope', 'scp', 'roles', 'role', 'groups', 'permissions', 'authorities', 'entitlements'];

const may = ({ token }: Credential): string | undefined => {
  const claims = token?.claims;
  const name = claims && MAY.find((claim) => Object.hasOwn(claims, claim));
  return name === undefined ? undefined : `its \`${name}\` claim says what you may do`;
};

const CHOICE: Partial<Record<SiteReport['verdict']['kind'], string>> = {
  session: 'this site chose a session.',
  token: 'this site chose a token.',
  hybrid: 'this site uses both.',
  'http-auth': 'this site leaves the login to the browser.',
};

export const notesOf = (report: SiteReport): Partial<Record<Topic, string>> => {
  const { site, credentials, verdict, findings, requests } = report;
  const notes: Partial<Record<Topic, string>> = {};
  const ticket = credentials.find(isTicket);
  const card = credentials.find(isCard);
  const cookies = credentials.filter(({ carriers }) => carriers.some(({ where }) => where === 'cookie')).length;
  if (requests > 1 && verdict.kind !== 'none') {
    notes.stateless = `${requests} requests were seen, and each had to say anew who you are.`;
  }
  if (cookies > 0) notes.cookie = cookies === 1 ? 'one cookie was seen.' : `${cookies} cookies were seen.`;
  if (ticket) {
    const count = ticket.sentTo.reduce((sum, sent) => sum + sent.count, 0);
    notes.session = `${introduced(ticket, site)}.`;
    if (count > 0) notes['session-lookup'] = `${code(nameOf(ticket))} was sent ${count} times, so looked up as often.`;
    const sameSite = ticket.carriers.find(({ cookie }) => cookie)?.cookie?.sameSite;
    if (findings.some(({ rule }) => rule === 'csrf-exposed'))
      notes['session-csrf'] = 'a request was found open to it; see Risks.';
    else if (sameSite === 'lax' || sameSite === 'strict') {
      notes['session-csrf'] =
        `${code(nameOf(ticket))} is SameSite=${sameSite === 'lax' ? 'Lax' : 'Strict'}, which limits it.`;
    }
  }
  if (card) {
    notes.token = `${introduced(card, site)}.`;
    const { token } = card;
    if (token?.expiresAt !== undefined && token.issuedAt !== undefined) {
      notes['token-revoke'] =
        `${code(nameOf(card))} is good for ${roughly(token.expiresAt - token.issuedAt)} from its issue.`;
    }
    const kept = storageOf(card);
    if (kept !== undefined) notes['token-theft'] = `it lies in ${kept}, where every script of the page can read it.`;
    const says = who(card);
    if (says !== undefined) notes.authentication = `${code(nameOf(card))}: ${says}.`;
    const allows = may(card);
    if (allows !== undefined) notes.authorization = `${code(nameOf(card))}: ${allows}.`;
  } else if (ticket && verdict.signedIn === 'yes') {
    notes.authentication = `the server knows it from ${code(nameOf(ticket))}.`;
    notes.authorization = 'it is decided on the server, out of sight.';
  }
  const choice = CHOICE[verdict.kind];
  if (choice !== undefined) notes.choice = choice;
  return notes;
};

/** Requests that may change something → what went along that another site could not send. */

import { csrfHeader, secretField } from '../knowledge/csrf.ts';
import { tokenParameter } from '../knowledge/words.ts';
import type { Credential, Role } from '../report.ts';
import type { CsrfToken, StateChange } from '../rules/facts-csrf.ts';
import { isThirdParty } from '../site/origins.ts';
import type { StateChangeSeen } from '../site/seen.ts';
import type { Sending, SiteFactsRecord } from '../site/state.ts';
import { originOf } from '../site/urls.ts';
import type { BrowserLogin } from './browser-login.ts';

interface Known {
  facts: SiteFactsRecord;
  credentials: readonly Credential[];
  /** Sending key → id of the credential that it belongs to. */
  bySending: ReadonlyMap<string, string>;
  browserLogin: BrowserLogin | undefined;
}

/** What goes to another site is that site's concern. */
export const stateChangesOf = (known: Known): StateChange[] =>
  Object.values(known.facts.stateChanges)
    .filter(({ url }) => !isThirdParty(originOf(url), known.facts.site))
    .map((seen) => stateChange(seen, known));

interface Along {
  sending: Sending | undefined;
  id: string | undefined;
}

const stateChange = (seen: StateChangeSeen, { facts, credentials, bySending, browserLogin }: Known): StateChange => {
  const along = seen.sendings.map((key) => ({ sending: facts.sendings[key], id: bySending.get(key) }));
  const ids = (where: string): string[] => [
    ...new Set(along.flatMap(({ sending, id }) => (sending?.where === where && id !== undefined ? [id] : []))),
  ];
  const browserLogins = facts.challenges
    .filter((challenge) => challenge.answeredAt !== undefined && challenge.origin === originOf(seen.url))
    .map((challenge) => (browserLogin?.shown === true ? browserLogin.id : `http-auth:${challenge.scheme}`));
  const isToken = (id: string): boolean => credentials.find((one) => one.id === id)?.role === 'csrf-token';
  return {
    at: seen.at,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    ...(seen.contentType === undefined ? {} : { contentType: seen.contentType }),
    ...(seen.bodyUnread === true ? { bodyUnread: true as const } : {}),
    ambient: [...new Set([...ids('cookie'), ...browserLogins])],
    attached: ids('header').filter((id) => !isToken(id) && !browserLogins.includes(id)),
    tokens: tokensOf(seen, along, credentials),
    customHeaders: seen.customHeaders.filter((name) => !csrfHeader(name)),
    ...(seen.outcome === undefined ? {} : { outcome: seen.outcome }),
    checks: seen.checks ?? [],
  };
};

/** Those whose values were looked at first; then those that only a name tells of. */
const tokensOf = (seen: StateChangeSeen, along: readonly Along[], credentials: readonly Credential[]): CsrfToken[] => {
  const looked = seen.tokens ?? [];
  const isNew = (name: string): boolean => !looked.some((token) => token.name.toLowerCase() === name.toLowerCase());
  return [
    ...looked,
    ...seen.fields.filter((name) => secretField(name) && isNew(name)).map((name) => ({ where: 'body' as const, name })),
    ...seen.customHeaders
      .filter((name) => csrfHeader(name) && isNew(name))
      .map((name) => ({ where: 'header' as const, name })),
    ...secretParameters(along),
    ...secretHeaders(along, credentials).filter(({ name }) => isNew(name)),
  ];
};

/** Another site cannot put into an address what it cannot guess: a socket's id, a token. */
const secretParameters = (along: readonly Along[]): CsrfToken[] =>
  along.flatMap(({ sending }) => {
    const role = sending?.where === 'query' ? tokenParameter(sending.name) : undefined;
    const isSecret = sending !== undefined && role !== undefined && role !== 'state';
    return isSecret ? [{ where: 'query', name: sending.name }] : [];
  });

/** What the page shows in a header of its own, and what neither lets in by itself nor names an application. */
const secretHeaders = (along: readonly Along[], credentials: readonly Credential[]): CsrfToken[] =>
  along.flatMap(({ sending, id }) => {
    if (sending?.where !== 'header' || sending.name === 'Authorization' || sending.application === true) return [];
    const owner = credentials.find((one) => one.id === id);
    if (owner === undefined || owner.decisive || LETS_IN.has(owner.role)) return [];
    return [{ where: 'header', name: sending.name, bits: owner.entropyBits, unnamed: true }];
  });

const LETS_IN: ReadonlySet<Role> = new Set(['access-token', 'id-token', 'api-key', 'login']);

/** Which requests sign somebody in or out, and what they begin. */
import { SAFE_METHODS } from '../knowledge/methods.ts';
import { hasTicketPath, logoutPath, oneTimeCodeField, passwordField, tokenParameter } from '../knowledge/words.ts';
import type { Mark, PageSeen, RequestSeen, Resource } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { isThirdParty } from './origins.ts';
import { heldValues } from './places.ts';
import { isLoginHeader, sendingKey } from './sendings.ts';
import { CAPS, type LoginSeen, type LoginWay, placeKey } from './state.ts';
import { originOf, pathOf } from './urls.ts';

/** How soon after a login's answer a script opens the next page. */
const LEADS_ON_MS = 3000;

/** @returns how a request signs somebody in; to be asked before its values count as sent */
export const loginWay = (draft: Draft, seen: RequestSeen): LoginWay | undefined =>
  wayOf(seen) ?? (presentsLogin(draft, seen) ? 'password-header' : undefined);

const wayOf = (seen: RequestSeen): LoginWay | undefined => {
  const has = (name: string): boolean => seen.fields.includes(name);
  const isMarked = (mark: Mark): boolean => seen.marks?.includes(mark) === true;
  const isDocument = seen.resource === 'document';
  const isSafe = SAFE_METHODS.has(seen.method);
  if (isSafe && !isDocument) return seen.passwords === undefined ? undefined : 'password-form';
  const byPost = seen.method === 'POST';
  if (byPost && (has('SAMLResponse') || (has('wresult') && has('wa')))) return 'saml';
  // SAML bindings 3.6.3: the artifact binding hands over a reference in the address.
  if (isDocument && has('SAMLart')) return 'saml';
  const callback = has('code') ? isMarked('oauth-code') : has('id_token') || (has('credential') && byPost);
  if (isDocument && callback && (has('state') || has('g_csrf_token'))) return 'oauth-callback';
  // A service ticket (CAS Protocol 3.0, 2.2.4) always comes from the login server's own origin.
  const isHandedOver = seen.initiator !== undefined && seen.initiator !== originOf(seen.url);
  if (isDocument && isMarked('cas') && isHandedOver) return 'cas';
  if (isDocument && seen.afterLogin === true) return 'sign-on';
  if (isSafe) {
    if (seen.passwords !== undefined) return 'password-form';
    return isTicketLink(seen) ? 'link' : undefined;
  }
  if (seen.fields.some((field) => /(^|\.)authenticatorData$/.test(field))) return 'webauthn';
  const passwords = seen.fields.filter((field) => passwordField(field) || (field === 'p' && has('u')));
  if (passwords.length === 0 && isOneTimeCode(seen)) return 'one-time-code';
  if (passwords.length === 0 && seen.asksLogin === true) return 'login-call';
  // A form with an old and a new password changes it; it does not sign in.
  if (passwords.length === 0 || passwords.some((field) => /new|old|current/i.test(field))) return undefined;
  return seen.contentType?.includes('json') ? 'password-json' : 'password-form';
};

/** A script shows name and password for the first time: it may go on so, or get a session for it. */
const presentsLogin = (draft: Draft, seen: RequestSeen): boolean =>
  seen.resource === 'fetch' &&
  seen.values.some(
    (value) =>
      isLoginHeader(value) &&
      value.application !== true &&
      !Object.hasOwn(draft.facts.sendings, sendingKey(value, originOf(seen.url))),
  );

/** A random value in the address of a page, under a name or a path that speaks of letting somebody in. */
const isTicketLink = (seen: RequestSeen): boolean => {
  if (seen.resource !== 'document') return false;
  const tickets = seen.values.filter(({ where, shape }) => where === 'query' && shape.trivial !== true);
  if (tickets.length === 0) return false;
  return hasTicketPath(pathOf(seen.url)) || tickets.some(({ name }) => tokenParameter(name) === 'access-token');
};

const isOneTimeCode = (seen: RequestSeen): boolean =>
  seen.fields.some(oneTimeCodeField) || (seen.fields.includes('code') && hasTicketPath(pathOf(seen.url)));

export const startLogin = (draft: Draft, seen: RequestSeen, how: LoginWay): void => {
  if (draft.facts.logins.some((login) => login.id === seen.id && login.open)) return;
  const login: LoginSeen = {
    at: seen.at,
    id: seen.id,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    how,
    statuses: [],
    redirects: [],
    set: [],
    held: heldValues(draft, seen.at),
    fields: seen.fields.filter((name) => tokenParameter(name) !== undefined).slice(0, 12),
    ...(isEmbedded(draft, seen) ? { embedded: true as const } : {}),
    open: true,
  };
  draft.set({ logins: draft.push(draft.facts.logins, login, CAPS.logins) });
};

/**
 * A request whose id still waits for its answer elsewhere was redirected, and the answer was lost: the worker died. What it
 * led to shows in this one.
 */
export const redirectLogin = (draft: Draft, { id, method, url }: RequestSeen): void => {
  const asked = draft.asked(id);
  if (asked === undefined || (asked.url === url && asked.method === method)) return;
  const { logins } = draft.facts;
  const index = logins.findIndex((login) => login.id === id && login.open);
  const login = logins[index];
  if (login === undefined || login.redirects.at(-1) === url || login.redirects.length >= CAPS.hops) return;
  draft.set({ logins: logins.with(index, { ...login, redirects: [...login.redirects, url] }) });
};

const isEmbedded = (draft: Draft, { initiator, resource }: RequestSeen): boolean =>
  resource !== 'document' && initiator !== undefined && isThirdParty(initiator, draft.facts.site);

type HandedOver = Pick<PageSeen, 'at' | 'url' | 'values' | 'marks'>;

/** A front channel that hands tokens over in the fragment ends here: the server has no part in it, and gives no answer. */
export const handOver = (draft: Draft, seen: HandedOver): void => {
  const implicit = seen.marks?.includes('oauth-implicit') === true || seen.marks?.includes('oidc') === true;
  const how = seen.marks?.includes('oauth-code') === true ? 'oauth-callback' : implicit ? 'oauth-implicit' : undefined;
  const origin = originOf(seen.url);
  const isNew = seen.values.some((value) => {
    const place = draft.facts.places[placeKey(value.where, value.name, origin)];
    const held = place?.values.some(({ fingerprint }) => fingerprint === value.shape.fingerprint);
    return HANDED_OVER.has(value.name) && held !== true;
  });
  if (how === undefined || !isNew) return;
  const login: LoginSeen = {
    // What it hands over comes to be with it, so it is a moment earlier.
    at: seen.at - 1,
    id: `page ${seen.at}`,
    method: 'GET',
    url: seen.url,
    resource: 'document',
    how,
    statuses: [],
    redirects: [],
    set: [],
    held: heldValues(draft, seen.at),
    answeredAt: seen.at,
    open: false,
  };
  draft.set({ logins: draft.push(draft.facts.logins, login, CAPS.logins) });
};

const HANDED_OVER: ReadonlySet<string> = new Set(['access_token', 'id_token', 'code']);

export const asksForLogout = (seen: RequestSeen): boolean => {
  const path = pathOf(seen.url);
  if (logoutPath(path) || seen.asksLogout === true) return seen.resource !== 'beacon';
  return seen.method === 'DELETE' && /\/(session|sessions|token|tokens)\/?$/i.test(path);
};

export const startLogout = (
  draft: Draft,
  seen: { at: number; id: string; method: string; url: string; resource: Resource },
): void => {
  if (draft.facts.logouts.some((logout) => logout.id === seen.id)) return;
  const logout = {
    at: seen.at,
    id: seen.id,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    held: heldValues(draft, seen.at),
  };
  draft.set({ logouts: draft.push(draft.facts.logouts, logout, CAPS.logouts) });
};

/** A script that signed in with success goes on to another page; after a failure it stays and says so. */
export const leadOn = (draft: Draft, seen: RequestSeen): void => {
  const { logins } = draft.facts;
  const last = logins.at(-1);
  if (last === undefined || last.open || last.resource !== 'fetch' || last.ledTo !== undefined) return;
  if (seen.at - (last.answeredAt ?? last.at) > LEADS_ON_MS) return;
  draft.set({ logins: logins.with(-1, { ...last, ledTo: seen.url }) });
};

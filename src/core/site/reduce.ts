/** The one reducer: `(state, observation) → state`, pure, total and capped. `facts` keeps its identity when nothing was learnt. */
import { loginPath, logoutPath, passwordField } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type {
  Observation,
  PageSeen,
  RequestSeen,
  ResponseSeen,
  SeenValue,
  StorageSeen,
} from '../observe/observation.ts';
import { cookieChanged, readJar, sentCookie, setCookies } from './cookies.ts';
import { Draft, emptied, holding } from './draft.ts';
import {
  CAPS,
  currentValue,
  isKept,
  type LoginSeen,
  type LoginWay,
  type Place,
  placeKey,
  type Sending,
  type SiteState,
} from './state.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const HTTP_AUTH = new Set(['basic', 'digest', 'negotiate', 'ntlm']);
/** How soon after a login's answer a script opens the next page. */
const LEADS_ON_MS = 3000;
const EXPIRY_SKEW_MS = 300_000;

export const reduce = (state: SiteState, observation: Observation): SiteState => {
  const draft = new Draft(state);
  if (observation.at > draft.tally.lastSeen) draft.tally.lastSeen = observation.at;
  switch (observation.type) {
    case 'request':
      request(draft, observation);
      break;
    case 'response':
      response(draft, observation);
      break;
    case 'cookies':
      readJar(draft, observation);
      break;
    case 'cookie-changed':
      cookieChanged(draft, observation);
      break;
    case 'storage':
      storage(draft, observation);
      break;
    case 'page':
      page(draft, observation);
      break;
    default:
      return observation satisfies never;
  }
  return draft.state;
};

export const pathOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? '/' : url.slice(start);
};

export const originOf = (url: string): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? url : url.slice(0, start);
};

const sendingKey = (value: SeenValue, origin: string): string =>
  `${value.where}|${origin}|${value.name}|${value.shape.fingerprint}`;

/** Current value of every place that is kept: what the browser holds at this moment. */
const heldValues = (draft: Draft): Record<string, string> => {
  const held: Record<string, string> = {};
  for (const [key, place] of Object.entries(draft.facts.places)) {
    const value = currentValue(place);
    if (isKept(place) && place.gone === undefined && value !== undefined) held[key] = value.fingerprint;
  }
  return held;
};

// --- requests

const request = (draft: Draft, seen: RequestSeen): void => {
  draft.tally.requests += 1;
  const origin = originOf(seen.url);
  const sendings = seen.values.map((value) => send(draft, value, seen, origin));
  const login = loginWay(seen);
  if (login !== undefined) startLogin(draft, seen, login);
  else if (asksForLogout(seen)) startLogout(draft, seen);
  else if (!SAFE_METHODS.has(seen.method)) changeOfState(draft, seen, sendings);
  if (seen.resource === 'document') leadOn(draft, seen);
  remember(draft, seen, sendings, login !== undefined);
};

/** A script that signed in with success goes on to another page; after a failure it stays and says so. */
const leadOn = (draft: Draft, seen: RequestSeen): void => {
  const { logins } = draft.facts;
  const last = logins.at(-1);
  if (last === undefined || last.open || last.resource !== 'fetch' || last.ledTo !== undefined) return;
  if (seen.at - (last.answeredAt ?? last.at) > LEADS_ON_MS) return;
  draft.set({ logins: logins.with(-1, { ...last, ledTo: seen.url }) });
};

const send = (draft: Draft, value: SeenValue, seen: RequestSeen, origin: string): string => {
  const key = sendingKey(value, origin);
  if (!Object.hasOwn(draft.facts.sendings, key)) firstSending(draft, key, value, seen, origin);
  // What the cap kept out is not counted either: a page that sends a new value each time would grow the tally for ever.
  if (Object.hasOwn(draft.facts.sendings, key)) {
    const count = (draft.tally.sent[key]?.count ?? 0) + 1;
    draft.tally.sent = { ...draft.tally.sent, [key]: { count, lastAt: seen.at } };
  }
  return key;
};

const firstSending = (draft: Draft, key: string, value: SeenValue, seen: RequestSeen, origin: string): void => {
  const expiresAt = value.shape.token === undefined ? undefined : readToken(value.shape.token).expiresAt;
  draft.sending(key, {
    fingerprint: value.shape.fingerprint,
    where: value.where,
    name: value.name,
    ...(value.scheme === undefined ? {} : { scheme: value.scheme }),
    origin,
    url: seen.url,
    resource: seen.resource,
    firstAt: seen.at,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  if (value.where === 'cookie') sentCookie(draft, value, origin, seen.at);
  else keep(draft, value, origin, seen.at);
};

/** Puts a value into its place outside the cookie jar. */
const keep = (draft: Draft, value: SeenValue, origin: string, at: number): string => {
  const key = placeKey(value.where, value.name, origin, { path: value.path, scheme: value.scheme });
  const known = draft.facts.places[key];
  const base: Place = known ?? {
    where: value.where,
    name: value.name,
    ...(value.path ? { path: value.path } : {}),
    ...(value.scheme === undefined ? {} : { scheme: value.scheme }),
    origin,
    values: [],
    foundThere: false,
  };
  const place = holding(base, value.shape, at);
  if (place !== known) draft.place(key, place);
  return key;
};

const loginWay = (seen: RequestSeen): LoginWay | undefined => {
  if (seen.fields.some((field) => field === 'SAMLResponse') && seen.method === 'POST') return 'saml';
  const has = (name: string): boolean => seen.fields.includes(name);
  const callback = (has('code') || has('id_token')) && has('state');
  if (seen.resource === 'document' && callback) return 'oauth-callback';
  if (SAFE_METHODS.has(seen.method)) return undefined;
  if (seen.fields.some((field) => /(^|\.)authenticatorData$/.test(field))) return 'webauthn';
  const passwords = seen.fields.filter(passwordField);
  // A form with an old and a new password changes it; it does not sign in.
  if (passwords.length === 0 || passwords.some((field) => /new|old|current/i.test(field))) return undefined;
  return seen.contentType?.includes('json') ? 'password-json' : 'password-form';
};

const startLogin = (draft: Draft, seen: RequestSeen, how: LoginWay): void => {
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
    held: heldValues(draft),
    open: true,
  };
  draft.set({ logins: draft.push(draft.facts.logins, login, CAPS.logins) });
};

const asksForLogout = (seen: RequestSeen): boolean => {
  const path = pathOf(seen.url);
  if (logoutPath(path) || seen.asksLogout === true) return seen.resource !== 'beacon';
  return seen.method === 'DELETE' && /\/(session|sessions|token|tokens)\/?$/i.test(path);
};

const startLogout = (draft: Draft, seen: { at: number; id: string; method: string; url: string }): void => {
  if (draft.facts.logouts.some((logout) => logout.id === seen.id)) return;
  const logout = { at: seen.at, id: seen.id, method: seen.method, url: seen.url, held: heldValues(draft) };
  draft.set({ logouts: draft.push(draft.facts.logouts, logout, CAPS.logouts) });
};

const changeOfState = (draft: Draft, seen: RequestSeen, sendings: string[]): void => {
  const key = `${seen.method} ${seen.url}`;
  const known = draft.facts.stateChanges[key];
  const poorer = known !== undefined && known.sendings.length >= sendings.length;
  if (poorer) return;
  const change = {
    at: seen.at,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    ...(seen.contentType === undefined ? {} : { contentType: seen.contentType }),
    sendings: sendings.slice(0, 24),
    fields: seen.fields.slice(0, 50),
    customHeaders: seen.customHeaders.slice(0, 24),
  };
  draft.set({ stateChanges: draft.put(draft.facts.stateChanges, key, change, CAPS.stateChanges) });
};

/** A request waits for its answer in the tally: a lost one is asked again by the next request. */
const remember = (draft: Draft, seen: RequestSeen, sendings: string[], login: boolean): void => {
  const pending = { ...draft.tally.pending };
  const ids = Object.keys(pending);
  const oldest = ids[0];
  if (ids.length >= CAPS.pending && oldest !== undefined) delete pending[oldest];
  pending[seen.id] = { method: seen.method, url: seen.url, at: seen.at, sendings, ...(login ? { login } : {}) };
  draft.tally.pending = pending;
};

// --- responses

const response = (draft: Draft, seen: ResponseSeen): void => {
  const origin = originOf(seen.url);
  const changed = seen.fromCache ? [] : setCookies(draft, seen, origin);
  if (seen.marks.includes('hsts') && !draft.facts.hsts && origin === draft.facts.site) draft.set({ hsts: true });
  followLogin(draft, seen, changed);
  followLogout(draft, seen);
  challenge(draft, seen, origin, changed);
  if (seen.marks.includes('set-login:logged-out')) startLogout(draft, seen);
  const mayBeAnswered = asksBrowser(seen) && seen.final !== true && seen.resource !== 'fetch';
  if (seen.fromCache || mayBeAnswered) return;
  answer(draft, seen);
};

const redirects = (status: number): boolean => status >= 300 && status < 400 && status !== 304;
const succeeds = (status: number): boolean => (status >= 200 && status < 300) || status === 304 || status === 101;
const refuses = (status: number): boolean => status === 401 || status === 403;

const followLogin = (draft: Draft, seen: ResponseSeen, changed: string[]): void => {
  const index = draft.facts.logins.findIndex((login) => login.id === seen.id && login.open);
  const login = draft.facts.logins[index];
  if (login === undefined || isLastHop(login, seen)) return;
  const followed: LoginSeen = {
    ...login,
    statuses: [...login.statuses, seen.status].slice(0, 20),
    redirects: seen.location === undefined ? login.redirects : [...login.redirects, seen.location].slice(0, 20),
    set: [...new Set([...login.set, ...changed])],
    answeredAt: seen.at,
    open: redirects(seen.status),
  };
  draft.set({ logins: draft.facts.logins.with(index, followed) });
};

/** The same answer told twice adds no hop. */
const isLastHop = (login: LoginSeen, seen: ResponseSeen): boolean =>
  login.answeredAt === seen.at &&
  login.statuses.at(-1) === seen.status &&
  (seen.location === undefined || login.redirects.at(-1) === seen.location);

const followLogout = (draft: Draft, seen: ResponseSeen): void => {
  const index = draft.facts.logouts.findIndex((logout) => logout.id === seen.id && logout.status === undefined);
  const logout = draft.facts.logouts[index];
  if (logout !== undefined) draft.set({ logouts: draft.facts.logouts.with(index, { ...logout, status: seen.status }) });
};

/** RFC 9110 11.6.1: the browser may answer such a challenge by itself, without a trace in the headers that are shown. */
const asksBrowser = (seen: ResponseSeen): boolean =>
  seen.status === 401 && seen.challenges.some((scheme) => HTTP_AUTH.has(scheme));

const challenge = (draft: Draft, seen: ResponseSeen, origin: string, changed: string[]): void => {
  if (asksBrowser(seen)) {
    if (seen.final === true) closeChallenges(draft, origin, seen.at);
    else openChallenge(draft, seen, origin);
    return;
  }
  if (seen.status === 401 || !(succeeds(seen.status) || redirects(seen.status))) return;
  const index = draft.facts.challenges.findLastIndex(
    (known) =>
      known.origin === origin && known.answeredAt === undefined && (known.id === seen.id || known.url === seen.url),
  );
  const open = draft.facts.challenges[index];
  if (open === undefined) return;
  draft.set({ challenges: draft.facts.challenges.with(index, { ...open, answeredAt: seen.at, set: changed }) });
};

const openChallenge = (draft: Draft, seen: ResponseSeen, origin: string): void => {
  const { challenges } = draft.facts;
  const last = challenges.findLast((known) => known.origin === origin);
  // With a name and password in the address Chromium is asked anew for each request; one challenge tells it all.
  if (last !== undefined && last.refusedAt === undefined) return;
  const scheme = seen.challenges.find((name) => HTTP_AUTH.has(name)) ?? 'basic';
  const added = { at: seen.at, id: seen.id, scheme, origin, url: seen.url, set: [] };
  draft.set({ challenges: draft.push(challenges, added, CAPS.challenges) });
};

/** The browser had no answer, or a wrong one: its login is over. */
const closeChallenges = (draft: Draft, origin: string, at: number): void => {
  const index = draft.facts.challenges.findLastIndex(
    (known) => known.origin === origin && known.answeredAt !== undefined && known.refusedAt === undefined,
  );
  const known = draft.facts.challenges[index];
  if (known !== undefined) draft.set({ challenges: draft.facts.challenges.with(index, { ...known, refusedAt: at }) });
};

const answer = (draft: Draft, seen: ResponseSeen): void => {
  const asked = Object.hasOwn(draft.tally.pending, seen.id) ? draft.tally.pending[seen.id] : undefined;
  if (asked === undefined) return;
  if (!redirects(seen.status)) {
    const pending = { ...draft.tally.pending };
    delete pending[seen.id];
    draft.tally.pending = pending;
  }
  const toLogin = redirects(seen.status) && seen.location !== undefined && loginPath(pathOf(seen.location));
  const refused = refuses(seen.status) || (toLogin && !asked.login && SAFE_METHODS.has(asked.method));
  for (const key of asked.sendings) markSending(draft, key, seen, refused, asked.sendings);
  if (!asked.login) knock(draft, seen, asked, refused);
};

const markSending = (
  draft: Draft,
  key: string,
  seen: ResponseSeen,
  refused: boolean,
  together: readonly string[],
): void => {
  const sending = draft.facts.sendings[key];
  if (sending === undefined) return;
  if (refused && sending.refusedAt === undefined) draft.sending(key, { ...sending, refusedAt: seen.at });
  if (!succeeds(seen.status)) return;
  if (sending.acceptedAt === undefined) draft.sending(key, { ...sending, acceptedAt: seen.at });
  expiredUse(draft, sending, key, seen, together);
};

const expiredUse = (
  draft: Draft,
  sending: Sending,
  key: string,
  seen: ResponseSeen,
  together: readonly string[],
): void => {
  const { expiresAt } = sending;
  if (expiresAt === undefined || expiresAt + EXPIRY_SKEW_MS > seen.at) return;
  if (Object.hasOwn(draft.facts.expiredUses, sending.fingerprint)) return;
  const use = {
    fingerprint: sending.fingerprint,
    expiredAt: expiresAt,
    sentAt: seen.at,
    url: seen.url,
    others: together.filter((other) => other !== key),
  };
  const uses = draft.put(draft.facts.expiredUses, sending.fingerprint, use, CAPS.expiredUses);
  if (uses !== draft.facts.expiredUses) draft.set({ expiredUses: uses });
};

/** The natural experiment: who was refused at a URL, and who was let in there. */
const knock = (
  draft: Draft,
  seen: ResponseSeen,
  asked: { url: string; sendings: string[] },
  refused: boolean,
): void => {
  const known = draft.facts.doors[asked.url];
  const fingerprints = asked.sendings
    .map((key) => draft.facts.sendings[key]?.fingerprint)
    .filter((value): value is string => value !== undefined);
  if (refused) {
    if (known !== undefined && (known.openedAt === undefined || known.shutAt !== undefined)) return;
    const door =
      known === undefined
        ? { url: asked.url, refusedAt: seen.at, refusedWith: fingerprints, openedWith: [] }
        : { ...known, shutAt: seen.at };
    const doors = draft.put(draft.facts.doors, asked.url, door, CAPS.doors);
    if (doors !== draft.facts.doors) draft.set({ doors });
    return;
  }
  if (known === undefined || !succeeds(seen.status)) return;
  if (known.openedAt !== undefined && known.shutAt === undefined) return;
  const { shutAt, ...door } = known;
  const opened = {
    ...door,
    refusedAt: shutAt ?? door.refusedAt,
    openedAt: seen.at,
    openedWith: [...new Set([...door.openedWith, ...fingerprints])].slice(-24),
  };
  draft.set({ doors: { ...draft.facts.doors, [asked.url]: opened } });
};

// --- storage and page

const storage = (draft: Draft, seen: StorageSeen): void => {
  const listed = new Set(seen.values.map((value) => keep(draft, value, seen.origin, seen.at)));
  for (const [key, place] of Object.entries(draft.facts.places)) {
    if (place.origin !== seen.origin || place.gone !== undefined || listed.has(key)) continue;
    if (seen.complete.some((area) => area === place.where)) draft.place(key, emptied(place, seen.at));
  }
  if (!draft.facts.storageRead || draft.facts.unread !== seen.unread) {
    draft.set({ storageRead: true, unread: seen.unread });
  }
};

const page = (draft: Draft, seen: PageSeen): void => {
  for (const value of seen.values) keep(draft, value, originOf(seen.url), seen.at);
};

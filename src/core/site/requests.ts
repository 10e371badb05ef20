/** Requests: what they carry, and whether they sign somebody in or out. */
import { csrfHeader } from '../knowledge/csrf.ts';
import { tokenHeader } from '../knowledge/headers.ts';
import { hasTicketPath, logoutPath, oneTimeCodeField, passwordField, tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { Mark, PageSeen, RequestSeen, Resource, SeenValue } from '../observe/observation.ts';
import { sentCookie } from './cookies.ts';
import type { Draft } from './draft.ts';
import { requestMarks } from './marks.ts';
import { requestMotion } from './motion.ts';
import { isThirdParty } from './origins.ts';
import { heldValues, keep } from './places.ts';
import { requestProof } from './proofs.ts';
import { requestProtocols } from './protocols.ts';
import { asksForTokens, refreshOf } from './refreshes.ts';
import { CAPS, type LoginSeen, type LoginWay, type Pending, type Place, placeKey, type Sending } from './state.ts';
import { originOf, pathOf } from './urls.ts';

export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
/** How soon after a login's answer a script opens the next page. */
const LEADS_ON_MS = 3000;

export const request = (draft: Draft, seen: RequestSeen): void => {
  draft.tally.requests += 1;
  const origin = originOf(seen.url);
  const login = loginWay(seen) ?? (presentsLogin(draft, seen) ? 'password-header' : undefined);
  const sendings: string[] = [];
  for (const value of seen.values) {
    const key = send(draft, value, seen, origin);
    if (key !== undefined) sendings.push(key);
  }
  requestMarks(draft, seen);
  requestProtocols(draft, seen);
  requestMotion(draft, seen);
  const leaves = login === undefined && asksForLogout(seen);
  redirectLogin(draft, seen);
  if (login !== undefined) startLogin(draft, seen, login);
  else if (leaves) startLogout(draft, seen);
  const change = login === undefined && !leaves ? changeOfState(draft, seen, sendings) : undefined;
  if (seen.resource === 'document') leadOn(draft, seen);
  const signsIn = login !== undefined && login !== 'password-header';
  const proof = requestProof(draft, seen);
  remember(draft, seen, {
    sendings,
    ...(signsIn ? { login: true } : {}),
    ...(change === undefined ? {} : { change }),
    ...(proof === undefined ? {} : { proof }),
  });
};

/** A script that signed in with success goes on to another page; after a failure it stays and says so. */
const leadOn = (draft: Draft, seen: RequestSeen): void => {
  const { logins } = draft.facts;
  const last = logins.at(-1);
  if (last === undefined || last.open || last.resource !== 'fetch' || last.ledTo !== undefined) return;
  if (seen.at - (last.answeredAt ?? last.at) > LEADS_ON_MS) return;
  draft.set({ logins: logins.with(-1, { ...last, ledTo: seen.url }) });
};

/** @returns the key of the sending; none for a value that is made for this one request, or that the caps keep out */
const send = (draft: Draft, value: SeenValue, seen: RequestSeen, origin: string): string | undefined => {
  const key = sendingKey(value, origin);
  const known = Object.hasOwn(draft.facts.sendings, key) ? draft.facts.sendings[key] : undefined;
  if (known === undefined) {
    if (isEverNew(draft, value, origin)) return undefined;
    firstSending(draft, key, value, seen, origin);
  } else {
    const news = newsOf(known, value, seen);
    if (news !== undefined) draft.sending(key, news);
  }
  // What the cap kept out is not counted either: a page that sends a new value each time would grow the tally for ever.
  if (!Object.hasOwn(draft.facts.sendings, key)) return undefined;
  const { sent } = draft;
  sent[key] = { count: (sent[key]?.count ?? 0) + 1, lastAt: seen.at };
  return key;
};

/** What a later sending of the same value tells: it opens other places too, or it is not an application's own. */
const newsOf = (known: Sending, value: SeenValue, seen: RequestSeen): Sending | undefined => {
  const elsewhere =
    known.elsewhere !== true && known.url !== seen.url && (value.where === 'body' || isLoginHeader(value));
  const personal = known.application === true && value.application !== true;
  const proof = value.scheme === undefined || known.proof === 'sometimes' ? known.proof : proofOf(known, seen);
  if (!elsewhere && !personal && proof === known.proof) return undefined;
  const { application, ...sending } = known;
  return {
    ...sending,
    ...(application === undefined || personal ? {} : { application }),
    ...(elsewhere ? { elsewhere } : {}),
    ...(proof === undefined ? {} : { proof }),
  };
};

/** A signature over the request proves as well who has the key. */
const isProven = ({ proof, marks }: RequestSeen): boolean =>
  proof !== undefined || marks?.includes('signed-request') === true;

const proofOf = (known: Sending, seen: RequestSeen): Sending['proof'] =>
  isProven(seen) === (known.proof === 'always') ? known.proof : 'sometimes';

/**
 * Signatures, nonces and proofs are made for one request, whatever the header is called: after a row of values that were
 * each sent once, the place is known for it. Tokens are sent again, and what is named like one is kept in any case.
 */
const isEverNew = (draft: Draft, value: SeenValue, origin: string): boolean => {
  if (!mayBeForOneRequest(value)) return false;
  const key = placeKey(value.where, value.name, origin, { scheme: value.scheme });
  const place = draft.facts.places[key];
  if (place === undefined || place.values.length < CAPS.valuesPerPlace) return false;
  if (place.everNew === true) return true;
  if (wasSentAgain(draft, place)) return false;
  draft.place(key, { ...place, everNew: true });
  return true;
};

export const mayBeForOneRequest = ({ where, name }: Pick<SeenValue, 'where' | 'name'>): boolean =>
  where === 'header' ? name !== 'Authorization' && !tokenHeader(name) : where === 'query' && !isToken(name);

const isToken = (name: string): boolean => (tokenParameter(name) ?? 'state') !== 'state';

const wasSentAgain = (draft: Draft, { where, name, origin, values }: Place): boolean =>
  values.some(({ fingerprint }) => (draft.tally.sent[`${where}|${origin}|${name}|${fingerprint}`]?.count ?? 0) > 1);

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
    ...(value.scheme !== undefined && isProven(seen) ? { proof: 'always' as const } : {}),
    ...(isGuarded(seen) ? { guarded: true as const } : {}),
    ...(value.application === true ? { application: true as const } : {}),
  });
  if (value.where === 'cookie') sentCookie(draft, value, origin, seen.at, namesakesBefore(value, seen));
  else keep(draft, value, origin, seen.at);
};

/** `X-Requested-With` is not meant: libraries add it to everything. */
const isGuarded = (seen: RequestSeen): boolean =>
  seen.values.some(({ where, name }) => where === 'header' && name !== 'x-requested-with' && csrfHeader(name));

/** How many cookies of its name stand before it in the header. */
const namesakesBefore = (value: SeenValue, { values }: RequestSeen): number =>
  values.slice(0, values.indexOf(value)).filter(({ where, name }) => where === 'cookie' && name === value.name).length;

/** A header that is sent again is read once, and so its values come again as they are: their keys are made once. */
const sendingKeys = new WeakMap<SeenValue, { origin: string; key: string }>();

const sendingKey = (value: SeenValue, origin: string): string => {
  const known = sendingKeys.get(value);
  if (known?.origin === origin) return known.key;
  const key = `${value.where}|${origin}|${value.name}|${value.shape.fingerprint}`;
  sendingKeys.set(value, { origin, key });
  return key;
};

const loginWay = (seen: RequestSeen): LoginWay | undefined => {
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

/** RFC 7617: name and password themselves. */
const isLoginHeader = ({ where, shape }: SeenValue): boolean => where === 'header' && shape.format === 'basic';

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
const redirectLogin = (draft: Draft, { id, method, url }: RequestSeen): void => {
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

const asksForLogout = (seen: RequestSeen): boolean => {
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

/** @returns what is to be learnt from the answer; nothing where the request changes nothing */
const changeOfState = (draft: Draft, seen: RequestSeen, sendings: string[]): Pending['change'] => {
  if (seen.reads === true || (SAFE_METHODS.has(seen.method) && !overridesMethod(seen))) return undefined;
  const key = `${seen.method} ${seen.url}`;
  // Not the site's own request: it shows nothing of how the site's own are defended.
  if (isForeign(seen)) return { key, foreign: true };
  const known = draft.facts.stateChanges[key];
  if (known !== undefined && known.outcome !== 'refused' && known.sendings.length >= sendings.length) return undefined;
  const change = {
    at: seen.at,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    ...(seen.contentType === undefined ? {} : { contentType: seen.contentType }),
    sendings: sendings.slice(0, CAPS.along),
    fields: seen.fields.slice(0, 50),
    customHeaders: seen.customHeaders.slice(0, 24),
    ...(seen.csrfTokens === undefined ? {} : { tokens: seen.csrfTokens }),
  };
  const stateChanges = draft.put(draft.facts.stateChanges, key, change, CAPS.stateChanges);
  if (stateChanges === draft.facts.stateChanges) return undefined;
  draft.set({ stateChanges });
  return { key, foreign: false };
};

/** Rack::MethodOverride, Symfony's `http_method_override`, Express' method-override: what to do stands in a field. */
const overridesMethod = ({ method, fields }: RequestSeen): boolean => method === 'GET' && fields.includes('_method');

const isForeign = ({ crossSite, initiator, url }: RequestSeen): boolean =>
  crossSite === true || (initiator !== undefined && isThirdParty(initiator, originOf(url)));

/** A request waits for its answer in the tally: a lost one is asked again by the next request. */
const remember = (
  draft: Draft,
  seen: RequestSeen,
  known: Pick<Pending, 'sendings' | 'login' | 'change' | 'proof'>,
): void => {
  const most = Math.min(CAPS.pending, Math.floor(CAPS.pendingSendings / Math.max(1, known.sendings.length)));
  const others = draft.tally.pending.filter(({ id }) => id !== seen.id);
  const bound = seen.marks?.includes('device-bound-session') === true;
  const refresh = refreshOf(seen);
  if (refresh !== undefined) asksForTokens(draft, seen);
  const asked: Pending = { id: seen.id, method: seen.method, url: seen.url, at: seen.at, ...known };
  if (bound) asked.bound = bound;
  if (refresh !== undefined) asked.refresh = refresh;
  if (seen.method === 'GET' && seen.fields.length === 0) asked.bare = true;
  draft.tally.pending = [...(others.length < most ? others : others.slice(others.length + 1 - most)), asked];
};

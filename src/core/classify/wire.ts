/** How a credential travels, and whether it did so in the same way before and after the login. */
import { csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, tokenHeader } from '../knowledge/headers.ts';
import { schemeKind } from '../knowledge/schemes.ts';
import { tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import { isKept, type SiteFactsRecord } from '../site/state.ts';
import { lastAccepted, type Weighed } from './dynamic.ts';
import type { Joined, JoinedSending } from './join.ts';
import type { Timeline } from './timeline.ts';

/** The id of a signing key, which is all that a signed request tells of its sender. */
export const KEY_ID = 'key-id';
/** A value in a body: that a field of this name goes along is all that is known. */
export const UNSEEN = 'unseen';

export const wireEvidence = (one: Joined, timeline: Timeline): Weighed[] => {
  const header = one.sendings.find((sending) => sending.where === 'header' && !csrfHeader(sending.name));
  const query = one.sendings.find((sending) => sending.where === 'query' && tokenParameter(sending.name) !== undefined);
  const body = one.sendings.find((sending) => sending.where === 'body');
  const evidence: Weighed[] = [];
  if (header !== undefined) evidence.push(...headerEvidence(one, header));
  else if (query !== undefined) {
    const text = `It travels in the URL as ${query.name}`;
    const asKey = tokenParameter(query.name) === 'api-key' ? 1 : 2.5;
    evidence.push({ code: 'url-parameter', text, weight: isUsedAsTicket(one) ? asKey : 0 });
  } else if (body !== undefined) evidence.push(bodyEvidence(one, body));
  if (header === undefined && query !== undefined && isInLoginForm(query.name, timeline)) {
    const text = `The login form has a field ${query.name} as well, from before anybody was signed in: an anti-CSRF token`;
    evidence.push({ code: 'in-login-form', text, weight: -6 });
  }
  if (
    header?.guarded === true &&
    isOpaqueOnWire(one) &&
    !timeline.logins.some(({ appeared }) => appeared.includes(one.id))
  ) {
    evidence.push({
      code: 'guarded',
      text: 'An anti-CSRF token goes along with it, which only a cookie’s user needs: the application’s key, it seems',
      weight: -4,
    });
  }
  if ((header !== undefined || query !== undefined) && constantThroughLogin(one, timeline)) {
    evidence.push({
      code: 'constant',
      text: 'It was the same before and after the login: the application, not the user',
      weight: -6,
    });
  }
  return evidence;
};

/** Never seen in storage or in a cookie, and without claims that would tell of a person. */
const isOpaqueOnWire = (one: Joined): boolean =>
  one.places.every(({ place }) => !isKept(place)) && one.values.every((value) => value.token === undefined);

/** A form that signs somebody in can have no token of theirs yet. One-time codes have ways of their own. */
const isInLoginForm = (name: string, timeline: Timeline): boolean =>
  timeline.logins.some(({ how, fields = [] }) => how === 'password-form' && fields.includes(name));

const headerEvidence = (one: Joined, { name }: JoinedSending): Weighed[] => {
  if (formatOf(one) === KEY_ID)
    return [{ code: 'signed-request', text: `Each request is signed with the key that ${name} names`, weight: 4 }];
  if (name === 'Authorization')
    return [{ code: 'authorization-header', text: 'It travels in the Authorization header', weight: 4 }];
  if (tokenHeader(name)) return [{ code: 'token-header', text: `It travels in the header ${name}`, weight: 2.5 }];
  if (apiKeyHeader(name)) {
    const text = `It travels in the header ${name}, which is for API keys`;
    return [{ code: 'api-key-header', text, weight: 1 }];
  }
  const isJwt = one.values.some(({ token }) => token !== undefined);
  return isJwt ? [{ code: 'jwt-header', text: `It is a JWT, and travels in the header ${name}`, weight: 1.5 }] : [];
};

const bodyEvidence = (one: Joined, { name, elsewhere }: JoinedSending): Weighed => {
  const text = `Requests have it in their body, in a field called ${name}; bodies are not kept, so its value was not seen`;
  const isTelling = elsewhere === true || one.places.some(({ place }) => isKept(place)) || SESSION_FIELD.test(name);
  return { code: 'body-field', text, weight: isTelling ? 2.5 : 0 };
};

/** Names that nothing but the token of a session has; an `access_token` is also what a login elsewhere is proved with. */
const SESSION_FIELD = /^(?:_?session_?token|auth)$/i;

const formatOf = (one: Joined): string | undefined => one.values.at(-1)?.format;

/** Socket ids, one-time codes and hand-over tickets travel in URLs too, but only to one address, or only to a document. */
const isUsedAsTicket = (one: Joined): boolean => {
  if (one.places.some(({ place }) => isKept(place))) return true;
  const queries = one.sendings.filter((sending) => sending.where === 'query');
  const role = tokenParameter(queries[0]?.name ?? '');
  if (role === 'state' || role === undefined) return false;
  const urls = new Set(queries.map((sending) => sending.url));
  const byScript = queries.some((sending) => sending.resource === 'fetch' || sending.resource === 'socket');
  return role === 'session-id' ? urls.size > 1 : byScript || urls.size > 1;
};

const constantThroughLogin = (one: Joined, timeline: Timeline): boolean => {
  const login = lastAccepted(timeline);
  if (login === undefined || login.appeared.length === 0 || login.appeared.includes(one.id)) return false;
  const sent = one.sendings.filter(({ where, name }) => where === 'header' || (where === 'query' && mayBeKey(name)));
  return sent.some((sending) => sending.firstAt < login.at && sending.lastAt > login.at);
};

const mayBeKey = (name: string): boolean => {
  const role = tokenParameter(name);
  return role === 'access-token' || role === 'api-key';
};

/** Sent in a way that is made for the keys of applications: a header, a scheme, a parameter. */
export const isSentAsKey = (one: Joined): boolean => {
  const headers = one.sendings.filter((sending) => sending.where === 'header');
  const asKey = headers.some(({ name, scheme }) => apiKeyHeader(name) || schemeKind(scheme ?? '') === 'key');
  return asKey && !headers.some(({ name }) => tokenHeader(name));
};

/** It says itself that it is an application's: by its prefix, by where it was sent, by who issued it. */
export const namesApplication = (one: Joined): boolean => {
  const sent = one.sendings.filter(({ where }) => where !== 'cookie');
  if (sent.length > 0 && sent.every(({ application }) => application === true)) return true;
  return one.values.some(({ token }) => token !== undefined && isAttestation(readToken(token).claims));
};

/** Firebase App Check vouches for an application that runs where it should, whoever uses it. */
const isAttestation = (claims: Record<string, unknown> | undefined): boolean => {
  const issuer = claims?.['iss'];
  return typeof issuer === 'string' && issuer.startsWith('https://firebaseappcheck.googleapis.com/');
};

/** What a socket carries, no extension sees: a token that lies ready beside it may be what travels there. */
export const socketEvidence = (one: Joined, facts: SiteFactsRecord): Weighed[] => {
  if (isSeenTravelling(one) || !hasSocket(facts)) return [];
  const stored = one.places.find(({ place }) => isStored(place.where));
  if (stored === undefined) return [];
  const text =
    'The page keeps it and talks over a WebSocket, whose messages no extension sees: how it is sent could not be seen';
  return [{ code: 'beside-socket', text, weight: appearedInStorage(one) ? 2 : 1 }];
};

const hasSocket = ({ marks }: SiteFactsRecord): boolean => Object.values(marks).some(({ mark }) => mark === 'socket');

const isStored = (where: string): boolean =>
  where === 'localStorage' || where === 'sessionStorage' || where === 'indexedDB';

const isSeenTravelling = (one: Joined): boolean => one.sendings.length > 0;

/** The storage had been read before, and it was not there. */
export const appearedInStorage = (one: Joined): boolean =>
  one.places.some(({ place }) => isStored(place.where) && !place.foundThere);

/** Cookies that came with the answer to a proof of the device's key are bound to that key. */
export const boundEvidence = (one: Joined, facts: SiteFactsRecord): Weighed[] => {
  const bound = Object.values(facts.marks).flatMap(({ mark, set }) =>
    mark === 'device-bound-session' ? (set ?? []) : [],
  );
  if (!one.places.some(({ key }) => bound.includes(key))) return [];
  const text = 'It came with the answer to a proof that this device holds the key of a session (DBSC)';
  return [{ code: 'device-bound', text, weight: 4 }];
};

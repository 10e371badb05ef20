/** What became of each login and logout: accepted or refused, what came to be with it, what went away, what stayed. */
import { knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie, csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, tokenHeader } from '../knowledge/headers.ts';
import { thirdPartyCookie } from '../knowledge/third-party.ts';
import { loginPath, tokenParameter } from '../knowledge/words.ts';
import type { Role } from '../report.ts';
import { isKept, type LoginSeen, type LogoutSeen, type Place, type SiteFactsRecord } from '../site/state.ts';
import { pathOf } from '../site/urls.ts';
import { stateOfFormat } from './formats.ts';
import type { Joined } from './join.ts';
import { type HeldPlace, isHeld } from './nodes.ts';

export interface LoginJudged extends LoginSeen {
  outcome: 'accepted' | 'refused' | 'unknown';
  /** Until the next login or logout, or the end of what was seen. */
  until: number;
  /** Ids of credentials that came to be, or changed their value, with it. */
  appeared: string[];
  /** Ids of cookie credentials that had a value before and kept it. */
  kept: string[];
}

export interface LogoutJudged extends LogoutSeen {
  until: number;
  cleared: string[];
  kept: string[];
}

export interface Timeline {
  logins: LoginJudged[];
  logouts: LogoutJudged[];
}

/** How long after the answer a script may take to store or to send what it got. */
const SETTLE_MS = 10_000;
/** What a parameter of a URL must be called to be the outcome of a login: `code` and `state` come before it. */
const LETS_IN = new Set<Role>(['access-token', 'session-id', 'id-token']);

export const timelineOf = (facts: SiteFactsRecord, joined: readonly Joined[]): Timeline => {
  const marks = [...facts.logins, ...facts.logouts].map((event) => event.at).sort((a, b) => a - b);
  const untilOf = (at: number): number => marks.find((mark) => mark > at) ?? Number.POSITIVE_INFINITY;
  return {
    logins: facts.logins.map((login) => judgeLogin(login, untilOf(login.at), joined, facts)).filter(isLogin),
    logouts: facts.logouts.map((logout) => judgeLogout(logout, untilOf(logout.at), joined, facts)).filter(isLogout),
  };
};

const judgeLogin = (
  login: LoginSeen,
  until: number,
  joined: readonly Joined[],
  facts: SiteFactsRecord,
): LoginJudged => {
  const able = joined.filter((one) => !isEchoed(one) && one.places.some(({ place }) => mayIdentify(place)));
  const appeared = able.filter((one) => appearedWith(one, login, until)).map((one) => one.id);
  const kept = able.filter((one) => !appeared.includes(one.id) && keptThrough(one, login, until)).map((one) => one.id);
  // A sealed cookie that was there already may have been rewritten for an error message.
  const fresh = able.filter((one) => appeared.includes(one.id) && !(isSealedState(one) && wasHeld(one, login)));
  const telling = fresh.filter((one) => login.resource === 'fetch' || !isSealedState(one));
  return {
    ...login,
    until,
    appeared,
    kept,
    outcome:
      login.how === 'link' || login.how === 'one-time-code'
        ? outcomeOfTicket(telling, login)
        : outcomeOf(login, until, { telling: telling.length > 0, any: fresh.length > 0 }, facts),
  };
};

/** A page that shows a value in an anti-CSRF header says what it is for, whatever the cookie's name. */
const isEchoed = (one: Joined): boolean => {
  const headers = one.sendings.filter((sending) => sending.where === 'header').map((sending) => sending.name);
  return headers.some(csrfHeader) && !headers.includes('Authorization');
};

const appearedWith = (one: Joined, login: LoginSeen, until: number): boolean =>
  one.places.some(({ key, place }) => {
    if (place.where === 'cookie' && login.set.includes(key)) return true;
    // A parameter comes and goes with single requests: alone it says nothing about who is signed in.
    if ((place.where === 'query' || place.where === 'fragment') && !isSentByScript(one)) return false;
    // What another response set is that response's doing.
    if (place.where === 'cookie' && place.issuedBy?.how === 'set-cookie') return false;
    const limit = isKept(place) ? Math.min(until, (login.answeredAt ?? login.at) + SETTLE_MS) : until;
    return place.values.some(
      (value) =>
        one.fingerprints.has(value.fingerprint) &&
        value.firstAt > login.at &&
        value.firstAt < limit &&
        firstSight(one, value.fingerprint) > login.at &&
        // A jar that was read for the first time after the login says nothing of when the cookie came.
        !(place.where === 'cookie' && place.foundThere && value === place.values[0]),
    );
  });

const isSentByScript = (one: Joined): boolean =>
  one.sendings.some(
    (sending) =>
      (sending.resource === 'fetch' || sending.resource === 'socket') &&
      tokenParameter(sending.name) === 'access-token',
  );

const firstSight = (one: Joined, fingerprint: string): number =>
  one.values.find((value) => value.fingerprint === fingerprint)?.firstAt ?? 0;

const keptThrough = (one: Joined, login: LoginSeen, until: number): boolean =>
  one.places.some(({ key, place }) => {
    if (place.where !== 'cookie') return false;
    const before = login.held[key];
    if (before === undefined) return false;
    const inForce = place.values.findLast((value) => value.firstAt < until);
    return isHeld(place, inForce, before) && (place.gone === undefined || place.gone > login.at);
  });

/** Devices, visitors and uploads have headers of their own, with values just as random. */
const isTokenHeader = (name: string): boolean =>
  name === 'Authorization' || tokenHeader(name) || apiKeyHeader(name) || csrfHeader(name);

/** Could be a credential: not a flag, not an anti-CSRF value, not a tracker, not the state of a login under way. */
const mayIdentify = (place: Place): boolean => {
  // A word in the place of a secret takes it away; what counts is what was there.
  const value = place.values.findLast(({ trivial }) => trivial !== true);
  if (value === undefined) return false;
  if (place.where === 'query') return LETS_IN.has(tokenParameter(place.name) ?? 'other');
  if (place.where === 'header') return isTokenHeader(place.name) || value.format === 'jwt' || value.format === 'jwe';
  if (place.where !== 'cookie') return isKept(place);
  const kind = knownCookie(place.name, place.cookie?.domain)?.kind;
  return (
    !csrfCookie(place.name) &&
    thirdPartyCookie(place.name) === undefined &&
    !(kind === 'transaction' || kind === 'anonymous' || kind === 'anti-csrf')
  );
};

const outcomeOf = (
  login: LoginSeen,
  until: number,
  appeared: { telling: boolean; any: boolean },
  facts: SiteFactsRecord,
): LoginJudged['outcome'] => {
  const last = login.statuses[login.statuses.length - 1];
  // Tokens in a fragment come without any server's answer: that they are used must do.
  if (last === undefined) return !login.open && appeared.telling ? 'accepted' : 'unknown';
  if (last >= 400) return 'refused';
  // A server that looks at the header says 401 to a wrong password (RFC 7617 2).
  if (login.how === 'password-header' && last < 300) return 'accepted';
  const landing = login.redirects[login.redirects.length - 1];
  if (landing !== undefined) return returnsToLogin(landing, login.url, facts) ? 'refused' : 'accepted';
  if (opensDoor(login.at, until, facts)) return 'accepted';
  if (login.ledTo !== undefined && !loginPath(pathOf(login.ledTo))) return 'accepted';
  const repeated = facts.logins.some((next) => next.at === until && next.url === login.url);
  if (appeared.telling) return repeated ? 'refused' : 'accepted';
  // The form came back: a page in answer to a page's form, with nothing new.
  const formCameBack = login.resource === 'document' || login.resource === 'frame';
  if (repeated || (formCameBack && !appeared.any)) return 'refused';
  // Some servers answer 200 to a wrong password as well, and say so in the body alone.
  return 'unknown';
};

/** An address with something random in it, and a form with a code, may be about anything: what comes of it must tell. */
const outcomeOfTicket = (telling: readonly Joined[], login: LoginSeen): LoginJudged['outcome'] => {
  if (login.how === 'one-time-code') return telling.length > 0 ? 'accepted' : 'unknown';
  if (telling.some((one) => wasHeld(one, login))) return 'accepted';
  return telling.length > 0 ? 'unknown' : 'refused';
};

const wasHeld = (one: Joined, login: LoginSeen): boolean =>
  one.places.some(({ key }) => Object.hasOwn(login.held, key));

/** A cookie that carries its whole content changes with every answer that changes the content: an error message will do. */
const isSealedState = (one: Joined): boolean =>
  one.places.every(({ place }) => {
    const format = place.values.at(-1)?.format ?? 'opaque';
    return place.where === 'cookie' && format.startsWith('sealed:') && stateOfFormat(format, place.name) === 'client';
  });

const opensDoor = (at: number, until: number, facts: SiteFactsRecord): boolean =>
  Object.values(facts.doors).some(
    (door) => door.refusedAt < at && door.openedAt !== undefined && door.openedAt > at && door.openedAt < until,
  );

const returnsToLogin = (landing: string, url: string, facts: SiteFactsRecord): boolean => {
  const path = pathOf(landing);
  if (/callback|complete|success|redirect|return/i.test(path)) return false;
  if (path === pathOf(url)) return loginPath(path) || Object.hasOwn(facts.doors, url);
  return loginPath(path);
};

/** A link that brought nothing was about something else. */
const isLogin = (login: LoginJudged): boolean => login.how !== 'link' || login.outcome !== 'refused';

/** A page that only asks "do you want to sign out?" is none: it was fetched, it answered 200, and nothing went away. */
const isLogout = (logout: LogoutJudged): boolean => {
  if (logout.cleared.length > 0 || logout.method !== 'GET') return logout.status === undefined || logout.status < 400;
  // A script does not ask for a question.
  if (logout.resource === 'fetch') return (logout.status ?? 500) < 400;
  return logout.status !== 200 && (logout.status ?? 200) < 500;
};

const judgeLogout = (
  logout: LogoutSeen,
  until: number,
  joined: readonly Joined[],
  facts: SiteFactsRecord,
): LogoutJudged => {
  const held = joined.filter(
    (one) => one.places.some(({ key }) => logout.held[key] !== undefined) && isTold(one, logout, facts),
  );
  const kept = held.filter((one) => one.places.some(({ key, place }) => stillHolds(place, logout.held[key], until)));
  return {
    ...logout,
    until,
    kept: kept.map((one) => one.id),
    cleared: held.filter((one) => !kept.includes(one)).map((one) => one.id),
  };
};

/** What a script does to the cookie jar no file tells: what scripts may write is known to be there when it is sent again. */
const isTold = (one: Joined, logout: LogoutSeen, { missing }: SiteFactsRecord): boolean => {
  if (missing.length === 0) return true;
  const since = logout.answeredAt ?? logout.at;
  return (
    one.places.every(({ place }) => place.where !== 'cookie' || place.gone !== undefined || place.cookie?.httpOnly) ||
    one.sendings.some(({ where, lastAt }) => where === 'cookie' && lastAt > since)
  );
};

/** Is the value of the time of the logout still in its place, at the end of that stretch of time? */
const stillHolds = (place: HeldPlace, held: string | undefined, until: number): boolean => {
  if (held === undefined || !isKept(place)) return false;
  const inForce = place.values.findLast((value) => value.firstAt < until);
  return isHeld(place, inForce, held) && (inForce?.gone === undefined || inForce.gone >= until);
};

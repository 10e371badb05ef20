/** Which credentials the verdict rests on: those that carry the signed-in identity, each on its own. */

import { knownCookie } from '../knowledge/cookies.ts';
import { isThirdParty } from '../site/origins.ts';
import { isKept } from '../site/state.ts';
import { type Candidate, logistic } from './candidates.ts';
import { lastAccepted } from './dynamic.ts';
import type { Timeline } from './timeline.ts';
import { namesApplication, UNSEEN } from './wire.ts';

const ENOUGH = 0.5;
/** Static evidence alone must be strong for a cookie to stand beside a bearer token that is really sent. */
const STRONG = 0.75;
/** A second cookie counts only if it is about as likely as the first. */
const NEAR = 2;

export const inCookie = (one: Candidate): boolean => one.joined.places.some(({ place }) => place.where === 'cookie');

const onWire = (one: Candidate): boolean =>
  one.joined.sendings.some((sending) => sending.where === 'header' || sending.where === 'query');

/** Sessions of somebody else that let one in here: they decide only where nothing of the site's own does. */
const LENT = new Set(['identity-provider', 'gateway']);

export const canDecide = (one: Candidate): boolean =>
  one.role === 'session-id' ||
  one.role === 'access-token' ||
  one.role === 'id-token' ||
  one.role === 'remember-me' ||
  one.role === 'login';

export const decisiveOf = (candidates: readonly Candidate[], timeline: Timeline, site: string): Candidate[] => {
  const likely = candidates.filter(
    (one) =>
      canDecide(one) &&
      logistic(one.logit) >= ENOUGH &&
      one.value?.trivial !== true &&
      !isSpent(one, candidates, timeline),
  );
  const tokens = tokensOf(likely, site);
  const cookies = cookiesOf(
    likely.filter((one) => !tokens.includes(one)),
    timeline,
    site,
  );
  if (tokens.length > 0) {
    const standing = cookies.filter((one) => standsBeside(one, timeline));
    return [...tokens, ...standing];
  }
  if (cookies.length > 0) return cookies;
  return storedOf(likely) ?? inBodyOf(likely, site) ?? apiKeyOf(candidates, site);
};

/** Name and password that a script sent to one address, for a cookie: the login, not what goes with each request. */
const isSpent = (one: Candidate, all: readonly Candidate[], timeline: Timeline): boolean => {
  if (one.role !== 'login' || one.joined.sendings.some(({ elsewhere }) => elsewhere === true)) return false;
  const gained = timeline.logins
    .filter(({ how, outcome }) => how === 'password-header' && outcome === 'accepted')
    .flatMap(({ appeared }) => appeared);
  return all.some((other) => inCookie(other) && gained.includes(other.joined.id));
};

/** Tokens that the page really sends; those of the site before those for others. */
const tokensOf = (likely: readonly Candidate[], site: string): Candidate[] => {
  const sent = likely.filter((one) => onWire(one) && one.role !== 'remember-me');
  const own = sent.filter((one) => one.joined.sendings.some((sending) => !isThirdParty(sending.origin, site)));
  const pool = own.length > 0 ? own : sent;
  const best = Math.max(...pool.map((one) => one.logit));
  return pool.filter((one) => one.logit >= best - 4);
};

const cookiesOf = (likely: readonly Candidate[], timeline: Timeline, site: string): Candidate[] => {
  const cookies = likely.filter((one) => inCookie(one)).sort((a, b) => b.logit - a.logit);
  const moved = cookies.filter((one) => !one.evidence.some((item) => item.code === 'unmoved-by-login'));
  const better = lastAccepted(timeline) !== undefined && moved.length > 0 ? moved : cookies;
  const primary = better.filter((one) => one.role !== 'remember-me' && !LENT.has(kindOf(one) ?? ''));
  const gateways = better.filter((one) => kindOf(one) === 'gateway');
  const able = [primary, gateways, better].find((some) => some.length > 0) ?? [];
  // What the site itself gets comes before what only its login service gets.
  const own = able.filter((one) => one.joined.sendings.some((sending) => sending.origin === site));
  const pool = own.length > 0 ? own : able;
  const [first, ...others] = pool;
  if (first === undefined) return [];
  const twins = others.filter((one) => one.logit >= first.logit - NEAR && isTwin(one, first));
  return [first, ...twins];
};

/** WordPress, for one, spreads its login over two cookies of one format; a preference cookie set beside the session is none. */
const isTwin = (one: Candidate, first: Candidate): boolean => {
  if (one.format !== first.format || one.role !== first.role) return false;
  const kinds = [kindOf(one), kindOf(first)];
  if (kinds.every((kind) => kind === 'auth-only')) return one.issuerHint === first.issuerHint;
  return kinds.every((kind) => kind === undefined) && bothMoved(one, first) && hiddenAlike(one, first);
};

const MOVED = new Set(['issued-at-login', 'rotated-at-login']);

/**
 * Every fourth site needs two cookies, mostly set together at the login (Calzavara et al., ACM TWEB 2015). Which of them are
 * needed only an experiment could tell.
 */
const bothMoved = (one: Candidate, first: Candidate): boolean =>
  [one, first].every(({ evidence }) => evidence.some(({ code }) => MOVED.has(code)));

const hiddenAlike = (one: Candidate, first: Candidate): boolean => {
  const [a, b] = [one, first].map((each) => each.joined.places.find(({ place }) => place.where === 'cookie')?.place);
  if (a?.cookie === undefined || b?.cookie === undefined || !a.cookie.httpOnly || !b.cookie.httpOnly) return false;
  return (
    a.cookie.domain === b.cookie.domain && a.cookie.path === b.cookie.path && a.cookie.sameSite === b.cookie.sameSite
  );
};

export const kindOf = (one: Candidate): string | undefined => {
  const cookie = one.joined.places.find(({ place }) => place.where === 'cookie')?.place;
  return cookie === undefined ? undefined : knownCookie(cookie.name, cookie.cookie?.domain)?.kind;
};

/** Beside a bearer token a cookie carries the login only if it moved with the login, or nothing better is known of it. */
const standsBeside = (one: Candidate, timeline: Timeline): boolean => {
  if (one.role === 'remember-me' || one.format === 'empty' || isOfScript(one)) return false;
  const login = lastAccepted(timeline);
  if (login === undefined) return logistic(one.logit) >= STRONG && one.joined.sendings.length > 0;
  return one.evidence.some((item) => item.code === 'issued-at-login' || item.code === 'rotated-at-login');
};

/** The script that sends the token wrote the cookie as well: it is the page's own note, and not the server's ticket. */
const isOfScript = (one: Candidate): boolean =>
  one.joined.places
    .filter(({ place }) => place.where === 'cookie')
    .every(({ place }) => place.issuedBy?.how === 'script');

/** A token that lies in storage and was not seen on its way yet. */
const storedOf = (likely: readonly Candidate[]): Candidate[] | undefined => {
  const stored = likely.filter((one) =>
    one.joined.places.some(({ place }) => isKept(place) && place.where !== 'cookie'),
  );
  const access = stored.find((one) => one.role === 'access-token') ?? stored[0];
  return access === undefined ? undefined : [access];
};

/** A field of a body that nobody looked into: it decides where nothing that was seen does. */
const inBodyOf = (likely: readonly Candidate[], site: string): Candidate[] | undefined => {
  const own = likely.find(
    (one) => one.format === UNSEEN && one.joined.sendings.some((sending) => !isThirdParty(sending.origin, site)),
  );
  return own === undefined ? undefined : [own];
};

/** Nothing names a user, but a key opens the site's own API. Keys that are for everybody to see open nothing. */
const apiKeyOf = (candidates: readonly Candidate[], site: string): Candidate[] => {
  const keys = candidates.filter(
    (one) =>
      one.role === 'api-key' &&
      !namesApplication(one.joined) &&
      one.joined.sendings.some((sending) => !isThirdParty(sending.origin, site)),
  );
  return keys.slice(0, 1);
};

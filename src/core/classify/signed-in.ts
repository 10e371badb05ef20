/** Is somebody signed in? "No" is a claim as well: where a login may have escaped notice, nobody knows. */
import { knownCookie } from '../knowledge/cookies.ts';
import { SAFE_METHODS } from '../knowledge/methods.ts';
import { readToken } from '../observe/jose.ts';
import type { SignedIn } from '../report.ts';
import { type ChallengeSeen, currentValue, isKept, type Place, type SiteFactsRecord } from '../site/state.ts';
import { type Candidate, logistic } from './candidates.ts';
import { anonymousClaims } from './claims.ts';
import { kindOf } from './decide.ts';
import { lastAccepted } from './dynamic.ts';
import { isSealedAnew } from './formats.ts';
import { isLogin } from './mechanisms.ts';
import type { LoginJudged } from './timeline.ts';
import type { Judgement } from './verdict.ts';
import { appearedInStorage } from './wire.ts';

export const signedInOf = (judgement: Judgement): SignedIn => {
  const { decisive, timeline, facts, browserLogin } = judgement;
  const login = lastAccepted(timeline);
  const logout = timeline.logouts.at(-1);
  if (logout !== undefined && (login === undefined || logout.at > login.at))
    return reopened(judgement, logout.at) ? 'yes' : 'no';
  if (browserLogin !== undefined) return browserLogin.challenge.refusedAt === undefined ? 'yes' : 'no';
  const flag = flagOf(facts);
  if (flag?.says === false && flag.at > (login?.at ?? 0)) return 'no';
  const live = decisive.filter(
    (one) => isLive(one, facts) && !isSentAway(one, login) && !isGivenUp(one, judgement.candidates),
  );
  if (login !== undefined && decisive.length > 0) return live.length > 0 ? 'yes' : 'no';
  const tried = timeline.logins.some((seen) => seen.outcome === 'unknown' && seen.at > (logout?.at ?? 0));
  if (decisive.length === 0)
    return tried || flag?.says === true || judgement.candidates.some(mayBeTicket) ? 'unknown' : 'no';
  if (live.length === 0) return 'no';
  if (flag?.says === true) return 'yes';
  if (live.some(namesPerson) || live.some((one) => one.evidence.some((item) => item.code === 'opens-what-was-refused')))
    return 'yes';
  if (live.some(cameBySocket)) return 'yes';
  if (live.some(isLogin) && facts.challenges.some(isInForce)) return 'yes';
  // A lasting login may have started the session before anything was seen of it.
  const remembered = judgement.candidates.some((one) => one.role === 'remember-me' && isLive(one, facts));
  return !tried && !remembered && live.every((one) => bornAnonymous(one) || isAnonymousToken(one)) ? 'no' : 'unknown';
};

/** After a logout only a fresh success at a door that was shut can mean a login that escaped notice. */
const reopened = ({ facts, decisive }: Judgement, at: number): boolean =>
  Object.values(facts.doors).some(
    (door) =>
      door.refusedAt > at &&
      door.openedAt !== undefined &&
      door.shutAt === undefined &&
      decisive.some((one) => door.openedWith.some((print) => one.joined.fingerprints.has(print))),
  );

/** Still held by the browser, or lives in the page's memory and was not refused since. */
const isLive = (one: Candidate, facts: SiteFactsRecord): boolean => {
  const kept = one.joined.places.filter(({ place }) => isKept(place));
  if (kept.length > 0) return kept.some(({ place }) => place.gone === undefined && !isOverwritten(place));
  const lastSent = Math.max(0, ...one.joined.sendings.map((sending) => sending.lastAt));
  const opened = Object.values(facts.doors).filter((door) =>
    door.openedWith.some((print) => one.joined.fingerprints.has(print)),
  );
  if (opened.some((door) => (door.shutAt ?? 0) > lastSent)) return false;
  const last = one.joined.sendings.at(-1);
  return last === undefined || last.refusedAt === undefined || (last.acceptedAt ?? 0) >= last.refusedAt;
};

/** The page goes on with an empty word in the same header: it has forgotten what it used to send. */
const isGivenUp = (one: Candidate, all: readonly Candidate[]): boolean => {
  if (one.joined.places.some(({ place }) => isKept(place))) return false;
  const last = one.joined.sendings.reduce((latest, sending) => Math.max(latest, sending.lastAt), 0);
  const headers = one.joined.sendings.filter(({ where }) => where === 'header');
  return all.some(
    (other) =>
      other.value?.trivial === true &&
      other.joined.sendings.some((sending) =>
        headers.some(({ name, origin }) => sending.name === name && sending.origin === origin && sending.lastAt > last),
      ),
  );
};

/** Some servers take a cookie away by writing a word into it. */
const isOverwritten = (place: Place): boolean =>
  currentValue(place)?.trivial === true && place.values.some((value) => value.trivial !== true);

/** The site sends its holder to the login: an expiry, or a logout that nobody saw. */
const isSentAway = (one: Candidate, login: LoginJudged | undefined): boolean => {
  const current = one.value?.fingerprint;
  return one.joined.sendings.some(
    ({ fingerprint, sentAwayAt }) => fingerprint === current && (sentAwayAt ?? 0) > (login?.answeredAt ?? 0),
  );
};

interface Flag {
  says: boolean;
  at: number;
}

/** What a readable cookie says of the login, for scripts to read: GitHub's `logged_in`, Clerk's `__client_uat`. */
const flagOf = (facts: SiteFactsRecord): Flag | undefined =>
  Object.values(facts.places)
    .filter((place) => place.where === 'cookie' && knownCookie(place.name, place.cookie?.domain)?.kind === 'login-flag')
    .map(flagIn)
    .filter((flag) => flag !== undefined)
    .sort((a, b) => b.at - a.at)[0];

const flagIn = (place: Place): Flag | undefined => {
  const value = currentValue(place);
  if (place.gone !== undefined || value?.says === undefined) return undefined;
  return { says: value.says, at: value.firstAt };
};

/** It lay there, hidden from scripts, before watching began, and nothing tells what it is for. */
const mayBeTicket = (one: Candidate): boolean =>
  one.role === 'other' &&
  one.value?.trivial !== true &&
  one.joined.places.some(
    ({ place }) => place.where === 'cookie' && place.foundThere && place.cookie?.httpOnly === true,
  ) &&
  logistic(one.logit) > 0.2;

/** It was born before our eyes, not with a login, and has not been replaced since: a new number may mean a new person. */
const bornAnonymous = (one: Candidate): boolean => {
  const kept = one.joined.places.find(({ place }) => isKept(place))?.place;
  if (kept?.where !== 'cookie' || kept.foundThere || kindOf(one) === 'auth-only') return false;
  // Visitors get their session with the first page. What comes with the answer to a call that changes something may be more.
  const method = kept.issuedBy?.method;
  if (isSealedAnew(one.format, kept.name)) return true;
  return kept.values.length === 1 && (method === undefined || SAFE_METHODS.has(method));
};

const isAnonymousToken = (one: Candidate): boolean =>
  one.role === 'api-key' || (one.value?.token !== undefined && anonymousClaims(readToken(one.value.token).claims));

/** Where the browser's answer to a challenge is shown, its success still is the challenge's. */
const isInForce = ({ answeredAt, refusedAt }: ChallengeSeen): boolean =>
  answeredAt !== undefined && refusedAt === undefined;

/** A login over a socket shows in nothing but this: a token lies in the storage that was not there before. */
const cameBySocket = (one: Candidate): boolean =>
  one.evidence.some((item) => item.code === 'beside-socket') && appearedInStorage(one.joined) && !isAnonymousToken(one);

const PERSON_CLAIMS = [
  'email',
  'preferred_username',
  'upn',
  'name',
  'given_name',
  'username',
  'unique_name',
  'cognito:username',
];

const namesPerson = (one: Candidate): boolean => {
  if (kindOf(one) === 'auth-only') return true;
  if (one.value?.token === undefined || !one.joined.sendings.some((sending) => sending.acceptedAt !== undefined))
    return false;
  const { claims } = readToken(one.value.token);
  return (
    claims !== undefined && !anonymousClaims(claims) && PERSON_CLAIMS.some((name) => typeof claims[name] === 'string')
  );
};

/** From the decisive credentials to the verdict: kind, state, carriers, mechanisms, signed in or not, and how sure that is. */
import { readToken } from '../observe/jose.ts';
import type { Evidence, Kind, SignedIn, StateLocation, Travel, Verdict } from '../report.ts';
import { type ChallengeSeen, isKept, type SiteFactsRecord } from '../site/state.ts';
import { anonymousClaims, type Candidate, logistic } from './candidates.ts';
import { inCookie, kindOf } from './decide.ts';
import { lastAccepted } from './dynamic.ts';
import { stateOfFormat } from './formats.ts';
import { bareFormat, isLogin, markEvidence, mechanismsOf } from './mechanisms.ts';
import { listed, nameOf, schemeName, summaryOf } from './summary.ts';
import type { Timeline } from './timeline.ts';
import { appearedInStorage } from './wire.ts';

/** Without a proof from a protocol or from behaviour nothing is ever called sure. */
const STATIC_CEILING = 0.7;
const PROVEN_CEILING = 0.99;

export interface Judgement {
  decisive: readonly Candidate[];
  candidates: readonly Candidate[];
  timeline: Timeline;
  facts: SiteFactsRecord;
  requests: number;
  /** The browser's own login that is in force. */
  httpAuth: ChallengeSeen | undefined;
}

export const verdictOf = (judgement: Judgement): Verdict => {
  const kind = kindOfSite(judgement);
  const signedIn = signedInOf(judgement);
  const state = stateOfSite(judgement);
  return {
    kind,
    state,
    carriers: carriersOf(judgement),
    mechanisms: mechanismsOf(judgement),
    signedIn,
    confidence: confidenceOf(judgement),
    summary: summaryOf({ ...judgement, kind, state, signedIn }),
    evidence: evidenceOf(judgement),
  };
};

/** JSON Web Tokens and whatever a script attaches are tokens, wherever they lie; other cookies are sessions. */
export const isToken = (one: Candidate): boolean => {
  if (bareFormat(one) === 'jwt' || !inCookie(one)) return true;
  return one.joined.sendings.some((sending) => sending.where === 'header');
};

const kindOfSite = ({ decisive, httpAuth }: Judgement): Kind => {
  const kinds = new Set<Kind>(decisive.map((one) => (isLogin(one) ? 'http-auth' : isToken(one) ? 'token' : 'session')));
  if (httpAuth !== undefined) kinds.add('http-auth');
  if (kinds.size > 1) return 'hybrid';
  return [...kinds][0] ?? 'none';
};

const stateOfSite = ({ decisive, httpAuth }: Judgement): StateLocation => {
  const states = new Set(decisive.map((one) => stateOfFormat(bareFormat(one), nameOf(one))));
  // The server looks the name and the password up for every request: RFC 7617 knows no other state.
  if (httpAuth !== undefined) states.add('server');
  if (states.has('both') || (states.has('server') && states.has('client'))) return 'both';
  return [...states][0] ?? 'unknown';
};

const carriersOf = ({ decisive, httpAuth }: Judgement): Travel[] => {
  const carriers = new Set<Travel>();
  if (httpAuth !== undefined) carriers.add('http-auth');
  for (const one of decisive) {
    const wire = new Set(one.joined.sendings.map((sending) => sending.where));
    if (inCookie(one)) carriers.add('cookie');
    if (isLogin(one)) carriers.add('http-auth');
    else if (wire.has('header')) carriers.add('header');
    if (wire.has('query') || wire.has('fragment')) carriers.add('url');
  }
  return [...carriers];
};

// --- signed in or not

const signedInOf = (judgement: Judgement): SignedIn => {
  const { decisive, timeline, facts, httpAuth } = judgement;
  const login = lastAccepted(timeline);
  const logout = timeline.logouts.at(-1);
  if (logout !== undefined && (login === undefined || logout.at > login.at))
    return reopened(judgement, logout.at) ? 'yes' : 'no';
  if (httpAuth !== undefined) return httpAuth.refusedAt === undefined ? 'yes' : 'no';
  const live = decisive.filter((one) => isLive(one, facts));
  if (login !== undefined && decisive.length > 0) return live.length > 0 ? 'yes' : 'no';
  const tried = timeline.logins.some((seen) => seen.outcome === 'unknown' && seen.at > (logout?.at ?? 0));
  if (decisive.length === 0) return tried || judgement.candidates.some(mayBeTicket) ? 'unknown' : 'no';
  if (live.length === 0) return 'no';
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
  if (kept.length > 0) return kept.some(({ place }) => place.gone === undefined);
  const lastSent = Math.max(0, ...one.joined.sendings.map((sending) => sending.lastAt));
  const opened = Object.values(facts.doors).filter((door) =>
    door.openedWith.some((print) => one.joined.fingerprints.has(print)),
  );
  if (opened.some((door) => (door.shutAt ?? 0) > lastSent)) return false;
  const last = one.joined.sendings.at(-1);
  return last === undefined || last.refusedAt === undefined || (last.acceptedAt ?? 0) >= last.refusedAt;
};

/** It lay there, hidden from scripts, before watching began, and nothing tells what it is for. */
const mayBeTicket = (one: Candidate): boolean =>
  one.role === 'other' &&
  one.value?.trivial !== true &&
  one.joined.places.some(
    ({ place }) => place.where === 'cookie' && place.foundThere && place.cookie?.httpOnly === true,
  ) &&
  logistic(one.logit) > 0.2;

/** It was born before our eyes, and not with a login. */
const bornAnonymous = (one: Candidate): boolean => {
  const kept = one.joined.places.find(({ place }) => isKept(place))?.place;
  return kept?.where === 'cookie' && !kept.foundThere && kindOf(one) !== 'auth-only';
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

// --- how sure

const confidenceOf = ({ decisive, requests, httpAuth }: Judgement): number => {
  const best = [...decisive].sort((a, b) => b.logit - a.logit)[0];
  if (httpAuth !== undefined) return PROVEN_CEILING;
  // "None seen" grows with what was watched; it never becomes certain.
  if (best === undefined) return round(Math.min(0.9, requests / (requests + 3)));
  return round(Math.min(logistic(best.logit), best.proven ? PROVEN_CEILING : STATIC_CEILING));
};

const round = (value: number): number => Math.round(value * 100) / 100;

const evidenceOf = ({ decisive, candidates, facts, httpAuth }: Judgement): Evidence[] => {
  const speaking = decisive.length > 0 ? decisive : candidates.filter((one) => logistic(one.logit) > 0.2).slice(0, 3);
  const items: Evidence[] = speaking.flatMap((one) =>
    one.evidence.map((item) => ({ ...item, weight: round(item.weight), credential: one.joined.id })),
  );
  if (httpAuth !== undefined) items.push(...httpAuthEvidence(httpAuth));
  items.push(...markEvidence(facts));
  return items.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 40);
};

const httpAuthEvidence = ({ scheme, offered }: ChallengeSeen): Evidence[] => {
  const credential = `http-auth:${scheme}`;
  const asked = `The server asked for ${schemeName(scheme)} and the browser's answer let it in`;
  const hidden = 'The browser shows this header to nobody: that it is sent is known, what stands in it is not';
  const evidence: Evidence[] = [
    { code: 'challenge-answered', text: asked, weight: 8, credential },
    { code: 'hidden-by-browser', text: hidden, weight: 0, credential },
  ];
  if (offered === undefined) return evidence;
  const text = `The server offered ${listed(offered)}; which of them was answered does not show, and browsers take the strongest`;
  return [...evidence, { code: 'several-offered', text, weight: -0.5, credential }];
};

/** From the decisive credentials to the verdict: kind, state, carriers, mechanisms, signed in or not, and how sure that is. */
import type { Kind, StateLocation, Travel, Verdict } from '../report.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import type { BrowserLogin } from './browser-login.ts';
import { type Candidate, logistic } from './candidates.ts';
import { inCookie } from './decide.ts';
import { evidenceOf, round } from './evidence.ts';
import { stateOfFormat } from './formats.ts';
import { bareFormat, isLogin, mechanismsOf } from './mechanisms.ts';
import { knownSignedIn, mayBeLeftOut } from './missing.ts';
import { signedInOf } from './signed-in.ts';
import { nameOf, summaryOf } from './summary.ts';
import type { Timeline } from './timeline.ts';

/** Without a proof from a protocol or from behaviour nothing is ever called sure. */
const STATIC_CEILING = 0.7;
const PROVEN_CEILING = 0.99;

export interface Judgement {
  decisive: readonly Candidate[];
  candidates: readonly Candidate[];
  timeline: Timeline;
  facts: SiteFactsRecord;
  requests: number;
  browserLogin: BrowserLogin | undefined;
}

export const verdictOf = (judgement: Judgement): Verdict => {
  const kind = kindOfSite(judgement);
  const signedIn = knownSignedIn(signedInOf(judgement), judgement);
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

const kindOfSite = ({ decisive, browserLogin }: Judgement): Kind => {
  const kinds = new Set<Kind>(decisive.map((one) => (isLogin(one) ? 'http-auth' : isToken(one) ? 'token' : 'session')));
  if (browserLogin !== undefined) kinds.add('http-auth');
  if (kinds.size > 1) return 'hybrid';
  return [...kinds][0] ?? 'none';
};

const stateOfSite = ({ decisive, browserLogin }: Judgement): StateLocation => {
  const states = new Set(
    decisive.map((one) => (isRolling(one) ? 'unknown' : stateOfFormat(bareFormat(one), nameOf(one)))),
  );
  // The server looks the name and the password up for every request: RFC 7617 knows no other state.
  if (browserLogin !== undefined) states.add('server');
  if (states.has('both') || (states.has('server') && states.has('client'))) return 'both';
  return states.has('unknown') ? 'unknown' : ([...states][0] ?? 'unknown');
};

const ROLLS = 4;

/** A cookie with another random value at every turn: a ticket for one use, or state that is sealed anew. */
const isRolling = (one: Candidate): boolean =>
  one.format === 'opaque' &&
  one.joined.places.some(({ place }) => place.where === 'cookie' && place.values.length >= ROLLS);

const carriersOf = ({ decisive, browserLogin }: Judgement): Travel[] => {
  const carriers = new Set<Travel>();
  if (browserLogin !== undefined) carriers.add('http-auth');
  for (const one of decisive) {
    const wire = new Set(one.joined.sendings.map((sending) => sending.where));
    if (inCookie(one)) carriers.add('cookie');
    if (isLogin(one)) carriers.add('http-auth');
    else if (wire.has('header')) carriers.add('header');
    if (wire.has('query') || wire.has('fragment')) carriers.add('url');
  }
  return [...carriers];
};

// --- how sure

const confidenceOf = ({ decisive, requests, browserLogin, facts }: Judgement): number => {
  const best = [...decisive].sort((a, b) => b.logit - a.logit)[0];
  if (browserLogin !== undefined) return PROVEN_CEILING;
  if (best === undefined && mayBeLeftOut(facts)) return 0;
  // "None seen" grows with what was watched; it never becomes certain.
  if (best === undefined) return round(Math.min(0.9, requests / (requests + 3)));
  return round(Math.min(logistic(best.logit), best.proven ? PROVEN_CEILING : STATIC_CEILING));
};

/** SiteState and verdict → the facts that rules read. */

import { sessionParameter, tokenParameter } from '../knowledge/words.ts';
import { isLocalHost, placeInUrl } from '../observe/url.ts';
import type { Credential, Verdict } from '../report.ts';
import type { Engine, Facts, HttpAuthFact, LoginFact, SiteFacts } from '../rules/facts.ts';
import type { UrlSighting } from '../rules/facts-motion.ts';
import type { Thresholds } from '../rules/thresholds.ts';
import { isThirdParty } from '../site/origins.ts';
import { type ChallengeSeen, isKept, type SiteFactsRecord } from '../site/state.ts';
import { hostOf, originOf } from '../site/urls.ts';
import type { BrowserLogin } from './browser-login.ts';
import type { Candidate } from './candidates.ts';
import { jarFacts, readableFacts, refusedFacts } from './facts-cookies.ts';
import { stateChangesOf } from './facts-csrf.ts';
import { refreshesOf, usesAfterLogout } from './facts-lifecycle.ts';
import { motionFacts } from './facts-motion.ts';
import { authorizationFacts, samlFacts, tokenRequestFacts } from './facts-oauth.ts';
import { tokenChecks } from './facts-token-checks.ts';
import { attachments, expiredUse, proofs, tokenSightings } from './facts-tokens.ts';
import type { LoginJudged, Timeline } from './timeline.ts';

export interface Derived {
  facts: SiteFactsRecord;
  candidates: readonly Candidate[];
  credentials: Credential[];
  timeline: Timeline;
  verdict: Verdict;
  browserLogin: BrowserLogin | undefined;
  engine: Engine;
  thresholds: Thresholds;
}

export const ruleFacts = (derived: Derived): Facts => {
  const { facts, credentials, timeline, verdict } = derived;
  const owners = ownersOf(derived.candidates, credentials);
  const decisive = credentials.filter((one) => one.decisive).map((one) => one.id);
  const known = { ...derived, bySending: owners.bySending };
  return {
    engine: derived.engine,
    site: siteFacts(facts),
    verdict,
    credentials,
    logins: timeline.logins.map((login) => loginFact(login, facts.site)),
    logouts: timeline.logouts.map((logout) => ({
      at: logout.at,
      method: logout.method,
      url: logout.url,
      cleared: logout.cleared.filter((id) => decisive.includes(id)),
      kept: logout.kept.filter((id) => decisive.includes(id)),
    })),
    stateChanges: stateChangesOf(known),
    urlSightings: urlSightings(derived.candidates, decisive),
    expiredUses: Object.values(facts.expiredUses).flatMap((use) => {
      const credential = owners.byFingerprint.get(use.fingerprint);
      if (credential === undefined) return [];
      const others = use.others.map((key) => owners.bySending.get(key)).filter((id) => decisive.includes(id ?? ''));
      return [expiredUse(use, credential, facts, others)];
    }),
    httpAuth: facts.challenges.map((challenge) => httpAuthFact(challenge, derived.browserLogin)),
    plainHttp: credentials.flatMap((one) =>
      one.sentTo
        .filter((sent) => sent.origin.startsWith('http:') && !isLocalHost(hostOf(sent.origin)))
        .map((sent) => ({ credential: one.id, origin: sent.origin })),
    ),
    jar: jarFacts(derived.candidates, credentials),
    refusedCookies: refusedFacts(facts),
    readableContents: readableFacts(derived.candidates),
    ...motionFacts(derived, owners, decisive),
    tokenChecks: tokenChecks(derived.candidates, facts),
    tokenSightings: tokenSightings(derived.candidates),
    attachments: attachments(derived.candidates),
    proofs: proofs(facts, (fingerprint) => owners.byFingerprint.get(fingerprint)),
    authorizations: authorizationFacts(facts),
    tokenRequests: tokenRequestFacts(facts),
    samlResponses: samlFacts(facts),
    usesAfterLogout: usesAfterLogout(known),
    refreshes: refreshesOf(known),
    thresholds: derived.thresholds,
    storageRead: facts.storageRead,
  };
};

const loginFact = (login: LoginJudged, site: string): LoginFact => {
  const { at, method, url, how, outcome, appeared, kept } = login;
  const hasPassword = how === 'password-form' || how === 'password-json';
  const elsewhere = hasPassword && login.embedded !== true && isThirdParty(originOf(url), site);
  return { at, method, url, how, outcome, ...(elsewhere ? { elsewhere } : {}), appeared, kept };
};

const siteFacts = (facts: SiteFactsRecord): SiteFacts => {
  const host = hostOf(facts.site);
  return {
    origin: facts.site,
    scheme: facts.site.startsWith('https:') ? 'https' : 'http',
    host,
    local: isLocalHost(host),
    hsts: facts.hsts,
  };
};

export interface Owners {
  byFingerprint: Map<string, string>;
  bySending: Map<string, string>;
}

/** Of several tokens in one cookie the decisive one owns what the cookie does. */
const ownersOf = (candidates: readonly Candidate[], credentials: readonly Credential[]): Owners => {
  const owners: Owners = { byFingerprint: new Map(), bySending: new Map() };
  const decisive = new Set(credentials.filter((one) => one.decisive).map(({ id }) => id));
  const decides = ({ joined }: Candidate): number => Number(decisive.has(joined.id));
  for (const { joined } of candidates.toSorted((a, b) => decides(a) - decides(b))) {
    for (const print of joined.fingerprints) owners.byFingerprint.set(print, joined.id);
    for (const sending of joined.sendings) owners.bySending.set(sending.key, joined.id);
  }
  return owners;
};

/** Socket ids, one-time codes and hand-over tickets are no credentials that an address could leak. */
const urlSightings = (candidates: readonly Candidate[], decisive: readonly string[]): UrlSighting[] =>
  candidates
    .filter((one) => isTicket(one, decisive))
    .flatMap(({ joined }) => [
      ...joined.sendings
        .filter((sending) => sending.where === 'query' && tokenParameter(sending.name) !== 'state')
        .map((sending) => ({
          credential: joined.id,
          where: 'query' as const,
          name: sending.name,
          url: sending.url,
          resource: sending.resource,
        })),
      ...joined.places
        .filter(({ place }) => place.where === 'fragment' && tokenParameter(place.name) !== undefined)
        .map(({ place }) => ({
          credential: joined.id,
          where: 'fragment' as const,
          name: place.name,
          url: place.origin,
          resource: 'document' as const,
        })),
    ]);

export const isTicket = ({ joined, role, format }: Candidate, decisive: readonly string[]): boolean =>
  role !== 'state' &&
  (decisive.includes(joined.id) ||
    format === 'jwt' ||
    joined.places.some(({ place }) => isKept(place) || place.where === 'header') ||
    isSessionInAddress(joined));

/** A server that puts the session into its links has it in each of them. */
const isSessionInAddress = ({ sendings }: Candidate['joined']): boolean => {
  const named = sendings.filter(
    ({ where, name, resource }) => where === 'query' && resource === 'document' && sessionParameter(name),
  );
  return named.some(({ url, name }) => placeInUrl(url, name) === 'path') || named.some(({ count }) => count > 1);
};

const httpAuthFact = (challenge: ChallengeSeen, login: BrowserLogin | undefined): HttpAuthFact => ({
  scheme: challenge.scheme,
  origin: challenge.origin,
  at: challenge.at,
  answered: challenge.answeredAt !== undefined,
  ...(challenge.answeredAt === undefined
    ? {}
    : { credential: login?.shown === true ? login.id : `http-auth:${challenge.scheme}` }),
});

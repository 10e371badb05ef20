/** SiteState and verdict → the facts that rules read. */
import { csrfField, csrfHeader } from '../knowledge/csrf.ts';
import { tokenParameter } from '../knowledge/words.ts';
import { isLocalHost } from '../observe/url.ts';
import type { Credential, Verdict } from '../report.ts';
import type { Engine, Facts, HttpAuthFact, SiteFacts, StateChange, Thresholds, UrlSighting } from '../rules/facts.ts';
import { isKept, type Sending, type SiteFactsRecord, type StateChangeSeen } from '../site/state.ts';
import { hostOf } from '../site/urls.ts';
import type { Candidate } from './candidates.ts';
import { tokenChecks } from './facts-token-checks.ts';
import type { Timeline } from './timeline.ts';

export interface Derived {
  facts: SiteFactsRecord;
  candidates: readonly Candidate[];
  credentials: Credential[];
  timeline: Timeline;
  verdict: Verdict;
  engine: Engine;
  thresholds: Thresholds;
}

export const ruleFacts = (derived: Derived): Facts => {
  const { facts, credentials, timeline, verdict } = derived;
  const owners = ownersOf(derived.candidates, credentials);
  const decisive = credentials.filter((one) => one.decisive).map((one) => one.id);
  return {
    engine: derived.engine,
    site: siteFacts(facts),
    verdict,
    credentials,
    logins: timeline.logins.map(({ at, method, url, how, outcome, appeared, kept }) => ({
      at,
      method,
      url,
      how,
      outcome,
      appeared,
      kept,
    })),
    logouts: timeline.logouts.map((logout) => ({
      at: logout.at,
      method: logout.method,
      url: logout.url,
      cleared: logout.cleared.filter((id) => decisive.includes(id)),
      kept: logout.kept.filter((id) => decisive.includes(id)),
    })),
    stateChanges: Object.values(facts.stateChanges).map((change) => stateChange(change, derived, owners)),
    urlSightings: urlSightings(derived.candidates, decisive),
    expiredUses: Object.values(facts.expiredUses).flatMap((use) => {
      const credential = owners.byFingerprint.get(use.fingerprint);
      if (credential === undefined) return [];
      const others = use.others.map((key) => owners.bySending.get(key)).filter((id) => id !== undefined);
      const alone = !others.some((id) => id !== credential && decisive.includes(id));
      return [{ credential, expiredAt: use.expiredAt, sentAt: use.sentAt, url: use.url, alone }];
    }),
    httpAuth: facts.challenges.map(httpAuthFact),
    plainHttp: credentials.flatMap((one) =>
      one.sentTo
        .filter((sent) => sent.origin.startsWith('http:') && !isLocalHost(hostOf(sent.origin)))
        .map((sent) => ({ credential: one.id, origin: sent.origin })),
    ),
    refusedCookies: [],
    readableContents: [],
    corsAllowed: [],
    refererLeaks: [],
    passwordsInUrl: [],
    signedInAnswers: [],
    tokenChecks: tokenChecks(derived.candidates, facts),
    attachments: [],
    proofs: [],
    usesAfterLogout: [],
    refreshes: [],
    authorizations: [],
    tokenRequests: [],
    samlResponses: [],
    thresholds: derived.thresholds,
    storageRead: facts.storageRead,
  };
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

interface Owners {
  byFingerprint: Map<string, string>;
  bySending: Map<string, string>;
}

/** Of several tokens in one cookie the decisive one owns what the cookie does. */
const ownersOf = (candidates: readonly Candidate[], credentials: readonly Credential[]): Owners => {
  const owners: Owners = { byFingerprint: new Map(), bySending: new Map() };
  const decides = ({ joined }: Candidate): number =>
    Number(credentials.some((one) => one.id === joined.id && one.decisive));
  for (const { joined } of candidates.toSorted((a, b) => decides(a) - decides(b))) {
    for (const print of joined.fingerprints) owners.byFingerprint.set(print, joined.id);
    for (const sending of joined.sendings) owners.bySending.set(sending.key, joined.id);
  }
  return owners;
};

const stateChange = (seen: StateChangeSeen, derived: Derived, owners: Owners): StateChange => {
  const along = seen.sendings.map((key) => ({ sending: derived.facts.sendings[key], id: owners.bySending.get(key) }));
  const ids = (where: string): string[] => [
    ...new Set(along.flatMap(({ sending, id }) => (sending?.where === where && id !== undefined ? [id] : []))),
  ];
  const origin = seen.url.slice(0, seen.url.indexOf('/', seen.url.indexOf('://') + 3));
  const browserLogins = derived.facts.challenges
    .filter((challenge) => challenge.answeredAt !== undefined && challenge.origin === origin)
    .map((challenge) => `http-auth:${challenge.scheme}`);
  const cookies = along.filter(({ sending }) => sending?.where === 'cookie').map(({ id }) => id);
  const headers = along
    .filter(({ sending }) => sending?.where === 'header' && csrfHeader(sending.name))
    .map(({ id }) => id);
  return {
    at: seen.at,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    ...(seen.contentType === undefined ? {} : { contentType: seen.contentType }),
    ambient: [...new Set([...ids('cookie'), ...browserLogins])],
    attached: ids('header').filter((id) => derived.credentials.find((one) => one.id === id)?.role !== 'csrf-token'),
    // Another site cannot put into an address what it cannot guess: a socket's id, a token.
    tokenFields: [...seen.fields.filter(csrfField), ...secretParameters(along)],
    tokenHeaders: seen.customHeaders.filter(csrfHeader),
    customHeaders: seen.customHeaders.filter((name) => !csrfHeader(name)),
    doubleSubmit: headers.some((id) => id !== undefined && cookies.includes(id)),
  };
};

const secretParameters = (along: readonly { sending: Sending | undefined }[]): string[] =>
  along.flatMap(({ sending }) => {
    const role = sending?.where === 'query' ? tokenParameter(sending.name) : undefined;
    return sending === undefined || role === undefined || role === 'state' ? [] : [sending.name];
  });

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

const isTicket = ({ joined, role, format }: Candidate, decisive: readonly string[]): boolean =>
  role !== 'state' &&
  (decisive.includes(joined.id) ||
    format === 'jwt' ||
    joined.places.some(({ place }) => isKept(place) || place.where === 'header'));

const httpAuthFact = (challenge: SiteFactsRecord['challenges'][number]): HttpAuthFact => ({
  scheme: challenge.scheme,
  origin: challenge.origin,
  at: challenge.at,
  answered: challenge.answeredAt !== undefined,
  ...(challenge.answeredAt === undefined ? {} : { credential: `http-auth:${challenge.scheme}` }),
});

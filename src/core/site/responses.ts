/** Responses: what they set, whom they refuse, and how a login went. */
import { SAFE_METHODS } from '../knowledge/methods.ts';
import { BROWSER_SCHEMES, schemeKind } from '../knowledge/schemes.ts';
import { loginPath, logoutPath } from '../knowledge/words.ts';
import type { ResponseSeen } from '../observe/observation.ts';
import { setCookies } from './cookies.ts';
import type { Draft } from './draft.ts';
import { issue } from './issued.ts';
import { lateUse } from './late-uses.ts';
import { handOver, startLogout } from './logins.ts';
import { isMark, responseMarks } from './marks.ts';
import { responseMotion } from './motion.ts';
import { keep } from './places.ts';
import { answerProof } from './proofs.ts';
import { responseProtocols } from './protocols.ts';
import { refreshed } from './refreshes.ts';
import { refuseCookies } from './refused.ts';
import type { OriginCheck, StateChangeSeen } from './seen.ts';
import { CAPS, type ChallengeSeen, type LoginSeen, type Pending, type Sending } from './state.ts';
import { originOf, pathOf } from './urls.ts';

/** RFC 9110 15.5.8: a proxy on the way wants to know who is there; the site has no part in it. */
const PROXY_ASKS = 407;
const EXPIRY_SKEW_MS = 300_000;

export const response = (draft: Draft, seen: ResponseSeen): void => {
  if (seen.status === PROXY_ASKS) return;
  if (seen.status === 0) {
    responseMarks(draft, seen, []);
    return;
  }
  const origin = originOf(seen.url);
  const changed = seen.fromCache ? [] : setCookies(draft, seen, origin);
  if (seen.refused !== undefined && !seen.fromCache) refuseCookies(draft, seen);
  if (seen.issued !== undefined) issue(draft, seen);
  if (seen.marks.includes('hsts') && !draft.facts.hsts && origin === draft.facts.site) draft.set({ hsts: true });
  responseMarks(draft, seen, changed);
  responseProtocols(draft, seen);
  handedByRedirect(draft, seen);
  responseMotion(draft, seen);
  followLogin(draft, seen, changed);
  followLogout(draft, seen);
  challenge(draft, seen, origin, changed);
  answeredWith(draft, seen, origin);
  if (seen.marks.includes('set-login:logged-out')) startLogout(draft, seen);
  const mayBeAnswered = asksBrowser(seen) && seen.final !== true && seen.resource !== 'fetch';
  if (seen.fromCache || mayBeAnswered) return;
  answer(draft, seen);
};

/** The page cleans its address before anybody asks, so the redirect that leads there has to tell. */
const handedByRedirect = (draft: Draft, { at, location, handed, marks }: ResponseSeen): void => {
  if (location === undefined || handed === undefined) return;
  const origin = originOf(location);
  const known = marks.filter(isMark);
  if (origin === draft.facts.site) handOver(draft, { at, url: location, values: handed, marks: known });
  for (const value of handed) keep(draft, value, origin, at);
};

const redirects = (status: number): boolean => status >= 300 && status < 400 && status !== 304;
const succeeds = (status: number): boolean => (status >= 200 && status < 300) || status === 304 || status === 101;
const refuses = ({ status, marks }: ResponseSeen): boolean =>
  (status === 401 || status === 403) && !marks.includes('dpop-nonce');

const followLogin = (draft: Draft, seen: ResponseSeen, changed: string[]): void => {
  const index = draft.facts.logins.findIndex((login) => login.id === seen.id && login.open);
  const login = draft.facts.logins[index];
  if (login === undefined || isLastHop(login, seen)) return;
  const followed: LoginSeen = {
    ...login,
    statuses: [...login.statuses, seen.status].slice(0, CAPS.hops),
    redirects: seen.location === undefined ? login.redirects : [...login.redirects, seen.location].slice(0, CAPS.hops),
    set: [...new Set([...login.set, ...changed])].slice(0, CAPS.setByLogin),
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
  if (logout === undefined) return;
  const answered = {
    ...logout,
    status: seen.status,
    answeredAt: seen.at,
    ...(seen.location === undefined ? {} : { ledTo: seen.location }),
    ...(seen.marks.includes('clear-site-data:cookies') ? { clears: true as const } : {}),
  };
  draft.set({ logouts: draft.facts.logouts.with(index, answered) });
};

/** RFC 9110 11.6.1: the browser may answer such a challenge by itself, without a trace in the headers that are shown. */
const asksBrowser = (seen: ResponseSeen): boolean => seen.status === 401 && offeredBy(seen).length > 0;

/** Schemes that browsers know, strongest first. */
const offeredBy = ({ challenges }: ResponseSeen): string[] =>
  BROWSER_SCHEMES.filter((scheme) => challenges.includes(scheme));

const challenge = (draft: Draft, seen: ResponseSeen, origin: string, changed: string[]): void => {
  if (asksBrowser(seen)) {
    if (seen.final === true) closeChallenges(draft, origin, seen.at);
    else openChallenge(draft, seen, origin);
    return;
  }
  if (seen.status === 401 || !(succeeds(seen.status) || redirects(seen.status))) return;
  const index = draft.facts.challenges.findLastIndex((known) => isAnswerTo(draft, known, seen, origin));
  const open = draft.facts.challenges[index];
  if (open === undefined) return;
  draft.set({
    challenges: draft.facts.challenges.with(index, {
      ...open,
      answeredAt: seen.at,
      set: changed.slice(0, CAPS.setByLogin),
    }),
  });
};

/**
 * The same request went on to success, or its address opened later, and nothing else explains that: neither a token that a
 * script showed, nor a login by other means.
 */
const isAnswerTo = (draft: Draft, known: ChallengeSeen, seen: ResponseSeen, origin: string): boolean => {
  if (known.origin !== origin || known.answeredAt !== undefined) return false;
  const asked = draft.asked(seen.id);
  if (asked?.sendings.some((key) => isTokenOfScript(draft.facts.sendings[key]))) return false;
  return known.url === seen.url && !draft.facts.logins.some((login) => login.at > known.at && login.at < seen.at);
};

/** Firefox and a HAR show the browser's own answer too. */
const isTokenOfScript = (sending: Sending | undefined): boolean =>
  sending?.name === 'Authorization' && schemeKind(sending.scheme ?? '') !== 'login';

/** Which of several schemes it was shows where its exchange goes on. */
const answeredWith = (draft: Draft, seen: ResponseSeen, origin: string): void => {
  const scheme = seen.marks.find((mark) => mark.startsWith('answered-with:'))?.slice('answered-with:'.length);
  if (scheme === undefined) return;
  const { challenges } = draft.facts;
  const index = challenges.findLastIndex((known) => known.origin === origin);
  const known = challenges[index];
  if (known === undefined || (known.scheme === scheme && known.offered === undefined)) return;
  const { offered: _offered, ...rest } = known;
  draft.set({ challenges: challenges.with(index, { ...rest, scheme }) });
};

const openChallenge = (draft: Draft, seen: ResponseSeen, origin: string): void => {
  const { challenges } = draft.facts;
  const last = challenges.findLast((known) => known.origin === origin);
  // With a name and password in the address Chromium is asked anew for each request; one challenge tells it all.
  if (last !== undefined && last.refusedAt === undefined) return;
  const offered = offeredBy(seen);
  const [scheme = 'basic'] = offered;
  const added = {
    at: seen.at,
    id: seen.id,
    scheme,
    ...(offered.length > 1 ? { offered } : {}),
    origin,
    url: seen.url,
    set: [],
  };
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
  const asked = draft.asked(seen.id);
  if (asked === undefined) return;
  if (!redirects(seen.status)) draft.tally.pending = draft.tally.pending.filter((one) => one !== asked);
  const toLogin = redirects(seen.status) && seen.location !== undefined && loginPath(pathOf(seen.location));
  const refused = refuses(seen) || (toLogin && !asked.login && SAFE_METHODS.has(asked.method));
  if (asked.proof !== undefined && (refused || succeeds(seen.status)))
    answerProof(draft, asked.proof, seen, refused ? 'refusedAt' : 'acceptedAt');
  for (const key of asked.sendings) markSending(draft, key, seen, refused, asked.sendings);
  if (seen.resource === 'document' && !asked.login && (toLogin || seen.status === 401))
    sendAway(draft, seen, asked.sendings);
  if (!asked.login) knock(draft, seen, asked, refused);
  changed(draft, seen, asked, refused || toLogin);
  lateUse(draft, seen, asked, refused);
  if (succeeds(seen.status)) refreshed(draft, seen, asked);
};

/** How the server answered what would change something. */
const changed = (draft: Draft, seen: ResponseSeen, asked: Pending, refused: boolean): void => {
  const known = asked.change === undefined ? undefined : draft.facts.stateChanges[asked.change.key];
  if (asked.change === undefined || known === undefined) return;
  const { key, foreign } = asked.change;
  const checks: OriginCheck[] = [...(known.checks ?? [])];
  const note = (check: OriginCheck): void => void (checks.includes(check) || checks.push(check));
  if (foreign && seen.status === 403) note('refuses-cross-site');
  if (!foreign && seen.marks.includes('vary:sec-fetch-site')) note('varies-by-sec-fetch-site');
  if (!foreign && seen.marks.includes('vary:origin')) note('varies-by-origin');
  const isOwn = !foreign && known.at === asked.at && known.outcome === undefined;
  if (!isOwn && checks.length === (known.checks ?? []).length) return;
  const change: StateChangeSeen = {
    ...known,
    ...(isOwn ? { outcome: refused || seen.status >= 400 ? 'refused' : 'accepted' } : {}),
    ...(checks.length === 0 ? {} : { checks }),
  };
  draft.set({ stateChanges: { ...draft.facts.stateChanges, [key]: change } });
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

const sendAway = (draft: Draft, seen: ResponseSeen, keys: readonly string[]): void => {
  const since = draft.facts.logins.at(-1)?.at ?? 0;
  for (const key of keys) {
    const sending = draft.facts.sendings[key];
    if (sending === undefined || (sending.sentAwayAt ?? -1) >= since) continue;
    draft.sending(key, { ...sending, sentAwayAt: seen.at });
  }
};

/** Who signs in, signs out or asks for a new token may well show an old one. */
const isForExpired = (path: string): boolean =>
  loginPath(path) || logoutPath(path) || /(?:^|[/_.-])(?:refresh|renew|revoke)/i.test(path);

const expiredUse = (
  draft: Draft,
  sending: Sending,
  key: string,
  seen: ResponseSeen,
  together: readonly string[],
): void => {
  const { expiresAt } = sending;
  if (expiresAt === undefined || expiresAt + EXPIRY_SKEW_MS > seen.at || isForExpired(pathOf(seen.url))) return;
  const { doors, expiredUses } = draft.facts;
  const known = Object.hasOwn(expiredUses, sending.fingerprint) ? expiredUses[sending.fingerprint] : undefined;
  // That an address lets in which once refused says more than one that may be open to all.
  if (known !== undefined && (Object.hasOwn(doors, known.url) || !Object.hasOwn(doors, seen.url))) return;
  const use = {
    fingerprint: sending.fingerprint,
    expiredAt: expiresAt,
    sentAt: seen.at,
    url: seen.url,
    others: together.filter((other) => other !== key).slice(0, CAPS.along),
  };
  const uses = draft.put(draft.facts.expiredUses, sending.fingerprint, use, CAPS.expiredUses);
  if (uses !== draft.facts.expiredUses) draft.set({ expiredUses: uses });
};

/** The natural experiment: who was refused at a URL, and who was let in there. */
const knock = (
  draft: Draft,
  seen: ResponseSeen,
  asked: Pick<Pending, 'url' | 'sendings' | 'bare'>,
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
        ? {
            url: asked.url,
            ...(asked.bare === true ? { bare: true as const } : {}),
            refusedAt: seen.at,
            refusedWith: fingerprints,
            openedWith: [],
          }
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
    openedWith: [...new Set([...door.openedWith, ...fingerprints])].slice(-CAPS.along),
  };
  draft.set({ doors: { ...draft.facts.doors, [asked.url]: opened } });
};

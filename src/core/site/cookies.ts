/** How cookies enter the state: by Set-Cookie, by the Cookie header, by the jar, and by the jar's change events. */
import type {
  CookieChanged,
  CookiesSeen,
  ResponseSeen,
  SeenCookie,
  SeenValue,
  ValueShape,
} from '../observe/observation.ts';
import type { CookieAttributes, IssuedBy } from '../report.ts';
import { type Draft, emptied, holding, isSameValue, isWholeOf } from './draft.ts';
import { isPublicSuffix, isThirdParty, partitionSite } from './origins.ts';
import { keptAfterAll } from './refused.ts';
import { currentValue, type Place, placeKey } from './state.ts';
import { hostOf } from './urls.ts';

/** The jar's reading and the event that reports a change may cross: within this time the event is the younger truth. */
const RACE_MS = 1000;
/** A sliding expiry moves with every response; only a real move is a new fact. */
const EXPIRY_STEP_MS = 60_000;

/** RFC 6265bis 5.1.3. */
export const domainMatches = (host: string, attributes: Pick<CookieAttributes, 'domain' | 'hostOnly'>): boolean =>
  host === attributes.domain || (!attributes.hostOnly && host.endsWith(`.${attributes.domain}`));

const sameAttributes = (known: CookieAttributes | undefined, seen: CookieAttributes): boolean =>
  known !== undefined &&
  known.secure === seen.secure &&
  known.httpOnly === seen.httpOnly &&
  known.sameSite === seen.sameSite &&
  known.hostOnly === seen.hostOnly &&
  known.session === seen.session &&
  Math.abs((known.expires ?? 0) - (seen.expires ?? 0)) < EXPIRY_STEP_MS;

/**
 * A Cookie header tells no attributes: such a place waits under a provisional key until the jar or a Set-Cookie names them.
 * @param nth of those with one name: they differ in path, domain or partition
 */
const provisionalKey = (name: string, host: string, nth: number): string =>
  nth === 0 ? `cookie?|${host}|${name}` : `cookie?${nth}|${host}|${name}`;

const isProvisional = (key: string): boolean => key.startsWith('cookie?');

/** The place that waits for these attributes: the one with the value, if there is one. */
const provisionalOf = (draft: Draft, cookie: SeenCookie): string | undefined => {
  const waiting = Object.entries(draft.facts.places).filter(
    ([key, place]) =>
      isProvisional(key) && place.name === cookie.name && domainMatches(hostOf(place.origin), cookie.attributes),
  );
  const holds = ([, { values }]: [string, Place]): boolean =>
    values.some(({ fingerprint }) => fingerprint === cookie.shape.fingerprint);
  return (waiting.find(holds) ?? waiting[0])?.[0];
};

const upsert = (
  draft: Draft,
  cookie: SeenCookie,
  origin: string,
  at: number,
  issuedBy?: IssuedBy,
  sameSiteSure = true,
): string => {
  const key = placeKey('cookie', cookie.name, origin, { cookie: cookie.attributes });
  const provisional = provisionalOf(draft, cookie);
  let known = draft.facts.places[key];
  if (provisional !== undefined) {
    const { [provisional]: adopted, ...places } = draft.facts.places;
    known ??= adopted;
    draft.set({ places });
    draft.rename(provisional, key);
  }
  const base: Place = known ?? {
    where: 'cookie',
    name: cookie.name,
    origin,
    values: [],
    foundThere: issuedBy === undefined,
  };
  let place = held(draft, key, base, cookie.shape, at);
  if (place.values.length === 1 && known === undefined) place = { ...place, foundThere: issuedBy === undefined };
  // How a site sets a cookie that it has emptied says nothing about the one that held something.
  const describes = place.cookie === undefined || cookie.shape.length > 0;
  if (describes && !sameAttributes(place.cookie, cookie.attributes))
    place = { ...place, cookie: cookie.attributes, cookieAt: at };
  place = withSureness(place, sameSiteSure);
  const changed = !holds(base, cookie.shape);
  if (issuedBy !== undefined && (changed || (place.issuedBy?.how === 'unknown' && issuedBy.how === 'set-cookie'))) {
    place = { ...place, issuedBy };
  }
  if (place !== draft.facts.places[key]) draft.place(key, place);
  return key;
};

const withSureness = (place: Place, sure: boolean): Place => {
  if (sure === (place.sameSiteUnsure !== true)) return place;
  const { sameSiteUnsure: _unsure, ...rest } = place;
  return sure ? rest : { ...rest, sameSiteUnsure: true };
};

/** Has this very value now, whatever is known of it. */
const holds = (place: Place | undefined, shape: ValueShape): boolean => {
  const current = place === undefined || place.gone !== undefined ? undefined : currentValue(place);
  return current !== undefined && isSameValue(current, shape);
};

const holdsPieceOf = (place: Place, whole: ValueShape): boolean => {
  const current = currentValue(place);
  return current !== undefined && isWholeOf(whole, current);
};

/** Puts a value into its place; a piece of a split cookie that becomes its whole is renamed wherever it is remembered. */
const held = (draft: Draft, key: string, place: Place, shape: ValueShape, at: number): Place => {
  const current = currentValue(place);
  if (current !== undefined && holdsPieceOf(place, shape)) draft.reprint(key, current.fingerprint, shape.fingerprint);
  return holding(place, shape, at);
};

/** Where a cookie is known: under its own key, or under the provisional one. */
const knownKey = (draft: Draft, cookie: SeenCookie, key: string): string =>
  Object.hasOwn(draft.facts.places, key) ? key : (provisionalOf(draft, cookie) ?? key);

const bury = (draft: Draft, key: string, at: number): void => {
  const place = draft.facts.places[key];
  if (place !== undefined && place.gone === undefined) draft.place(key, emptied(place, at));
};

const inPartition = <Cookie extends SeenCookie>(cookie: Cookie, site: string): Cookie => ({
  ...cookie,
  attributes: { ...cookie.attributes, partitionKey: partitionSite(site) },
});

/** RFC 6265bis 5.7: of an address or a public suffix, such as `localhost`, a cookie is its own, whatever Domain says. */
const forHost = <Cookie extends SeenCookie>(cookie: Cookie, host: string): Cookie => {
  const { domain, hostOnly } = cookie.attributes;
  const isAlone = !hostOnly && domain === host && (/^[\d.]+$|^\[/.test(domain) || isPublicSuffix(domain));
  return isAlone ? { ...cookie, attributes: { ...cookie.attributes, hostOnly: true } } : cookie;
};

/** Takes in the Set-Cookie lines of a response. Returns the keys of cookies that now hold another value. */
export const setCookies = (draft: Draft, response: ResponseSeen, origin: string): string[] => {
  const changed: string[] = [];
  const host = hostOf(origin);
  for (const seen of response.cookies) {
    const cookie = seen.partitioned ? inPartition(forHost(seen, host), draft.facts.site) : forHost(seen, host);
    const key = knownKey(draft, cookie, placeKey('cookie', cookie.name, origin, { cookie: cookie.attributes }));
    if (cookie.deletes) {
      bury(draft, key, response.at);
      continue;
    }
    const known = draft.facts.places[key];
    const isEarly = isToldEarly(draft, known, response);
    const same = holds(known, cookie.shape) && !isEarly;
    const issuedBy: IssuedBy = { how: 'set-cookie', method: response.method, url: response.url, at: response.at };
    const written = upsert(draft, cookie, origin, response.at, issuedBy);
    const place = draft.facts.places[written];
    if (isEarly && place !== undefined) {
      draft.place(written, { ...since(place, response.at), issuedBy });
      notHeldBy(draft, response.id, written);
    }
    if (!same) changed.push(written);
  }
  return changed;
};

/** A woken background is told of the change some time after it. */
const since = (place: Place, at: number): Place => {
  const current = currentValue(place);
  return current === undefined || current.firstAt <= at
    ? place
    : { ...place, values: place.values.with(-1, { ...current, firstAt: at }) };
};

/**
 * The jar may be read, or tell of its change, before the answer is shown that has changed it: in Firefox, and by any
 * background that was just woken and hears of all of it at once. What went along with the request was there before.
 */
const isToldEarly = (draft: Draft, place: Place | undefined, { id }: ResponseSeen): boolean => {
  const asked = draft.asked(id);
  const current = place === undefined || place.gone !== undefined ? undefined : currentValue(place);
  if (asked === undefined || current === undefined || place?.issuedBy?.how === 'set-cookie') return false;
  const wasSent = asked.sendings.some((key) => draft.facts.sendings[key]?.fingerprint === current.fingerprint);
  return !wasSent && (place?.issuedBy?.at ?? current.firstAt) >= asked.at;
};

/** A login that this answer belongs to began without it. */
const notHeldBy = (draft: Draft, id: string, key: string): void => {
  const logins = draft.facts.logins.map((login) => {
    const { [key]: early, ...held } = login.held;
    return login.id !== id || !login.open || early === undefined ? login : { ...login, held };
  });
  draft.set({ logins });
};

/**
 * Finds, or makes, the place of a cookie that went along with a request.
 * @param nth how many of that name stood before it in the header
 */
export const sentCookie = (draft: Draft, value: SeenValue, origin: string, at: number, nth = 0): void => {
  const host = hostOf(origin);
  const candidates = Object.entries(draft.facts.places).filter(
    ([, place]) =>
      place.where === 'cookie' &&
      place.name === value.name &&
      (place.cookie === undefined ? hostOf(place.origin) === host : domainMatches(host, place.cookie)),
  );
  if (candidates.some(([, place]) => place.values.some((each) => isSameValue(each, value.shape)))) return;
  const provisional = provisionalKey(value.name, host, nth);
  const first =
    candidates.find((candidate) => holdsPieceOf(candidate[1], value.shape)) ??
    candidates.find(([key]) => key === provisional) ??
    candidates.find(([key]) => !isProvisional(key));
  // What an embedded service gets may come from a jar of its own (CHIPS), beside the known cookie of that name.
  const mayBeOther = first?.[1].cookie !== undefined && (nth > 0 || isThirdParty(origin, draft.facts.site));
  if (first !== undefined && !mayBeOther) {
    const [key, place] = first;
    draft.place(key, held(draft, key, place, value.shape, at));
    return;
  }
  const asked = keptAfterAll(draft, value, host);
  if (asked !== undefined) {
    const { name, attributes, method, url } = asked;
    upsert(draft, { name, attributes, shape: value.shape }, origin, at, {
      how: 'set-cookie',
      method,
      url,
      at: asked.at,
    });
    return;
  }
  draft.place(provisional, {
    where: 'cookie',
    name: value.name,
    origin,
    values: [{ ...value.shape, firstAt: at }],
    foundThere: true,
  });
};

const originFor = (origins: readonly string[], attributes: CookieAttributes, fallback: string): string =>
  origins.find((origin) => domainMatches(hostOf(origin), attributes)) ?? fallback;

/** The whole jar for some origins: what is listed is there, what is not listed is gone. */
export const readJar = (draft: Draft, seen: CookiesSeen): void => {
  const listed = new Set<string>();
  for (const listing of seen.cookies) {
    const origin = originFor(seen.origins, listing.attributes, seen.site);
    const cookie = forHost(listing, hostOf(origin));
    const known = draft.facts.places[placeKey('cookie', cookie.name, origin, { cookie: cookie.attributes })];
    const attributes = preferKnownSameSite(known?.cookie, cookie.attributes, seen.sameSiteCertain);
    const sure = seen.sameSiteCertain || isTold(known, cookie.attributes);
    listed.add(upsert(draft, { ...cookie, attributes }, origin, seen.at, undefined, sure));
  }
  const hosts = seen.origins.map(hostOf);
  for (const [key, place] of Object.entries(draft.facts.places)) {
    if (place.where !== 'cookie' || place.gone !== undefined || listed.has(key)) continue;
    const asked =
      place.cookie === undefined
        ? hosts.includes(hostOf(place.origin))
        : hosts.some((host) => domainMatches(host, place.cookie as CookieAttributes));
    const changedAt = currentValue(place)?.firstAt ?? 0;
    if (asked && changedAt + RACE_MS < seen.at) bury(draft, key, seen.at);
  }
};

/** Lax and Strict are told by every browser; the rest is known if somebody saw the cookie being set. */
const isTold = (known: Place | undefined, { sameSite }: CookieAttributes): boolean =>
  sameSite === 'lax' || sameSite === 'strict' || (known?.cookie !== undefined && known.sameSiteUnsure !== true);

const preferKnownSameSite = (
  known: CookieAttributes | undefined,
  seen: CookieAttributes,
  certain: boolean,
): CookieAttributes => (certain || known === undefined ? seen : { ...seen, sameSite: known.sameSite });

export const cookieChanged = (draft: Draft, seen: CookieChanged): void => {
  const { attributes } = seen.cookie;
  const key = placeKey('cookie', seen.cookie.name, seen.site, { cookie: attributes });
  if (seen.removed) {
    bury(draft, knownKey(draft, seen.cookie, key), seen.at);
    return;
  }
  const known = draft.facts.places[key];
  // Two Set-Cookie lines of one name cross their late events: an older value is no news.
  const current = known === undefined ? undefined : currentValue(known);
  const older = known?.values.some((value) => value !== current && isSameValue(value, seen.cookie.shape));
  if (older === true && current !== undefined && seen.at - current.firstAt < RACE_MS) return;
  const origin = known?.origin ?? seen.site;
  // Scripts cannot write an HttpOnly cookie; a readable one that no watched response set most likely came from a script.
  const how = attributes.httpOnly ? 'unknown' : 'script';
  const issuedBy = isBackAtOnce(known, seen) ? undefined : ({ how, at: seen.at } as const);
  upsert(draft, seen.cookie, origin, seen.at, issuedBy);
};

/** Of an answer that takes a cookie away and sets it anew, both events come after its headers. */
const isBackAtOnce = (place: Place | undefined, { cookie, at }: CookieChanged): boolean => {
  const current = place?.gone === undefined ? undefined : currentValue(place);
  if (current === undefined || place?.issuedBy === undefined || !isSameValue(current, cookie.shape)) return false;
  return at - place.issuedBy.at < RACE_MS;
};

/** Each credential with its role and the log-odds that it carries the signed-in identity. */
import { knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie, csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, tokenHeader } from '../knowledge/headers.ts';
import { storageKey } from '../knowledge/storage.ts';
import { tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { Role } from '../report.ts';
import { isKept, type Place, type PlaceValue, type SiteFactsRecord } from '../site/state.ts';
import { anonymousClaims } from './claims.ts';
import { cookieRole, isRefreshPath } from './cookie-role.ts';
import { dynamicEvidence, lastAccepted, type Weighed } from './dynamic.ts';
import { type Joined, valueInForce } from './join.ts';
import type { Timeline } from './timeline.ts';

export interface Candidate {
  joined: Joined;
  role: Role;
  /** Log-odds that it authenticates. */
  logit: number;
  format: string;
  evidence: Weighed[];
  /** Has evidence from a protocol or from behaviour, not from names and flags alone. */
  proven: boolean;
  issuerHint?: string;
  value: PlaceValue | undefined;
}

const PRIOR = -1.9;
const STATIC_CAP = 4;

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

export const candidatesOf = (joined: readonly Joined[], timeline: Timeline, facts: SiteFactsRecord): Candidate[] =>
  joined.map((one) => candidate(one, joined, timeline, facts));

const candidate = (one: Joined, all: readonly Joined[], timeline: Timeline, facts: SiteFactsRecord): Candidate => {
  const value = valueInForce(one);
  const fixed = staticEvidence(one, value);
  const wire = wireEvidence(one, timeline);
  const dynamic = dynamicEvidence(one, timeline, facts);
  const capped = Math.max(-STATIC_CAP, Math.min(STATIC_CAP, sum(fixed.evidence)));
  const role = isSignature(one, all) ? 'other' : roleOf(one, value, fixed.role, [...wire, ...dynamic]);
  const issuerHint = hintOf(one);
  return {
    joined: one,
    role:
      role === 'other' && !isSignature(one, all) && mayBeMore(one, value) && (sum(dynamic) >= 2.5 || sum(wire) > 0)
        ? fallbackRole(one)
        : role,
    logit: PRIOR + capped + sum(wire) + sum(dynamic),
    format: formatOf(one, value, all),
    evidence: [...wire, ...dynamic, ...fixed.evidence],
    proven: [...wire, ...dynamic].some((item) => item.weight >= 2),
    ...(issuerHint === undefined ? {} : { issuerHint }),
    value,
  };
};

/** Flags, words and user info that come and go with the login tell of it, but open nothing. */
const mayBeMore = (one: Joined, value: PlaceValue | undefined): boolean => {
  if (value === undefined || value.trivial === true || value.format === 'text') return false;
  if (one.places.every(({ place }) => place.where === 'header'))
    return isOnTokenHeader(one) || value.token !== undefined;
  const place = cookiePlace(one);
  const kind = knownCookie(place?.name ?? '', place?.cookie?.domain)?.kind;
  return kind !== 'login-flag' && kind !== 'transaction';
};

/** Devices, visitors and uploads have headers of their own, with values just as random. */
const isOnTokenHeader = (one: Joined): boolean =>
  one.places.some(({ place }) => place.name === 'Authorization' || tokenHeader(place.name) || apiKeyHeader(place.name));

const sum = (items: readonly Weighed[]): number => items.reduce((total, item) => total + item.weight, 0);

const cookiePlace = (one: Joined): Place | undefined => one.places.find(({ place }) => place.where === 'cookie')?.place;

/** Names, flags and formats: enough for a guess, never for certainty. */
const staticEvidence = (one: Joined, value: PlaceValue | undefined): { role: Role; evidence: Weighed[] } => {
  const place = cookiePlace(one);
  if (place !== undefined && value !== undefined) {
    const attributes = place.cookie;
    const judged = cookieRole({
      name: place.name,
      shape: value,
      domain: attributes?.domain ?? '',
      path: attributes?.path ?? '/',
      secure: attributes?.secure ?? false,
      sameSite: attributes?.sameSite ?? 'unset',
      session: attributes?.session ?? true,
      ...(attributes === undefined ? {} : { httpOnly: attributes.httpOnly }),
      ...(attributes?.expires === undefined ? {} : { expires: attributes.expires }),
    });
    return { role: judged.role, evidence: judged.because.filter((item) => item.code !== 'prior') };
  }
  const stored = one.places.find(({ place: kept }) => isKept(kept))?.place;
  if (stored === undefined) return { role: 'other', evidence: userToken(value) };
  const known = storageKey(stored.where, stored.name);
  const evidence = userToken(value);
  if (known !== undefined)
    evidence.push({ code: 'sdk-storage', text: `${known.sdk} keeps its tokens there`, weight: 2 });
  else if (tokenParameter(lastName(stored)) !== undefined) {
    evidence.push({ code: 'token-name', text: 'Its name says that it is a token', weight: 1.5 });
  }
  return { role: 'other', evidence };
};

const lastName = (place: Place): string => (place.path ? (place.path.split('.').at(-1) ?? place.path) : place.name);

const userToken = (value: PlaceValue | undefined): Weighed[] => {
  if (value?.token === undefined) return [];
  const { claims } = readToken(value.token);
  if (anonymousClaims(claims))
    return [{ code: 'anonymous-token', text: 'Its claims say that nobody is signed in', weight: -4 }];
  if (claims?.['sub'] !== undefined) return [{ code: 'user-token', text: 'A JWT that names a subject', weight: 1.5 }];
  return [];
};

/** How it travels, and whether that was the same before and after the login. */
const wireEvidence = (one: Joined, timeline: Timeline): Weighed[] => {
  const header = one.sendings.find((sending) => sending.where === 'header' && !csrfHeader(sending.name));
  const query = one.sendings.find((sending) => sending.where === 'query' && tokenParameter(sending.name) !== undefined);
  const evidence: Weighed[] = [];
  if (header !== undefined) {
    if (header.name === 'Authorization') {
      evidence.push({ code: 'authorization-header', text: 'It travels in the Authorization header', weight: 4 });
    } else if (tokenHeader(header.name)) {
      evidence.push({ code: 'token-header', text: `It travels in the header ${header.name}`, weight: 2.5 });
    } else if (apiKeyHeader(header.name)) {
      evidence.push({
        code: 'api-key-header',
        text: `It travels in the header ${header.name}, which is for API keys`,
        weight: 1,
      });
    }
  } else if (query !== undefined) {
    const text = `It travels in the URL as ${query.name}`;
    evidence.push({ code: 'url-parameter', text, weight: isUsedAsTicket(one) ? 2.5 : 0 });
  }
  if (header !== undefined && constantThroughLogin(one, timeline)) {
    evidence.push({
      code: 'constant',
      text: 'It was the same before and after the login: the application, not the user',
      weight: -6,
    });
  }
  return evidence;
};

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

export const constantThroughLogin = (one: Joined, timeline: Timeline): boolean => {
  const login = lastAccepted(timeline);
  if (login === undefined || login.appeared.length === 0 || login.appeared.includes(one.id)) return false;
  const headers = one.sendings.filter((sending) => sending.where === 'header');
  return headers.some((sending) => sending.firstAt < login.at && sending.lastAt > login.at);
};

const roleOf = (one: Joined, value: PlaceValue | undefined, fixed: Role, behaviour: readonly Weighed[]): Role => {
  const names = one.sendings.filter((sending) => sending.where === 'header').map((sending) => sending.name);
  if (names.some((name) => csrfHeader(name)) && !names.includes('Authorization')) return 'csrf-token';
  if (behaviour.some((item) => item.code === 'constant')) return 'api-key';
  if (isHttpLogin(value)) return 'login';
  // Supabase sends its key twice while nobody is signed in, as `apikey` and as Bearer.
  const withLogin = behaviour.some((item) => item.code === 'issued-at-login' || item.code === 'rotated-at-login');
  const isKey = names.some((name) => apiKeyHeader(name)) && !names.some((name) => tokenHeader(name));
  if (isKey && !withLogin) return 'api-key';
  const word = one.places.map(({ place }) => roleByWord(place)).find((role) => role !== undefined);
  if (word === 'refresh-token') return word;
  if (names.includes('Authorization')) return isIdToken(value) && word === 'id-token' ? 'id-token' : 'access-token';
  if (isKey) return 'api-key';
  if (names.some((name) => tokenHeader(name))) return 'access-token';
  const place = cookiePlace(one);
  if (place !== undefined) {
    if (csrfCookie(place.name)) return 'csrf-token';
    if (isRefreshPath(place.cookie?.path ?? '/')) return 'refresh-token';
    // An opaque value that the browser alone attaches is a ticket, also where the cookie is called `auth_token`.
    return fixed === 'access-token' && value?.token === undefined ? 'session-id' : fixed;
  }
  return word ?? (value?.token === undefined ? 'other' : 'access-token');
};

/** RFC 7617, RFC 7616, RFC 4559: what these schemes carry is the login itself. */
const isHttpLogin = (value: PlaceValue | undefined): boolean =>
  value?.format === 'basic' || value?.format === 'digest' || value?.format === 'negotiate';

const roleByWord = (place: Place): Role | undefined => {
  if (place.where === 'header') return undefined;
  if (place.where === 'cookie') return /refresh/i.test(place.name) ? 'refresh-token' : undefined;
  const known = isKept(place) ? storageKey(place.where, place.name) : undefined;
  return tokenParameter(lastName(place)) ?? known?.role;
};

const isIdToken = (value: PlaceValue | undefined): boolean => {
  if (value?.token === undefined) return false;
  const { claims } = readToken(value.token);
  return claims?.['nonce'] !== undefined || claims?.['at_hash'] !== undefined || claims?.['token_use'] === 'id';
};

const fallbackRole = (one: Joined): Role => (cookiePlace(one) === undefined ? 'access-token' : 'session-id');

/** A cookie with a sibling `<name>.sig` is signed by keygrip (Express cookie-session, Koa): the state lies in the cookie. */
const formatOf = (one: Joined, value: PlaceValue | undefined, all: readonly Joined[]): string => {
  const place = cookiePlace(one);
  const format = value?.format ?? 'opaque';
  if (place === undefined || format === 'jwt' || format === 'jwe') return format;
  return hasCookie(all, `${place.name}.sig`) ? 'sealed:keygrip' : format;
};

const hasCookie = (all: readonly Joined[], name: string): boolean =>
  all.some((other) => other.places.some(({ place }) => place.where === 'cookie' && place.name === name));

/** The `.sig` cookie is the seal of its sibling, not a credential of its own. */
const isSignature = (one: Joined, all: readonly Joined[]): boolean => {
  const name = cookiePlace(one)?.name ?? '';
  return name.endsWith('.sig') && hasCookie(all, name.slice(0, -'.sig'.length));
};

const hintOf = (one: Joined): string | undefined => {
  const place = cookiePlace(one);
  if (place !== undefined) return knownCookie(place.name, place.cookie?.domain)?.stack;
  const kept = one.places.find(({ place: stored }) => isKept(stored))?.place;
  return kept === undefined ? undefined : storageKey(kept.where, kept.name)?.sdk;
};

/** Each credential with its role and the log-odds that it carries the signed-in identity. */
import { knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie, csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, tokenHeader } from '../knowledge/headers.ts';
import { refreshPath } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { Role } from '../report.ts';
import { isKept, type Place, type PlaceValue, type SiteFactsRecord } from '../site/state.ts';
import { anonymousClaims } from './claims.ts';
import { cookieRole } from './cookie-role.ts';
import { dynamicEvidence, type Weighed } from './dynamic.ts';
import { type Joined, valueInForce } from './join.ts';
import { hintOf, roleByWord, storedEvidence } from './kept.ts';
import type { Timeline } from './timeline.ts';
import { boundEvidence, isSentAsKey, namesApplication, socketEvidence, wireEvidence } from './wire.ts';

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
  const seal = isSignature(one, all);
  const wire = wireEvidence(one, timeline);
  const dynamic = [...dynamicEvidence(one, timeline, facts), ...boundEvidence(one, facts)];
  const named = seal ? 'other' : roleOf(one, value, fixed.role, [...wire, ...dynamic]);
  const isMore = named === 'other' && !seal && mayBeMore(one, value) && (sum(dynamic) >= 2.5 || sum(wire) > 0);
  const role = isMore ? fallbackRole(one) : named;
  const unheard = IN_A_SOCKET.has(role) ? socketEvidence(one, facts) : [];
  const still = role === 'api-key' ? ofApplication(fixed.evidence) : fixed.evidence;
  const moving = [...wire, ...unheard, ...dynamic];
  const capped = Math.max(-STATIC_CAP, Math.min(STATIC_CAP, sum(still)));
  const issuerHint = hintOf(one);
  return {
    joined: one,
    role,
    logit: PRIOR + capped + sum(moving),
    format: formatOf(one, value, all),
    evidence: [...moving, ...still],
    proven: moving.some((item) => item.weight >= 2),
    ...(issuerHint === undefined ? {} : { issuerHint }),
    value,
  };
};

/** What a page sends over a socket to say who is there. */
const IN_A_SOCKET: ReadonlySet<Role> = new Set(['access-token', 'session-id', 'id-token']);

/** A subject in the key of an application is the application. */
const ofApplication = (evidence: readonly Weighed[]): Weighed[] => [
  ...evidence.filter(({ code }) => code !== 'user-token'),
  { code: 'application-key', text: 'It is a key of the application: it does not say who you are', weight: 0 },
];

/** Flags, words and user info that come and go with the login tell of it, but open nothing. */
const mayBeMore = (one: Joined, value: PlaceValue | undefined): boolean => {
  if (value === undefined || value.trivial === true || value.format === 'text') return false;
  // What a page keeps for itself, and what neither looks nor is called like a token, is its own business.
  if (
    one.sendings.length === 0 &&
    value.token === undefined &&
    value.prefix === undefined &&
    cookiePlace(one) === undefined
  )
    return false;
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
  return { role: 'other', evidence: [...userToken(value), ...storedEvidence(stored)] };
};

const userToken = (value: PlaceValue | undefined): Weighed[] => {
  if (value?.token === undefined) return [];
  const { claims } = readToken(value.token);
  if (anonymousClaims(claims))
    return [{ code: 'anonymous-token', text: 'Its claims say that nobody is signed in', weight: -4 }];
  if (claims?.['sub'] !== undefined) return [{ code: 'user-token', text: 'A JWT that names a subject', weight: 1.5 }];
  return [];
};

const roleOf = (one: Joined, value: PlaceValue | undefined, fixed: Role, behaviour: readonly Weighed[]): Role => {
  const names = one.sendings.filter((sending) => sending.where === 'header').map((sending) => sending.name);
  if (names.some((name) => csrfHeader(name)) && !names.includes('Authorization')) return 'csrf-token';
  if (behaviour.some((item) => item.code === 'in-login-form')) return 'csrf-token';
  if (behaviour.some((item) => item.code === 'constant')) return 'api-key';
  if (namesApplication(one)) return 'api-key';
  if (isHttpLogin(value)) return 'login';
  if (value?.prefix === 'public' || value?.prefix === 'id') return 'api-key';
  if (value?.prefix === 'refresh') return 'refresh-token';
  // Supabase sends its key twice while nobody is signed in, as `apikey` and as Bearer.
  const withLogin = behaviour.some((item) => item.code === 'issued-at-login' || item.code === 'rotated-at-login');
  // A key that somebody has to type in first is a login: it opens what was shut.
  const typed = behaviour.some((item) => item.code === 'opens-what-was-refused');
  const isKey = isSentAsKey(one);
  if (isKey && !withLogin && !typed) return 'api-key';
  const word = one.places.map(({ place }) => roleByWord(place)).find((role) => role !== undefined);
  if (word === 'refresh-token') return word;
  if (names.includes('Authorization')) return isIdToken(value) && word === 'id-token' ? 'id-token' : 'access-token';
  if (isKey || names.some((name) => tokenHeader(name))) return 'access-token';
  const place = cookiePlace(one);
  if (place !== undefined) {
    if (csrfCookie(place.name)) return 'csrf-token';
    if (refreshPath(place.cookie?.path ?? '/')) return 'refresh-token';
    // In JSON the member's name says what the cookie's cannot.
    const said = place.path === undefined ? fixed : (word ?? fixed);
    // An opaque value that the browser alone attaches is a ticket, also where the cookie is called `auth_token`.
    return said === 'access-token' && value?.token === undefined ? 'session-id' : said;
  }
  return word ?? (value?.token === undefined ? 'other' : 'access-token');
};

/** RFC 7617, RFC 7616, RFC 4559: what these schemes carry is the login itself. */
const isHttpLogin = (value: PlaceValue | undefined): boolean =>
  value?.format === 'basic' || value?.format === 'digest' || value?.format === 'negotiate';

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
  // A seal on a random number makes it no more than a ticket that cannot be made up.
  return format !== 'opaque' && hasCookie(all, `${place.name}.sig`) ? 'sealed:keygrip' : format;
};

const hasCookie = (all: readonly Joined[], name: string): boolean =>
  all.some((other) => other.places.some(({ place }) => place.where === 'cookie' && place.name === name));

/** The `.sig` cookie is the seal of its sibling, not a credential of its own. */
const isSignature = (one: Joined, all: readonly Joined[]): boolean => {
  const name = cookiePlace(one)?.name ?? '';
  return name.endsWith('.sig') && hasCookie(all, name.slice(0, -'.sig'.length));
};

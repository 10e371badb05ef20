/** What a single cookie probably is, judged by its name, its attributes and the shape of its value. */
import { type NameReading, readName } from '../knowledge/cookie-words.ts';
import { type CookieKind, type KnownCookie, knownCookie, siteCookie } from '../knowledge/cookies.ts';
import { csrfCookie } from '../knowledge/csrf.ts';
import { cookieNames, names } from '../knowledge/names.ts';
import { type ThirdPartyFamily, thirdPartyCookie } from '../knowledge/third-party.ts';
import { refreshPath, tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { ValueShape } from '../observe/observation.ts';
import { shapeOf } from '../observe/shape.ts';
import type { Role, SameSite } from '../report.ts';
import { anonymousClaims, roleOfClaims, userClaims } from './claims.ts';
import { type Feature, type Reason, reasonFor, STATIC_CAP } from './cookie-weights.ts';

export type { Reason } from './cookie-weights.ts';

/** The part of a shape that is looked at; a stored shape without its fingerprint will do. */
export type CookieValue = Pick<ValueShape, 'length' | 'entropyBits' | 'format' | 'trivial' | 'token'>;

export interface CookieFeatures {
  name: string;
  shape?: CookieValue;
  domain: string;
  path: string;
  secure: boolean;
  /** Absent where the attributes were not seen, as of a cookie that only a request tells of. */
  httpOnly?: boolean;
  sameSite: SameSite;
  session: boolean;
  /** Epoch milliseconds. */
  expires?: number;
}

export interface CookieRole {
  role: Role;
  /** 0..1, the estimated probability that the cookie authenticates. */
  score: number;
  because: Reason[];
}

/**
 * Judges a cookie by what can be read off it, standing still. The weights are log-odds (knowledge 10.2, tier 2); `score`
 * is their logistic sum, with everything but the prior capped at ±4, so it never gets beyond 0.89.
 *
 * What it cannot know: whether the value changed at login or went at logout, whether requests fail without it, whether a
 * script wrote it, whether a framework's session belongs to somebody signed in or to a visitor, whether the cookies
 * beside it are better candidates, and whether the page echoes it as an anti-CSRF token. A high score makes a candidate,
 * not a finding. `session` and `expires` are taken and not weighed: sessions last as long as visitor ids do.
 *
 * @param cookie its `shape`, or its raw `value`, which is shaped here and goes no further. What is missing or of another
 * type counts as not known; `sameSite` is read in any case. Never throws.
 */
export function cookieRole(cookie: CookieFeatures & { value?: string }): CookieRole {
  const features = plainFeatures(cookie);
  const because = [reasonFor('prior'), ...weigh(features)];
  const logOdds = because.reduce((sum, { weight }) => sum + weight, 0);
  return { role: roleOf(features), score: 1 / (1 + Math.exp(-logOdds)), because };
}

/** Callers of the library are not all written in TypeScript. */
function plainFeatures(cookie: CookieFeatures & { value?: string }): CookieFeatures {
  const { name, value, shape, domain, path, secure, httpOnly, sameSite, session, expires } = cookie ?? {};
  const judged = shape ?? (typeof value === 'string' ? shapeOf(value, () => '') : undefined);
  return {
    name: typeof name === 'string' ? name : '',
    domain: typeof domain === 'string' ? domain : '',
    path: typeof path === 'string' ? path : '/',
    secure: secure === true,
    sameSite: plainSameSite(sameSite),
    session: session === true,
    ...(judged === undefined ? {} : { shape: judged }),
    ...(typeof httpOnly === 'boolean' ? { httpOnly } : {}),
    ...(typeof expires === 'number' ? { expires } : {}),
  };
}

function plainSameSite(sameSite: unknown): SameSite {
  const text = typeof sameSite === 'string' ? sameSite.slice(0, 20).toLowerCase() : '';
  return text === 'lax' || text === 'strict' || text === 'none' ? text : 'unset';
}

/** The static reasons for and against, without the prior. Their sum stays within ±4; beyond it all shrink alike. */
export function weigh(cookie: CookieFeatures): Reason[] {
  const codes = [...nameFeatures(cookie), ...attributeFeatures(cookie), ...valueFeatures(cookie.shape)];
  const reasons = codes.map(reasonFor);
  const total = Math.abs(reasons.reduce((sum, { weight }) => sum + weight, 0));
  if (total <= STATIC_CAP) return reasons;
  return reasons.map((reason) => ({ ...reason, weight: (reason.weight * STATIC_CAP) / total }));
}

type Named =
  | { as: 'known'; known: KnownCookie }
  | { as: 'third-party'; family: ThirdPartyFamily }
  | { as: 'csrf' }
  | { as: 'unknown'; reading: NameReading };

/** What the tables say, the more special before the more general; and only then the words of the name. */
function readTables({ name, domain }: CookieFeatures): Named {
  const here = siteCookie(name, domain);
  if (here !== undefined) return { as: 'known', known: here };
  const family = thirdPartyCookie(name);
  if (family !== undefined) return { as: 'third-party', family };
  const known = knownCookie(name);
  if (known !== undefined) return { as: 'known', known };
  return csrfCookie(name) ? { as: 'csrf' } : { as: 'unknown', reading: readName(name) };
}

function nameFeatures(cookie: CookieFeatures): Feature[] {
  const named = readTables(cookie);
  if (named.as === 'known') return [`name-${named.known.kind}`];
  if (named.as === 'third-party') return [`name-${named.family}`];
  if (named.as === 'csrf') return ['name-csrf'];
  const { reading } = named;
  const features: Feature[] = [];
  if (reading.strong) features.push('name-strong');
  else if (reading.signIn) features.push('name-medium');
  if (reading.other) features.push('name-negative');
  if (reading.flag) features.push('name-flag');
  if (reading.who) features.push('name-who');
  if (reading.transaction) features.push('name-passing');
  return features;
}

function attributeFeatures({ name, httpOnly, secure, sameSite, shape }: CookieFeatures): Feature[] {
  const features: Feature[] = [];
  if (httpOnly === true) features.push('http-only');
  // Single-page applications write their tokens themselves (knowledge 2.2).
  if (httpOnly === false && shape?.token === undefined) features.push('readable');
  if (/^__(?:secure|host|http|host-http)-/i.test(name)) features.push('name-prefix');
  if (secure) features.push('secure');
  if (sameSite === 'lax' || sameSite === 'strict') features.push('same-site');
  return features;
}

function valueFeatures(shape: CookieValue | undefined): Feature[] {
  if (shape === undefined) return [];
  if (shape.length === 0) return ['value-empty'];
  return [...lengthFeatures(shape), ...formatFeatures(shape)];
}

function lengthFeatures({ length, trivial }: CookieValue): Feature[] {
  const features: Feature[] = [];
  if (length < 8) features.push('value-tiny');
  else if (length < 22) features.push('value-short');
  if (trivial === true) features.push('value-trivial');
  return features;
}

/** Formats that carry signed or encrypted facts. `base64` JSON and serialised objects are sealed by nobody. */
const structured: ReadonlySet<string> = new Set(
  names(`
    iron rails rails-signed django flask wordpress laravel aspnetcore express fernet paseto
    tornado phoenix supabase fastify hono remix cakephp spring-session gorilla oauth2-proxy
  `).map((name) => `sealed:${name}`),
);

function formatFeatures(shape: CookieValue): Feature[] {
  const claims = claimsOf(shape);
  if (anonymousClaims(claims)) return ['value-anonymous-token'];
  if (userClaims(claims)) return ['value-user-token'];
  if (shape.format === 'jwe' || structured.has(shape.format)) return ['value-sealed'];
  const long: Feature[] = shape.length > 256 ? ['value-long'] : [];
  if (shape.format !== 'opaque') return long;
  // A UUID is 32 hex digits and 4 hyphens: the only shape of this length and this bound.
  if (shape.length === 36 && shape.entropyBits === 128) return ['value-uuid'];
  return shape.entropyBits >= 128 ? [...long, 'value-random'] : long;
}

function claimsOf({ token }: CookieValue): Record<string, unknown> | undefined {
  return token?.kind === 'jws' ? readToken(token).claims : undefined;
}

/** What the cookie is for. Dynamic evidence may overrule it later. */
function roleOf(cookie: CookieFeatures): Role {
  const named = readTables(cookie);
  if (named.as === 'third-party') return 'other';
  if (named.as === 'csrf') return 'csrf-token';
  if (named.as === 'known') return roleOfKnown(named.known, cookie);
  // A cookie that only the token endpoint gets is a refresh token, whatever its name.
  if (refreshPath(cookie.path)) return 'refresh-token';
  const role = roleByName(cookie, named.reading);
  if (role !== undefined && STAYS.has(role)) return role;
  const byClaims = roleByClaims(cookie.shape);
  if (byClaims !== undefined) return byClaims;
  const { session, flag, other } = named.reading;
  if (flag || (other && role === undefined)) return 'other';
  return role ?? (session ? 'session-id' : 'other');
}

/** Whatever the value looks like. */
const STAYS: ReadonlySet<Role> = new Set<Role>(['refresh-token', 'id-token', 'remember-me', 'state']);

const KIND_ROLES: Partial<Record<CookieKind, Role>> = {
  transaction: 'state',
  'anti-csrf': 'csrf-token',
  'login-flag': 'other',
  anonymous: 'other',
  seal: 'other',
};

function roleOfKnown({ kind, stack }: KnownCookie, cookie: CookieFeatures): Role {
  const role = KIND_ROLES[kind];
  if (role !== undefined) return role;
  if (refreshPath(cookie.path)) return 'refresh-token';
  const byName = roleByName(cookie, readName(cookie.name));
  if (byName === 'refresh-token' || byName === 'id-token') return byName;
  if (kind === 'remember-me') return 'remember-me';
  if (kind === 'identity-provider') return 'session-id';
  return roleByClaims(cookie.shape) ?? (byName === 'access-token' && stack === 'generic' ? byName : 'session-id');
}

function roleByClaims(shape: CookieValue | undefined): Role | undefined {
  const claims = shape === undefined ? undefined : claimsOf(shape);
  return roleOfClaims(claims) ?? (userClaims(claims) ? 'access-token' : undefined);
}

function roleByName({ name, shape }: CookieFeatures, { words, transaction }: NameReading): Role | undefined {
  const role = cookieNames(name)
    .map(tokenParameter)
    .find((each) => each !== undefined);
  // The words for API keys are common words elsewhere, but for this one.
  if (role === 'api-key' && /api[-_]?key/i.test(name)) return role;
  if (role === 'access-token') return tokenOrTicket(name, shape);
  if (role !== undefined && role !== 'api-key') return role;
  if (transaction) return 'state';
  if (words.some((word) => remember.has(word))) return 'remember-me';
  const at = words.findLastIndex((word) => word === 'token' || word === 'jwt');
  if (at < 0) return undefined;
  return TOKEN_ROLES.get(words[at - 1] ?? '') ?? tokenOrTicket(name, shape);
}

/** What the server looks up is a ticket, though it be called `auth_token`; OAuth calls its own by their full names. */
function tokenOrTicket(name: string, shape: CookieValue | undefined): Role {
  const isOpaque = shape !== undefined && shape.token === undefined;
  return isOpaque && !/access|bearer|oauth|jwt/i.test(name) ? 'session-id' : 'access-token';
}

const remember: ReadonlySet<string> = new Set(
  names(
    'remember rememberme autologin persistentlogin merken recordar souvenir lembrar ricordami onthouden zapamietaj',
  ),
);

const TOKEN_ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['refresh', 'refresh-token'],
  ['id', 'id-token'],
  ['session', 'session-id'],
  ['sess', 'session-id'],
  ['login', 'session-id'],
  ['sso', 'session-id'],
]);

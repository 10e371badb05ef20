/** What a single cookie probably is, judged by its name, its attributes and the shape of its value. */

import { isFlagName, isMediumName, isNegativeName, isSessionName, isStrongName } from '../knowledge/cookie-words.ts';
import { type CookieKind, knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie } from '../knowledge/csrf.ts';
import { cookieNames, names, wordsOf } from '../knowledge/names.ts';
import { type ThirdPartyFamily, thirdPartyCookie } from '../knowledge/third-party.ts';
import { tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { ValueShape } from '../observe/observation.ts';
import { shapeOf } from '../observe/shape.ts';
import type { Role, SameSite } from '../report.ts';

/** The part of a shape that is looked at; a stored shape without its fingerprint will do. */
export type CookieValue = Pick<ValueShape, 'length' | 'entropyBits' | 'format' | 'trivial' | 'token'>;

export interface CookieFeatures {
  name: string;
  shape?: CookieValue;
  domain: string;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  sameSite: SameSite;
  session: boolean;
  /** Epoch milliseconds. */
  expires?: number;
}

export interface Reason {
  code: string;
  text: string;
  /** Log-odds that the cookie authenticates. */
  weight: number;
}

export interface CookieRole {
  role: Role;
  /** 0..1, the estimated probability that the cookie authenticates. */
  score: number;
  because: Reason[];
}

/** knowledge 2.2: the intercept of the model over 2,546 labelled cookies, of which 13 % authenticate. */
const PRIOR: Reason = { code: 'prior', text: 'Most cookies authenticate nobody', weight: -1.9 };
/** knowledge 10.2, tier 2: names and flags alone never decide. */
const STATIC_CAP = 4;

/**
 * Judges a cookie by what can be read off it, standing still. The weights are log-odds (knowledge 10.2, tier 2); `score`
 * is their logistic sum, with everything but the prior capped at ±4, so it never gets beyond 0.89.
 *
 * What it cannot know: whether the value changed at login or went at logout, whether requests fail without it, whether a
 * script wrote it, whether a framework's session belongs to somebody signed in or to a visitor, and whether the page
 * echoes it as an anti-CSRF token under a session's name, as LinkedIn does with `JSESSIONID`. A high score makes a
 * candidate, not a finding.
 *
 * @param cookie its `shape`, or its raw `value`, which is shaped here and goes no further
 */
export function cookieRole(cookie: CookieFeatures & { value?: string }): CookieRole {
  const { value, ...rest } = cookie;
  const shape = rest.shape ?? (value === undefined ? undefined : shapeOf(value, () => ''));
  const features: CookieFeatures = shape === undefined ? rest : { ...rest, shape };
  const because = [PRIOR, ...weigh(features)];
  const logOdds = because.reduce((sum, { weight }) => sum + weight, 0);
  return { role: roleOf(features), score: 1 / (1 + Math.exp(-logOdds)), because };
}

/** The static reasons for and against, without the prior. Their sum stays within ±4; beyond it all shrink alike. */
export function weigh(cookie: CookieFeatures): Reason[] {
  const reasons = [...weighName(cookie.name), ...weighAttributes(cookie), ...weighValue(cookie.shape)];
  const total = Math.abs(reasons.reduce((sum, { weight }) => sum + weight, 0));
  if (total <= STATIC_CAP) return reasons;
  return reasons.map((reason) => ({ ...reason, weight: (reason.weight * STATIC_CAP) / total }));
}

const KIND: Record<CookieKind, { text: string; weight: number }> = {
  'server-session': { text: 'A known session cookie', weight: 2 },
  'auth-only': { text: 'A cookie known to exist only while signed in', weight: 2 },
  'remember-me': { text: 'A cookie known to keep people signed in', weight: 2 },
  gateway: { text: 'The session of a known sign-on gateway', weight: 2 },
  'identity-provider': { text: 'The session of a known identity provider', weight: 2 },
  'login-flag': { text: 'Says that somebody is signed in, but proves nothing', weight: -1.1 },
  transaction: { text: 'Lives only during one login', weight: -2 },
};

const FAMILY: Record<ThirdPartyFamily, string> = {
  analytics: 'A known analytics or advertising cookie',
  consent: 'A known consent cookie',
  'load-balancer': 'A known load balancer or firewall cookie',
  bot: 'A known bot protection cookie',
  preference: 'A known preference cookie',
  commerce: 'A known shopping cart cookie',
};

function weighName(name: string): Reason[] {
  const family = thirdPartyCookie(name);
  if (family !== undefined) return [{ code: `name-${family}`, text: FAMILY[family], weight: -2.5 }];
  const known = knownCookie(name);
  if (known !== undefined) return [{ code: `name-${known.kind}`, ...KIND[known.kind] }];
  if (csrfCookie(name)) return [{ code: 'name-csrf', text: 'An anti-CSRF token by its name', weight: -2 }];
  const reasons: Reason[] = [];
  if (isStrongName(name)) reasons.push({ code: 'name-strong', text: 'Named like a session or a token', weight: 2 });
  else if (isMediumName(name))
    reasons.push({ code: 'name-medium', text: 'Its name has a word of signing in', weight: 1 });
  if (isNegativeName(name))
    reasons.push({ code: 'name-negative', text: 'Its name speaks of something else', weight: -2 });
  if (isFlagName(name)) reasons.push({ code: 'name-flag', text: 'Named like a flag, not a credential', weight: -1.1 });
  return reasons;
}

function weighAttributes(cookie: CookieFeatures): Reason[] {
  const reasons: Reason[] = [];
  if (cookie.httpOnly) reasons.push({ code: 'http-only', text: 'Hidden from scripts (HttpOnly)', weight: 1 });
  if (/^__(?:secure|host|http)-/i.test(cookie.name)) {
    reasons.push({ code: 'name-prefix', text: 'Protected by the prefix of its name', weight: 0.7 });
  }
  if (cookie.secure)
    reasons.push({ code: 'secure', text: 'Sent over encrypted connections only (Secure)', weight: 0.2 });
  if (cookie.sameSite === 'lax' || cookie.sameSite === 'strict') {
    reasons.push({ code: 'same-site', text: 'Kept from cross-site requests (SameSite)', weight: 0.3 });
  }
  return reasons;
}

function weighValue(shape: CookieValue | undefined): Reason[] {
  if (shape === undefined) return [];
  return [...weighLength(shape), ...weighFormat(shape)];
}

function weighLength({ length, trivial }: CookieValue): Reason[] {
  if (length < 8)
    return [{ code: 'value-tiny', text: 'Too short to be guessed at all', weight: -0.5 }, ...flag(trivial)];
  if (length < 22) return [{ code: 'value-short', text: 'Short for a credential', weight: -0.9 }, ...flag(trivial)];
  return flag(trivial);
}

function flag(trivial: boolean | undefined): Reason[] {
  return trivial === true
    ? [{ code: 'value-trivial', text: 'Its value is a word, a number or a flag', weight: -1.1 }]
    : [];
}

/** Formats that carry signed or encrypted facts. `base64` JSON and serialised objects are sealed by nobody. */
const structured: ReadonlySet<string> = new Set(
  names(`
    iron rails rails-signed django flask wordpress laravel aspnetcore express fernet paseto
    tornado phoenix supabase fastify hono remix cakephp spring-session gorilla oauth2-proxy
  `).map((name) => `sealed:${name}`),
);

function weighFormat(shape: CookieValue): Reason[] {
  if (isUserToken(shape))
    return [{ code: 'value-user-token', text: 'A JWT that names a subject and expires', weight: 1.5 }];
  if (shape.format === 'jwe' || structured.has(shape.format)) {
    return [{ code: 'value-sealed', text: 'Signed or encrypted by a framework', weight: 1 }];
  }
  if (shape.format !== 'opaque') return [];
  // A UUID is 32 hex digits and 4 hyphens: the only shape of this length and this bound.
  if (shape.length === 36 && shape.entropyBits === 128)
    return [{ code: 'value-uuid', text: 'A UUID, as visitor ids are', weight: -0.7 }];
  return shape.entropyBits >= 128 ? [{ code: 'value-random', text: 'Long and random to look at', weight: 0.7 }] : [];
}

/** RFC 7519 says `sub`; many servers invent their own name for whom they mean. */
const SUBJECT_CLAIMS = ['sub', 'id', 'uid', 'user', 'user_id', 'userId', 'username', 'preferred_username', 'email'];

function isUserToken({ token }: CookieValue): boolean {
  if (token === undefined || token.kind !== 'jws') return false;
  const { claims } = readToken(token);
  return claims?.['exp'] !== undefined && SUBJECT_CLAIMS.some((name) => claims[name] !== undefined);
}

/** What the cookie is for. Dynamic evidence may overrule it later. */
function roleOf(cookie: CookieFeatures): Role {
  if (thirdPartyCookie(cookie.name) !== undefined) return 'other';
  const known = knownCookie(cookie.name);
  if (known?.kind === 'transaction') return 'state';
  if (known?.kind === 'login-flag') return 'other';
  if (known === undefined && csrfCookie(cookie.name)) return 'csrf-token';
  const named = namedRole(cookie.name);
  if (named === 'refresh-token' || named === 'id-token') return named;
  if (known?.kind === 'remember-me' || named === 'remember-me') return 'remember-me';
  if (cookie.shape !== undefined && isUserToken(cookie.shape)) return 'access-token';
  if (named === 'access-token' && (known === undefined || known.stack === 'generic')) return 'access-token';
  if (known !== undefined) return 'session-id';
  if (named !== undefined) return named;
  return isSessionName(cookie.name) && !isFlagName(cookie.name) && !isNegativeName(cookie.name)
    ? 'session-id'
    : 'other';
}

function namedRole(name: string): Role | undefined {
  const roles = cookieNames(name).map(tokenParameter);
  const role = roles.find((each) => each !== undefined);
  if (role !== undefined && role !== 'api-key') return role;
  const words = wordsOf(name);
  if (words.includes('refresh') && words.includes('token')) return 'refresh-token';
  return words.includes('remember') || words.includes('rememberme') ? 'remember-me' : undefined;
}

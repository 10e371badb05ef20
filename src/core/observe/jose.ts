/**
 * JOSE compact serialisations: JWS (RFC 7515 section 7.1), JWE (RFC 7516 section 7.1), JWT (RFC 7519).
 *
 * This is the only file that imports `jwt-decode`. That library decodes anything between dots, `www.e30.com` included,
 * so a structural gate stands in front of it. Nothing here verifies a signature or decrypts.
 */
import { jwtDecode } from 'jwt-decode';
import { decodeBase64, isBase64url } from './base64.ts';
import { hasDuplicateMember, isObject, isTooDeep, parseJson, wellFormed } from './json.ts';
import type { TokenShape } from './observation.ts';

/** Whole tokens, in characters. */
export const MAX_TOKEN = 16_384;
/** Header and Claims Set as kept, in characters each. */
const MAX_JSON = 8_192;
/** 9999-12-31T23:59:59Z as NumericDate, in seconds. */
const LAST_SECOND = 253_402_300_799;

export interface TokenContent {
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Epoch milliseconds. */
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
}

/**
 * Recognises one compact JWS or JWE and nothing around it, and keeps its header and Claims Set.
 *
 * Does not prove that the token is genuine, unexpired, or meant for anybody: no key is used.
 * A JWS whose payload is no JSON object is one, without `claims` and with an issue that says why.
 *
 * @param text at most 16 KiB; longer is not looked at
 * @returns undefined if it is not JOSE: header not a JSON object with string `alg` (a JWE: also `enc`), wrong number of
 *   parts, not base64url. Never throws.
 */
export function decodeJose(text: string): TokenShape | undefined {
  // Every header is a JSON object: `{"` reads as `ey`, `{` and a line break as `ew`.
  if (text.length > MAX_TOKEN || !/^e[yw]/.test(text)) return undefined;
  const padded = text.split('.', 6);
  if (padded.length !== 3 && padded.length !== 5) return undefined;
  const parts = padded.map(withoutPadding);
  const [first, second, third] = parts as [string, string, string];

  const issues = new Set<string>();
  if (parts.some((part, at) => part !== padded[at])) issues.add('padded');
  const header = decodeMember(first, 'header', issues);
  if (!isJoseHeader(header)) return undefined;
  const kept = compact(header, issues, 'header-truncated');

  if (parts.length === 5) {
    const isJwe = typeof header['enc'] === 'string' && parts.every(isBase64url) && parts[2] !== '' && parts[4] !== '';
    return isJwe ? { kind: 'jwe', header: kept, issues: [...issues] } : undefined;
  }
  // RFC 7516 section 9: `enc` belongs to a JWE, so three parts with it are a piece of one.
  if (Object.hasOwn(header, 'enc') || !isBase64url(second) || !/^[A-Za-z0-9_-]*$/.test(third)) return undefined;
  noteSignature(header['alg'], third, issues);
  const claims = readPayload(second, issues);
  return { kind: 'jws', header: kept, ...(claims === undefined ? {} : { claims }), issues: [...issues] };
}

/** Which kind of token a header belongs to, by RFC 7516 section 9; undefined if it is no JOSE header. */
export function kindOfHeader(part: string): TokenShape['kind'] | undefined {
  const header = part.length > MAX_TOKEN ? undefined : decodeMember(part, 'header', new Set());
  if (!isJoseHeader(header)) return undefined;
  if (!Object.hasOwn(header, 'enc')) return 'jws';
  return typeof header['enc'] === 'string' ? 'jwe' : undefined;
}

/**
 * Header, Claims Set and times of a kept token.
 *
 * Times are NumericDate, seconds that may have a fraction (RFC 7519 section 2), turned into epoch milliseconds. Strings,
 * negative numbers and years after 9999 are no times and left out. Members keep their names, `__proto__` too, as data.
 */
export function readToken(shape: TokenShape): TokenContent {
  const header = parseJson(shape.header);
  const claims = shape.claims === undefined ? undefined : parseJson(shape.claims);
  const content: TokenContent = { header: isObject(header) ? header : {} };
  if (!isObject(claims)) return content;
  content.claims = claims;
  const issuedAt = epochMs(claims['iat']);
  const notBefore = epochMs(claims['nbf']);
  const expiresAt = epochMs(claims['exp']);
  if (issuedAt !== undefined) content.issuedAt = issuedAt;
  if (notBefore !== undefined) content.notBefore = notBefore;
  if (expiresAt !== undefined) content.expiresAt = expiresAt;
  return content;
}

function isJoseHeader(header: unknown): header is Record<string, unknown> & { alg: string } {
  return isObject(header) && typeof header['alg'] === 'string';
}

function epochMs(seconds: unknown): number | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= LAST_SECOND)) return undefined;
  // Plus 0 turns -0, which no clock shows, into 0.
  return Math.round(seconds * 1000) + 0;
}

/** RFC 7515 section 2 forbids the padding, but some libraries write it. Only what base64 would really pad with goes. */
function withoutPadding(part: string): string {
  const bare = part.replace(/={1,2}$/, '');
  return part.length % 4 === 0 ? bare : part;
}

function noteSignature(alg: string, signature: string, issues: Set<string>): void {
  if (signature === '') issues.add('signature-empty');
  else if (alg.toLowerCase() === 'none') issues.add('signature-not-empty');
  else if (!isBase64url(signature)) issues.add('signature-not-base64url');
}

function readPayload(part: string, issues: Set<string>): string | undefined {
  if (part === '') {
    // RFC 7515 appendix F: the payload travels elsewhere.
    issues.add('payload-detached');
    return undefined;
  }
  const payload = decodeMember(part, 'payload', issues);
  if (payload === undefined) {
    if (!issues.has('too-deep')) issues.add('payload-not-json');
    return undefined;
  }
  if (!isObject(payload)) {
    issues.add('payload-not-object');
    return undefined;
  }
  return compact(payload, issues, 'claims-truncated');
}

/** The gate for one part: its text is looked at before `jwt-decode` gets to parse it. */
function decodeMember(part: string, which: 'header' | 'payload', issues: Set<string>): unknown {
  if (!isBase64url(part)) return undefined;
  const decoded = decodeBase64(part);
  if (decoded === undefined) return undefined;
  // Hostile texts have thousands of half headers: throwing for each of them would cost seconds.
  if (which === 'header' && !/\}\s{0,9}$/.test(decoded.text.slice(-10))) return undefined;
  if (isTooDeep(decoded.text)) {
    issues.add('too-deep');
    return undefined;
  }
  try {
    const value = which === 'header' ? jwtDecode<unknown>(part, { header: true }) : jwtDecode<unknown>(`.${part}`);
    if (!decoded.utf8) issues.add('bad-utf8');
    if (isObject(value) && hasDuplicateMember(decoded.text)) issues.add('duplicate-member');
    return value;
  } catch {
    return undefined;
  }
}

/** What decides about a token stays when not everything can. */
const FIRST = [
  'alg',
  'enc',
  'typ',
  'cty',
  'kid',
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'azp',
  'scope',
  'scp',
];

/** JSON text of at most 8 KiB: members that do not fit are left out, the text stays JSON. */
function compact(object: Record<string, unknown>, issues: Set<string>, tooLong: string): string {
  const { value, inexact } = wellFormed(object);
  if (inexact) issues.add('number-inexact');
  const whole = JSON.stringify(value);
  if (whole.length <= MAX_JSON) return whole;
  issues.add(tooLong);
  const members = Object.entries(value as Record<string, unknown>).sort(([a], [b]) => rank(a) - rank(b));
  let room = MAX_JSON - 2;
  const fitting = members.filter(([name, member]) => {
    const length = JSON.stringify(name).length + JSON.stringify(member).length + 2;
    if (length > room) return false;
    room -= length;
    return true;
  });
  return JSON.stringify(Object.fromEntries(fitting));
}

function rank(name: string): number {
  const at = FIRST.indexOf(name);
  return at === -1 ? FIRST.length : at;
}

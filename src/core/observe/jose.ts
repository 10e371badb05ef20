/**
 * JOSE compact serialisations: JWS (RFC 7515 section 7.1), JWE (RFC 7516 section 7.1), JWT (RFC 7519).
 *
 * This is the only file that imports `jwt-decode`. That library decodes anything between dots, `www.e30.com` included,
 * so a structural gate stands in front of it. Nothing here verifies a signature or decrypts.
 */
import { jwtDecode } from 'jwt-decode';
import { decodeBase64, isBase64url } from './base64.ts';
import { withoutSecrets } from './claim-secrets.ts';
import { noteCritical, noteSignature } from './jose-issues.ts';
import { hasDuplicateMember, isObject, isTooDeep, parseJson, wellFormed } from './json.ts';
import type { TokenShape } from './observation.ts';

/** Whole tokens, in characters. */
const MAX_TOKEN = 65_536;
/** Of one part, in characters: `jwt-decode` needs some hundred octets of memory for each, and a microsecond. */
const MAX_DECODED = 1_024;
/** Header and Claims Set as kept, in characters each. */
const MAX_JSON = 8_192;
/** RFC 7797 section 5.2: printable ASCII but the dot. */
const UNENCODED = /^[\x20-\x2d\x2f-\x7e]*$/;
/** 9999-12-31T23:59:59Z as NumericDate, in seconds. */
const LAST_SECOND = 253_402_300_799;

/** A header with what makes it one of JOSE. */
export type JoseHeader = Record<string, unknown> & { alg: string };

export interface Jose {
  kind: TokenShape['kind'];
  header: JoseHeader;
  claims?: Record<string, unknown>;
}

export interface TokenContent {
  header: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Epoch milliseconds. */
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
}

/**
 * Recognises one compact JWS or JWE and nothing around it, and keeps its header and Claims Set. Secrets in them are cut
 * out (`withoutSecrets`).
 *
 * Does not prove that the token is genuine, unexpired, or meant for anybody: no key is used.
 * A JWS whose payload is no JSON object is one, without `claims` and with an issue that says why.
 *
 * @param text at most 64 KiB; longer is not looked at
 * @returns undefined if it is not JOSE: header not a JSON object with string `alg` (a JWE: also `enc`), wrong number of
 *   parts, not base64url. Never throws.
 */
export function decodeJose(text: string): TokenShape | undefined {
  // A header begins with `{`, which reads as `ey` or `ew`, or with white space, which reads as `I`, `C` or `D`.
  if (text.length > MAX_TOKEN || !/^(?:e[yw]|[ICD])/.test(text)) return undefined;
  const padded = text.split('.', 6);
  if (padded.length !== 3 && padded.length !== 5) return undefined;
  const parts = padded.map(withoutPadding);

  const issues = new Set<string>();
  const header = readHeader(parts[0] ?? '', issues);
  if (header === undefined) return undefined;
  noteCritical(header, issues);
  const kept = compact(header, issues, 'header-truncated');
  if (isUnencoded(header)) parts[1] = padded[1] ?? '';
  if (parts.some((part, at) => part !== padded[at])) issues.add('padded');

  const jose = readJose(header, parts, issues);
  if (jose === undefined) return undefined;
  const { kind, claims } = jose;
  const keptClaims = claims === undefined ? {} : { claims: compact(claims, issues, 'claims-truncated') };
  return { kind, header: kept, ...keptClaims, issues: [...issues] };
}

/** The header in a first part without padding, or undefined if it is none. What is odd about it goes into `issues`. */
export function readHeader(part: string, issues: Set<string>): JoseHeader | undefined {
  return asHeader(decodeMember(part, 'header', issues));
}

/** The value itself if it is an object with a string `alg`, as a header is. */
export function asHeader(value: unknown): JoseHeader | undefined {
  return isObject(value) && isJoseHeader(value) ? value : undefined;
}

/**
 * Which kind of token a header belongs to, by RFC 7516 section 9: `enc` makes a JWE. HPKE's integrated encryption, where
 * `alg` alone says how the content is encrypted, has none (draft-ietf-jose-hpke-encrypt).
 */
export function kindOf(header: JoseHeader): TokenShape['kind'] {
  return Object.hasOwn(header, 'enc') || isHpke(header) ? 'jwe' : 'jws';
}

/** RFC 7797 section 3: the payload stands there as it is. */
export function isUnencoded(header: JoseHeader): boolean {
  const critical = header['crit'];
  return header['b64'] === false && Array.isArray(critical) && critical.includes('b64');
}

/**
 * Judges the parts of a token whose header was read, without padding. Does not cap anything: that is the caller's part.
 *
 * @returns undefined if the parts are not what the header asks for
 */
export function readJose(header: JoseHeader, parts: readonly string[], issues: Set<string>): Jose | undefined {
  const kind = kindOf(header);
  if (kind === 'jwe') return isJwe(header, parts) ? { kind, header } : undefined;
  const [, payload = '', signature = ''] = parts;
  const isPayload = isUnencoded(header) ? UNENCODED.test(payload) : isBase64url(payload);
  if (parts.length !== 3 || !isPayload || !/^[\w-]*$/.test(signature)) return undefined;
  noteSignature(header.alg, signature, issues);
  const claims = readPayload(payload, isUnencoded(header), issues);
  return { kind, header, ...(claims === undefined ? {} : { claims }) };
}

function isJwe(header: JoseHeader, parts: readonly string[]): boolean {
  if (parts.length !== 5 || !parts.every(isBase64url)) return false;
  const [, key, vector, , tag] = parts;
  if (isHpke(header)) return key !== '' && vector === '' && tag === '';
  return typeof header['enc'] === 'string' && vector !== '' && tag !== '';
}

const isHpke = ({ alg, enc }: JoseHeader): boolean => enc === undefined && /^HPKE-\d+$/.test(alg);

function isJoseHeader(header: Record<string, unknown>): header is JoseHeader {
  return typeof header['alg'] === 'string' && header['alg'] !== '';
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

function readPayload(part: string, unencoded: boolean, issues: Set<string>): Record<string, unknown> | undefined {
  if (part === '') {
    // RFC 7515 appendix F: the payload travels elsewhere.
    issues.add('payload-detached');
    return undefined;
  }
  if (unencoded) issues.add('payload-unencoded');
  const payload = unencoded ? parseJson(part) : decodeMember(part, 'payload', issues);
  if (isObject(payload)) return payload;
  if (payload !== undefined) issues.add('payload-not-object');
  else if (!issues.has('too-deep')) issues.add('payload-not-json');
  return undefined;
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
    const value = part.length > MAX_DECODED ? JSON.parse(decoded.text) : jwtDecode<unknown>(part, { header: true });
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

/** JSON text of at most 8 KiB, without secrets: members that do not fit are left out, the text stays JSON. */
function compact(object: Record<string, unknown>, issues: Set<string>, tooLong: string): string {
  const { value: exact, inexact } = wellFormed(object);
  if (inexact) issues.add('number-inexact');
  const { value, found } = withoutSecrets(exact as Record<string, unknown>);
  if (found) issues.add('secret-inside');
  const whole = JSON.stringify(value);
  if (whole.length <= MAX_JSON) return whole;
  issues.add(tooLong);
  const members = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
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

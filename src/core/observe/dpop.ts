/** DPoP proofs (RFC 9449): judged where they are seen, because what they prove (URL, token, key) goes no further. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { PRIVATE_MEMBERS } from '../knowledge/claims.ts';
import { parseAuthorization } from './authorization.ts';
import { encodeBase64url } from './base64.ts';
import { decodeJose, readToken } from './jose.ts';
import { isObject } from './json.ts';
import type { Fingerprint, ProofIssue, ProofSeen, TokenShape } from './observation.ts';
import { shapeOf } from './shape.ts';

const MAX_PROOF = 8_192;
const MAX_ACCESS_TOKEN = 65_536;
/** RFC 9449 section 11.1 leaves the window to the server: seconds or minutes. */
const WINDOW_MS = 300_000;

export interface ProofContext {
  method: string;
  /** As it was asked for. */
  url: string;
  at: number;
  /** Authorization of the same request. */
  authorization?: string | undefined;
}

/**
 * Compares a proof with the request that it came with, by RFC 9449 section 4.3. The signature is not verified, and that
 * `jti` is new can only be said by who remembers the others: its fingerprint is given for that.
 *
 * @param value of the header `DPoP`
 * @returns undefined if the header is no proof and nothing calls for one
 */
export function readProof(value: string, context: ProofContext, fingerprint: Fingerprint): ProofSeen | undefined {
  const { scheme, credentials } = parseAuthorization(context.authorization ?? '');
  const bound = scheme === 'dpop' || scheme === 'bearer' ? credentials : '';
  const about = bound === '' ? {} : { credential: shapeOf(bound, fingerprint).fingerprint };
  const shape = value.length > MAX_PROOF ? undefined : decodeJose(value.trim());
  if (shape === undefined) return scheme === 'dpop' ? { issues: ['malformed'], ...about } : undefined;
  const { header, claims } = readToken(shape);
  if (claims === undefined || !isPublicKey(header['jwk'], shape)) return { issues: ['malformed'], ...about };

  const issues: ProofIssue[] = [];
  if (!isProofType(header['typ'])) issues.push('typ');
  if (!isAsymmetric(header['alg'])) issues.push('alg');
  if (String(claims['htm']).toUpperCase() !== context.method.toUpperCase()) issues.push('method');
  if (typeof claims['htu'] !== 'string' || target(claims['htu']) !== target(context.url)) issues.push('url');
  if (!isInTime(claims, context.at)) issues.push('iat');
  if (bound !== '' && bound.length <= MAX_ACCESS_TOKEN) issues.push(...tokenIssues(bound, claims, header['jwk']));
  const { jti } = claims;
  const isNamed = typeof jti === 'string' && jti !== '';
  if (!isNamed) issues.push('malformed');
  return { issues, ...about, ...(isNamed ? { jti: fingerprint(jti) } : {}) };
}

/** A proof that shows its private key proves nothing: whoever sees it can make others. */
function isPublicKey(jwk: unknown, { issues }: TokenShape): jwk is Record<string, unknown> {
  if (issues.includes('header-truncated')) return false;
  return isObject(jwk) && !Object.keys(jwk).some((name) => PRIVATE_MEMBERS.has(name));
}

/** A media type, of which `application/` may be left out (RFC 7515 section 4.1.9). */
const isProofType = (typ: unknown): boolean => typeof typ === 'string' && /^(?:application\/)?dpop\+jwt$/i.test(typ);

const isAsymmetric = (alg: unknown): boolean => typeof alg === 'string' && !/^(?:none$|HS)/i.test(alg);

/** Without query and fragment, normalised (RFC 3986 sections 6.2.2 and 6.2.3); undefined where it is no URL. */
function target(url: string): string | undefined {
  try {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname.replace(/%[0-9a-f]{2}/gi, normalEscape)}`;
  } catch {
    return undefined;
  }
}

function normalEscape(encoded: string): string {
  const char = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[\w.~-]/.test(char) ? char : encoded.toUpperCase();
}

/** With a nonce of the server's own it knows the time of making from that (RFC 9449 section 8). */
function isInTime({ iat, nonce }: Record<string, unknown>, at: number): boolean {
  if (typeof iat !== 'number') return false;
  return typeof nonce === 'string' || Math.abs(iat * 1000 - at) <= WINDOW_MS;
}

function tokenIssues(token: string, claims: Record<string, unknown>, jwk: Record<string, unknown>): ProofIssue[] {
  const issues: ProofIssue[] = [];
  if (claims['ath'] === undefined) issues.push('missing-token-hash');
  else if (claims['ath'] !== hashOf(token)) issues.push('token-hash');
  const jose = decodeJose(token);
  const confirmed = jose === undefined ? undefined : readToken(jose).claims?.['cnf'];
  const wanted = isObject(confirmed) ? confirmed['jkt'] : undefined;
  const thumbprint = thumbprintOf(jwk);
  if (typeof wanted === 'string' && thumbprint !== undefined && wanted !== thumbprint) issues.push('key-binding');
  return issues;
}

const hashOf = (text: string): string => encodeBase64url(sha256(utf8ToBytes(text.toWellFormed())));

/** RFC 7638 section 3.2, RFC 8037 section 2: the members that make the key, in the order of their names. */
const MEMBERS = new Map<unknown, readonly string[]>([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['RSA', ['e', 'kty', 'n']],
  ['OKP', ['crv', 'kty', 'x']],
]);

/** SHA-256 thumbprint of a public key; undefined for a kind of key that is not known, or that lacks a member. */
function thumbprintOf(jwk: Record<string, unknown>): string | undefined {
  const members = MEMBERS.get(jwk['kty']);
  if (members?.every((name) => typeof jwk[name] === 'string') !== true) return undefined;
  return hashOf(JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]]))));
}

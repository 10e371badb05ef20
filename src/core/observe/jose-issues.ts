/** What is odd about the parts of a JOSE object: found without a key, so it says nothing about who made it. */
import { octetsOf } from '../knowledge/jose-algorithms.ts';
import { decodeOctets, isBase64url } from './base64.ts';

/** RFC 7515 section 4.1.11: `crit` names extensions, and none of what every implementation knows. */
const NO_EXTENSION = new Set(
  'alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c'.split(' '),
);
const MAX_SIGNATURE = 1_024;
/** An INTEGER of value 0 as the first or the last of two, in DER. */
const ZERO_IN_DER = /^\x30[\s\S]\x02\x01\x00|^\x30[\s\S]{4,}\x02\x01\x00$/;
const ZEROS = /^\x00+$/;

/** @param signature the third part of a JWS */
export function noteSignature(alg: string, signature: string, issues: Set<string>): void {
  if (signature === '') issues.add('signature-empty');
  else if (alg.toLowerCase() === 'none') issues.add('signature-not-empty');
  else if (!isBase64url(signature)) issues.add('signature-not-base64url');
  else noteOctets(alg, signature, issues);
}

function noteOctets(alg: string, signature: string, issues: Set<string>): void {
  const lengths = octetsOf(alg);
  if (lengths === undefined) return;
  const octets = signature.length > MAX_SIGNATURE ? '' : (decodeOctets(signature) ?? '');
  const isRight = lengths.includes(octets.length);
  if (!isRight) issues.add('signature-length');
  if (!alg.startsWith('ES')) return;
  const middle = octets.length / 2;
  // Java's verification once took r = s = 0 for a signature of anything (CVE-2022-21449).
  const isZero = isRight
    ? ZEROS.test(octets.slice(0, middle)) || ZEROS.test(octets.slice(middle))
    : ZERO_IN_DER.test(octets);
  if (isZero) issues.add('signature-zero');
}

export function noteCritical(header: Record<string, unknown>, issues: Set<string>): void {
  const { crit, b64 } = header;
  if (Object.hasOwn(header, 'crit') && !isCritical(crit, header)) issues.add('crit-invalid');
  // RFC 7797 section 6: who does not know `b64` would read another payload.
  if (b64 === false && !(Array.isArray(crit) && crit.includes('b64'))) issues.add('b64-not-critical');
}

function isCritical(crit: unknown, header: Record<string, unknown>): boolean {
  if (!Array.isArray(crit) || crit.length === 0 || new Set(crit).size !== crit.length) return false;
  return crit.every((name) => typeof name === 'string' && Object.hasOwn(header, name) && !NO_EXTENSION.has(name));
}

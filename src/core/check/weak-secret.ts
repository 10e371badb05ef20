/** Does an HMAC key that everybody knows sign this token? RFC 7515 section 5.2, RFC 7518 section 3.2. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBytes } from '../observe/base64.ts';
import { type HmacAlgorithm, isHmac } from './algorithms.ts';
import { headerOf } from './token.ts';

const HASHES = { HS256: sha256, HS384: sha384, HS512: sha512 } as const;

export interface HmacToken {
  alg: HmacAlgorithm;
  /** Octets under the signature: header, dot, payload. */
  input: Uint8Array;
  signature: Uint8Array;
}

/**
 * @param token a compact JWS, and nothing around it
 * @returns undefined if it is none, is signed in another way, or has a signature that no key could make
 */
export const hmacToken = (token: string): HmacToken | undefined => {
  const alg = headerOf(token)?.['alg'];
  const dot = token.lastIndexOf('.');
  const signature = decodeBytes(token.slice(dot + 1));
  if (!isHmac(alg) || signature?.length !== HASHES[alg].outputLen) return undefined;
  return { alg, input: utf8ToBytes(token.slice(0, dot)), signature };
};

export const isSignedWith = ({ alg, input, signature }: HmacToken, key: Uint8Array): boolean => {
  const code = hmac(HASHES[alg], key, input);
  return code.every((octet, at) => octet === signature[at]);
};

/** How a secret became a key: its letters themselves, or what they say as base64. */
export type Reading = 'text' | 'base64';

export interface FoundSecret {
  secret: Uint8Array;
  as: Reading;
}

/** The shortest text that is tried as base64 too: shorter ones are words. */
const MIN_BASE64 = 16;

const base64Of = (secret: Uint8Array): Uint8Array | undefined => {
  if (secret.length < MIN_BASE64 || secret.some((octet) => octet > 0x7a)) return undefined;
  return decodeBytes(String.fromCharCode(...secret));
};

/**
 * Tries secrets one after the other, each as text and, where it could be one, as base64, since libraries take both.
 * @param secrets octets, one secret each; an empty one is a key as well
 * @returns the first one that made the signature
 */
export const findSecret = (token: HmacToken, secrets: Iterable<Uint8Array>): FoundSecret | undefined => {
  for (const secret of secrets) {
    if (isSignedWith(token, secret)) return { secret, as: 'text' };
    const decoded = base64Of(secret);
    if (decoded !== undefined && isSignedWith(token, decoded)) return { secret, as: 'base64' };
  }
  return undefined;
};

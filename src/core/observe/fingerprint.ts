import { blake2s } from '@noble/hashes/blake2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Fingerprint } from './observation.ts';

/** 128 bits: chance collisions among all values of a browser session are out of reach, and the key makes guessing useless. */
const BYTES = 16;

/**
 * Keyed BLAKE2s (RFC 7693). It is synchronous on purpose: an `await` between an event and its record is a moment at which
 * a killed worker loses the event.
 * @param key 1 to 32 random bytes, drawn anew for each browser session
 */
export const fingerprintWith = (key: Uint8Array): Fingerprint => {
  return (value) => bytesToHex(blake2s(utf8ToBytes(value.toWellFormed()), { key, dkLen: BYTES }));
};

/** The same, with the key as `storage.session` keeps it: 64 hexadecimal digits. */
export const fingerprintWithHex = (key: string): Fingerprint => fingerprintWith(hexToBytes(key));

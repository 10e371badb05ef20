import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const KEY = 'fingerprint-key';

/** The key of this browser session's fingerprints: drawn once, shared by all workers of the session, gone with the browser. */
export const sessionKey = async (
  store: { set(items: Record<string, unknown>): Promise<void> },
  items: Record<string, unknown>,
): Promise<Uint8Array> => {
  const known = items[KEY];
  if (typeof known === 'string' && /^[0-9a-f]{64}$/.test(known)) return hexToBytes(known);
  const key = crypto.getRandomValues(new Uint8Array(32));
  await store.set({ [KEY]: bytesToHex(key) });
  return key;
};

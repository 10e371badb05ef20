import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { FINGERPRINT_KEY } from '../messages/session-items.ts';

/** The key of this browser session's fingerprints: drawn once, shared by all workers of the session, gone with the browser. */
export const sessionKey = async (
  store: { set(items: Record<string, unknown>): Promise<void> },
  items: Record<string, unknown>,
): Promise<Uint8Array> => {
  const known = items[FINGERPRINT_KEY];
  if (typeof known === 'string' && /^[0-9a-f]{64}$/.test(known)) return hexToBytes(known);
  const key = crypto.getRandomValues(new Uint8Array(32));
  // Where it cannot be kept, this worker goes on with it; the next one knows nothing of this one's values, and joins none wrongly.
  await store.set({ [FINGERPRINT_KEY]: bytesToHex(key) }).catch(() => undefined);
  return key;
};

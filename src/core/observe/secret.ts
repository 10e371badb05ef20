/** The secret inside what carries it: the same token in a cookie, in storage and in a header must read the same. */

/** Longer values are looked at only up to here. */
export const MAX_SECRET = 65_536;

const BEARER = /^bearer +/i;

/**
 * Percent-decodes once, takes off one pair of double quotes and a `Bearer ` in front. Idempotent for secrets without
 * `%`, and never fails: a value that does not decode stays as it is.
 */
export function normaliseSecret(value: string): string {
  const decoded = percentDecode(value).trim();
  const bare = decoded.length >= 2 && decoded.startsWith('"') && decoded.endsWith('"') ? decoded.slice(1, -1) : decoded;
  return bare.replace(BEARER, '');
}

/** `decodeURIComponent` that keeps what it cannot decode. `+` stays: base64 has it, and forms rarely carry secrets. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

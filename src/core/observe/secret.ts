/** The secret inside what carries it: the same token in a cookie, in storage and in a header must read the same. */

/** Longer values are looked at only up to here. */
export const MAX_SECRET = 65_536;

const BEARER = /^bearer +/i;

/**
 * Percent-decodes once, and takes off white space, double quotes and `Bearer ` around as often as they are there:
 * `Bearer "abc"` is what a script sends that read `"abc"` from storage. Idempotent for secrets without `%`, and never
 * fails: a value that does not decode stays as it is.
 */
export function normaliseSecret(value: string): string {
  let secret = percentDecode(value).trim();
  for (let bare = undressed(secret); bare !== secret; bare = undressed(secret)) secret = bare;
  return secret;
}

function undressed(secret: string): string {
  const isQuoted = secret.length >= 2 && secret.startsWith('"') && secret.endsWith('"');
  const bare = isQuoted ? secret.slice(1, -1) : secret.slice(BEARER.exec(secret)?.[0].length ?? 0);
  return bare.trim();
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

/** base64 and base64url (RFC 4648 sections 4 and 5) to text. Nothing here throws. */

const BASE64URL = /^[A-Za-z0-9_-]*$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** True for base64url without padding whose length can come from whole octets. The caller caps the length. */
export function isBase64url(text: string): boolean {
  return text.length % 4 !== 1 && BASE64URL.test(text);
}

export interface DecodedText {
  text: string;
  /** False if the octets were not UTF-8; the bad ones then read as U+FFFD. */
  utf8: boolean;
}

/**
 * Decodes base64 or base64url, padded or not, as UTF-8. A byte order mark is kept, because JSON must not have one.
 *
 * @returns undefined if the text is not base64.
 */
export function decodeBase64(text: string): DecodedText | undefined {
  const bytes = decodeBytes(text);
  if (bytes === undefined) return undefined;
  try {
    return { text: strict.decode(bytes), utf8: true };
  } catch {
    return { text: lenient.decode(bytes), utf8: false };
  }
}

/**
 * Decodes base64 or base64url, padded or not, to a text with one character per octet.
 *
 * @returns undefined if the text is not base64.
 */
export function decodeOctets(text: string): string | undefined {
  try {
    return atob(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/={1,2}$/, ''),
    );
  } catch {
    return undefined;
  }
}

/** base64url without padding. */
export function encodeBase64url(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '');
}

/** The octets of base64 or base64url, padded or not; undefined if the text is neither. */
export function decodeBytes(text: string): Uint8Array | undefined {
  if (!BASE64.test(text)) return undefined;
  const octets = decodeOctets(text);
  if (octets === undefined) return undefined;
  const bytes = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at += 1) bytes[at] = octets.charCodeAt(at);
  return bytes;
}

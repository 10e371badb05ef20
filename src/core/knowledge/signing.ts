/** Names that go with signed requests and signed addresses. What is signed anew for each request is nobody's token. */
import { apiKeyHeader } from './headers.ts';
import { MAX_NAME, wordsOf } from './names.ts';
import { tokenParameter } from './words.ts';

/**
 * Parameters that together make an address a key to one thing, handed out to be used as it is. Source: knowledge 5.2;
 * docs.aws.amazon.com: S3 presigned URLs, CloudFront signed URLs; cloud.google.com/storage: signed URLs;
 * learn.microsoft.com: shared access signatures; alibabacloud.com: OSS; cloud.tencent.com: COS; techdocs.akamai.com: token
 * authentication; docs.bunny.net: token authentication; laravel.com: signed URLs; cloudinary.com: authentication tokens.
 */
const signedAddresses: readonly (readonly string[])[] = [
  ['x-amz-signature'],
  ['x-goog-signature'],
  ['x-oss-signature'],
  ['q-sign-algorithm', 'q-signature'],
  ['googleaccessid', 'signature'],
  ['awsaccesskeyid', 'signature'],
  ['ossaccesskeyid', 'signature'],
  ['key-pair-id', 'signature'],
  ['policy', 'signature'],
  ['expires', 'signature'],
  ['sv', 'sig'],
  ['hdnts'],
  ['hdnea'],
  ['hdntl'],
  ['__token__'],
  ['__cld_token__'],
  ['token', 'expires'],
];

/**
 * True for an address that was signed when it was handed out: a capability to one resource, neither a session nor a user's
 * token, whatever its parameters are called.
 * @param names of its query parameters
 */
export function isSignedAddress(names: readonly string[]): boolean {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return signedAddresses.some((together) => together.every((name) => known.has(name)));
}

const SIGNATURE_WORDS: ReadonlySet<string> = new Set(['signature', 'sign', 'sig', 'hmac']);
const HAS_WORD = /sig|hmac/i;
/** `sign_in` signs nothing. */
const NOT_AFTER_SIGN: ReadonlySet<string> = new Set(['in', 'up', 'on', 'off', 'out']);
const ONCE_WORDS: ReadonlySet<string> = new Set(['timestamp', 'ts', 'time', 'date', 'nonce', 'window']);
const KEY_WORDS: ReadonlySet<string> = new Set(['key', 'apikey', 'appkey', 'appid', 'accesskey', 'keyid', 'ak']);
const NO_KEY: ReadonlySet<string> = new Set(['idempotency', 'socket', 'cache', 'trace', 'csrf', 'xsrf', 'partition']);

/** True for the header, parameter or field that holds the signature of a request: `X-Signature`, `sign`, `CB-ACCESS-SIGN`. */
export function signatureName(name: string): boolean {
  if (!HAS_WORD.test(name)) return false;
  const words = nameWords(name);
  return words.some((word, at) => SIGNATURE_WORDS.has(word) && !NOT_AFTER_SIGN.has(words[at + 1] ?? ''));
}

/** True for what makes a signature a new one each time: a time or a nonce. */
export function onceName(name: string): boolean {
  return nameWords(name).some((word) => ONCE_WORDS.has(word));
}

/** True for the header or parameter that names the key with which a request is signed. */
export function keyName(name: string): boolean {
  if (apiKeyHeader(name) || tokenParameter(name) === 'api-key') return true;
  const words = nameWords(name);
  return KEY_WORDS.has(words.at(-1) ?? '') && !words.some((word) => NO_KEY.has(word));
}

/** What pages compute for each request so that servers can tell them from bots. Source: knowledge 9.3. */
const botParameters: ReadonlySet<string> = new Set(['x-bogus', 'a_bogus', 'mstoken', 'w_rid', 'wts', '_signature']);

/** True for a parameter that proves a browser rather than a person. */
export function botParameter(name: string): boolean {
  return botParameters.has(name.toLowerCase());
}

const nameWords = (name: string): string[] => (name.length > MAX_NAME ? [] : wordsOf(name));

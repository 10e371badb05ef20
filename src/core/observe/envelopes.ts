/** What is inside a sealed value, as far as anybody can see: enough to tell one format from another that looks alike. */
import { decodeBase64, decodeBytes } from './base64.ts';
import { decodeJose } from './jose.ts';
import { isObject, parseJson } from './json.ts';

export interface SealedFormat {
  /** Framework or format, as in `sealed:<name>`. */
  name: string;
  /** Where the facts live that the value stands for. */
  state: 'server' | 'client' | 'unknown';
  /** The credential inside the envelope: the id in `s:id.signature`, the access token in Supabase's JSON. */
  inner?: string;
}

/** @returns undefined if it is another format after all */
export type Opener = (match: RegExpExecArray) => Partial<SealedFormat> | undefined;

export const innerIsGroup: Opener = ([, inner]) => (inner === undefined ? {} : { inner });

const jsonOf = (data: string | undefined): unknown => parseJson(decodeBase64(data ?? '')?.text ?? '');

const hasText = (object: Record<string, unknown>, ...names: string[]): boolean =>
  names.every((name) => typeof object[name] === 'string');

export const openJoseJson: Opener = ({ input }) => {
  const object = parseJson(input);
  if (!isObject(object)) return undefined;
  if (hasText(object, 'payload') && (hasText(object, 'signature') || Array.isArray(object['signatures']))) return {};
  const isJwe = hasText(object, 'ciphertext') && (hasText(object, 'protected') || Array.isArray(object['recipients']));
  return isJwe ? { name: 'jwe-json' } : undefined;
};

export const openMapbox: Opener = ([, data]) => {
  const claims = jsonOf(data);
  return isObject(claims) && hasText(claims, 'u', 'a') ? {} : undefined;
};

export const openLaravel: Opener = ([data]) => {
  const sealed = jsonOf(data);
  return isObject(sealed) && hasText(sealed, 'iv', 'value', 'mac') ? {} : undefined;
};

export const openExpressJson: Opener = ([, json = '']) => (parseJson(json) === undefined ? undefined : {});

/** Rails up to 5.1 signs what it has encrypted: the inside is base64 of data--iv. */
export const openRails: Opener = ([, data = '']) => {
  const inside = decodeBase64(data)?.text ?? '';
  return /^[A-Za-z0-9+/]+={0,2}--[A-Za-z0-9+/]{22}==$/.test(inside) ? { name: 'rails' } : {};
};

/** Whatever was signed is there for all to read; of interest is a token. */
export const openTornado: Opener = ([, data = '']) => {
  const text = (decodeBase64(data)?.text ?? '').replace(/^"|"$/g, '');
  return decodeJose(text) === undefined ? {} : { inner: text };
};

/** Version 1: each field has its length in front, in four hex digits. */
export const openMacaroon1: Opener = ([data]) =>
  /^00[0-9a-f]{2}[a-z]/.test(decodeBase64(data)?.text ?? '') ? {} : undefined;

/** Version 2: a location, if there is one, and an identifier; each has its type, its length, and its text. */
export const openMacaroon2: Opener = ([data]) => {
  const bytes = decodeBytes(data) ?? new Uint8Array();
  const [, type, length = 0] = bytes;
  const next = type === 1 ? bytes[3 + length] : type;
  return next === 2 && length < 128 && length + 3 < bytes.length ? {} : undefined;
};

/** Compressed data reads as base64 of any bytes; words that begin like it have hardly a digit. */
export const openDeflated: Opener = ([data]) => ((data.match(/\d/g)?.length ?? 0) * 20 >= data.length ? {} : undefined);

export const openPubtkt: Opener = ({ input }) => {
  const fields = input.split(';', 50);
  const hasTime = fields.some((field) => /^validuntil=\d{1,13}$/.test(field));
  return hasTime && /^sig=[\w+/=]+$/.test(fields.at(-1) ?? '') ? {} : undefined;
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BRANCA_VERSION = 0xba;
const BRANCA_MIN_BYTES = 45;
/** 2016 to 2046: Branca is of 2017, and its time is in seconds. */
const BRANCA_TIMES = [0x56_85_c1_80, 0x8e_f5_3c_80] as const;

/** The first five bytes, version and time, from the first digits alone. */
export const openBranca: Opener = ([text]) => {
  if (!/[A-Z]/.test(text) || !/[g-z]/.test(text) || !/\d/.test(text)) return undefined;
  const digits = [...text.slice(0, 12)].map((char) => BASE62.indexOf(char));
  const head = digits.reduceRight((sum, digit) => (sum + digit) / 62, 0);
  const bits = Math.log2(head) + text.length * Math.log2(62);
  const bytes = Math.ceil(bits / 8);
  if (!(bytes >= BRANCA_MIN_BYTES)) return undefined;
  const first = 2 ** (bits - (bytes - 1) * 8);
  const time = (first % 1) * 2 ** 32;
  const isInTime = time >= BRANCA_TIMES[0] && time <= BRANCA_TIMES[1];
  return Math.floor(first) === BRANCA_VERSION && isInTime ? {} : undefined;
};

export const openSupabase: Opener = ([, data]) => {
  const session = jsonOf(data);
  const token = isObject(session) ? session['access_token'] : undefined;
  return typeof token === 'string' && token !== '' ? { inner: token } : {};
};

/** With server-side storage the JSON is just the id, a string. */
export const openRemix: Opener = ([, data]) => {
  const content = jsonOf(data);
  if (content === undefined) return undefined;
  return typeof content === 'string' ? { state: 'server', inner: content } : {};
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const openBase64: Opener = ([whole]) => {
  const decoded = decodeBase64(whole);
  if (decoded === undefined || decoded.text === '') return undefined;
  const { text } = decoded;
  // Spring Session writes the id of the session in base64.
  if (UUID.test(text)) return { name: 'spring-session', state: 'server', inner: text };
  // TokenBasedRememberMeServices: user:expiry:[algorithm:]signature
  if (/^[^:]{1,100}:\d{13}:(?:\w{1,10}:)?[0-9a-f]{32,64}$/.test(text)) return { name: 'spring-remember-me' };
  // gorilla/securecookie: time|value|mac
  if (/^\d{10}\|[\w-]+={0,2}\|/.test(text)) return { name: 'gorilla', state: 'unknown' };
  // cookie-session and many others: plain JSON, sealed at most by a cookie beside it.
  if (/^\s*[{[]/.test(text) && parseJson(text) !== undefined) return { name: 'base64-json' };
  return undefined;
};

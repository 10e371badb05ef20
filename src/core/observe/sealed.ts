/**
 * Values that a framework packed: signed, encrypted or serialised. The format tells which framework it is, and whether
 * the server looks the value up or the value carries the facts itself.
 */
import { decodeBase64 } from './base64.ts';
import { decodeJose } from './jose.ts';
import { isObject, parseJson } from './json.ts';
import { MAX_SECRET, normaliseSecret } from './secret.ts';

export interface SealedFormat {
  /** Framework or format, as in `sealed:<name>`. */
  name: string;
  /** Where the facts live that the value stands for. */
  state: 'server' | 'client' | 'unknown';
  /** The credential inside the envelope: the id in `s:id.signature`, the access token in Supabase's JSON. */
  inner?: string;
}

interface Recogniser {
  name: string;
  state: SealedFormat['state'];
  pattern: RegExp;
  /** Looks inside; undefined means that it is another format after all. `inner` is what it found. */
  open?: (match: RegExpExecArray) => Partial<SealedFormat> | undefined;
}

/** First hit wins. Every pattern is anchored, and none has nested repetition. */
const recognisers: readonly Recogniser[] = [
  // paseto-standard/paseto-spec: version.purpose.payload[.footer]
  { name: 'paseto', state: 'client', pattern: /^v[1-4]\.(?:local|public)\.[\w-]{16,}(?:\.[\w-]+)?$/ },
  // fernet/spec: 0x80, then a 64-bit time whose upper bytes are zero
  { name: 'fernet', state: 'client', pattern: /^gAAAAA[\w-]{94,}={0,2}$/ },
  // hapijs/iron; iron-session appends its version as ~2
  {
    name: 'iron',
    state: 'client',
    pattern: /^Fe26\.2\*[^*]*\*[0-9a-f]{64}\*[\w-]{22}\*[\w-]*\*\d*\*[0-9a-f]{64}\*[\w-]{43}(?:~\d+)?$/,
  },
  // Illuminate\Encryption\Encrypter: base64 of {"iv":…,"value":…,"mac":…}
  { name: 'laravel', state: 'server', pattern: /^eyJpdiI6I[A-Za-z0-9+/]+={0,2}$/ },
  // ASP.NET Core data protection: magic header 09 F0 C9 F0
  { name: 'aspnetcore', state: 'client', pattern: /^CfDJ8[\w-]{40,}$/ },
  // express-session, cookie-parser: `s:` value `.` HMAC-SHA256 in base64 without padding
  { name: 'express', state: 'server', pattern: /^s:(.+)\.[A-Za-z0-9+/]{43}$/s, open: innerIsGroup },
  // cookie-parser: unsigned JSON
  { name: 'express-json', state: 'client', pattern: /^j:[{[]/ },
  // django.core.signing: a dot in front means zlib; time in base62; SHA-1 or SHA-256
  { name: 'django', state: 'client', pattern: /^\.?[\w-]+:[0-9A-Za-z]{6}:(?:[\w-]{27}|[\w-]{43})$/ },
  // itsdangerous, as Flask and Starlette use it: payload . time . signature
  { name: 'flask', state: 'client', pattern: /^\.?[\w-]+\.[\w-]{5,7}\.(?:[\w-]{27}|[\w-]{43}|[\w-]{86})$/ },
  // Plug.Session.COOKIE: the first part is "HS256" or "A128GCM" in base64
  { name: 'phoenix', state: 'client', pattern: /^(?:SFMyNTY|QTEyOEdDTQ)\.[\w-]+\.[\w-]+(?:\.[\w-]+)*$/ },
  // ActiveSupport::MessageEncryptor, AES-256-GCM: data--iv(12)--tag(16)
  { name: 'rails', state: 'client', pattern: /^[A-Za-z0-9+/]+={0,2}--[A-Za-z0-9+/]{16}--[A-Za-z0-9+/]{22}==$/ },
  // ActiveSupport::MessageVerifier; also what Rails up to 5.1 wrapped around its encrypted cookies
  {
    name: 'rails-signed',
    state: 'client',
    pattern: /^([\w+/-]+={0,2})--(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/,
    open: openRails,
  },
  // wp_generate_auth_cookie(): user|expiry|token|hmac; the token is looked up among the user's sessions
  {
    name: 'wordpress',
    state: 'server',
    pattern: /^[^|]{1,100}\|\d{10}\|([A-Za-z0-9]{43})\|[0-9a-f]{64}$/,
    open: innerIsGroup,
  },
  // Auth.js: token|hash
  { name: 'authjs-csrf', state: 'unknown', pattern: /^([0-9a-f]{64})\|[0-9a-f]{64}$/, open: innerIsGroup },
  // Tornado set_signed_cookie(), version 2
  { name: 'tornado', state: 'client', pattern: /^2\|\d+:\d+\|\d+:\d{10}\|/ },
  // Play up to 2.5: HMAC-SHA1, then the data
  { name: 'play', state: 'client', pattern: /^[0-9a-f]{40}-[^=\s]+=/ },
  // CakePHP 3 and later: "Cake" in base64 in front of the ciphertext
  { name: 'cakephp', state: 'client', pattern: /^Q2FrZQ==\./ },
  // libmacaroons version 1: 4 hex digits of length, then "location" or "identifier"
  { name: 'macaroon', state: 'client', pattern: /^MDA[\w+/-]{40,}={0,2}$/ },
  // @supabase/ssr: base64url JSON of the whole session; only the first chunk opens by itself
  { name: 'supabase', state: 'client', pattern: /^base64-(ey[\w+/-]+={0,2})$/, open: openSupabase },
  // mod_auth_pubtkt
  { name: 'pubtkt', state: 'client', pattern: /^uid=[^;]+;(?:[^;]*;)*sig=/ },
  // Hono, better-auth: value . HMAC-SHA256 in base64 with its padding
  { name: 'hono', state: 'unknown', pattern: /^([^\s.]+)\.[A-Za-z0-9+/]{43}=$/, open: innerIsGroup },
  // Remix / React Router: base64 JSON . HMAC-SHA256 without padding
  { name: 'remix', state: 'client', pattern: /^([A-Za-z0-9+/]+={0,2})\.[A-Za-z0-9+/]{43}$/, open: openRemix },
  // @fastify/cookie: the same as Express without `s:`
  { name: 'fastify', state: 'server', pattern: /^([^\s.]{16,})\.[A-Za-z0-9+/]{43}$/, open: innerIsGroup },
  // Serialised objects: whoever unserialises what a client sends runs risks of their own
  { name: 'php-serialized', state: 'client', pattern: /^(?:[aOs]:\d+:[{"]|YTo[x-z0-5]|Tzo[x-z0-5])/ },
  { name: 'java-serialized', state: 'client', pattern: /^rO0AB/ },
  { name: 'dotnet-binary', state: 'client', pattern: /^AAEAAAD\/{5}/ },
  { name: 'viewstate', state: 'client', pattern: /^\/wE[A-Za-z0-9+/]{20,}={0,2}$/ },
  { name: 'pickle', state: 'client', pattern: /^(?:gASV|gANj|gAN9)[\w+/-]+={0,2}$/ },
  { name: 'ruby-marshal', state: 'client', pattern: /^BAh[\w+/-]{8,}={0,2}$/ },
  // base64 of something readable: the inside decides
  { name: 'base64', state: 'client', pattern: /^[\w+/-]{24,}={0,2}$/, open: openBase64 },
];

/**
 * Which framework packed a value, if any. Percent-encoding and quotes are taken off first.
 *
 * Does not prove that the seal holds, nor that the framework is in use: anybody can write such a text. JOSE objects are
 * none of these (see `decodeJose`). `state: 'unknown'` means that the format is used for both.
 *
 * @param value at most 64 KiB; longer is not looked at
 */
export function sealedFormat(value: string): SealedFormat | undefined {
  if (value.length > MAX_SECRET) return undefined;
  const text = normaliseSecret(value);
  if (text === '' || decodeJose(text) !== undefined) return undefined;
  for (const { name, state, pattern, open } of recognisers) {
    const match = pattern.exec(text);
    if (match === null) continue;
    if (open === undefined) return { name, state };
    const inside = open(match);
    if (inside !== undefined) return { name, state, ...inside };
  }
  return undefined;
}

function innerIsGroup(match: RegExpExecArray): Partial<SealedFormat> {
  const inner = match[1];
  return inner === undefined ? {} : { inner };
}

/** Rails up to 5.1 signs what it has encrypted: the inside is base64 of data--iv. */
function openRails([, data = '']: RegExpExecArray): Partial<SealedFormat> {
  const inside = decodeBase64(data)?.text ?? '';
  return /^[A-Za-z0-9+/]+={0,2}--[A-Za-z0-9+/]{22}==$/.test(inside) ? { name: 'rails' } : {};
}

function openSupabase([, data = '']: RegExpExecArray): Partial<SealedFormat> {
  const session = parseJson(decodeBase64(data)?.text ?? '');
  const token = isObject(session) ? session['access_token'] : undefined;
  return typeof token === 'string' && token !== '' ? { inner: token } : {};
}

/** With server-side storage the JSON is just the id, a string. */
function openRemix([, data = '']: RegExpExecArray): Partial<SealedFormat> | undefined {
  const content = parseJson(decodeBase64(data)?.text ?? '');
  if (content === undefined) return undefined;
  return typeof content === 'string' ? { state: 'server', inner: content } : {};
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function openBase64([whole]: RegExpExecArray): Partial<SealedFormat> | undefined {
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
}

/**
 * Values that a framework packed: signed, encrypted or serialised. The format tells which framework it is, and whether
 * the server looks the value up or the value carries the facts itself.
 */
import {
  innerIsGroup,
  type Opener,
  openBase64,
  openBranca,
  openDeflated,
  openExpressJson,
  openJoseJson,
  openLaravel,
  openMacaroon1,
  openMacaroon2,
  openMapbox,
  openPubtkt,
  openRails,
  openRemix,
  openSupabase,
  openTornado,
  type SealedFormat,
} from './envelopes.ts';
import { decodeJose } from './jose.ts';
import { MAX_SECRET, normaliseSecret } from './secret.ts';

export type { SealedFormat };

interface Recogniser {
  name: string;
  state: SealedFormat['state'];
  pattern: RegExp;
  /** Looks inside; undefined means that it is another format after all. `inner` is what it found. */
  open?: Opener;
}

/** First hit wins. Every pattern is anchored, and none has nested repetition. */
const recognisers: readonly Recogniser[] = [
  // RFC 7515 section 7.2 and RFC 7516 section 7.2: JSON serialisations, which are no JWT (RFC 7519 section 1)
  { name: 'jws-json', state: 'client', pattern: /^\s{0,9}\{/, open: openJoseJson },
  // paseto-standard/paseto-spec: version.purpose.payload[.footer]
  { name: 'paseto', state: 'client', pattern: /^v[1-4]\.(?:local|public)\.[\w-]{16,}(?:\.[\w-]+)?$/ },
  // paseto-standard/paserk: version.type.data; wrapped keys name the wrapping as well
  {
    name: 'paserk',
    state: 'client',
    pattern: /^k[1-4]\.(?:lid|sid|pid|local|secret|public|seal|(?:local|secret)-(?:pw|wrap\.\w{1,20}))\.[\w-]{32,}$/,
  },
  // docs.mapbox.com, access tokens: type.{"u":user,"a":id}.signature
  { name: 'mapbox', state: 'client', pattern: /^[pst]k\.(ey[\w-]+)\.[\w-]{22}$/, open: openMapbox },
  // fernet/spec: 0x80, then a 64-bit time whose upper bytes are zero
  { name: 'fernet', state: 'client', pattern: /^gAAAAA[\w-]{94,}={0,2}$/ },
  // hapijs/iron; iron-session appends its version as ~2
  {
    name: 'iron',
    state: 'client',
    pattern: /^Fe26\.2\*[^*]*\*[0-9a-f]{64}\*[\w-]{22}\*[\w-]*\*\d*\*[0-9a-f]{64}\*[\w-]{43}(?:~\d+)?$/,
  },
  // Illuminate\Encryption\Encrypter: base64 of {"iv":…,"value":…,"mac":…}
  { name: 'laravel', state: 'server', pattern: /^eyJpdiI6I[A-Za-z0-9+/]+={0,2}$/, open: openLaravel },
  // ASP.NET Core data protection: magic header 09 F0 C9 F0
  { name: 'aspnetcore', state: 'client', pattern: /^CfDJ8[\w-]{40,}$/ },
  // express-session, cookie-parser: `s:` value `.` HMAC-SHA256 in base64 without padding
  { name: 'express', state: 'server', pattern: /^s:(.+)\.[A-Za-z0-9+/]{43}$/s, open: innerIsGroup },
  // cookie-parser: unsigned JSON
  { name: 'express-json', state: 'client', pattern: /^j:([{[].*)$/s, open: openExpressJson },
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
  // Tornado set_signed_cookie(): version 2 gives the length of each field, version 1 is value|time|HMAC-SHA1
  {
    name: 'tornado',
    state: 'client',
    pattern: /^2\|\d+:\d*\|\d+:\d{10}\|\d+:[^|]*\|\d+:([^|]*)\|[0-9a-f]{64}$/,
    open: openTornado,
  },
  { name: 'tornado', state: 'client', pattern: /^([\w+/-]+={0,2})\|\d{10}\|[0-9a-f]{40}$/, open: openTornado },
  // oauth2-proxy encryption.SignedValue: value|time|HMAC in base64url; the value is the session or a ticket for it
  { name: 'oauth2-proxy', state: 'unknown', pattern: /^[\w-]+={0,2}\|\d{10}\|(?:[\w-]{27}|[\w-]{43})=$/ },
  // Play up to 2.5: HMAC-SHA1, then the data
  { name: 'play', state: 'client', pattern: /^[0-9a-f]{40}-[^=\s]+=/ },
  // CakePHP 3 and later: "Cake" in base64 in front of the ciphertext
  { name: 'cakephp', state: 'client', pattern: /^Q2FrZQ==\./ },
  // libmacaroons: version 1 has 4 hex digits of length before each field, version 2 is binary
  { name: 'macaroon', state: 'client', pattern: /^MDA[\w+/-]{40,}={0,2}$/, open: openMacaroon1 },
  { name: 'macaroon', state: 'client', pattern: /^Ag[EI][\w+/-]{40,}={0,2}$/, open: openMacaroon2 },
  // @supabase/ssr: base64url JSON of the whole session; only the first chunk opens by itself
  { name: 'supabase', state: 'client', pattern: /^base64-(ey[\w+/-]+={0,2})$/, open: openSupabase },
  // mod_auth_pubtkt: key=value pairs, `sig` last
  { name: 'pubtkt', state: 'client', pattern: /^uid=[^;]+;/, open: openPubtkt },
  // Hono, better-auth: value . HMAC-SHA256 in base64 with its padding
  { name: 'hono', state: 'unknown', pattern: /^([^\s.]+)\.[A-Za-z0-9+/]{43}=$/, open: innerIsGroup },
  // Remix / React Router: base64 JSON . HMAC-SHA256 without padding
  { name: 'remix', state: 'client', pattern: /^([A-Za-z0-9+/]+={0,2})\.[A-Za-z0-9+/]{43}$/, open: openRemix },
  // @fastify/cookie: the same as Express without `s:`
  { name: 'fastify', state: 'server', pattern: /^([^\s.]{16,})\.[A-Za-z0-9+/]{43}$/, open: innerIsGroup },
  // Serialised objects: whoever unserialises what a client sends runs risks of their own
  { name: 'php-serialized', state: 'client', pattern: /^(?:[aOs]:\d+:[{"]|YTo[x-z0-5]|Tzo[x-z0-5])/ },
  { name: 'java-serialized', state: 'client', pattern: /^(?:rO0AB|aced0005|ACED0005)/ },
  { name: 'dotnet-binary', state: 'client', pattern: /^AAEAAAD\/{5}/ },
  { name: 'viewstate', state: 'client', pattern: /^\/wE[A-Za-z0-9+/]{20,}={0,2}$/ },
  { name: 'pickle', state: 'client', pattern: /^gA(?:[JN][9cdjxY]|SV|WV)[\w+/-]{8,}={0,2}$/ },
  { name: 'ruby-marshal', state: 'client', pattern: /^BAh[\w+/-]{8,}={0,2}$/ },
  // RFC 1952: magic number and method; RFC 1950: a 32 KiB window, and the header is a multiple of 31
  { name: 'gzip', state: 'client', pattern: /^H4sI[A-Za-z0-9+/_-]{20,}={0,2}$/ },
  {
    name: 'zlib',
    state: 'client',
    pattern: /^e(?:A[E-H]|F[4-7]|J[w-z]|N[o-r])[\w+/-]{20,}={0,2}$/,
    open: openDeflated,
  },
  // tuupola/branca-spec: base62 of version 0xBA, time, nonce, ciphertext, tag
  { name: 'branca', state: 'client', pattern: /^[0-9A-Za-z]{60,1024}$/, open: openBranca },
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

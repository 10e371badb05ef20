/** Authentication schemes, and what kind of thing each carries. Names are case-insensitive (RFC 9110 section 11.1). */
import { type NamePattern, nameIndex, names } from './names.ts';

/**
 * - `login`: the login itself, or its answer to a challenge
 * - `bearer`: a token; whoever has it is let in
 * - `dpop`: a token that is bound to a key
 * - `key`: an API key
 * - `signed`: the name of a key, and a proof that is made with it: the key itself does not travel
 * - `cookie-signed`: a signature that is made of a session cookie
 * - `none`: something that says nothing of a user
 */
export type SchemeKind = 'login' | 'bearer' | 'dpop' | 'key' | 'signed' | 'cookie-signed' | 'none';

type Row = readonly [kind: SchemeKind, source: string, names: readonly NamePattern[]];

const rows: readonly Row[] = [
  ['login', 'RFC 7617, RFC 7616, RFC 4559; learn.microsoft.com: NTLM', names('basic digest negotiate ntlm kerberos')],
  ['bearer', 'RFC 6750; RFC 9635', names('bearer gnap')],
  [
    'bearer',
    'django-rest-framework, Rails, jwt libraries, Twitch, Splunk docs',
    names('token jwt oauth session splunk'),
  ],
  ['bearer', 'knowledge 9.1', names('user client mediabrowser sharedaccesssignature')],
  ['dpop', 'RFC 9449', names('dpop')],
  ['key', 'developer.okta.com, docs.opsgenie.com, discord.com/developers', names('ssws geniekey bot')],
  ['key', 'knowledge 9.1; elastic.co, zuplo.com docs', names('apikey api-key key x-api-key')],
  ['signed', 'docs.aws.amazon.com: Signature Version 2, 4 and 4a', names('aws aws3-https aws4-*')],
  ['signed', 'cloud.google.com/storage: signatures', names('goog1 goog4-*')],
  ['signed', 'learn.microsoft.com: Shared Key; App Configuration HMAC', names('sharedkey sharedkeylite hmac-*')],
  [
    'signed',
    'alibabacloud.com, cloud.tencent.com, huaweicloud.com, volcengine.com, techdocs.akamai.com',
    names('acs acs3-* tc3-* sdk-hmac-* oss oss4-* obs eg1-* qiniu upyun'),
  ],
  [
    'signed',
    'mozilla/hawk; draft-cavage-http-signatures; docs.konghq.com: hmac-auth',
    names('hawk signature hmac mac'),
  ],
  ['signed', 'RFC 7486, RFC 9729, RFC 7804, RFC 8120', names('hoba concealed scram-sha-1 scram-sha-256 mutual')],
  ['signed', 'mgomes/api_auth', names('apiauth apiauth-*')],
  ['cookie-signed', 'knowledge 9.3: Google web', names('sapisidhash sapisid1phash sapisid3phash apisidhash')],
  ['none', 'RFC 9577 (Privacy Pass); RFC 8292 (push servers)', names('privatetoken vapid')],
];

const index = nameIndex<SchemeKind>(
  rows.flatMap(([kind, , all]) => all.map((name) => [name, kind] as const)),
  true,
  // A header without a scheme begins with the token itself.
  false,
);

/** What a scheme carries; undefined for a scheme that is not known here, of which there are many. */
export function schemeKind(scheme: string): SchemeKind | undefined {
  return index.find(scheme);
}

/** True for a word that is known to be an authentication scheme. Others may be, too. */
export function isAuthenticationScheme(word: string): boolean {
  return schemeKind(word) !== undefined;
}

/** Browsers answer the strongest challenge that they can (RFC 9110 section 11.6.1; Chromium `HttpAuth::Scheme`). */
export const BROWSER_SCHEMES: readonly string[] = ['negotiate', 'ntlm', 'digest', 'basic'];

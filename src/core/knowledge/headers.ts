/** Request headers that carry credentials, and those that look as if they did. Names are case-insensitive (RFC 9110). */
import { csrfHeader } from './csrf.ts';
import { MAX_NAME, type NamePattern, nameIndex, names } from './names.ts';

type Row = readonly [source: string, names: readonly NamePattern[]];

const apiKeys: readonly Row[] = [
  ['OpenAPI 3.1 apiKey security scheme; knowledge 9.2', names('X-API-Key Api-Key X-Api-Token X-ApiKey Key X-Key')],
  ['supabase.com docs: API keys; docs.konghq.com: key-auth', names('apikey')],
  ['cloud.google.com: API keys', names('X-Goog-Api-Key')],
  [
    'learn.microsoft.com: API Management subscriptions; Functions access keys',
    names('Ocp-Apim-Subscription-Key x-functions-key'),
  ],
  ['developers.cloudflare.com: API keys', names('X-Auth-Key')],
  ['algolia.com docs: REST API', names('X-Algolia-API-Key X-Algolia-Application-Id')],
  [
    'docs.parseplatform.org: REST API',
    names(`
    X-Parse-REST-API-Key X-Parse-JavaScript-Key X-Parse-Application-Id X-Parse-Master-Key
  `),
  ],
  ['docs.datadoghq.com: API', names('DD-API-KEY DD-APPLICATION-KEY')],
  ['appwrite docs: REST', names('X-Appwrite-Key X-Appwrite-Dev-Key')],
  ['hasura.io docs: admin secret', names('X-Hasura-Admin-Secret')],
  ['dev.twitch.tv: Authentication', names('Client-ID')],
  ['shopify.dev: Storefront API', names('X-Shopify-Storefront-Access-Token')],
  [
    'knowledge 9.2: provider docs',
    names('X-RapidAPI-Key X-MBX-APIKEY X-N8N-API-KEY X-Typesense-API-Key X-Web-Api-Key'),
  ],
];

const tokens: readonly Row[] = [
  [
    'knowledge 9.2',
    names(`
    X-Auth-Token X-Access-Token X-Token X-JWT X-JWT-Token JWT Token Auth-Token Access-Token X-Auth
  `),
  ],
  [
    'knowledge 4',
    names(`
    X-Authorization X-User-Token X-Session-Token X-Session-Id X-Session Session-Token X-Refresh-Token X-Id-Token
  `),
  ],
  ['docs.gitlab.com: REST API authentication', names('PRIVATE-TOKEN JOB-TOKEN')],
  ['developer.hashicorp.com: Vault tokens', names('X-Vault-Token')],
  ['docs.parseplatform.org: REST API', names('X-Parse-Session-Token')],
  ['appwrite docs: REST', names('X-Appwrite-JWT X-Appwrite-Session X-Fallback-Cookies')],
  ['supertokens.com docs: header-based sessions', names('st-access-token st-refresh-token front-token')],
  ['developer.rocket.chat: authentication', names('X-Auth-Token X-User-Id')],
  ['shopify.dev: Admin API', names('X-Shopify-Access-Token')],
  ['firebase.google.com: App Check', names('X-Firebase-AppCheck')],
  ['docs.nocodb.com; figma.com/developers', names('xc-token xc-auth X-Figma-Token')],
  ['developers.cloudflare.com: Access JWT', names('Cf-Access-Token Cf-Access-Jwt-Assertion')],
  ['RFC 9449 section 4', names('DPoP')],
];

const ignored: readonly Row[] = [
  [
    'RFC 9110; Fetch standard',
    names(`
    Accept Accept-* Cache-Control Connection Content-* Date Expect Host If-* Keep-Alive Origin Pragma Priority
    Range Referer TE Trailer Transfer-Encoding Upgrade Upgrade-Insecure-Requests User-Agent Via DNT Save-Data
    Purpose Service-Worker Service-Worker-Navigation-Preload X-Requested-With Last-Event-ID Idempotency-Key
  `),
  ],
  [
    'Fetch Metadata; Client Hints',
    names(`
    Sec-Fetch-* Sec-CH-* Sec-GPC Sec-Purpose Device-Memory Downlink DPR ECT RTT Viewport-Width Width
  `),
  ],
  [
    'RFC 6455',
    names(`
    Sec-WebSocket-Key Sec-WebSocket-Accept Sec-WebSocket-Version Sec-WebSocket-Extensions
  `),
  ],
  [
    'W3C Trace Context, Baggage; knowledge 5.2',
    names(`
    traceparent tracestate baggage sentry-trace x-datadog-* x-b3-* b3 uber-trace-id newrelic X-Request-Id
    Request-Id X-Correlation-Id X-Trace-Id X-Cloud-Trace-Context X-Amzn-Trace-Id Request-Context traceresponse
    X-Client-Trace-Id
  `),
  ],
  [
    'Chrome: X-Client-Data; Next.js and htmx requests',
    names(`
    X-Client-Data X-Chrome-* RSC Next-Router-* Next-Action Next-Url HX-* X-Inertia* Turbo-Frame
  `),
  ],
];

/** IANA HTTP Authentication Scheme Registry, and schemes that providers use without registering them. */
const schemes: ReadonlySet<string> = new Set(
  names(`
  basic bearer concealed digest dpop gnap hoba mutual negotiate oauth privatetoken scram-sha-1 scram-sha-256 vapid
  ntlm kerberos token jwt apikey api-key key bot ssws hawk geniekey splunk aws aws4-hmac-sha256
  aws4-ecdsa-p256-sha256 goog4-rsa-sha256 goog4-hmac-sha256 sharedkey sharedkeylite sapisidhash sapisid1phash
  sapisid3phash apisidhash acs3-hmac-sha256 tc3-hmac-sha256 sdk-hmac-sha256 hmac-sha256 hmac signature session
  user client
`),
);

/** Applications put their own name in front: `X-Acme-Token`. An anti-CSRF or API key header is told apart first. */
const namedLikeToken = /^x-(?!.*(?:csrf|xsrf|captcha|device|push|request|trace|upload)).*-(?:token|auth|session|jwt)$/i;

const apiKeyIndex = index(apiKeys);
const tokenIndex = index(tokens);
const ignoredIndex = index(ignored);

/** True for a header that carries an API key: a secret of an application rather than of a person. */
export function apiKeyHeader(name: string): boolean {
  return apiKeyIndex.find(name) === true;
}

/** True for a header other than Authorization that carries a person's token. */
export function tokenHeader(name: string): boolean {
  if (tokenIndex.find(name) === true) return true;
  return name.length <= MAX_NAME && namedLikeToken.test(name) && !csrfHeader(name) && !apiKeyHeader(name);
}

/** True for a header that teaches nothing about authentication, however random its value. */
export function ignoredHeader(name: string): boolean {
  return ignoredIndex.find(name) === true;
}

/** True for a word that is known to be an authentication scheme. Others may be, too. */
export function isAuthenticationScheme(word: string): boolean {
  return schemes.has(word.toLowerCase());
}

function index(rows: readonly Row[]) {
  return nameIndex<true>(
    rows.flatMap(([, all]) => all.map((name) => [name, true] as const)),
    true,
  );
}

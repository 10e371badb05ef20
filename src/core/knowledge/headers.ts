/** Request headers that carry credentials, and those that look as if they did. Names are case-insensitive (RFC 9110). */
import { csrfHeader } from './csrf.ts';
import { MAX_NAME, type NamePattern, nameIndex, names } from './names.ts';

type Row = readonly [source: string, names: readonly NamePattern[]];

/** `X-Device-Id`, `X-Acme-Request-UUID`: ids of things that are no people. */
const THINGS =
  /(?:^|-)(?:request|trace|span|correlation|transaction|device|visitor|install|installation|browser|tab|window|page|pageview|view|instance|anonymous|message|event|operation|job|build|deployment|release|experiment|batch)-(?:id|uuid|guid)$/i;
/** `X-App-Version`, `X-Body-Checksum`. */
const FACTS = /(?:^|-)(?:fingerprint|checksum|digest|etag|version|commit|revision|timestamp)$/i;

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
  ['dev.twitch.tv: Authentication; ibm.com/docs: API Connect', names('Client-ID X-IBM-Client-Id X-Client-Id')],
  ['shopify.dev: Storefront API', names('X-Shopify-Storefront-Access-Token')],
  ['firebase.google.com: App Check says which application asks', names('X-Firebase-AppCheck')],
  ['develop.sentry.dev: the public key of a project', names('X-Sentry-Auth')],
  ['rapidapi.com, typesense.org docs', names('X-RapidAPI-Key X-Typesense-API-Key X-Web-Api-Key')],
  [
    'Documentation of exchanges that have requests signed: binance, coinbase, bybit, okx, kucoin, gemini, bitfinex',
    names('X-MBX-APIKEY CB-ACCESS-KEY X-BAPI-API-KEY OK-ACCESS-KEY KC-API-KEY X-GEMINI-APIKEY bfx-apikey'),
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
  ['shopify.dev: Admin API', names('X-Shopify-Access-Token')],
  ['figma.com/developers', names('X-Figma-Token')],
  ['developers.cloudflare.com: Access JWT', names('Cf-Access-Token Cf-Access-Jwt-Assertion')],
  ['RFC 6455 section 11.3.4: pages have no other header for it', names('Sec-WebSocket-Protocol')],
  ['RFC 9421: the id of the key', names('Signature-Input Signature')],
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
    X-Client-Trace-Id elastic-apm-traceparent grpc-trace-bin uberctx-* ot-tracer-* X-Instana-* sw8 sw8-* x-dtc x-dtpc
    x-newrelic-* X-Honeycomb-Trace client-request-id x-ms-client-request-id
  `),
  ],
  [
    'RFC 9530, RFC 3230, RFC 1864: digests of the content',
    names('Digest Repr-Digest Want-Digest Want-Content-Digest Want-Repr-Digest'),
  ],
  [
    'docs.aws.amazon.com: they go with a signature, and the session token with the id of its key',
    names('X-Amz-Date X-Amz-Content-Sha256 X-Amz-Security-Token X-Amz-Target X-Amz-User-Agent amz-sdk-*'),
  ],
  ['W3C Device Bound Session Credentials: proofs and challenges', names('Secure-Session-*')],
  [
    'knowledge 9.3, 5.1: what pages sign or collect to be told from bots',
    names(`
    X-Bogus X-Client-Transaction-Id X-S X-S-Common X-T X-Zse-* X-Zst-* X-Kpsdk-* X-Datadome-* X-Acf-Sensor-Data X-Px-*
    X-Aws-Waf-Token X-Recaptcha-* X-Captcha-* X-Turnstile-*
  `),
  ],
  ['knowledge 5.2: ids of devices, pages and visits', names('X-Goog-Visitor-Id', THINGS, FACTS)],
  [
    'Chrome: X-Client-Data; Next.js and htmx requests',
    names(`
    X-Client-Data X-Chrome-* RSC Next-Router-* Next-Action Next-Url HX-* X-Inertia* Turbo-Frame
  `),
  ],
];

/** Applications put their own name in front: `X-Acme-Token`. An anti-CSRF or API key header is told apart first. */
const namedLikeToken =
  /^(?!.*(?:csrf|xsrf|captcha|turnstile|challenge|device|push|request|trace|upload|page|sync|cursor|consent|preview)).*[-_](?:token|auth|authorization|session|jwt)$/i;
const namedLikeKey = /^(?:.*[-_])?(?:api|app|application|subscription|client)[-_]?key$/i;

const apiKeyIndex = index(apiKeys);
const tokenIndex = index(tokens);
const ignoredIndex = index(ignored);

/** True for a header that carries an API key: a secret of an application rather than of a person. */
export function apiKeyHeader(name: string): boolean {
  return apiKeyIndex.find(name) === true || (name.length <= MAX_NAME && namedLikeKey.test(name));
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

function index(rows: readonly Row[]) {
  return nameIndex<true>(
    rows.flatMap(([, all]) => all.map((name) => [name, true] as const)),
    true,
  );
}

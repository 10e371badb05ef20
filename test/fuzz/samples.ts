/** Valid texts of each grammar that a parser here reads. What the fuzz makes of them is nearly valid. */
import { encode, jwe, jwt, RFC_DETACHED, RFC_JWT, RFC_UNSECURED } from '../core/observe/tokens.ts';
import type { Json } from './nearly.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const HEX = '0123456789abcdef'.repeat(4);
const MAC43 = 'Xl2KqqtbZ4KK+4bQ/0QUuIp5rS+9cMiVeuE2sdUsN8I';
const SIG27 = 'cyzCSv2ZTzXQDqjqmjZ3GFNsrSo';
const TOKEN = jwt({ sub: 'ada', exp: 1893456000 });
const OPAQUE = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const UUID = '550e8400-e29b-41d4-a716-446655440000';

export const tokens = [
  TOKEN,
  jwe(),
  RFC_UNSECURED,
  RFC_DETACHED,
  jwt({ sub: 'a' }, { typ: 'JWT', kid: '"}{', alg: 'ES256' }),
  `${encode('{"alg":"HS256","b64":false,"crit":["b64"]}')}.{"sub":"a"}.c2ln`,
  `${encode('{"alg":"HPKE-0"}')}.a2V5..Y2lwaGVydGV4dA.`,
  `${encode('{ "alg":"a"}')}.e30.c2ln`,
];

/** Texts with tokens in them. */
export const tokenTexts = [
  ...tokens,
  `Bearer ${TOKEN}`,
  `{"a":"${TOKEN}","b":"\\n${jwe()}"}`,
  `t=${TOKEN.replaceAll('.', '%2E')}&u=${jwe().replaceAll('.', '%252e')}`,
  `"${TOKEN.replaceAll('.', '\\u002e')}"`,
  `&#46;${jwt({}).replaceAll('.', '&#x2e;')}`,
  `${jwt({})}${jwt({})}~${jwe()}`,
  RFC_JWT,
];

/** Values as cookies, headers and storage carry them. */
export const values = [
  ...tokens,
  OPAQUE,
  UUID,
  `"${OPAQUE}"`,
  `Bearer ${OPAQUE}`,
  'hello',
  'en-US',
  '1',
  '2026-01-15T12:00:00Z',
  'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  `s%3A${OPAQUE}.${encodeURIComponent(MAC43)}`,
  `s:${TOKEN}.${MAC43}`,
  'j:{"a":1}',
  `v4.public.${'A'.repeat(80)}`,
  `gAAAAAB${'x'.repeat(93)}==`,
  `Fe26.2**${HEX}*${'a'.repeat(22)}*${'b'.repeat(40)}*1700000000000*${HEX}*${'c'.repeat(43)}~2`,
  base64(JSON.stringify({ iv: 'q83vEjRWeJA=', value: 'AAAA', mac: HEX, tag: '' })),
  `CfDJ8${'A1b-_'.repeat(10)}`,
  `eyJhIjoxfQ:1rDvFt:${SIG27}`,
  `eyJ1c2VyX2lkIjoxfQ.ZVPxAA.${SIG27}`,
  'SFMyNTY.g3QAAAABbQAAAAtfY3NyZl90b2tlbg.abc-_def',
  `${base64('x'.repeat(40))}--${'A'.repeat(16)}--${'B'.repeat(22)}==`,
  `${base64(`${base64('x'.repeat(32))}--${'B'.repeat(22)}==`)}--${HEX}`,
  `ada|1893456000|${'t'.repeat(43)}|${HEX}`,
  `${HEX}|${HEX}`,
  `2|1:0|10:1700000000|4:user|8:YWxpY2U=|${HEX}`,
  `${HEX.slice(24)}-user=ada`,
  'Q2FrZQ==.ZjY4',
  `MDAx${'YWJj'.repeat(20)}`,
  `base64-${base64('{"access_token":"x"}')}`,
  'uid=ada;validuntil=1893456000;sig=MEUC',
  `${base64('"abcdef"')}.${MAC43}`,
  `abcdefghijklmnop.${MAC43}`,
  `session.${MAC43}=`,
  'a:1:{s:1:"a";i:1;}',
  'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA',
  'gASVCgAAAAAAAAB9lIwBYZRLAXMu',
  'BAh7B0kiD3Nlc3Npb25faWQ',
  base64(UUID),
  base64(`ada:1893456000000:SHA256:${HEX}`),
  base64('1700000000|DX8EAQL_gAABEAEQ|mac'),
  base64('{"views":1,"user":"ada"}'),
  JSON.stringify({ [OPAQUE]: { access_token: TOKEN } }),
  JSON.stringify({ token: `v=${TOKEN}` }),
];

export const base64Texts = [
  base64('{"views":1,"user":"ada"}'),
  base64('ada'),
  base64('ad'),
  encode(new Uint8Array([250, 251, 252])),
  encode('Zoë 🍪'),
  '+/+/',
  '-_-_',
];

/** The third part of a JWS: of the right length, all zeros, and in DER. */
export const signatureTexts = [
  Buffer.alloc(64, 7).toString('base64url'),
  Buffer.alloc(64).toString('base64url'),
  Buffer.alloc(132, 1).toString('base64url'),
  'MAYCAQACAQA',
  'c2ln',
  '',
];

export const json = [
  '{"a":1,"b":[true,null,"x"],"c":{"d":-1.5e3}}',
  '{"a":"\\"\\\\","\\u0061":2}',
  '[1,[2,[3,[4]]]]',
  '"{\\"a\\":\\"[\\"}"',
  '{"__proto__":{"a":1},"a":{}}',
  ' {"a" : 1 }\n',
];

/** What envelopes have inside. */
export const packed = [
  ...values,
  ...base64Texts,
  ...json,
  base64(JSON.stringify({ u: 'ada', a: 'x' })),
  base64(JSON.stringify({ access_token: OPAQUE })),
  base64(JSON.stringify(OPAQUE)),
  base64(JSON.stringify({ access_token: 1 })),
  base64(`${base64('x'.repeat(32))}--${'B'.repeat(22)}==`),
  JSON.stringify({ payload: 'e30', signature: 'c2ln' }),
  JSON.stringify({ protected: 'e30', ciphertext: 'c2ln' }),
  base64(`"${TOKEN}"`),
  `${'0k7eLk4xq2M9vB1nT5sHz8aWp3'.repeat(3)}`,
];

export const stored = [
  ...json,
  TOKEN,
  JSON.stringify({ access_token: TOKEN, refresh_token: OPAQUE, user: { id: UUID } }),
  JSON.stringify({ auth: JSON.stringify({ token: TOKEN }), _persist: '{"version":-1}' }),
  `base64-${base64(JSON.stringify({ access_token: OPAQUE }))}`,
  JSON.stringify(JSON.stringify(JSON.stringify({ a: OPAQUE }))),
  '{"refresh_token":"abcd1234","id_token":"abcd1235","sid":"abcd1236","access_token":"abcd1237","state":"abcd1238"}',
  JSON.stringify(
    Object.fromEntries(
      'jwt auth ticket sid session_id id_token refresh_token'.split(' ').map((name) => [name, `${name}-12345`]),
    ),
  ),
];

export const authorizations = [
  `Bearer ${TOKEN}`,
  `bearer   ${OPAQUE}`,
  TOKEN,
  OPAQUE,
  `Basic ${base64('ada:lovelace')}`,
  'Negotiate',
  'Negotiate YIIabc==',
  'Digest username="ada", realm="a, b", nonce="x\\"y", uri="/", response="0"',
  'AWS4-HMAC-SHA256 Credential=AKIA/20260115/eu/s3/aws4_request, SignedHeaders=host, Signature=0',
  `DPoP ${TOKEN}`,
  `Token token="${OPAQUE}"`,
];

/** Authorization as signers and lists of parameters write it. */
export const attached = [
  ...authorizations,
  `Hawk id="ada", ts="1700000000", nonce="n", mac="${MAC43}"`,
  `OAuth oauth_consumer_key="app", oauth_token="${OPAQUE}", oauth_signature="c2ln%3D"`,
  `AWS AKIAIOSFODNN7EXAMPLE:${SIG27}=`,
  `bce-auth-v1/${UUID}/2026-01-15T12:00:00Z/1800/host/${HEX}`,
  `q-sign-algorithm=sha1&q-ak=AKIDxyz&q-signature=${HEX}`,
  `Signature keyId="key-1",algorithm="hs2019",headers="(request-target)",signature="${MAC43}"`,
  `MediaBrowser Client="a", DeviceId="b", Token="${OPAQUE}"`,
  `Custom key=${UUID}, hash=${HEX}`,
  'SAPISIDHASH 1768478400_0a1b2c',
];

/** Sec-WebSocket-Protocol. */
export const subprotocols = [
  `graphql-ws, bearer.${OPAQUE}`,
  `base64url.bearer.authorization.k8s.io.${encode(TOKEN)}, base64.binary.k8s.io`,
  `header-${encode(JSON.stringify({ host: 'a.example', Authorization: `Bearer ${OPAQUE}` }))}, graphql-ws`,
  `access_token, ${TOKEN}`,
  `realtime, openai-insecure-api-key.${OPAQUE}, ${UUID}`,
];

/** Signature-Input (RFC 9421), and Signature of the draft before it. */
export const signatures = [
  `sig1=("@method" "@path" "content-digest");created=1618884473;keyid="${UUID}";nonce="b3k2pp5k7z"`,
  'sig=();keyid="test-key-ed25519", other=("@authority");keyid=two',
  `keyId="key-1",algorithm="hs2019",headers="date",signature="${MAC43}"`,
];

export const challenges = [
  'Basic realm="a, b"',
  'Bearer realm="x", error="invalid_token"\nNegotiate',
  'Digest qop="auth, auth-int", nonce="a\\"b", Basic realm="c"',
  'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
  'Negotiate, NTLM , Custom a=b',
];

export const setCookies = [
  'sid=abc; Path=/; HttpOnly; Secure; SameSite=Lax',
  '__Host-id=1; Secure; Path=/',
  `token=${TOKEN}; Domain=.app.example; Max-Age=3600`,
  'gone=; Max-Age=0',
  'gone=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'a="b c"; expires=Wed, 09-Jun-2027 10:18:14 GMT; path=/a; SameSite=None; Partitioned',
  'nameless',
  '=value; Max-Age=99999999999999999999',
  'a=b; Domain=app.example; Path=x; Priority=High',
];

export const cookieDates = [
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Wed, 09-Jun-2027 10:18:14 GMT',
  'Sun Nov  6 08:49:37 1994',
  'Tuesday, 31-Dec-69 23:59:59 GMT',
  '1:2:3 4 jan 70',
];

export const cookies = [
  `sid=${OPAQUE}; theme=dark`,
  'a=b; a=c; =d; e; f=',
  `t="${TOKEN}"; j=j:{"a":1}`,
  'a=b=c;  d = e ;;',
];

const half = Math.floor(TOKEN.length / 2);
const SESSION_JSON = `base64-${base64(JSON.stringify({ access_token: OPAQUE }))}`;

/** Cookie headers with pieces in them. */
export const splitCookies = [
  `a.0=${TOKEN.slice(0, half)}; a.1=${TOKEN.slice(half)}; theme=dark`,
  `sb-abc-auth-token.0=${SESSION_JSON.slice(0, 30)}; sb-abc-auth-token.1=${SESSION_JSON.slice(30)}`,
  'FedAuth=77u/PD94bWw; FedAuth1=gdmVyc2lvbj0; FedAuth2=iMS4wIj8+',
  '.AspNetCore.Cookies=chunks-2; .AspNetCore.CookiesC1=CfDJ8A1b; .AspNetCore.CookiesC2=-_A1b',
  `__Secure-authjs.session-token.1=b; __Secure-authjs.session-token.0=${OPAQUE}; a_0=1; a_1=2`,
  'b-0={"token":"x; b-1=y"}; b-0=z; b-10=1; b__0=2',
];

export const urls = [
  'https://app.example/',
  `https://ada:pass@app.example:8443/a;jsessionid=${OPAQUE}/b?x=1&y=a%20b#z`,
  `https://app.example/cb?access_token=${TOKEN}&state=${OPAQUE}`,
  `https://app.example/#/route?access_token=${OPAQUE}&expires_in=1`,
  'wss://[::1]:3000/socket?token=abc',
  `http://localhost:4000/reset/${UUID}/${OPAQUE}`,
  'https://xn--bcher-kva.example/%E2%80%A6?a+b=c+d',
];

/** Where front channels end and begin. */
export const pages = [
  ...urls,
  `https://app.example/cb#id_token=${TOKEN}&state=abc`,
  `https://app.example/cb?code=${OPAQUE}&state=xyz#code=${OPAQUE}&state=xyz&session_state=${UUID}`,
  'https://id.example/authorize?client_id=1&response_type=code+id_token&scope=openid&code_challenge=x',
  'https://id.example/authorize?client_id=1&request_uri=urn:ietf:params:oauth:request_uri:abc',
  `https://id.example/authorize?client_id=1&request=${jwt({ response_type: 'token' })}`,
  'https://app.example/?ticket=ST-1-abc&SAMLResponse=x&wa=wsignin1.0&wtrealm=urn:a',
  'https://id.example/.well-known/openid-configuration#/a?b=1',
];

export const directives = [
  'public, max-age=600, s-maxage="60", must-revalidate',
  'private="set-cookie", no-cache, no-store, max-age=0',
  'Accept-Encoding, Cookie, Authorization, *',
  'TCP_REFRESH_HIT, MISS, Hit from cloudfront',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '120',
];

export const hosts = [
  'localhost',
  'app.localhost',
  '127.0.0.1',
  '[::1]',
  '::1',
  'localhost.',
  '127.1.2.300',
  'a.example',
];

export const bodies = [
  'user=ada&password=x&remember+me=1',
  '{"user":{"name":"ada","password":"x"},"list":[{"a":1},{"b":2}]}',
  '--x\r\nContent-Disposition: form-data; name="user"\r\n\r\nada\r\n--x--',
  `{"${OPAQUE}":1,"${TOKEN}":2}`,
  `${OPAQUE}=1&a`,
];

export const credentialBodies = [
  `{"session_token":"${OPAQUE}","items":[{"id":1}]}`,
  `{"access_token":"${TOKEN}","_SessionToken":"x","authToken":"y"}`,
  '{"jsonrpc":"2.0","method":"item.get","params":{"limit":1},"auth":"x","id":1}',
  '{"grant_type":"refresh_token","access_token":"x"}',
  '{"user":"ada","newPassword":"x","auth_token":"y"}',
];

/** Names of operations, and bodies with such names. */
export const operations = [
  'auth.login',
  'users/sign_out',
  'session.destroy',
  'close_session',
  '{"jsonrpc":"2.0","method":"auth.login","params":["ada"],"id":1}',
  '{"operationName":"LoginUser","query":"mutation LoginUser($a: A!) { login(input: $a) { token } }"}',
  '[{"method":"session.logout"},{"method":"list"}]',
  'mutation ($a: A!) { login(input: $a) { token } }',
  '{"action":"logout","do":["login"],"op":7}',
];

export const headerNames = [
  'authorization',
  'cookie',
  'sec-websocket-protocol',
  'x-csrf-token',
  'x-auth-token',
  'x-api-key',
  'x-amz-date',
  'x-signature',
  'x-request-id',
  'content-type',
  'dpop',
  'x-app-authorization',
];

/** Queries of authorization requests and bodies of token requests. */
export const oauthMessages = [
  'client_id=web&response_type=code&state=a&nonce=b&code_challenge=c&code_challenge_method=S256&scope=openid+a',
  'client_id=web&response_type=id_token%20token&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fa%3D1&response_mode=form_post',
  'client_id=app&response_type=code&redirect_uri=com.example.app%3A%2Fcb&code_challenge=a&code_challenge_method=plain',
  'client_id=web&request_uri=urn:ietf:params:oauth:request_uri:a',
  `client_id=web&request=${TOKEN}`,
  'grant_type=authorization_code&code=a&code_verifier=b&client_id=web&client_secret=c',
  '{"grant_type":"password","username":"ada","password":"a","client_secret":""}',
];

/** Before base64. */
export const samlResponses = [
  `<?xml version="1.0"?><p:Response xmlns:p="p" InResponseTo="_1"><ds:Signature><ds:SignedInfo>
<ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/><ds:Reference><ds:DigestMethod
Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/></ds:Reference></ds:SignedInfo></ds:Signature></p:Response>`,
  `<Response><!-- a --><Assertion IssueInstant="2026-01-15T12:00:00.123Z"><Signature/><Subject><SubjectConfirmation>
<SubjectConfirmationData NotOnOrAfter="2026-01-15T12:05:00Z" InResponseTo="_1"/></SubjectConfirmation></Subject>
<Conditions NotBefore="2026-01-15T11:55:00Z" NotOnOrAfter="2026-01-15T13:00:00+01:00"/></Assertion></Response>`,
  '<Response><EncryptedAssertion><![CDATA[<Assertion>]]></EncryptedAssertion><Assertion/></Response>',
];

/** A line for method and URL, and one for each header, as `http.ts` of this folder reads them. */
export const requests = [
  `GET https://app.example/\nCookie: sid=${OPAQUE}; XSRF-TOKEN=${UUID}`,
  `POST https://app.example/login?next=%2F&token=${OPAQUE}\nContent-Type: application/json; charset=utf-8\nX-CSRF-Token: ${UUID}`,
  `PUT https://api.app.example/me\nAuthorization: Bearer ${TOKEN}\nX-Request-Id: ${UUID}\nOrigin: https://app.example`,
  `GET http://app.example/a;jsessionid=${OPAQUE}?action=logout\nAuthorization: Basic ${base64('ada:lovelace')}\napikey: ${OPAQUE}`,
  'GET https://app.example/a\nAuthorization: Hawk id="a", mac="b"\nSignature: keyId="a"\nSignature-Input: a=();keyid="a"',
];

/** Requests of protocols; the last line may be a body. */
export const markedRequests = [
  ...requests,
  `GET https://app.example/cb?code=${OPAQUE}&state=xyz\nDPoP: ${jwt({ jti: 'a' }, { alg: 'ES256', typ: 'dpop+jwt' })}`,
  'POST https://id.example/token\nSignature: a=:YQ==:\nSignature-Input: a=()\n{"grant_type":"x","code":"a","device_code":"b"}',
  'POST https://app.example/acs\nsec-fetch-dest: webidentity\n{"SAMLResponse":"x","wa":1,"wresult":2}',
  'POST https://id.example/par\n{"client_id":1,"response_type":"code","code_challenge":"x","nonce":"y","request":"z"}',
  'POST https://app.example:49443/\nSecure-Session-Response: x\n{"clientDataJSON":"x","authenticatorData":"y","state":1,"id_token":2}',
  'GET wss://mtls.example/socket?EIO=4&transport=polling\nClient-Cert: :YQ==:',
];

export const responses = [
  `POST https://app.example/login 302\nSet-Cookie: sid=${OPAQUE}; Path=/; HttpOnly\nLocation: /home?code=${OPAQUE}`,
  'GET https://app.example/ 401\nWWW-Authenticate: Basic realm="x", Bearer\nContent-Type: text/html; charset=utf-8',
  'GET https://app.example/ 200\nSet-Login: logged-in\nClear-Site-Data: "cookies"\nStrict-Transport-Security: max-age=1',
  `GET https://app.example/ 200\nSet-Cookie: a=${TOKEN}\nset-cookie: b=; Max-Age=0\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true`,
];

/** Lines of area, key and value. */
export const storages = [
  `localStorage\ntoken\n${TOKEN}`,
  `sessionStorage\nsb-abc-auth-token\n{"access_token":"${OPAQUE}","user":{"id":"${UUID}"}}`,
  `indexedDB\nfirebase:authUser:x\n{"stsTokenManager":{"refreshToken":"${OPAQUE}"}}`,
  `localStorage\nsessions\n{"${OPAQUE}":{"access_token":"${TOKEN}"}}`,
  `localStorage\npersist:root\n{"auth":"{\\"token\\":\\"${OPAQUE}\\"}"}`,
];

/** Lines of name, value, domain, path and flags. */
export const cookieFeatures = [
  `PHPSESSID\n${OPAQUE}\napp.example\n/\nsecure httpOnly lax session`,
  `access_token\n${TOKEN}\napp.example\n/api\nsecure strict`,
  '_ga\nGA1.2.123.456\n.app.example\n/\nnone',
  `XSRF-TOKEN\n${UUID}\napp.example\n/\nsession`,
  '__Host-remember_me\n1\napp.example\n/\nhttpOnly',
];

const entry = (method: string, url: string, request: object, response: object): Json =>
  JSON.parse(
    JSON.stringify({
      startedDateTime: '2026-01-15T12:00:00.000Z',
      time: 20,
      _resourceType: 'document',
      request: { method, url, headers: [], ...request },
      response: { status: 200, headers: [], ...response },
    }),
  );

export const hars: Json[] = [
  {
    log: {
      entries: [
        entry(
          'POST',
          'https://app.example/login',
          { postData: { mimeType: 'application/x-www-form-urlencoded', text: 'user=ada&password=x' } },
          { status: 302, headers: [{ name: 'Set-Cookie', value: `sid=${OPAQUE}; Path=/; HttpOnly` }] },
        ),
        entry('GET', 'https://app.example/', { headers: [{ name: 'Cookie', value: `sid=${OPAQUE}` }] }, {}),
      ],
    },
  },
  {
    log: {
      entries: [
        entry(
          'GET',
          'https://api.app.example/me',
          {
            headers: [{ name: 'Authorization', value: `Bearer ${TOKEN}` }],
            postData: { params: [{ name: 'a' }, { name: '__proto__' }] },
          },
          { status: 401, headers: [{ name: 'WWW-Authenticate', value: 'Bearer' }] },
        ),
      ],
    },
  },
];

/** What happened on a site: blocks of requests, responses, storage and jars, with an empty line between them. */
export const histories = [
  `GET https://app.example/login\n\n${responses[0]}\n\n${requests[0]}\n\nGET https://app.example/ 200`,
  `POST https://app.example/login\npassword: 1\n\nPOST https://app.example/login 200\nSet-Cookie: t=${TOKEN}\n\n${storages[0]}\n\n${requests[2]}`,
  `jar\nsid=${OPAQUE}; HttpOnly\nt=${TOKEN}; Secure; SameSite=Strict\n\n${requests[3]}\n\n${responses[1]}\n\nPOST https://app.example/logout\n\njar`,
  `${storages[1]}\n\nGET https://api.app.example/me\napikey: ${OPAQUE}\nAuthorization: Bearer ${TOKEN}\n\nGET https://api.app.example/me 401`,
];

export const csrfBodies: readonly string[] = [
  '_csrf=q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3&to=bob',
  'authenticity_token=a%2Bb%2F%3D&csrf=1&csrf2=2&csrf3=3&csrf4=4',
  '{"data":{"csrfToken":"4bf5122f344554c53bde2ebb8cd2b7e3"},"_csrf":["x"]}',
  '--b\r\nContent-Disposition: form-data; name="_token"\r\n\r\nabc|def.ghi\r\n--b--',
];

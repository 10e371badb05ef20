/** Observations of every kind, in any order, with names that are up to no good. */
import fc from 'fast-check';
import { observeRequest } from '../../../src/core/observe/http.ts';
import { observeResponse } from '../../../src/core/observe/http-response.ts';
import type { Observation, Resource } from '../../../src/core/observe/observation.ts';
import { protocolBody } from '../../../src/core/observe/protocol.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { observeStorage } from '../../../src/core/observe/web-storage.ts';
import { print, START } from '../../helpers/observations.ts';
import { adas, express, hex, opaque } from '../classify/values.ts';
import { SITE } from './laws.ts';

export const HOSTILE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'] as const;

const pieces = ['sb-abc-auth-token.0', 'sb-abc-auth-token.1', 'sb-abc-auth-token'];
const name = fc.constantFrom(...HOSTILE, ...pieces, 'sid', 'token', 'connect.sid', 'XSRF-TOKEN', 'a.b', 'ü', '');
const value = fc.constantFrom(
  opaque('1'),
  opaque('2'),
  hex('3'),
  adas('4'),
  adas('5', { exp: 1 }),
  express('6'),
  encodeURIComponent(JSON.stringify({ access_token: adas('7'), refresh_token: opaque('8') })),
  '1',
  '',
);
const url = fc
  .tuple(
    fc.constantFrom(SITE, 'https://api.app.example', 'https://cdn.example', 'http://localhost:4000'),
    fc.constantFrom(
      '/',
      '/login',
      '/logout',
      '/__proto__',
      '/in?user=1&password=2',
      '/api/me',
      '/constructor?__proto__=1',
      '/cb?code=1&state=2',
      '/cb?code=abc&state=xyz',
      '/cb?ticket=ST-1',
      '/x?client_id=1&response_type=code+token&scope=openid',
      '/x?client_id=__proto__&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2F__proto__',
      '/x?client_id=1&request_uri=urn:ietf:params:oauth:request_uri:1',
      '/x?ts=1&key=2&sign=0123456789abcdef',
      '/x?ts=1&key=2&sign=fedcba9876543210',
    ),
  )
  .map(([origin, path]) => origin + path);
const resource = fc.constantFrom<Resource>('document', 'frame', 'fetch', 'socket', 'beacon', 'other');
const method = fc.constantFrom('GET', 'POST', 'DELETE', '__proto__');
const id = fc.constantFrom('1', '2', '3', ...HOSTILE);
const at = fc.nat(3_600_000).map((after) => START + after);
const about = fc.record({ at, site: fc.constant(SITE), partition: fc.constant(null) });
const token = /^[\w!#$%&'*+.^`|~-]+$/;
const header = fc
  .tuple(
    fc.oneof(
      name,
      fc.constantFrom(
        'Authorization',
        'X-CSRF-Token',
        'apikey',
        'X-Auth-Token',
        'DPoP',
        'Referer',
        'Signature-Input',
        'Sec-WebSocket-Protocol',
        'Secure-Session-Response',
      ),
    ),
    value,
  )
  .filter(([each]) => token.test(each))
  .map(([each, text]) => ({ name: each, value: text }));
const cookies = fc.array(fc.tuple(name, value), { maxLength: 4 });

const body = fc.constantFrom(
  undefined,
  'grant_type=__proto__&client_secret=1',
  'grant_type=authorization_code&code_verifier=1',
  'client_id=1&response_type=token&state=1',
  `SAMLResponse=${btoa('<Response><Assertion IssueInstant="2026-01-15T12:00:00Z"><Conditions/></Assertion></Response>')}`,
  `SAMLResponse=${btoa('<Response><EncryptedAssertion/></Response>')}`,
);

const request = fc
  .record({
    about,
    id,
    url,
    method,
    resource,
    headers: fc.array(header, { maxLength: 3 }),
    cookies,
    body,
    fields: fc.array(
      fc.oneof(name, fc.constantFrom('password', 'SAMLResponse', '_SessionToken', 'grant_type', 'code')),
      { maxLength: 3 },
    ),
  })
  .map(({ about: seen, cookies: sent, headers, body: text, ...raw }) => {
    const protocol = text === undefined ? undefined : protocolBody(undefined, { text });
    const cookie = { name: 'Cookie', value: sent.map(([each, text]) => `${each}=${text}`).join('; ') };
    const read = protocol === undefined ? {} : { protocol };
    return observeRequest({ ...seen, ...raw, ...read, headers: [...headers, cookie] }, print);
  });

const flags = fc.constantFrom('', '; Path=/', '; HttpOnly; Secure; Path=/', '; Max-Age=0', '; Domain=app.example');
const response = fc
  .record({
    about,
    id,
    url,
    method,
    resource,
    status: fc.constantFrom(200, 204, 303, 401, 403, 500),
    cookies: fc.array(fc.tuple(name, value, flags), { maxLength: 4 }),
    final: fc.boolean(),
    fromCache: fc.boolean(),
    location: fc.constantFrom(
      `/login#access_token=${opaque('6')}`,
      'https://idp.example/authorize?client_id=2&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb',
      '/authorize?client_id=2&response_type=code&state=1&code_challenge=2',
    ),
  })
  .map(({ about: seen, cookies: set, location, ...raw }) => {
    const headers = set.map(([each, text, more]) => ({ name: 'Set-Cookie', value: `${each}=${text}${more}` }));
    const others = [
      { name: 'Location', value: location },
      { name: 'WWW-Authenticate', value: 'Negotiate, Basic realm="__proto__"' },
      { name: 'Secure-Session-Challenge', value: '"c"' },
      { name: 'Content-Type', value: 'text/html' },
      { name: 'Cache-Control', value: 'public' },
      { name: 'Referrer-Policy', value: 'unsafe-url' },
      { name: 'Access-Control-Allow-Origin', value: SITE },
      { name: 'Access-Control-Allow-Credentials', value: 'true' },
    ];
    return observeResponse({ ...seen, ...raw, headers: [...headers, ...others] }, print);
  });

const kept = fc
  .record({ name, value, path: fc.constantFrom('/', '/a', '__proto__') })
  .map(({ name: each, value: text, path }) => ({
    name: each,
    shape: shapeOf(text, print),
    attributes: {
      domain: 'app.example',
      hostOnly: true,
      path,
      secure: true,
      httpOnly: false,
      sameSite: 'lax' as const,
      session: true,
    },
  }));
const jar = fc
  .record({ about, cookies: fc.array(kept, { maxLength: 5 }), sameSiteCertain: fc.boolean() })
  .map(({ about: seen, ...rest }): Observation => ({ type: 'cookies', ...seen, origins: [SITE], ...rest }));
const changed = fc
  .record({ about, cookie: kept, removed: fc.boolean() })
  .map(({ about: seen, ...rest }): Observation => ({ type: 'cookie-changed', ...seen, ...rest }));
const area = fc.constantFrom('localStorage' as const, 'sessionStorage' as const, 'indexedDB' as const);
const storage = fc
  .record({
    about,
    entries: fc.array(fc.record({ area, key: name, value }), { maxLength: 4 }),
    complete: fc.array(area),
    unread: fc.nat(3),
  })
  .map(({ about: seen, ...rest }): Observation => observeStorage({ ...seen, origin: SITE, ...rest }, print));
const page = fc.record({ about, url, name, value }).map(
  ({ about: seen, url: where, name: each, value: text }): Observation => ({
    type: 'page',
    ...seen,
    url: where,
    values: [{ where: 'fragment', name: each, shape: shapeOf(text, print) }],
    marks: ['oauth-implicit'],
  }),
);

const checked = fc
  .record({
    about,
    fingerprint: fc.oneof(value.map(print), fc.constantFrom('__proto__', 'toString')),
    knownSecret: fc.boolean(),
    list: fc.constantFrom('bundled' as const, 'file' as const),
    signature: fc.constantFrom('valid' as const, 'invalid' as const),
    tried: fc.nat(),
    complete: fc.boolean(),
  })
  .map(({ about: seen, ...rest }): Observation => ({ type: 'token-checked', ...seen, ...rest }));

export const anyObservations: fc.Arbitrary<Observation[]> = fc
  .array(fc.oneof(request, response, response, jar, changed, storage, page, checked), { maxLength: 60 })
  .map((all) => all.filter((seen) => seen !== undefined));

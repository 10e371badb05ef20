/** Cards: each role and format, each place and way, each length of life; reveals; checks of a token. */
import type { Credential, Role } from '../../../src/core/report.ts';
import { done, failed } from '../../../src/messages/reply.ts';
import { SECRET } from '../../helpers/app-api.ts';
import {
  API,
  cookieCarrier,
  credential,
  DAY,
  decodedToken,
  MINUTE,
  NOW,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
} from '../../helpers/reports.ts';
import { about, type Case, type Cases, never } from './case.ts';

const cards = (...credentials: Credential[]): Case => about(siteReport({ credentials }), { tab: 'credentials' });

const ROLES: readonly Role[] = [
  'session-id',
  'access-token',
  'id-token',
  'refresh-token',
  'api-key',
  'login',
  'csrf-token',
  'remember-me',
  'state',
  'other',
];
const FORMATS = ['jwt', 'opaque', 'sealed:rails', 'sealed:iron-session', 'composite', 'basic', 'digest', 'negotiate'];

const inStorage = (where: 'localStorage' | 'sessionStorage' | 'indexedDB', name: string, path?: string) => ({
  where,
  name,
  origin: SITE,
  ...(path !== undefined && { path }),
});

const jwe = tokenCredential({
  id: 'c-jwe',
  format: 'jwe',
  token: { kind: 'jwe', header: { alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT' }, issues: [], signature: 'unverified' },
});

const proof = tokenCredential({
  id: 'c-dpop',
  issuerHint: 'DPoP',
  carriers: [{ where: 'header', name: 'dpop', origin: API }],
  token: decodedToken({
    header: { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: 'l8tFrhx', y: '9VE4jf_' } },
    claims: { htm: 'POST', htu: `${API}/orders`, iat: NOW / 1000, jti: 'e1j3V_bKic8' },
  }),
});

const until = (id: string, expiresAt: number, change: Partial<Credential> = {}): Credential =>
  tokenCredential({ id, token: decodedToken({ issuedAt: NOW - 60 * MINUTE, expiresAt }), ...change });

const endless = (): Credential['token'] => {
  const { expiresAt: _expiresAt, ...token } = decodedToken({ claims: { sub: '1', admin: true }, signature: 'valid' });
  return token;
};

/** Flags of each kind at one cookie. */
const flagged = credential({
  id: 'c-flags',
  carriers: [
    cookieCarrier('__Host-session', { prefix: '__Host-', sameSite: 'strict', partitionKey: 'https://shop.example' }),
    cookieCarrier('legacy', { httpOnly: false, secure: false, sameSite: 'unset', hostOnly: false, path: '/app/deep' }),
    cookieCarrier('embedded', { sameSite: 'none', session: false, expires: NOW + 400 * DAY }),
  ],
});

const travelled = tokenCredential({
  id: 'c-travelled',
  carriers: [
    inStorage('localStorage', 'persist:root', 'auth.tokens.0.value.body.access_token'),
    inStorage(
      'indexedDB',
      'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:AIza:[DEFAULT]',
      'value.stsTokenManager.accessToken',
    ),
    { ...inStorage('sessionStorage', 'token'), origin: 'https://embedded.example' },
  ],
  sentTo: ['https://ads.example', API, SITE, 'https://cdn.example', 'http://localhost:4000'].flatMap((origin) =>
    (['header', 'query', 'body'] as const).map((carrier) => ({ origin, carrier, count: 3, firstAt: NOW, lastAt: NOW })),
  ),
});

const hs256 = tokenCredential({ token: decodedToken({ header: { alg: 'HS256', typ: 'JWT' } }) });
const open = (steps: string[], world: Case['world'] = {}): Case =>
  about(tokenReport({ credentials: [hs256] }), {
    tab: 'credentials',
    steps: ['Decoded token', 'Check the signature', ...steps],
    world: { revealed: done({ where: 'localStorage', name: 'access_token', value: SECRET }), ...world },
  });

const NAME = 'a_cookie_whose_name_has_very_many_letters_'.repeat(6);

export const credentials: Cases = {
  'credentials-none': about(siteReport({ credentials: [] }), { tab: 'credentials' }),
  'credentials-roles': cards(...ROLES.map((role) => credential({ id: `c-${role}`, role }))),
  'credentials-formats': cards(
    ...FORMATS.map((format) => credential({ id: `c-${format}`, format })),
    jwe,
    proof,
    credential({
      id: 'http-auth:basic',
      role: 'login',
      format: 'basic',
      carriers: [],
      masked: '',
      length: 0,
      sentTo: [],
    }),
    credential({ id: 'c-digest', role: 'login', format: 'digest', carriers: [], masked: '', length: 0 }),
    credential({ id: 'c-key', role: 'api-key', format: 'key-id', masked: 'AKIA…', length: 20 }),
    credential({ id: 'c-unseen', role: 'refresh-token', format: 'unseen', masked: '', length: 0, carriers: [] }),
  ),
  'credentials-lives': cards(
    until('c-far', NOW + 300 * DAY),
    until('c-ending', NOW + 2 * MINUTE),
    until('c-expired', NOW - 3 * DAY),
    tokenCredential({ id: 'c-endless', token: endless() as NonNullable<Credential['token']> }),
    until('c-gone', NOW + DAY, { gone: NOW - MINUTE }),
    credential({ id: 'c-session-cookie' }),
  ),
  'credentials-places': cards(flagged, travelled),
  'credentials-chunked': cards(
    credential({
      format: 'sealed:authjs',
      length: 9120,
      carriers: [0, 1, 2].map((at) => cookieCarrier(`__Secure-authjs.session-token.${at}`)),
    }),
  ),
  'credentials-third-parties': cards(travelled),
  'credentials-long': cards(
    credential({
      carriers: [cookieCarrier(NAME, { hostOnly: false, domain: NAME, path: `/${NAME}` })],
      issuerHint: NAME,
    }),
    tokenCredential({ carriers: [inStorage('localStorage', NAME, NAME)], sentTo: [] }),
  ),
  'credentials-60': cards(
    ...Array.from({ length: 12 }, (_, at) => tokenCredential({ id: `c-${at}`, firstSeen: at })),
    ...Array.from({ length: 48 }, (_, at) => otherCookie(`other-${at}`)),
  ),
  'reveal-asking': about(siteReport(), { tab: 'credentials', steps: ['Reveal'], world: { revealed: never() } }),
  'reveal-shown': about(siteReport(), { tab: 'credentials', steps: ['Reveal'] }),
  'reveal-shown-long': about(siteReport(), {
    tab: 'credentials',
    steps: ['Reveal'],
    world: { revealed: done({ where: 'cookie', name: 'connect.sid', value: 's%3A'.repeat(1000) }) },
  }),
  'reveal-refused': about(siteReport(), {
    tab: 'credentials',
    steps: ['Reveal'],
    world: { revealed: failed('not-kept', '') },
  }),
  'check-open': open([]),
  'check-running': open(['Check for known secrets'], {
    found: [{ at: 'searching', list: 'bundled', tried: 12_000, perSecond: 40_000, share: 0.3 }],
  }),
  'check-found': open(['Check for known secrets', 'Reveal the secret'], {
    found: [
      {
        at: 'done',
        tried: 812,
        complete: true,
        perSecond: 40_000,
        found: { secret: 'secret', as: 'base64', list: 'bundled' },
      },
    ],
  }),
  'check-not-found': open(['Check for known secrets'], {
    found: [{ at: 'done', tried: 103_000, complete: true, perSecond: 41_000 }],
  }),
  'check-wrong-key': open(['Verify the signature']),
  'check-no-token': open(['Check for known secrets'], { revealed: failed('not-kept', '') }),
};

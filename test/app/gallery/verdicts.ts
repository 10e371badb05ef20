/** Verdicts of every kind, with what belongs to them, and the square with what may stand on it. */
import type { Credential, SignedIn } from '../../../src/core/report.ts';
import {
  API,
  cookieCarrier,
  credential,
  DAY,
  evidence,
  finding,
  HOUR,
  NOW,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
  tokenVerdict,
  verdict,
} from '../../helpers/reports.ts';
import { about, type Cases } from './case.ts';
import { sessionFindings, tokenFindings } from './findings.ts';

export const others = ['_ga', '_gid', 'consent', 'AWSALB', 'theme'].map((name) => otherCookie(name));
const csrf = otherCookie('XSRF-TOKEN', { role: 'csrf-token', masked: 'a81f…' });

/** Of a token whose value says nothing. */
const opaque = (change: Partial<Credential>): Credential => {
  const { token: _token, ...rest } = tokenCredential({
    format: 'opaque',
    masked: 'v1.M…',
    entropyBits: 260,
    ...change,
  });
  return rest;
};

export const session = siteReport({
  credentials: [
    credential({
      carriers: [cookieCarrier('connect.sid', { httpOnly: false, session: false, expires: NOW + 13 * HOUR })],
    }),
    csrf,
    ...others,
  ],
  findings: sessionFindings,
});

const token = tokenReport({
  credentials: [tokenCredential(), opaque({ id: 'c-refresh', role: 'refresh-token', decisive: false }), ...others],
  findings: tokenFindings,
});

const idToken = tokenCredential({
  id: 'c-id',
  role: 'id-token',
  carriers: [{ where: 'sessionStorage', name: 'id_token', origin: SITE }],
});

const hybrid = siteReport({
  verdict: tokenVerdict({
    kind: 'hybrid',
    state: 'both',
    carriers: ['cookie', 'header'],
    mechanisms: ['session-cookie', 'bearer-jwt'],
    confidence: 0.87,
    signedIn: 'unknown',
    summary:
      'Two ways at once: the cookie `connect.sid` and the token `access_token` each carry your identity on their own.',
    evidence: [
      evidence('It travels in the Authorization header', 4, 'c-access'),
      evidence('It came to be with the login', 3, 'c-session'),
    ],
  }),
  credentials: [credential(), tokenCredential(), idToken],
  findings: [...sessionFindings, ...tokenFindings],
  dropped: 12,
});

const login = credential({
  id: 'c-basic',
  role: 'login',
  format: 'basic',
  carriers: [],
  masked: '',
  length: 0,
  sentTo: [],
  entropyBits: 0,
});

const httpAuth = siteReport({
  site: 'http://localhost:8080',
  verdict: verdict({
    kind: 'http-auth',
    carriers: ['http-auth'],
    mechanisms: ['basic'],
    confidence: 0.92,
    summary: 'The browser itself logs you in: it sends your Basic login with every request.',
  }),
  credentials: [login],
  findings: [
    finding({
      rule: 'basic-over-http',
      severity: 'critical',
      title: 'Basic login over plain HTTP',
      subject: 'Authorization header',
    }),
  ],
});

const sent = (carrier: 'cookie' | 'header'): Credential['sentTo'] => [
  { origin: carrier === 'cookie' ? SITE : API, carrier, count: 7, firstAt: NOW - HOUR, lastAt: NOW },
];

/** One in each field of the square, two of them in one. */
const everywhere = siteReport({
  verdict: tokenVerdict({ kind: 'hybrid', state: 'both', carriers: ['cookie', 'header', 'url'], confidence: 0.5 }),
  credentials: [
    credential({ id: 'c-1', sentTo: sent('cookie') }),
    credential({ id: 'c-2', carriers: [cookieCarrier('JSESSIONID')], sentTo: sent('cookie') }),
    tokenCredential({ id: 'c-3', carriers: [cookieCarrier('jwt')], sentTo: sent('cookie') }),
    opaque({
      id: 'c-4',
      carriers: [{ where: 'localStorage', name: 'api_token', origin: SITE }],
      sentTo: sent('header'),
    }),
    tokenCredential({ id: 'c-5', sentTo: sent('header') }),
    tokenCredential({ id: 'c-6', sentTo: [...sent('cookie'), ...sent('header')] }),
  ],
});

const unplaced = siteReport({
  verdict: verdict({
    state: 'unknown',
    confidence: 0.31,
    signedIn: 'unknown',
    mechanisms: [],
    summary: 'Something identifies you, but it was not seen what.',
    evidence: [evidence('Requests are answered as to somebody who is signed in', 0.6)],
  }),
  credentials: [
    credential({ format: 'unseen', masked: '', length: 0, sentTo: [], carriers: [] }),
    credential({ id: 'c-2', format: 'composite', carriers: [cookieCarrier('auth')] }),
  ],
});

const SURE: readonly (readonly [SignedIn, number])[] = [
  ['yes', 0.99],
  ['no', 0.8],
  ['unknown', 0.55],
  ['yes', 0.2],
];

const shades: Cases = Object.fromEntries(
  SURE.map(([signedIn, confidence]) => [
    `session-${signedIn}-${Math.round(confidence * 100)}`,
    about(siteReport({ verdict: verdict({ signedIn, confidence }) }), { tab: 'risks', steps: ['why?'] }),
  ]),
);

export const verdicts: Cases = {
  session: about(session),
  token: about(token),
  hybrid: about(hybrid),
  'http-auth': about(httpAuth),
  ...shades,
  'square-everywhere': about(everywhere, { tab: 'risks' }),
  'square-unknown': about(unplaced, { tab: 'risks', steps: ['why?'] }),
  'evidence-many': about(
    siteReport({
      verdict: verdict({
        mechanisms: ['session-cookie', 'bearer-jwt', 'oauth-code', 'oidc', 'dpop', 'device-bound-session'],
        evidence: Array.from({ length: 24 }, (_, at) =>
          evidence(
            `What was seen for the ${at + 1}th time speaks of \`connect.sid\``,
            at % 3 === 0 ? -at / 8 : at / 6,
            'c-session',
          ),
        ),
      }),
    }),
    { tab: 'risks', steps: ['why?', '12 more', '4 more'] },
  ),
  old: about(
    tokenReport({
      credentials: [
        tokenCredential({
          token: {
            kind: 'jws',
            header: { alg: 'HS256' },
            claims: { sub: '1', exp: (NOW - DAY) / 1000 },
            issues: [],
            signature: 'invalid',
            expiresAt: NOW - DAY,
          },
        }),
      ],
    }),
  ),
};

/** Every state of the screen as plain data, for the gallery and for screenshots. */
import type { SiteReport } from '../../../src/core/report.ts';
import { done, failed, type Reply } from '../../../src/messages/reply.ts';
import {
  cookieCarrier,
  credential,
  DAY,
  evidence,
  finding,
  HOUR,
  MINUTE,
  NOW,
  nothingReport,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
  tokenVerdict,
  verdict,
} from '../../helpers/reports.ts';
import { longStory } from '../../helpers/stories.ts';

const tokenFindings = [
  finding({
    rule: 'token-in-local-storage',
    title: 'Token is kept in localStorage',
    subject: '@@auth0spajs@@::shop-web.body.access_token',
    evidence: ['Every script of the origin can read it, and it outlives the tab.'],
    why: 'Any script that runs on the page, an injected one included, can read the token and use it elsewhere.',
    fix:
      'Keep the token on the server and give the browser a cookie (backend for frontend): ' +
      'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax. Else keep it in memory only.',
  }),
  finding({
    rule: 'jwt-long-lived',
    severity: 'medium',
    title: 'Token lives for a long time',
    subject: 'access token',
    fix: 'Issue access tokens for 5 to 15 minutes and renew them: .setIssuedAt().setExpirationTime("15m")',
  }),
  finding({
    rule: 'jwt-personal-data',
    severity: 'low',
    confidence: 'certain',
    title: 'Personal data readable in the token',
    subject: 'email, name',
  }),
  finding({
    rule: 'jwt-without-issuer',
    severity: 'info',
    title: 'Token does not name its issuer',
    subject: 'id token',
    waived: { reason: 'Internal tool, accepted by security on 3 November.', at: NOW },
  }),
];

const sessionFindings = [
  finding(),
  finding({
    rule: 'csrf-exposed',
    severity: 'medium',
    confidence: 'tentative',
    title: 'Requests that change something may be forged from other sites',
    subject: 'POST /cart/add',
    evidence: ['`connect.sid` goes along with links from other sites, but not with their POST requests.'],
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax, and demand an anti-CSRF token or refuse requests whose Sec-Fetch-Site is cross-site.',
  }),
  finding({
    rule: 'session-cookie-without-prefix',
    severity: 'info',
    title: 'Session cookie could carry the __Host- prefix',
  }),
];

const others = ['_ga', '_gid', 'consent', 'AWSALB', 'theme'].map((name) => otherCookie(name));
const csrf = otherCookie('XSRF-TOKEN', { role: 'csrf-token', masked: 'a81f…' });

const session = siteReport({
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
  credentials: [
    tokenCredential(),
    tokenCredential({
      id: 'c-refresh',
      role: 'refresh-token',
      decisive: false,
      format: 'opaque',
      masked: 'v1.M…',
      entropyBits: 260,
    }),
    ...others,
  ],
  findings: tokenFindings,
});
delete (token.credentials[1] as { token?: unknown }).token;

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
  credentials: [
    credential(),
    tokenCredential(),
    tokenCredential({
      id: 'c-id',
      role: 'id-token',
      carriers: [{ where: 'sessionStorage', name: 'id_token', origin: SITE }],
    }),
  ],
  findings: [...sessionFindings, ...tokenFindings],
  dropped: 12,
});

const story = {
  ...hybrid,
  credentials: [
    credential(),
    tokenCredential({ carriers: [{ where: 'localStorage', name: 'access_token', origin: SITE }] }),
  ],
  story: longStory,
};

const httpAuth = siteReport({
  site: 'http://localhost:8080',
  verdict: verdict({
    kind: 'http-auth',
    carriers: ['http-auth'],
    mechanisms: ['basic'],
    confidence: 0.92,
    summary: 'The browser itself logs you in: it sends your Basic login with every request.',
  }),
  credentials: [
    credential({
      id: 'c-basic',
      role: 'login',
      format: 'basic',
      carriers: [],
      masked: '',
      length: 0,
      sentTo: [],
      entropyBits: 0,
    }),
  ],
  findings: [
    finding({
      rule: 'basic-over-http',
      severity: 'critical',
      title: 'Basic login over plain HTTP',
      subject: 'Authorization header',
    }),
  ],
});

export const EVIL = '\u202Egnp.exe\u2066<img src=x onerror=alert(1)>\u0000\u200B';

const hostile = siteReport({
  site: 'https://xn--80ak6aa92e.example:8443',
  verdict: verdict({ summary: `The server remembers you. The cookie \`${EVIL}\` is your ticket.` }),
  credentials: [
    tokenCredential({
      carriers: [cookieCarrier(EVIL + 'x'.repeat(900))],
      token: {
        kind: 'jws',
        header: { alg: 'none', [EVIL]: EVIL },
        claims: {
          sub: '<img src=x onerror=alert(1)>',
          exp: 1e300,
          iat: 'yesterday',
          __proto__x: 1,
          long: 'A'.repeat(10_000),
          zalgo: `Z${'\u0301'.repeat(200)}`,
        },
        issues: ['`exp` is no date.'],
        signature: 'unverified',
      },
    }),
  ],
  findings: [
    finding({
      title: `Risk ${EVIL}`,
      subject: EVIL.repeat(9),
      references: [{ label: 'evil', url: 'javascript:alert(1)' }],
    }),
  ],
});

const wait = new Promise<Reply<SiteReport>>(() => undefined);

export const cases: Record<string, Reply<SiteReport> | Promise<Reply<SiteReport>>> = {
  session: done(session),
  token: done(token),
  hybrid: done(hybrid),
  story: done(story),
  'http-auth': done(httpAuth),
  nothing: done(nothingReport({ credentials: others, observedSince: NOW - 2 * MINUTE })),
  'just-begun': done(nothingReport({ requests: 0 })),
  'stored-only': done(siteReport({ requests: 0, verdict: verdict({ confidence: 0.61, signedIn: 'no' }), story: [] })),
  withheld: done(nothingReport({ access: 'withheld', requests: 0 })),
  unsupported: done(nothingReport({ access: 'unsupported', requests: 0 })),
  failed: failed('failed', 'The background page did not answer within 2 seconds.'),
  hostile: done(hostile),
  old: done(
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
  loading: wait,
};

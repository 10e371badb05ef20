/** What a site may call its things, and put in them, to trick whoever looks. */
import { cookieCarrier, finding, siteReport, tokenCredential, verdict } from '../../helpers/reports.ts';
import { about, type Cases } from './case.ts';

export const EVIL = '\u202Egnp.exe\u2066<img src=x onerror=alert(1)>\u0000\u200B';

const claims: Record<string, unknown> = {
  sub: '<img src=x onerror=alert(1)>',
  exp: 1e300,
  iat: 'yesterday',
  long: 'A'.repeat(100_000),
  zalgo: `Z${'\u0301'.repeat(200)}`,
  deep: JSON.parse(`${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}`),
  roles: Array.from({ length: 200 }, (_, at) => `role-${at}`),
  constructor: { prototype: { polluted: true } },
  ...JSON.parse('{"__proto__":{"polluted":true}}'),
};

export const hostile: Cases = {
  hostile: about(
    siteReport({
      site: 'https://xn--80ak6aa92e.example:8443',
      verdict: verdict({ summary: `The server remembers you. The cookie \`${EVIL}\` is your ticket.` }),
      credentials: [
        tokenCredential({
          carriers: [cookieCarrier(EVIL + 'x'.repeat(900))],
          token: {
            kind: 'jws',
            header: { alg: 'none', [EVIL]: EVIL },
            claims,
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
    }),
  ),
  'hostile-host': about(
    siteReport({
      site: `https://${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.example:8443`,
      verdict: verdict({ summary: `The cookie \`${'W'.repeat(4000)}\` is your ticket.` }),
    }),
    { tab: 'credentials' },
  ),
};

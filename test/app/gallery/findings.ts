/** Findings as the rules word them. */
import type { Finding, Severity } from '../../../src/core/report.ts';
import { finding, NOW } from '../../helpers/reports.ts';

export const tokenFindings: Finding[] = [
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

export const sessionFindings: Finding[] = [
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

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const CONFIDENCES = ['certain', 'firm', 'tentative'] as const;

/** One of each severity, with each confidence. */
export const ofEach: Finding[] = SEVERITIES.flatMap((severity) =>
  CONFIDENCES.map((confidence) =>
    finding({
      rule: 'csrf-exposed',
      subject: `${severity}, ${confidence}`,
      severity,
      confidence,
      title: `A risk that is ${severity} and ${confidence}`,
    }),
  ),
);

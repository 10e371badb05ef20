import { sharedHosting } from '../knowledge/shared-hosting.ts';
import { isPublicSuffix, siteOf } from '../site/origins.ts';
import { ownFix } from './fixes.ts';
import { hostOf } from './origins.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, lastingCookies } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, sessionCheatSheet, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-cookie-wide-domain',
    title: 'Session cookie goes to other hosts as well',
    why: 'Every host under the domain gets the session, and may set a cookie of that name: the weakest one decides.',
    fix: 'Leave Domain out: Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'low',
    confidence: 'firm',
    references: [cookieDraft('4.1.2.3'), sessionCheatSheet, asvs('3.3.3'), cwe(668), wstg('SESS-02')],
  },

  needs: ['credentials', 'logins', 'verdict'],

  check: (facts) =>
    judgeCookies(facts, lastingCookies, ({ attributes: { domain, hostOnly }, credential, name, origin }) => {
      if (hostOnly) return undefined;

      const evidence = [`The cookie ${name} is set for ${domain} and goes to every host under it.`];
      const fix = ownFix('domain', credential);
      const shared = sharedBy(domain);
      if (shared !== undefined) {
        return { severity: 'medium', evidence: [...evidence, `Strangers have hosts there, too: ${shared}`], ...fix };
      }
      // `Domain=app.example.com` on that very host reaches but what lies below it.
      if (domain === hostOf(origin) && siteOf(origin) !== domain) {
        return {
          severity: 'info',
          evidence: [...evidence, 'It is the host itself that set it, so only hosts below share it.'],
        };
      }
      const purpose = 'Signing in once for several hosts needs that; each of them must be as safe as the safest.';
      return { severity: 'low', evidence: [...evidence, purpose], ...fix };
    }),
});

function sharedBy(domain: string): string | undefined {
  if (isPublicSuffix(domain)) return `${domain} is a public suffix, and browsers that know it refuse such a cookie.`;
  return sharedHosting(domain) ? `${domain} gives each customer a host of their own.` : undefined;
}

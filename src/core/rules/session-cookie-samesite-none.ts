import { ownFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, keptCookie, lastingCookies } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-cookie-samesite-none',
    title: 'Session cookie is sent from other sites',
    why: 'Every other site can send requests in the user’s name, unless the server tells them apart by other means.',
    fix:
      'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax. If other sites embed this one, ' +
      'add Partitioned and demand an anti-CSRF token.',
    severity: 'medium',
    confidence: 'firm',
    references: [cookieDraft('4.1.2.7'), asvs('3.3.2'), cwe(1275), wstg('SESS-02')],
  },

  needs: ['credentials', 'jar', 'logins', 'verdict'],

  check: ({ jar, ...facts }) =>
    judgeCookies(facts, lastingCookies, ({ attributes, credential, name }) => {
      if (attributes.sameSite !== 'none') return undefined;
      // Such a browser says the same of a cookie without SameSite.
      if (keptCookie(jar, name, attributes)?.sameSiteSure === false) return 'unknown';

      const evidence = [
        `The cookie ${name} says SameSite=None.`,
        'Embedding in other sites needs that, and so does a login that comes back by a form post (SAML, form_post).',
      ];
      // CHIPS: such a cookie exists once per embedding site, so another site does not reach this one.
      if (attributes.partitionKey !== undefined) {
        return { severity: 'low', evidence: [...evidence, 'It is partitioned: one for each embedding site.'] };
      }

      return { severity: 'medium', evidence, ...ownFix('sameSite', credential) };
    }),
});

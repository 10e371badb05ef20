import { ownFix } from './fixes.ts';
import { isLocal } from './origins.ts';
import { defineRule } from './rule.ts';
import { decisiveCookies, judgeCookies } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-cookie-without-secure',
    title: 'Session cookie may travel unencrypted',
    why: 'One request over plain http, which a network attacker can provoke, is enough to read the session on the way.',
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(6265, '4.1.2.5'), asvs('3.3.1'), cwe(614), wstg('SESS-02')],
  },

  needs: ['credentials', 'logins', 'site', 'verdict'],

  check({ site, ...facts }) {
    // On plain http `credential-over-http` speaks; what stays on this machine cannot be read on the way.
    if (site.scheme !== 'https' || site.local) return undefined;

    return judgeCookies(facts, decisiveCookies, ({ attributes, credential, name, origin }) => {
      if (attributes.secure || isLocal(origin)) return undefined;

      const evidence = [`The cookie ${name} has no Secure, although ${site.host} is served over https.`];
      if (site.hsts) evidence.push('Strict-Transport-Security was seen: browsers that know the site stay on https.');
      return { severity: site.hsts ? 'medium' : 'high', evidence, ...ownFix('secure', credential) };
    });
  },
});

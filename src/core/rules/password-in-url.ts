import type { PasswordInUrl } from './facts-motion.ts';
import { hostOf, pathOf } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'password-in-url',
    title: 'Password is sent in a URL',
    why: 'URLs are kept in the history and in the logs of each server and proxy on the way, and the password with them.',
    fix: 'Send it in the body: <form method="post" action="/login">, and refuse passwords in the query on the server.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(9110, '17.9'), asvs('14.2.1'), cwe(598), wstg('ATHN-01')],
  },

  needs: ['logins', 'passwordsInUrl', 'site'],

  check({ logins, passwordsInUrl, site }) {
    if (passwordsInUrl.length > 0) return passwordsInUrl.map((one) => hitOf(one, site.host));
    // Where nobody gave a password, none could have gone astray.
    return logins.some(({ how }) => how === 'password-form' || how === 'password-json') ? [] : undefined;
  },
});

function hitOf({ url, field }: PasswordInUrl, siteHost: string) {
  const host = hostOf(url);
  const at = `${host === siteHost ? '' : host}${pathOf(url)}`;
  return {
    subject: `?${field} of ${at}`,
    evidence: [`A value for ${field} stood in the query of ${at}. Coatcheck kept its name alone.`],
  };
}

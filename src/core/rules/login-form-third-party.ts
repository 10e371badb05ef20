import { passwordService } from '../knowledge/identity-hosts.ts';
import { originOf } from '../site/urls.ts';
import type { LoginFact } from './facts.ts';
import { requestName } from './names.ts';
import { hostOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe } from './sources.ts';

export default defineRule({
  meta: {
    id: 'login-form-third-party',
    title: 'Password goes to another site',
    why: 'The page’s form hands the password to a host that the address bar does not show; whoever runs it can keep it.',
    fix: '<form method="post" action="/login">, or send the user to the identity provider’s own page (OpenID Connect).',
    severity: 'medium',
    confidence: 'firm',
    references: [asvs('14.2.3'), cwe(522)],
  },

  needs: ['corsAllowed', 'logins', 'site'],

  check({ corsAllowed, logins, site }) {
    const passwords = logins.filter(({ how }) => how === 'password-form' || how === 'password-json');
    if (passwords.length === 0) return undefined;

    const hits = passwords
      .filter(({ elsewhere }) => elsewhere === true)
      .map((login) => hitOf(login, site.host, corsAllowed));
    return [...new Map(hits.map((hit) => [hit.subject, hit])).values()];
  },
});

function hitOf({ method, url }: LoginFact, siteHost: string, corsAllowed: readonly string[]): Hit {
  const subject = requestName(method, url, siteHost);
  const host = hostOf(url);
  const evidence = [`A page of ${siteHost} sent a password in ${subject}.`];
  const provider = passwordService(host);
  if (provider !== undefined) {
    return {
      subject,
      severity: 'info',
      evidence: [...evidence, `${host} belongs to ${provider}, which checks passwords for others.`],
    };
  }
  if (corsAllowed.includes(originOf(url))) {
    return {
      subject,
      severity: 'info',
      evidence: [...evidence, `${host} names this site in its CORS answers: it is its own service, or a partner’s.`],
    };
  }
  return { subject, evidence: [...evidence, `${host} is neither of the same site nor a known identity provider.`] };
}

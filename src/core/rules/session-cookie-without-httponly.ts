import type { Credential } from '../report.ts';
import { ownFix, readableByDesign } from './fixes.ts';
import { isTokenForScripts } from './readable-tokens.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, lastingCookies, type SessionCookie } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-cookie-without-httponly',
    title: 'Session cookie is readable by scripts',
    why: 'Any script that runs on the page, an injected one included, can copy the session and use it elsewhere.',
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(6265, '4.1.2.6'), asvs('3.3.4'), cwe(1004), wstg('SESS-02')],
  },

  needs: ['credentials', 'logins', 'verdict'],

  check: (facts) =>
    judgeCookies(facts, lastingCookies, ({ attributes, credential, name }) => {
      if (attributes.httpOnly) return undefined;
      // `token-in-readable-cookie` tells of it.
      if (holdsTokenForScripts(facts.credentials, { name, attributes })) return undefined;

      const evidence = [`The cookie ${name} has no HttpOnly: document.cookie shows it to every script of the page.`];
      const design = readableByDesign(credential);
      if (design !== undefined) return { severity: 'medium', evidence: [...evidence, design] };

      return { severity: 'high', evidence, ...ownFix('httpOnly', credential) };
    }),
});

function holdsTokenForScripts(
  credentials: readonly Credential[],
  { name, attributes }: Pick<SessionCookie, 'name' | 'attributes'>,
): boolean {
  return credentials.some((one) =>
    one.carriers.some(
      (carrier) =>
        carrier.name === name &&
        carrier.cookie?.domain === attributes.domain &&
        carrier.cookie.path === attributes.path &&
        isTokenForScripts(one, carrier),
    ),
  );
}

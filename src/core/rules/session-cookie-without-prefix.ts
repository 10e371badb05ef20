import type { CookieAttributes } from '../report.ts';
import { ownFix } from './fixes.ts';
import { isLocal } from './origins.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, lastingCookies } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-cookie-without-prefix',
    title: 'Session cookie could carry a prefix',
    why: 'With __Host- in its name no other host and no page over plain http can set or overwrite the cookie.',
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'info',
    confidence: 'certain',
    references: [cookieDraft('4.1.3.2'), asvs('3.3.1'), asvs('3.3.3'), cwe(565), wstg('SESS-02')],
  },

  needs: ['credentials', 'logins', 'site', 'verdict'],

  check({ site, ...facts }) {
    if (site.scheme !== 'https' || site.local) return undefined;

    let prefixed = false;
    const answer = judgeCookies(facts, lastingCookies, ({ attributes, credential, name, origin }) => {
      if (attributes.prefix !== undefined) prefixed = true;
      if (attributes.prefix !== undefined || !couldCarry(attributes) || isLocal(origin)) return undefined;

      const better = attributes.httpOnly ? ' __Host-Http- says as well that no script set it (Chrome, Firefox).' : '';
      return {
        severity: 'info',
        evidence: [
          `The cookie ${name} is Secure, for one host and for the path /: it meets all that __Host- demands.${better}`,
        ],
        ...ownFix('name', credential),
      };
    });
    // Of a cookie that other attributes keep from it there is nothing good to say here.
    return Array.isArray(answer) && answer.length === 0 && !prefixed ? undefined : answer;
  },
});

function couldCarry({ secure, hostOnly, path }: CookieAttributes): boolean {
  return secure && hostOnly && path === '/';
}

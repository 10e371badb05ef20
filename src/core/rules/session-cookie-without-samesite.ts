import type { Engine } from './facts.ts';
import { ownFix } from './fixes.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, keptCookie, lastingCookies } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, sameSiteSupport, wstg } from './sources.ts';

const DEFAULTS =
  'Chrome, Edge and Opera default to Lax, but let a top-level POST through for two minutes; ' +
  'Firefox and Safari default to None.';

const inThisBrowser: Record<Engine, string> = {
  chromium: 'This browser treats it as Lax.',
  firefox: 'This browser, Firefox, treats it as None.',
  safari: 'This browser, Safari, treats it as None.',
  unknown: 'Which browser made the recording is not known, so the weaker default is assumed.',
};

export default defineRule({
  meta: {
    id: 'session-cookie-without-samesite',
    title: 'Session cookie leaves SameSite to the browser',
    why: 'Without SameSite each browser decides by itself whether other sites may send requests in the user’s name.',
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'medium',
    confidence: 'firm',
    references: [cookieDraft('4.1.2.7'), sameSiteSupport, asvs('3.3.2'), cwe(1275), wstg('SESS-02')],
  },

  needs: ['credentials', 'engine', 'jar', 'logins', 'verdict'],

  check: ({ engine, jar, ...facts }) =>
    judgeCookies(facts, lastingCookies, ({ attributes, credential, name }) => {
      if (attributes.sameSite !== 'unset') return undefined;
      // Such a browser says the same of a cookie with SameSite=None.
      if (keptCookie(jar, name, attributes)?.sameSiteSure === false) return 'unknown';

      return {
        severity: engine === 'chromium' ? 'medium' : 'high',
        ...(engine === 'unknown' ? { confidence: 'tentative' } : {}),
        evidence: [`The cookie ${name} has no SameSite.`, DEFAULTS, inThisBrowser[engine]],
        ...ownFix('sameSite', credential),
      };
    }),
});

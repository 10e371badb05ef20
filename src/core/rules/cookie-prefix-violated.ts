import { judgeRefused, outcomeSentence, wishSentence } from './refused-cookies.ts';
import { defineRule } from './rule.ts';
import { asvs, cookieDraft, cwe, wstg } from './sources.ts';

const promises = {
  '__host-http-': '__Host-Http- promises Secure, HttpOnly, Path=/ and no Domain (Chrome since 140, Firefox since 143).',
  '__host-': '__Host- promises Secure, Path=/ and no Domain; every browser holds the server to it.',
  '__http-': '__Http- promises Secure and HttpOnly (Chrome since 140, Firefox since 143).',
  '__secure-': '__Secure- promises Secure; every browser holds the server to it.',
} as const;

export default defineRule({
  meta: {
    id: 'cookie-prefix-violated',
    title: 'Cookie is refused: its prefix is not kept',
    why: 'Browsers drop a cookie whose attributes break what its name promises, so the server never gets it back.',
    fix: 'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'medium',
    confidence: 'certain',
    references: [cookieDraft('4.1.3'), cookieDraft('5.7'), asvs('3.3.3'), cwe(684), wstg('SESS-02')],
  },

  needs: ['credentials', 'refusedCookies'],

  check: (facts) =>
    judgeRefused(facts, ['prefix-violated'], (cookie) => ({
      evidence: [wishSentence(cookie), promiseOf(cookie.name), outcomeSentence(cookie)],
    })),
});

/** Prefixes count whatever their case (RFC 6265bis, 5.7); the longer one stands first. */
function promiseOf(name: string): string {
  const found = Object.entries(promises).find(([prefix]) => name.toLowerCase().startsWith(prefix));
  return found?.[1] ?? promises['__secure-'];
}

import { judgeRefused, outcomeSentence, wishSentence } from './refused-cookies.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cookieDraft, cwe, sameSiteSupport, wstg } from './sources.ts';

const WHO = 'Chrome and Edge since 80 and Firefox since 131 refuse SameSite=None without Secure; Safari takes it.';

export default defineRule({
  meta: {
    id: 'samesite-none-without-secure',
    title: 'Cookie is refused: SameSite=None without Secure',
    why: 'Most browsers drop such a cookie without a word, so that what it was set for works for some users alone.',
    fix: 'Set-Cookie: name=<value>; Path=/; Secure; HttpOnly; SameSite=None. If no other site embeds this one: SameSite=Lax',
    severity: 'medium',
    confidence: 'certain',
    references: [cookieDraft('5.7'), sameSiteSupport, asvs('3.3.1'), cwe(614), wstg('SESS-02')],
  },

  needs: ['credentials', 'jar', 'refusedCookies'],

  check({ credentials, jar, refusedCookies }) {
    const answer = judgeRefused({ credentials, refusedCookies }, ['samesite-none-without-secure'], (cookie) => ({
      evidence: [`${wishSentence(cookie)} It says SameSite=None.`, WHO, outcomeSentence(cookie)],
    }));
    const hits = Array.isArray(answer) ? answer : [];
    const others = jar.filter(
      ({ name, attributes, sameSiteSure, gone }) =>
        attributes.sameSite === 'none' &&
        !attributes.secure &&
        sameSiteSure &&
        gone === undefined &&
        !hits.some(({ subject }) => subject === name),
    );
    if (others.length === 0) return answer;
    const found: Hit[] = others.map(({ credential, name }) => ({
      subject: name,
      credential,
      evidence: [`The cookie ${name} says SameSite=None and has no Secure; this browser kept it.`, WHO],
    }));
    return [...hits, ...found];
  },
});

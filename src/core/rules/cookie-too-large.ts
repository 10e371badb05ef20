import type { RefusedCookie } from './facts-cookies.ts';
import { judgeRefused } from './refused-cookies.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cookieDraft, cwe, wstg } from './sources.ts';

const LIMIT = '4,096';

export default defineRule({
  meta: {
    id: 'cookie-too-large',
    title: 'Cookie is too large',
    why: 'Browsers drop a cookie of more than 4,096 octets without a word; whoever has more roles cannot sign in.',
    fix:
      'Keep the data on the server and give the browser an id: ' +
      'Set-Cookie: __Host-session=<id>; Path=/; Secure; HttpOnly; SameSite=Lax. Else take claims out of the token.',
    severity: 'low',
    confidence: 'certain',
    references: [cookieDraft('5.6'), asvs('3.3.5'), cwe(684), wstg('SESS-02')],
  },

  needs: ['credentials', 'refusedCookies'],

  check: (facts) => judgeRefused(facts, ['too-large', 'nearly-too-large'], judge),
});

function judge({ name, size = 0, why }: RefusedCookie): Omit<Hit, 'subject'> {
  const measured = `The cookie ${name} has ${size.toLocaleString('en-US')} octets with its name.`;
  if (why === 'too-large') return { evidence: [measured, `Browsers keep ${LIMIT} at most: it is dropped.`] };
  return {
    confidence: 'tentative',
    evidence: [
      measured,
      `Browsers keep ${LIMIT} at most: for a user with a longer name or one more role it is dropped.`,
    ],
  };
}

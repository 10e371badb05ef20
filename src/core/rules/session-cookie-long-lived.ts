import type { Credential } from '../report.ts';
import { ownFix } from './fixes.ts';
import { durationName } from './names.ts';
import { defineRule } from './rule.ts';
import { judgeCookies, keptCookie, lastingCookies } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, sessionCheatSheet, wstg } from './sources.ts';

/** 400 days (RFC 6265bis, 5.5), less what an answer takes on its way. */
const CAP = 399.9 * 86_400_000;

export default defineRule({
  meta: {
    id: 'session-cookie-long-lived',
    title: 'Session cookie is kept long',
    why: 'Whoever gets at the device or a copy of its profile is signed in for as long as the cookie is kept.',
    fix:
      'Leave Max-Age and Expires out, or keep it for hours: ' +
      'Set-Cookie: __Host-session=<value>; Max-Age=28800; Path=/; Secure; HttpOnly; SameSite=Lax',
    severity: 'low',
    confidence: 'firm',
    references: [cookieDraft('5.5'), sessionCheatSheet, asvs('7.3.2'), cwe(539), cwe(613), wstg('SESS-07')],
  },

  needs: ['credentials', 'jar', 'logins', 'thresholds', 'verdict'],

  check: ({ jar, thresholds, ...facts }) =>
    judgeCookies(facts, lastingCookies, ({ attributes, credential, name }) => {
      const { expires } = attributes;
      if (expires === undefined) return undefined;

      const kept = keptCookie(jar, name, attributes);
      const since = kept?.at ?? credential.firstSeen;
      const limit = thresholds.sessionCookieLow + thresholds.clockSkew;
      if (Math.min(expires, endOf(credential)) - since <= limit) return undefined;

      const lives = durationName(expires - since);
      const evidence = [
        kept?.seenSet === true
          ? `The cookie ${name} is kept for ${lives} from when it was set.`
          : `The cookie ${name} has ${lives} left from when it was first seen.`,
      ];
      if (expires - since >= CAP)
        evidence.push('More than 400 days browsers do not give, whatever the server asks for.');
      evidence.push('How long the server lets it in cannot be seen from here.');
      if (!REMEMBERS.has(credential.role)) return { severity: 'low', evidence, ...ownFix('lifetime', credential) };
      return { severity: 'info', evidence: [...evidence, 'It is there to remember somebody for long, on purpose.'] };
    }),
});

const REMEMBERS: ReadonlySet<Credential['role']> = new Set(['remember-me', 'refresh-token']);

/** A token that expires before its cookie ends the session with it. */
function endOf({ token }: Credential): number {
  return token?.expiresAt ?? Number.POSITIVE_INFINITY;
}

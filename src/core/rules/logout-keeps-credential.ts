import type { Credential } from '../report.ts';
import { fixFor } from './fixes.ts';
import { logoutFixes } from './fixes-requests.ts';
import { credentialName, requestName } from './names.ts';
import { defineRule } from './rule.ts';
import { isKept } from './session-cookies.ts';
import { asvs, cwe, sessionCheatSheet, wstg } from './sources.ts';
import { isShortLived } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'logout-keeps-credential',
    title: 'Credential is still there after logout',
    why: 'Whoever uses the browser next still holds it; if the server did not end the session, they are signed in.',
    fix:
      'Answer the logout with Set-Cookie: __Host-session=; Path=/; Secure; HttpOnly; Max-Age=0 ' +
      'and Clear-Site-Data: "storage"',
    severity: 'medium',
    confidence: 'firm',
    references: [sessionCheatSheet, asvs('14.3.1'), asvs('7.4.1'), cwe(613), wstg('SESS-06')],
  },

  needs: ['credentials', 'logouts', 'site', 'thresholds'],

  check({ credentials, logouts, site, thresholds }) {
    const logout = logouts.toSorted((a, b) => a.at - b.at).at(-1);
    if (logout === undefined) return undefined;
    // A logout at which no credential was known shows nothing.
    if (logout.kept.length === 0 && logout.cleared.length === 0) return 'unknown';

    return credentials
      .filter((credential) => logout.kept.includes(credential.id) && isJudged(credential))
      .map((credential) => {
        const name = credentialName(credential);
        const short = isShortLived(credential, thresholds.shortLived);
        const request = requestName(logout.method, logout.url, site.host);
        const fix = fixFor(logoutFixes, [credential]);
        const evidence = [
          `${name} was still in the browser after ${request}.`,
          'Whether the server still accepts it was not tried.',
        ];
        return {
          subject: name,
          credential: credential.id,
          severity: short ? ('low' as const) : ('medium' as const),
          evidence: short ? [...evidence, 'It expires soon by itself.'] : evidence,
          ...(fix === undefined ? {} : { fix }),
        };
      });
  },
});

/** An API key belongs to the application, and stays when the user goes. */
function isJudged(credential: Credential): boolean {
  return isKept(credential) && credential.role !== 'api-key';
}

import { fixFor } from './fixes.ts';
import { logoutFixes } from './fixes-requests.ts';
import { credentialName, requestName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, sessionCheatSheet, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'session-alive-after-logout',
    title: 'Session lives on after logout',
    why: 'Whoever copied the session, or finds it in the browser, goes on as the user who believes to have signed out.',
    fix: 'End the session on the server: delete its row, or note the token’s jti until it expires; then clear the cookie.',
    severity: 'high',
    confidence: 'firm',
    references: [sessionCheatSheet, asvs('7.4.1'), cwe(613), wstg('SESS-06')],
  },

  needs: ['credentials', 'logouts', 'site', 'usesAfterLogout'],

  check({ credentials, logouts, site, usesAfterLogout }) {
    if (logouts.length === 0) return undefined;
    // Nothing is sent again to find out: mostly nobody does, and then nobody knows.
    if (usesAfterLogout.length === 0) return 'unknown';

    const alive = new Map(usesAfterLogout.filter(({ accepted }) => accepted).map((use) => [use.credential, use]));
    return [...alive.values()].flatMap(({ credential: id, logoutAt, url }) => {
      const credential = credentials.find((one) => one.id === id);
      if (credential === undefined) return [];
      const name = credentialName(credential);
      const logout = logouts.find(({ at }) => at === logoutAt);
      const where = logout === undefined ? 'the logout' : requestName(logout.method, logout.url, site.host);
      const fix = fixFor(logoutFixes, [credential]);
      return {
        subject: name,
        credential: id,
        evidence: [
          `After ${where} the value of ${name} from before it went along with ${requestName('GET', url, site.host)}.`,
          'That page was refused to strangers before, and now was answered with success.',
          'There was no login in between, and no new credential that explains it.',
        ],
        ...(fix === undefined ? {} : { fix }),
      };
    });
  },
});

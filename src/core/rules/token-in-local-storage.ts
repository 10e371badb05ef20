import { defineRule } from './rule.ts';
import { asvs, browserBasedApps, cwe, wstg } from './sources.ts';
import { judgeStoredTokens } from './stored-tokens.ts';

export default defineRule({
  meta: {
    id: 'token-in-local-storage',
    title: 'Token is kept in localStorage',
    why: 'Any script that runs on the page, an injected one included, can read the token and use it elsewhere.',
    fix:
      'Keep the token on the server and give the browser a cookie (backend for frontend): ' +
      'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax. Else keep it in memory only.',
    severity: 'high',
    confidence: 'firm',
    references: [browserBasedApps, asvs('3.3.4'), asvs('10.1.1'), cwe(922), wstg('CLNT-12')],
  },

  needs: ['credentials', 'logins', 'storageRead', 'thresholds', 'verdict'],

  check: (facts) =>
    judgeStoredTokens(facts, 'localStorage', 'high', 'Every script of the origin can read it, even later.'),
});

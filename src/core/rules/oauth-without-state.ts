import { answeredAt, isHidden, judgeFlows, usesPkce } from './flows.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, openidConnect, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-without-state',
    title: 'Authorization request is tied to nobody: no state, PKCE or nonce',
    why: 'Another page can send a user to the callback with a code of its own, and sign them in as somebody else (login CSRF).',
    fix: 'Add state=<random, kept in the session> and compare it at the callback; with PKCE (S256) you get both at once.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(9700, '4.7.1'), rfc(6749, '10.12'), openidConnect, asvs('10.2.1'), cwe(352), wstg('ATHZ-05')],
  },

  needs: ['authorizations', 'site'],

  check({ authorizations, site }) {
    return judgeFlows(authorizations, site.host, (flow) => {
      if (usesPkce(flow) || flow.some(({ state, nonce }) => state || nonce)) return 'pass';
      if (isHidden(flow)) return 'unknown';
      return {
        evidence: [
          'The authorization request has neither state nor code_challenge nor nonce.',
          ...answeredAt(flow, site.host),
        ],
      };
    });
  },
});

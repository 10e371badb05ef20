import { answeredAt, judgeFlows } from './flows.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-implicit',
    title: 'Access token is asked for in the front channel (implicit)',
    why: 'The token comes back in the address, where the history, scripts and redirects can read it, and nothing ties it to who asked.',
    fix: 'Ask for a code with PKCE: response_type=code&code_challenge=…&code_challenge_method=S256',
    severity: 'high',
    confidence: 'certain',
    references: [rfc(9700, '2.1.2'), rfc(6749, '10.16'), asvs('10.4.4'), cwe(598), wstg('ATHZ-05')],
  },

  needs: ['authorizations', 'site'],

  check({ authorizations, site }) {
    return judgeFlows(authorizations, site.host, (flow) => {
      const asks = flow.find(({ responseTypes }) => responseTypes.includes('token'));
      if (asks !== undefined) {
        const posted = asks.responseMode === 'form_post' ? ['It comes back in a form, and not in the address.'] : [];
        return {
          evidence: [
            `The authorization request says response_type=${asks.responseTypes.join(' ')}.`,
            ...posted,
            ...answeredAt(flow, site.host),
          ],
        };
      }
      return flow.every(({ responseTypes }) => responseTypes.length === 0) ? 'unknown' : 'pass';
    });
  },
});

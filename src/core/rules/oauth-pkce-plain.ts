import { answeredAt, isHidden, judgeFlows, mayAskForCode } from './flows.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-pkce-plain',
    title: 'PKCE sends its secret in the open (plain)',
    why: 'With the method plain the challenge is the verifier: whoever reads the authorization request can use the code.',
    fix: 'Send the hash, and say so: code_challenge=BASE64URL(SHA256(verifier))&code_challenge_method=S256',
    severity: 'medium',
    confidence: 'certain',
    references: [rfc(7636, '4.2'), rfc(9700, '2.1.1'), asvs('10.4.6'), cwe(319), wstg('ATHZ-05')],
  },

  needs: ['authorizations', 'site'],

  check({ authorizations, site }) {
    return judgeFlows(authorizations, site.host, (flow) => {
      const challenged = flow.filter(({ challenge }) => challenge);
      if (challenged.length === 0) return mayAskForCode(flow) && isHidden(flow) ? 'unknown' : undefined;
      const plain = challenged.every(({ challengeMethod = 'plain' }) => challengeMethod === 'plain');
      if (!plain) return 'pass';
      const said = challenged.some(({ challengeMethod }) => challengeMethod === 'plain')
        ? 'The authorization request says code_challenge_method=plain.'
        : 'The authorization request has a code_challenge and no code_challenge_method, which means plain.';
      return { evidence: [said, ...answeredAt(flow, site.host)] };
    });
  },
});

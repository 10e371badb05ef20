import { answeredAt, type Flow, type FlowAnswer, isHidden, judgeFlows, mayAskForCode, usesPkce } from './flows.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-without-pkce',
    title: 'Authorization code is asked for without PKCE',
    why: 'Whoever gets hold of the code can use it, or have somebody else’s client use it: nothing ties it to the browser that asked.',
    fix: 'Add code_challenge=BASE64URL(SHA256(verifier))&code_challenge_method=S256, and send code_verifier with the code.',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(9700, '2.1.1'), rfc(7636, '1'), asvs('10.4.6'), cwe(345), wstg('ATHZ-05')],
  },

  needs: ['authorizations', 'site'],

  check({ authorizations, site }) {
    return judgeFlows(authorizations, site.host, (flow) => {
      if (!mayAskForCode(flow)) return undefined;
      if (usesPkce(flow)) return 'pass';
      return isHidden(flow) ? 'unknown' : hitOf(flow, site.host);
    });
  },
});

/**
 * Public clients must use PKCE. For a client with a secret it is recommended, and with OpenID Connect the nonce does as
 * well against injected codes (RFC 9700 2.1.1). Which of the two a client is shows only in who changes the code.
 */
function hitOf(flow: Flow, siteHost: string): FlowAnswer {
  const evidence = ['The authorization request has no code_challenge.', ...answeredAt(flow, siteHost)];
  if (flow.some(({ exchange }) => exchange === 'browser'))
    return { evidence: [...evidence, 'The browser changed the code for tokens itself, so the client has no secret.'] };

  const elsewhere = 'The browser was not seen to change the code for tokens: a server with a secret may have done it.';
  const confidence = 'tentative';
  if (flow.some(({ openid, nonce }) => openid && nonce)) {
    const nonce = 'A nonce went along, which protects such a server from injected codes if it is checked.';
    return { severity: 'info', confidence, evidence: [...evidence, elsewhere, nonce] };
  }
  return { severity: 'low', confidence, evidence: [...evidence, elsewhere] };
}

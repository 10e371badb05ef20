import { endpointName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-client-secret-in-browser',
    title: 'Client secret is used in the browser',
    why: 'Every visitor can read the secret out of the page, and act as this application towards the authorization server.',
    fix: 'Register the page as a public client (token_endpoint_auth_method: none) with PKCE, and change the secret.',
    severity: 'high',
    confidence: 'certain',
    references: [rfc(6749, '2.3.1'), rfc(6749, '10.1'), asvs('10.4.10'), cwe(522), wstg('ATHZ-05')],
  },

  needs: ['tokenRequests', 'site'],

  check({ tokenRequests, site }) {
    if (tokenRequests.length === 0) return undefined;
    const endpoints = tokenRequests.filter(({ clientSecret }) => clientSecret).map(({ url }) => url);
    return [...new Set(endpoints)].map((url) => ({
      subject: endpointName(url, site.host),
      evidence: ['A token request that the browser made carries a client secret.'],
    }));
  },
});

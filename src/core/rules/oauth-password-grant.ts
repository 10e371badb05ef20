import { endpointName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-password-grant',
    title: 'Page changes the password itself for tokens (password grant)',
    why: 'The page handles the password of the account, no second factor or passkey fits in, and users learn to type it anywhere.',
    fix: 'Send users to the provider: response_type=code with PKCE. For your own login form alone use a session cookie.',
    severity: 'high',
    confidence: 'certain',
    references: [rfc(9700, '2.4'), rfc(6749, '10.7'), asvs('10.4.4'), cwe(522), wstg('ATHZ-05')],
  },

  needs: ['tokenRequests', 'site'],

  check({ tokenRequests, site }) {
    if (tokenRequests.length === 0) return undefined;
    const endpoints = tokenRequests.filter(({ grant }) => grant === 'password').map(({ url }) => url);
    return [...new Set(endpoints)].map((url) => ({
      subject: endpointName(url, site.host),
      evidence: ['The browser sent a token request with grant_type=password.'],
    }));
  },
});

import { judgeMissingClaim } from './missing-claims.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'jwt-without-audience',
    title: 'JWT does not say for whom it is',
    why: 'Without aud a token that was made for one service opens every other that trusts the same issuer.',
    fix: 'Issue: .setAudience("https://api.example.com"); verify: jwtVerify(token, key, { audience: "https://api.example.com" })',
    severity: 'low',
    confidence: 'firm',
    references: [rfc(7519, '4.1.3'), rfc(8725, '3.9'), asvs('9.2.3'), asvs('9.2.4'), cwe(863), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check: ({ credentials }) =>
    judgeMissingClaim(credentials, 'aud', 'It matters where several services trust one issuer.'),
});

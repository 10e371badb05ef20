import { judgeMissingClaim } from './missing-claims.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'jwt-without-issuer',
    title: 'JWT does not say who made it',
    why: 'Without iss a service that trusts two issuers cannot tell whose key belongs to a token, and whose users it names.',
    fix: 'Issue: .setIssuer("https://login.example.com"); verify: jwtVerify(token, key, { issuer: "https://login.example.com" })',
    severity: 'low',
    confidence: 'firm',
    references: [rfc(7519, '4.1.1'), rfc(8725, '3.8'), asvs('9.1.3'), asvs('10.3.3'), cwe(346), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check: ({ credentials }) =>
    judgeMissingClaim(credentials, 'iss', 'It matters where a service trusts several issuers.'),
});

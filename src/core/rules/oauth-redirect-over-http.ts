import { judgeFlows } from './flows.ts';
import { endpointName } from './names.ts';
import { isReadableOnTheWay } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'oauth-redirect-over-http',
    title: 'Authorization answer goes over plain http',
    why: 'The code or token comes back through an address without TLS: whoever is on the way reads it, or changes it.',
    fix: 'Register and send the address with TLS: redirect_uri=https://…; plain http is for 127.0.0.1 and [::1] alone.',
    severity: 'medium',
    confidence: 'certain',
    references: [rfc(9700, '2.1'), rfc(6749, '3.1.2.1'), rfc(8252, '7.3'), asvs('12.2.1'), cwe(319), wstg('ATHZ-05')],
  },

  needs: ['authorizations', 'site'],

  check({ authorizations, site }) {
    return judgeFlows(authorizations, site.host, (flow) => {
      const redirects = new Set(flow.flatMap(({ redirect }) => redirect ?? []));
      if (redirects.size === 0) return 'unknown';
      const open = [...redirects].filter(isReadableOnTheWay);
      if (open.length === 0) return 'pass';
      return { evidence: open.map((url) => `redirect_uri is http: the answer goes to ${endpointName(url, '')}.`) };
    });
  },
});

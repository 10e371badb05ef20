import { isReadableOnTheWay } from './origins.ts';
import { defineRule } from './rule.ts';
import { hitsOf } from './saml-responses.ts';
import { asvs, cwe, saml } from './sources.ts';

export default defineRule({
  meta: {
    id: 'saml-over-http',
    title: 'SAML Response is delivered over plain http',
    why: 'It is a ticket for whoever holds it: somebody on the way can read it, and use it before its owner does.',
    fix: 'Give the assertion consumer service an https address, in the SP metadata too: Location="https://…/acs"',
    severity: 'medium',
    confidence: 'certain',
    references: [saml('Bindings', '3.5.5.2'), saml('Profiles', '4.1.3.5'), asvs('12.2.1'), cwe(319)],
  },

  needs: ['samlResponses', 'site'],

  check({ samlResponses, site }) {
    if (samlResponses.length === 0) return undefined;
    return hitsOf(samlResponses, site.host, ({ url, encrypted }) =>
      isReadableOnTheWay(url)
        ? [
            'A form brought the SAML Response to an address without TLS.',
            ...(encrypted
              ? ['Its assertion is encrypted, which keeps it from being read, but not from being sent again.']
              : []),
          ]
        : [],
    );
  },
});

import type { SamlResponse } from './facts-oauth.ts';
import { defineRule } from './rule.ts';
import { hitsOf } from './saml-responses.ts';
import { asvs, cwe, saml } from './sources.ts';

export default defineRule({
  meta: {
    id: 'saml-unsigned',
    title: 'SAML Response is not signed',
    why: 'It passes through the browser, whose user can write any name into it; only a signature says that the provider did not.',
    fix: 'Sign the assertion at the provider, and refuse unsigned ones: WantAssertionsSigned="true" in the SP metadata.',
    severity: 'medium',
    confidence: 'firm',
    references: [saml('Profiles', '4.1.4.5'), saml('Bindings', '3.5.5.2'), asvs('6.8.2'), cwe(347)],
  },

  needs: ['samlResponses', 'site'],

  check({ samlResponses, site }) {
    if (samlResponses.length === 0) return undefined;
    const hits = hitsOf(samlResponses, site.host, (response) =>
      isSigned(response) || response.encrypted
        ? []
        : [
            'Neither the SAML Response nor each assertion in it is signed.',
            'Whether the service would accept a changed one was not tried.',
          ],
    );
    if (hits.length > 0) return hits;
    return samlResponses.every(isSigned) ? [] : 'unknown';
  },
});

/** A signature of the Response covers its assertions. */
function isSigned({ responseSigned, assertionSigned }: SamlResponse): boolean {
  return responseSigned || assertionSigned;
}

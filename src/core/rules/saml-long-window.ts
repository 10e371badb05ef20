import type { SamlResponse } from './facts-oauth.ts';
import { durationName } from './names.ts';
import { defineRule } from './rule.ts';
import { hitsOf } from './saml-responses.ts';
import { asvs, cwe, saml } from './sources.ts';

export default defineRule({
  meta: {
    id: 'saml-long-window',
    title: 'SAML assertion can be delivered for long',
    why: 'Until NotOnOrAfter a copied assertion signs its holder in, unless the service remembers each one that it has seen.',
    fix: 'Let assertions end five minutes after their issue: NotOnOrAfter of SubjectConfirmationData and of Conditions.',
    severity: 'medium',
    confidence: 'certain',
    references: [saml('Profiles', '4.1.4.2'), saml('Core', '2.5.1.2'), asvs('6.8.3'), cwe(294)],
  },

  needs: ['samlResponses', 'site', 'thresholds'],

  check({ samlResponses, site, thresholds }) {
    if (samlResponses.length === 0) return undefined;
    const hits = hitsOf(samlResponses, site.host, (response) => against(response, thresholds.samlWindow));
    if (hits.length > 0) return hits;
    return samlResponses.every(({ window }) => window === undefined) ? 'unknown' : [];
  },
});

function against({ window = 0, endless, requested }: SamlResponse, longest: number): string[] {
  const said = endless
    ? ['The assertion says no NotOnOrAfter: it never ends.']
    : window > longest
      ? [`From its issue to NotOnOrAfter the assertion is good for ${durationName(window)}.`]
      : [];
  // Without a request that it answers, a second delivery looks like the first one.
  return said.length === 0 || requested ? said : [...said, 'It answers no request (no InResponseTo).'];
}

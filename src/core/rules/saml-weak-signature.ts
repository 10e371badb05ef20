import { defineRule } from './rule.ts';
import { hitsOf } from './saml-responses.ts';
import { algorithmTransitions, asvs, cwe, rfc, saml } from './sources.ts';

/** Names as in RFC 9231: `rsa-sha1`, `sha1-rsa-mgf1`, `md5`. A key that both share makes collisions useless: HMAC is fine. */
const WEAK: ReadonlySet<string> = new Set(['sha1', 'md5', 'md2']);

export default defineRule({
  meta: {
    id: 'saml-weak-signature',
    title: 'SAML signature rests on a broken hash',
    why: 'Two texts with one SHA-1 or MD5 value can be made: a signature over one of them is then good for the other as well.',
    fix: 'Set the provider to RSA-SHA256 with SHA-256 digests, and let the service refuse rsa-sha1.',
    severity: 'medium',
    confidence: 'certain',
    references: [algorithmTransitions, rfc(6194, '3'), saml('Core', '5.4'), asvs('11.4.1'), cwe(328)],
  },

  needs: ['samlResponses', 'site'],

  check({ samlResponses, site }) {
    if (samlResponses.length === 0) return undefined;
    const hits = hitsOf(samlResponses, site.host, ({ algorithms }) =>
      algorithms.filter(isWeak).map((name) => `The signature of the SAML Response names ${name}.`),
    );
    if (hits.length > 0) return hits;
    const signed = samlResponses.filter(({ algorithms }) => algorithms.length > 0);
    if (signed.length === samlResponses.length) return [];
    // What is encrypted may be signed within; what is not signed at all is for `saml-unsigned` to tell.
    if (samlResponses.some(({ encrypted, algorithms }) => encrypted && algorithms.length === 0)) return 'unknown';
    return signed.length === 0 ? undefined : [];
  },
});

function isWeak(algorithm: string): boolean {
  const words = algorithm.split('-');
  return !words.includes('hmac') && words.some((word) => WEAK.has(word));
}

import { credentialName, durationName } from './names.ts';
import { pathOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { carriesIdentity, type JwtCredential, jwtCredentials } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-expired-in-use',
    title: 'Expired JWT is still accepted',
    why: 'A server that does not check exp lets a copied token in for ever.',
    fix: 'Verify exp at every request, with a small tolerance: jwtVerify(token, key, { clockTolerance: 60 })',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(7519, '4.1.4'), asvs('9.2.1'), cwe(613), wstg('SESS-10')],
  },

  needs: ['credentials', 'expiredUses', 'thresholds'],

  check({ credentials, expiredUses, thresholds }) {
    const expiring = jwtCredentials(credentials).filter(
      (credential) =>
        carriesIdentity(credential) && credential.token.expiresAt !== undefined && credential.sentTo.length > 0,
    );
    if (expiring.length === 0) return undefined;

    let explained = false;
    const hits = new Map<string, Hit>();
    for (const { credential: id, expiredAt, sentAt, url, alone, guarded } of expiredUses) {
      const credential = expiring.find((candidate) => candidate.id === id);
      // Clocks differ; a token that is late by less than that proves nothing.
      if (credential === undefined || sentAt - expiredAt <= thresholds.clockSkew) continue;
      // The browser sends a cookie everywhere, to what is open to all as well.
      if (!alone || (!guarded && !isAttachedByScript(credential))) {
        explained = true;
        continue;
      }
      const late = durationName(sentAt - expiredAt);
      const sentence = `${pathOf(url)} answered with success ${late} after exp, and no other credential explains it.`;
      const known = hits.get(id);
      const evidence = [
        ...(known?.evidence ?? []),
        sentence,
        ...(guarded ? [] : [`${pathOf(url)} may be open to all.`]),
      ];
      const sure = guarded || known?.confidence === 'firm';
      const confidence = sure ? 'firm' : 'tentative';
      hits.set(id, { subject: credentialName(credential), credential: id, confidence, evidence });
    }
    if (hits.size > 0) return [...hits.values()];

    // Another credential went along and may be what let it in, or nothing had to.
    return explained ? 'unknown' : [];
  },
});

function isAttachedByScript({ sentTo }: JwtCredential): boolean {
  return sentTo.some(({ carrier }) => carrier !== 'cookie');
}

import type { ProofIssue } from '../observe/observation.ts';
import type { ProofFact } from './facts-tokens.ts';
import { hostOf, pathOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { worse } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

/** RFC 9449, 4.3. */
const faults: Record<ProofIssue, string> = {
  typ: 'typ is not dpop+jwt',
  alg: 'alg is not one with a public key',
  method: 'htm is not the method of the request',
  url: 'htu is not the address of the request',
  iat: 'iat lies more than five minutes from the time of the request',
  'token-hash': 'ath is not the hash of the access token',
  'key-binding': 'the key is not the one that the token is bound to (cnf.jkt)',
  malformed: 'it is not a JWT with a public key, claims and a jti',
  'missing-token-hash': 'ath is missing beside an access token',
  replayed: 'its jti was used before',
};

export default defineRule({
  meta: {
    id: 'dpop-mismatch',
    title: 'DPoP proof does not fit its request',
    why: 'A proof that fits another request can be copied and used again, which is what it should prevent.',
    fix: 'Make one proof per request: { typ: "dpop+jwt" } { jti, htm: method, htu: url, iat, ath: base64url(sha256(token)) }',
    severity: 'medium',
    confidence: 'certain',
    references: [rfc(9449, '4.3'), rfc(9449, '4.2'), rfc(9449, '11.1'), asvs('10.3.5'), cwe(294), wstg('SESS-10')],
  },

  needs: ['proofs'],

  check({ proofs }) {
    if (proofs.length === 0) return undefined;
    const hits = new Map<string, Hit>();
    for (const proof of proofs) {
      if (proof.issues.length === 0) continue;
      const subject = `DPoP to ${hostOf(proof.url)}`;
      const known = hits.get(subject);
      // A server that refuses it does what it should; the page has a fault all the same.
      const severity = proof.accepted === false ? 'info' : 'medium';
      const credential = known?.credential ?? proof.credential;
      hits.set(subject, {
        subject,
        ...(credential === undefined ? {} : { credential }),
        severity: worse(known?.severity ?? 'info', severity),
        evidence: [...(known?.evidence ?? []), sentence(proof)],
      });
    }
    return [...hits.values()];
  },
});

function sentence({ url, issues, accepted }: ProofFact): string {
  const answer = accepted === undefined ? '' : accepted ? ' The server took it.' : ' The server refused it.';
  return `In the proof for ${pathOf(url)} ${issues.map((issue) => faults[issue]).join('; ')}.${answer}`;
}

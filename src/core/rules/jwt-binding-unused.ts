import type { Facts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { type JwtCredential, judgedTokens } from './tokens.ts';

type Attachment = Facts['attachments'][number];

export default defineRule({
  meta: {
    id: 'jwt-binding-unused',
    title: 'Bound token works without its proof',
    why: 'The token names a key that its sender must hold. A server that lets it in without a proof lets a thief in, too.',
    fix: 'Refuse a token with cnf.jkt unless it comes as Authorization: DPoP <token> beside a DPoP header whose key has that jkt.',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(9449, '7.1'), rfc(9449, '6.1'), rfc(7800, '3.1'), asvs('10.3.5'), cwe(294), wstg('SESS-10')],
  },

  needs: ['credentials', 'attachments'],

  check({ credentials, attachments }) {
    const bound = judgedTokens(credentials).flatMap((credential) => {
      const used = attachments.filter((one) => one.credential === credential.id);
      return isBound(credential) && used.length > 0 ? [{ credential, bare: used.filter(({ proof }) => !proof) }] : [];
    });
    if (bound.length === 0) return undefined;

    const hits = bound.flatMap(({ credential, bare }) => {
      const accepted = bare.filter((one) => one.accepted === true);
      if (accepted.length === 0) return [];
      const name = credentialName(credential);
      const evidence = [`The claims of ${name} bind it to a key (cnf.jkt).`, ...accepted.map(sentence)];
      return [{ subject: name, credential: credential.id, evidence }];
    });
    if (hits.length > 0) return hits;

    // A refusal is what should come of it; without an answer nobody knows.
    return bound.some(({ bare }) => bare.some(({ accepted }) => accepted === undefined)) ? 'unknown' : [];
  },
});

/** `x5t#S256` is proved by the TLS connection, which nobody sees here, and other keys by other protocols. */
function isBound({ token: { claims } }: JwtCredential): boolean {
  const confirmation = claims?.['cnf'];
  return (
    typeof confirmation === 'object' && confirmation !== null && typeof Reflect.get(confirmation, 'jkt') === 'string'
  );
}

function sentence({ origin, scheme }: Attachment): string {
  return `${hostOf(origin)} let it in ${scheme === '' ? 'without a scheme' : `as ${scheme}`} and without a DPoP proof.`;
}

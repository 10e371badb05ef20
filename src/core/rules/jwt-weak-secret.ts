import { isHmac } from '../check/algorithms.ts';
import type { Facts } from './facts.ts';
import type { TokenCheck } from './facts-tokens.ts';
import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, type JwtCredential, jwtCredentials } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-weak-secret',
    title: 'JWT is signed with a known secret',
    why: 'Whoever knows the secret can write tokens for any user and with any right, and this one stands in a list.',
    fix: 'JWT_SECRET="$(openssl rand -base64 48)"',
    severity: 'critical',
    confidence: 'certain',
    references: [rfc(8725, '3.5'), rfc(7518, '3.2'), asvs('11.5.1'), cwe(321), cwe(521), wstg('SESS-10')],
  },

  needs: ['credentials', 'tokenChecks'],

  check({ credentials, tokenChecks }) {
    const tokens = jwtCredentials(credentials).filter((token) => describesSite(token) && isSignedWithSecret(token));
    if (tokens.length === 0) return undefined;

    const checked = tokens.map((credential) => ({ credential, check: checkOf(credential, tokenChecks) }));
    const hits = checked.flatMap(({ credential, check }) =>
      check?.knownSecret === true ? [hitOf(credential, check)] : [],
    );
    if (hits.length > 0) return hits;

    // Nobody asked for the check, or it was broken off.
    return checked.every(({ check }) => check?.complete === true) ? [] : 'unknown';
  },
});

function isSignedWithSecret({ token }: JwtCredential): boolean {
  return token.kind === 'jws' && isHmac(token.header.alg);
}

function checkOf({ id }: JwtCredential, checks: Facts['tokenChecks']): TokenCheck | undefined {
  return checks.find(({ credential }) => credential === id);
}

function hitOf(credential: JwtCredential, { list }: TokenCheck) {
  const name = credentialName(credential);
  const where = list === 'file' ? 'the word list that you opened' : 'Coatcheck’s list of well-known secrets';
  const evidence = [
    `A secret from ${where} makes the signature of ${name} (${String(credential.token.header.alg)}).`,
    'That was worked out in this browser alone; no forged token was sent.',
  ];
  if (isInUse(credential)) return { subject: name, credential: credential.id, evidence };
  return {
    subject: name,
    credential: credential.id,
    severity: 'medium' as const,
    evidence: [...evidence, 'It was not seen to let anybody in.'],
  };
}

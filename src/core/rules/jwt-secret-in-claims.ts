import { WITHHELD } from '../observe/claim-secrets.ts';
import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { type JwtCredential, jwtCredentials } from './tokens.ts';

const MAX_DEPTH = 64;
const MAX_SHOWN = 10;
const MAX_NAME = 64;

export default defineRule({
  meta: {
    id: 'jwt-secret-in-claims',
    title: 'JWT has a secret in it',
    why: 'A signed token is not encrypted: who holds it reads the password, the key or the other token in its claims.',
    fix: 'Keep secrets in the server and put a reference into the token: { sub: "8f1c…" }. Change the secret that was shown.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(7519, '12'), asvs('14.1.1'), asvs('14.2.6'), cwe(522), cwe(312), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check({ credentials }) {
    const tokens = jwtCredentials(credentials).filter(describesSite);
    if (tokens.length === 0) return undefined;

    const hits = tokens.flatMap((credential) => {
      const paths = secretsIn(credential);
      if (paths.length === 0) return [];
      const name = credentialName(credential);
      const shown = paths.slice(0, MAX_SHOWN).map((path) => path.slice(-MAX_NAME));
      const evidence = [`${name} has a secret in ${shown.join(', ')}. Its value is not kept, and not shown here.`];
      return [{ subject: name, credential: credential.id, evidence }];
    });
    if (hits.length > 0) return hits;
    return tokens.every(({ token }) => token.claims === undefined) ? 'unknown' : [];
  },
});

/** Where a secret was cut out, as paths of names. */
function secretsIn({ token: { header, claims = {}, issues } }: JwtCredential): string[] {
  if (!issues.includes('secret-inside')) return [];
  const paths = new Set<string>();
  const look = (value: unknown, path: string, depth: number): void => {
    if (value === WITHHELD) paths.add(path);
    if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return;
    for (const [name, member] of Object.entries(value)) {
      look(member, Array.isArray(value) ? path : path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  look(header, '', 0);
  look(claims, '', 0);
  return [...paths];
}

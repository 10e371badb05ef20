import { rightSpelling } from '../knowledge/jose-algorithms.ts';
import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, type JwtCredential, judgedTokens, NOT_IN_USE } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-alg-odd-case',
    title: 'JWT names its algorithm in odd case',
    why: 'Algorithm names are case-sensitive. A server that takes nOnE or hs256 may let tokens past its list of algorithms.',
    fix: 'Compare alg exactly, with a list of your own: jwtVerify(token, key, { algorithms: ["ES256"] })',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(7515, '4.1.1'), rfc(8725, '3.1'), asvs('9.1.2'), cwe(178), cwe(347), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check({ credentials }) {
    const tokens = judgedTokens(credentials);
    if (tokens.length === 0) return undefined;

    return tokens.flatMap((credential) => {
      const right = spellingFor(credential);
      if (right === undefined) return [];
      const name = credentialName(credential);
      const evidence = [
        `The header of ${name} says alg ${String(credential.token.header.alg)}; registered is ${right}.`,
      ];
      const used = isInUse(credential);
      if (!used) evidence.push(NOT_IN_USE);
      return [{ subject: name, credential: credential.id, severity: used ? 'high' : 'info', evidence }];
    });
  },
});

function spellingFor({ token: { header } }: JwtCredential): string | undefined {
  return typeof header.alg === 'string' ? rightSpelling(header.alg) : undefined;
}

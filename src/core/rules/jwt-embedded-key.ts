import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { admittingTokens, isInUse, NOT_IN_USE } from './tokens.ts';

const KEYS = [
  ['jwk', 'key'],
  ['x5c', 'certificate'],
] as const;

export default defineRule({
  meta: {
    id: 'jwt-embedded-key',
    title: 'JWT brings its own key along',
    why: 'A server that checks a token with the key inside it takes any token: an attacker signs with a key of their own.',
    fix: 'Verify with keys that the server has, never with the token’s: jwtVerify(token, createLocalJWKSet(keys))',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(7515, '4.1.3'), rfc(7515, '4.1.6'), asvs('9.1.3'), cwe(347), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check({ credentials }) {
    const tokens = admittingTokens(credentials);
    if (tokens.length === 0) return undefined;

    return tokens.flatMap((credential) => {
      const found = KEYS.filter(([member]) => typeof credential.token.header[member] === 'object');
      const [first] = found.filter(([member]) => credential.token.header[member] !== null);
      if (first === undefined) return [];
      const name = credentialName(credential);
      const used = isInUse(credential);
      const evidence = [`The header of ${name} holds a ${first[1]} (${first[0]}).`, ...(used ? [] : [NOT_IN_USE])];
      if (first[0] === 'x5c') evidence.push('That is sound if the server checks the chain up to a root that it chose.');
      // A chain of certificates can be checked; a bare key vouches for nothing.
      const confidence = first[0] === 'jwk' ? 'firm' : 'tentative';
      return [{ subject: name, credential: credential.id, severity: used ? 'medium' : 'info', confidence, evidence }];
    });
  },
});

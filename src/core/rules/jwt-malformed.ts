import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, judgedTokens, NOT_IN_USE } from './tokens.ts';

/** What two parsers may read in two ways, or must refuse. Other things that are odd about a token are no fault of it. */
const FAULTS = new Map([
  ['duplicate-member', 'has a member twice, and it depends on the parser which of the two counts (RFC 7519, 4)'],
  ['bad-utf8', 'is not UTF-8 (RFC 7519, 7.2)'],
  ['padded', 'is padded with = (RFC 7515, 2)'],
  ['signature-not-base64url', 'has a signature that is no base64url (RFC 7515, 5.2)'],
  ['signature-not-empty', 'says that it is unsigned, and has a signature (RFC 7518, 3.6)'],
  ['signature-length', 'has a signature of another length than its algorithm makes (RFC 7518, 3.4)'],
  ['signature-zero', 'has a signature of zeros, which some libraries took for right (CVE-2022-21449)'],
  ['crit-invalid', 'has a crit that names what is not there, or nothing at all (RFC 7515, 4.1.11)'],
  ['b64-not-critical', 'has b64 false and does not say so in crit (RFC 7797, 6)'],
]);

export default defineRule({
  meta: {
    id: 'jwt-malformed',
    title: 'JWT breaks the rules of its format',
    why: 'Where two parsers read one token in two ways, one checks what the other does not use.',
    fix: 'Let a library write the token, and refuse what does not keep to the format: new SignJWT(claims).sign(key)',
    severity: 'low',
    confidence: 'certain',
    references: [rfc(7515, '5.2'), rfc(7519, '4'), rfc(7518, '3.4'), asvs('9.1.1'), cwe(436), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check({ credentials }) {
    const tokens = judgedTokens(credentials);
    if (tokens.length === 0) return undefined;

    return tokens.flatMap((credential) => {
      const faults = credential.token.issues.filter((issue) => FAULTS.has(issue));
      if (faults.length === 0) return [];
      const name = credentialName(credential);
      const used = isInUse(credential);
      const severity = faults.includes('signature-zero') ? 'medium' : 'low';
      const evidence = [...faults.map((fault) => `${name} ${FAULTS.get(fault)}.`), ...(used ? [] : [NOT_IN_USE])];
      return [{ subject: name, credential: credential.id, severity: used ? severity : 'info', evidence }];
    });
  },
});

import type { Credential } from '../report.ts';
import { credentialName, requestName } from './names.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'refresh-token-reused',
    title: 'Refresh token is not replaced when it is used',
    why: 'A stolen refresh token works beside the real one until it expires, and nobody notices the second user.',
    fix: 'Answer each refresh with a new refresh_token, revoke the old one, and revoke the whole family if it comes again.',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(9700, '4.14.2'), asvs('10.4.5'), cwe(613), wstg('ATHZ-05')],
  },

  needs: ['credentials', 'refreshes', 'site'],

  check({ credentials, refreshes, site }) {
    const known = refreshes.flatMap((refresh) => {
      const credential = credentials.find(({ id }) => id === refresh.credential);
      return credential === undefined ? [] : [{ ...refresh, credential }];
    });
    if (known.length === 0) return credentials.some(({ role }) => role === 'refresh-token') ? 'unknown' : undefined;

    const request = (method: string, url: string): string => requestName(method, url, site.host);
    const hits = known
      .filter(({ again, bound }) => again === true && !bound)
      .map(({ credential, kept, method, url }) => ({
        subject: credentialName(credential),
        credential: credential.id,
        evidence:
          kept === true
            ? keptEvidence(credential, request(method, url))
            : sentEvidence(credential, request(method, url)),
      }));
    if (hits.length > 0) return [...new Map(hits.map((hit) => [hit.subject, hit])).values()];
    return known.every(({ again, bound }) => again === false || bound) ? [] : 'unknown';
  },
});

function sentEvidence(token: Credential, request: string): string[] {
  return [
    `${credentialName(token)} had the same value at ${request}, more than once, with success.`,
    'The requests were further apart than two tabs, or a second try, would explain.',
  ];
}

function keptEvidence(token: Credential, request: string): string[] {
  return [
    `${credentialName(token)} stayed the same when ${request} brought a new access token.`,
    'What the request held was not looked at; the storage was, before it and after it.',
  ];
}

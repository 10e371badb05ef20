import type { Credential, Role } from '../report.ts';
import type { RefererLeak } from './facts-motion.ts';
import { hostOf, pathOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, referrerPolicy, rfc, wstg } from './sources.ts';

/** They let their bearer in as the user. */
const LETS_IN: ReadonlySet<Role> = new Set(['session-id', 'access-token', 'id-token', 'refresh-token', 'remember-me']);

export default defineRule({
  meta: {
    id: 'token-in-referrer',
    title: 'Token is told to other sites as Referer',
    why: 'Whoever runs the other site finds the whole address in its log, the token in it included, and can use it.',
    fix:
      'Take the token out of the address. Until then: Referrer-Policy: strict-origin-when-cross-origin ' +
      '(the browsers’ default) on every page.',
    severity: 'medium',
    confidence: 'firm',
    references: [
      rfc(9110, '17.9'),
      referrerPolicy,
      asvs('14.2.1'),
      asvs('14.2.3'),
      cwe(598),
      cwe(200),
      wstg('SESS-04'),
    ],
  },

  needs: ['credentials', 'refererLeaks', 'urlSightings'],

  check({ credentials, refererLeaks, urlSightings }) {
    const judged = credentials.filter(({ role }) => LETS_IN.has(role));
    const leaks = refererLeaks.filter(({ credential }) => judged.some(({ id }) => id === credential));
    if (leaks.length > 0) return judged.flatMap((credential) => hitsOf(credential, leaks));
    const inPage = ({ credential, resource, where }: (typeof urlSightings)[number]): boolean =>
      where === 'query' && resource === 'document' && judged.some(({ id }) => id === credential);
    // A fragment never gets into a Referer, and neither does the address of a fetch.
    return urlSightings.some(inPage) ? [] : undefined;
  },
});

/** One hit for each parameter, with everybody who got it. */
function hitsOf(credential: Credential, leaks: readonly RefererLeak[]): Hit[] {
  const own = leaks.filter((leak) => leak.credential === credential.id);
  return [...new Set(own.map(({ name }) => name))].map((name) => {
    const named = own.filter((leak) => leak.name === name);
    const seen = named.filter(({ how }) => how === 'seen');
    const evidence = [...new Set((seen.length > 0 ? seen : named).map(sentence))];
    return {
      subject: `?${name}`,
      credential: credential.id,
      evidence,
      ...(seen.length > 0 ? {} : { confidence: 'tentative' as const }),
    };
  });
}

function sentence({ url, to, how }: RefererLeak): string {
  return how === 'seen'
    ? `A request to ${hostOf(to)} had the address of ${pathOf(url)} in its Referer header, with this parameter.`
    : `The Referrer-Policy of ${pathOf(url)} lets its whole address out, and the page asked ${hostOf(to)} for something.`;
}

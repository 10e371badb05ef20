import type { Credential, Role } from '../report.ts';
import type { LoginFact } from './facts.ts';
import { credentialName, requestName } from './names.ts';
import { hostOf, isLocal, isReadableOnTheWay } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

/** They let nobody in. API keys are mostly public by design. */
const NEVER_BLAMED: ReadonlySet<Role> = new Set(['csrf-token', 'state', 'other', 'api-key']);

/** Ways to log in that put something worth stealing into the request. HTTP authentication speaks as a credential. */
const TELLING: ReadonlySet<LoginFact['how']> = new Set([
  'password-form',
  'password-json',
  'oauth-callback',
  'cas',
  'saml',
  'one-time-code',
]);

export default defineRule({
  meta: {
    id: 'credential-over-http',
    title: 'Credential travels unencrypted',
    why: 'Everybody on the way, from the café’s network to the provider, can read it and use it.',
    fix:
      'Serve everything over https, redirect http to it, and say so: ' +
      'Strict-Transport-Security: max-age=31536000; includeSubDomains',
    severity: 'high',
    confidence: 'certain',
    references: [rfc(6265, '8.3'), asvs('12.2.1'), cwe(319), cwe(523), wstg('CRYP-03'), wstg('ATHN-01')],
  },

  needs: ['credentials', 'logins', 'plainHttp', 'site'],

  check({ credentials, logins, plainHttp, site }) {
    const judged = credentials.filter(isJudged);
    const telling = logins.filter(({ how, url }) => TELLING.has(how) && !isLocal(url));
    if (telling.length === 0 && !judged.some(leavesTheMachine)) return undefined;

    const sent = judged.flatMap((credential) => {
      const origins = plainHttp.filter(
        ({ credential: id, origin }) => id === credential.id && isReadableOnTheWay(origin),
      );
      if (origins.length === 0) return [];
      const evidence = [...new Set(origins.map(({ origin }) => `It was sent to ${origin}.`))];
      return [{ subject: credentialName(credential), credential: credential.id, evidence }];
    });
    const posted = new Map(
      telling
        .filter(({ url }) => isReadableOnTheWay(url))
        .map(({ method, url }) => {
          const subject = requestName(method, url, site.host);
          return [subject, { subject, evidence: [`The login went to ${hostOf(url)} over http.`] }];
        }),
    );
    return [...sent, ...posted.values()];
  },
});

/** `basic-over-http` tells of Basic; the key that signs a request does not travel. */
function isJudged({ format, role }: Credential): boolean {
  return format !== 'basic' && format !== 'key-id' && !NEVER_BLAMED.has(role);
}

function leavesTheMachine({ sentTo }: Credential): boolean {
  return sentTo.some(({ origin }) => !isLocal(origin));
}

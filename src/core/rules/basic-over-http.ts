import { hostOf, isLocal, isReadableOnTheWay } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'basic-over-http',
    title: 'Name and password travel unencrypted (Basic)',
    why: 'Basic is not encryption: each request carries name and password in Base64, readable on the way.',
    fix: 'Offer Basic over https only: redirect http to https before the server asks for the password.',
    severity: 'high',
    confidence: 'certain',
    references: [rfc(7617, '4'), asvs('12.2.1'), cwe(523), wstg('ATHN-01')],
  },

  needs: ['credentials', 'httpAuth', 'plainHttp'],

  check({ credentials, httpAuth, plainHttp }) {
    const basic = credentials.filter(({ format }) => format === 'basic');
    const byScript = basic.flatMap(({ id, sentTo }) => sentTo.map(({ origin }) => ({ origin, credential: id })));
    const inTheClear = plainHttp.filter(({ credential }) => basic.some(({ id }) => id === credential));
    // A challenge that nobody answered has given nothing away.
    const byBrowser = httpAuth.filter(({ scheme, answered }) => scheme.toLowerCase() === 'basic' && answered);

    const uses = [...byBrowser, ...inTheClear, ...byScript].filter(({ origin }) => !isLocal(origin));
    if (uses.length === 0) return undefined;

    const open = uses.filter(({ origin }) => isReadableOnTheWay(origin));
    return [...new Set(open.map(({ origin }) => origin))].map((origin) => {
      const credential = open.find((use) => use.origin === origin && use.credential !== undefined)?.credential;
      return {
        subject: hostOf(origin),
        ...(credential === undefined ? {} : { credential }),
        evidence: [`Basic was sent to ${origin}, as it is with each request.`],
      };
    });
  },
});

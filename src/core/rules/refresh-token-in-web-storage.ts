import { placeName } from './names.ts';
import { defineRule } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { answerOf } from './stored-tokens.ts';

export default defineRule({
  meta: {
    id: 'refresh-token-in-web-storage',
    title: 'Refresh token is readable by scripts',
    why: 'Whoever copies it can fetch new access tokens from anywhere, long after the user has closed the page.',
    fix:
      'Keep the refresh token on the server (backend for frontend). If it must be in the browser: rotate it at ' +
      'each use, bind it with DPoP, and let it expire.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(9700, '4.14'), asvs('10.1.1'), asvs('10.4.5'), cwe(922), wstg('CLNT-12')],
  },

  needs: ['credentials', 'storageRead'],

  check({ credentials, storageRead }) {
    const tokens = credentials.filter((credential) => describesSite(credential) && credential.role === 'refresh-token');
    // It goes to the token endpoint alone, and rarely: that it was not seen on its way says nothing.
    const hits = tokens.flatMap((credential) =>
      credential.carriers
        .filter(({ where }) => where === 'localStorage' || where === 'sessionStorage' || where === 'indexedDB')
        .map((carrier) => ({
          subject: placeName(carrier),
          credential: credential.id,
          evidence: [`The refresh token lies in ${carrier.where} under ${placeName(carrier)}.`],
        })),
    );
    return answerOf(hits, storageRead, tokens.length > 0);
  },
});

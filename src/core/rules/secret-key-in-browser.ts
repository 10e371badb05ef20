import type { Credential } from '../report.ts';
import type { SecretKey } from './facts-motion.ts';
import { credentialName } from './names.ts';
import { registrable } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { answerOf } from './stored-tokens.ts';

const SERVICE_ROLE = 'service-role';

export default defineRule({
  meta: {
    id: 'secret-key-in-browser',
    title: 'A server’s secret key is in the browser',
    why: 'Everybody who opens the page can copy the key and act as the server with it, without any login.',
    fix:
      'Revoke the key at its provider now: it is no secret any more. Call the provider from your server ' +
      '(process.env.PROVIDER_KEY), and let the page call your server.',
    severity: 'critical',
    confidence: 'firm',
    references: [rfc(6749, '2.1'), asvs('13.3.1'), cwe(522), cwe(798), wstg('CLNT-12')],
  },

  needs: ['credentials', 'secretKeys', 'site', 'storageRead'],

  check({ credentials, secretKeys, site, storageRead }) {
    const hits = credentials.flatMap((credential) =>
      secretKeys
        .filter((key) => key.credential === credential.id && !isProvidersOwn(key, site.origin))
        .map((key) => hitOf(credential, key)),
    );
    return answerOf(hits, storageRead, credentials.length > 0);
  },
});

/** On a provider's own site its keys are shown to those whose they are. */
function isProvidersOwn({ provider }: SecretKey, site: string): boolean {
  return registrable(site).split('.')[0] === provider;
}

function hitOf(credential: Credential, { provider, test, kept }: SecretKey): Hit {
  const what =
    provider === SERVICE_ROLE
      ? 'a JWT with the role service_role, which passes by all rules of the database'
      : `a secret key of ${provider}`;
  const evidence = [`${credentialName(credential)} holds what has the form of ${what}.`];
  const origins = [...new Set(credential.sentTo.map(({ origin }) => origin))];
  if (origins.length > 0) evidence.push(`It was sent to ${origins.slice(0, 5).join(', ')}.`);
  if (test) evidence.push('It is a key of the test environment: there is no money behind it.');
  if (kept && provider !== SERVICE_ROLE)
    evidence.push('If the site asks its users for a key of their own, this may be yours; that cannot be told apart.');
  return {
    subject: credentialName(credential),
    credential: credential.id,
    severity: test ? 'medium' : 'critical',
    ...(kept && provider !== SERVICE_ROLE ? { confidence: 'tentative' } : {}),
    evidence,
  };
}

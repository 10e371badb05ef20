import { siteOf } from '../site/origins.ts';
import type { SiteFacts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, type JwtCredential, judgedTokens, NOT_IN_USE } from './tokens.ts';

const MAX_KID = 1_024;

/** Paths, statements and markup: what a kid is if somebody wants it to be more than a name (WSTG-SESS-10). */
const PATTERNS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?:\.\.|%2e%2e|\.%2e|%2e\.)(?:[/\\]|%2f|%5c)/i, 'a way up through folders'],
  [
    /^(?:[/\\]|file:|[a-z]:\\)\/{0,3}(?:dev|etc|proc|var|tmp|usr|home|opt|root|bin|srv|windows|users)[/\\]/i,
    'a path of a file system',
  ],
  [
    /^(?!\w{1,20}:\/\/)[^\n]{0,1024}[/\\][\w.-]{1,100}\.(?:pem|key|crt|cer|der|jwk|json|txt|php|conf)$/i,
    'a path to a file',
  ],
  [/['"`<>]/, 'a quotation mark or a bracket'],
  [/\$\(|\$\{|&&|\|\||;\s?\w/, 'what a shell reads as a command'],
  [
    /\b(?:union\s{1,9}(?:all\s{1,9})?select|or\s{1,9}\d{1,9}\s{0,9}=|select\s{1,9}\S{1,99}\s{1,9}from|drop\s{1,9}table)\b/i,
    'SQL',
  ],
  [/[\u0000-\u001f\u007f]/, 'a control character'],
];

/** Services whose key ids are addresses by design: Azure Key Vault and Managed HSM, Google's certificates and Cloud KMS. */
const KEY_SERVICES = ['azure.net', 'azure.cn', 'usgovcloudapi.net', 'googleapis.com', 'google.com'];

export default defineRule({
  meta: {
    id: 'jwt-suspicious-kid',
    title: 'JWT has a key id that looks like an attack',
    why: 'A server that takes kid for a file, a query or an address can be made to check the signature with the attacker’s key.',
    fix: 'Look kid up among the keys you know, and nowhere else: const key = keys.get(kid) ?? refuse()',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(7515, '4.1.4'), rfc(8725, '3.10'), asvs('9.1.3'), cwe(74), cwe(22), wstg('SESS-10')],
  },

  needs: ['credentials', 'site'],

  check({ credentials, site }) {
    const tokens = judgedTokens(credentials).filter(({ token: { header } }) => typeof header.kid === 'string');
    if (tokens.length === 0) return undefined;

    return tokens.flatMap((credential) => {
      const what = suspicionOf(credential, site);
      if (what === undefined) return [];
      const name = credentialName(credential);
      const used = isInUse(credential);
      const evidence = [`The kid in the header of ${name} holds ${what}.`, ...(used ? [] : [NOT_IN_USE])];
      const confidence = what === ADDRESS ? 'tentative' : 'firm';
      return [{ subject: name, credential: credential.id, severity: used ? 'medium' : 'info', confidence, evidence }];
    });
  },
});

const ADDRESS = 'an address of another site';

/** A slash alone is base64, or the name of a key in some service. */
function suspicionOf({ token: { header, claims }, sentTo }: JwtCredential, site: SiteFacts): string | undefined {
  const kid = String(header.kid).slice(0, MAX_KID);
  const found = PATTERNS.find(([pattern]) => pattern.test(kid))?.[1];
  if (found !== undefined) return found;
  if (!/^(?:https?|ftp|ldaps?|gopher):\/\//i.test(kid)) return undefined;

  const host = hostOf(kid);
  if (KEY_SERVICES.some((service) => host.endsWith(`.${service}`))) return undefined;
  const issuer = typeof claims?.['iss'] === 'string' ? [claims['iss']] : [];
  const own = [site.origin, ...issuer, ...sentTo.map(({ origin }) => origin)].map((url) =>
    siteOf(`https://${hostOf(url)}`),
  );
  return own.includes(siteOf(`https://${host}`)) ? undefined : ADDRESS;
}

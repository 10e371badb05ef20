import type { Facts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, oidcCore, rfc, wstg } from './sources.ts';
import { type JwtCredential, judgedTokens } from './tokens.ts';

type Claims = Record<string, unknown>;

/** Firebase's ID tokens are made for that (firebase.google.com/docs/auth/admin/verify-id-tokens). */
const FIREBASE = 'https://securetoken.google.com/';

export default defineRule({
  meta: {
    id: 'jwt-id-token-as-access-token',
    title: 'ID token is used as access token',
    why: 'An ID token tells your page who signed in. Made for the client, it says nothing of what the API may allow.',
    fix: 'Ask for an access token for the API and send that: Authorization: Bearer <access_token>',
    severity: 'medium',
    confidence: 'firm',
    references: [oidcCore('2', 'IDToken'), rfc(8725, '3.12'), asvs('9.2.2'), asvs('10.3.1'), cwe(863), wstg('SESS-10')],
  },

  needs: ['credentials', 'attachments'],

  check({ credentials, attachments }) {
    const sent = judgedTokens(credentials).filter(({ id }) => attachments.some(({ credential }) => credential === id));
    if (sent.length === 0) return undefined;

    const hits = sent.flatMap((credential) => hitOf(credential, attachments));
    if (hits.length > 0) return hits;
    return sent.every(({ token }) => token.claims === undefined) ? 'unknown' : [];
  },
});

function hitOf(credential: JwtCredential, attachments: Facts['attachments']): Hit[] {
  const claims = credential.token.claims ?? {};
  const sign = signOf(credential, claims);
  if (sign === undefined) return [];

  const name = credentialName(credential);
  const hosts = attachments.filter((one) => one.credential === credential.id).map(({ origin }) => hostOf(origin));
  const evidence = [`${name} ${sign}, and goes to ${[...new Set(hosts)].join(', ')} in the Authorization header.`];
  if (!isFirebase(claims)) return [{ subject: name, credential: credential.id, evidence }];
  evidence.push('Firebase makes its ID tokens for that; its server libraries check them as such.');
  return [{ subject: name, credential: credential.id, severity: 'info', evidence }];
}

/** What makes it an ID token, as the end of a sentence. */
function signOf({ token: { header } }: JwtCredential, claims: Claims): string | undefined {
  if (claims['token_use'] === 'id') return 'says token_use id (Amazon Cognito)';
  if (claims['typ'] === 'ID') return 'says typ ID (Keycloak)';
  if (isFirebase(claims)) return 'comes from Firebase Authentication';
  if (isAccessToken(header, claims) || !isCompleteIdToken(claims)) return undefined;
  const hash = ['at_hash', 'c_hash', 'nonce'].find((name) => typeof claims[name] === 'string');
  return hash === undefined ? undefined : `has ${hash}, as ID tokens have`;
}

function isFirebase({ iss }: Claims): boolean {
  return typeof iss === 'string' && iss.startsWith(FIREBASE);
}

/** RFC 9068 2.1 and 2.2.3; Keycloak and Azure AD B2C put the nonce into access tokens as well. */
function isAccessToken({ typ }: Claims, claims: Claims): boolean {
  const isTyped = typeof typ === 'string' && /^(?:application\/)?at\+jwt$/i.test(typ);
  return isTyped || claims['typ'] === 'Bearer' || claims['scope'] !== undefined || claims['scp'] !== undefined;
}

/** OpenID Connect Core 2: these are required. Anybody may use a nonce in a token of another kind. */
function isCompleteIdToken(claims: Claims): boolean {
  return ['iss', 'sub', 'aud', 'exp', 'iat'].every((name) => claims[name] !== undefined);
}

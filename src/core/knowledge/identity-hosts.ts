/**
 * Hosts of identity providers, and of services that are an application's own server without being on its domain. A token
 * that goes there goes to whom it is for. Each row is a domain with all that is below it.
 */
import { names } from './names.ts';

type Row = readonly [provider: string, source: string, domains: readonly string[]];

const rows: readonly Row[] = [
  ['auth0', 'auth0.com docs: tenant domains', names('auth0.com')],
  ['okta', 'developer.okta.com: organization URLs', names('okta.com oktapreview.com okta-emea.com okta-gov.com')],
  [
    'microsoft',
    'learn.microsoft.com: authentication endpoints and national clouds; Microsoft Graph; Azure AD B2C',
    names(`
    microsoftonline.com microsoftonline.us microsoft.com windows.net live.com b2clogin.com ciamlogin.com
    partner.microsoftonline.cn
  `),
  ],
  [
    'google',
    'developers.google.com: OpenID Connect; firebase.google.com: REST APIs, Realtime Database, Cloud Functions',
    names(`
    accounts.google.com googleapis.com firebaseio.com firebasedatabase.app firebaseapp.com cloudfunctions.net run.app
  `),
  ],
  ['aws', 'docs.aws.amazon.com: Cognito, API Gateway and AppSync endpoints', names('amazoncognito.com amazonaws.com')],
  ['apple', 'developer.apple.com: Sign in with Apple', names('appleid.apple.com')],
  ['supabase', 'supabase.com docs: project URL', names('supabase.co supabase.in supabase.com')],
  ['clerk', 'clerk.com docs: Frontend API', names('clerk.com clerk.dev clerk.accounts.dev')],
  ['stytch', 'stytch.com docs: API', names('stytch.com')],
  ['workos', 'workos.com docs: AuthKit', names('workos.com authkit.app')],
  ['descope', 'docs.descope.com', names('descope.com')],
  ['kinde', 'docs.kinde.com: domains', names('kinde.com')],
  ['logto', 'docs.logto.io: tenants', names('logto.app')],
  ['ory', 'ory.sh docs: project URLs', names('oryapis.com ory.sh')],
  ['zitadel', 'zitadel.com docs: instances', names('zitadel.cloud')],
  ['frontegg', 'docs.frontegg.com: domains', names('frontegg.com')],
  ['fusionauth', 'fusionauth.io docs: cloud', names('fusionauth.io')],
  ['onelogin', 'developers.onelogin.com', names('onelogin.com')],
  ['ping', 'docs.pingidentity.com: PingOne endpoints', names('pingone.com pingone.eu pingone.ca pingone.asia')],
  ['magic', 'magic.link docs', names('magic.link')],
  ['privy', 'docs.privy.io', names('privy.io')],
  ['nhost', 'docs.nhost.io: service URLs', names('nhost.run')],
  ['hasura', 'hasura.io docs: cloud projects', names('hasura.app')],
  ['appwrite', 'appwrite.io docs: endpoints', names('appwrite.io')],
  ['back4app', 'back4app.com docs: API', names('back4app.com back4app.io')],
  ['convex', 'docs.convex.dev: deployment URLs', names('convex.cloud convex.site')],
  ['salesforce', 'help.salesforce.com: My Domain', names('salesforce.com force.com')],
  ['github', 'docs.github.com: REST API', names('api.github.com github.com')],
  ['gitlab', 'docs.gitlab.com: OpenID Connect provider', names('gitlab.com')],
  ['facebook', 'developers.facebook.com: Graph API', names('graph.facebook.com')],
  ['spotify', 'developer.spotify.com: Web API', names('accounts.spotify.com api.spotify.com')],
  ['discord', 'discord.com/developers: OAuth2', names('discord.com')],
  ['twitch', 'dev.twitch.tv: API', names('twitch.tv')],
  ['atlassian', 'developer.atlassian.com: OAuth 2.0', names('atlassian.com')],
];

const byDomain = new Map(rows.flatMap(([provider, , domains]) => domains.map((domain) => [domain, provider] as const)));

/** The provider that a host belongs to. Does not prove that the site uses it to sign people in. */
export function identityHost(host: string): string | undefined {
  const labels = host.slice(0, 253).toLowerCase().split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const provider = byDomain.get(labels.slice(at).join('.'));
    if (provider !== undefined) return provider;
  }
  return undefined;
}

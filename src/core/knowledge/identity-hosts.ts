/**
 * Hosts of identity providers, and of services that are an application's own server without being on its domain. Each
 * stands for its subdomains too.
 */
import { names } from './names.ts';

/** `passwords`: others have their users' passwords checked there, and tokens go there as well. `tokens`: tokens alone. */
type Purpose = 'passwords' | 'tokens';

/** Hosts with blanks between them. */
type Row = readonly [provider: string, purpose: Purpose, hosts: string, source: string];

export const identityHosts: readonly Row[] = [
  ['Auth0', 'passwords', 'auth0.com', 'auth0.com docs: Authentication API'],
  [
    'Okta',
    'passwords',
    'okta.com oktapreview.com okta-emea.com okta-gov.com',
    'developer.okta.com: base URL of an organisation',
  ],
  [
    'Microsoft Entra',
    'passwords',
    'login.microsoftonline.com login.microsoftonline.us login.live.com b2clogin.com ciamlogin.com',
    'Microsoft Learn: national clouds, Azure AD B2C, External ID',
  ],
  [
    'Microsoft',
    'tokens',
    'microsoftonline.com microsoftonline.us microsoft.com windows.net live.com partner.microsoftonline.cn',
    'Microsoft Learn: authentication endpoints, Microsoft Graph',
  ],
  ['Google', 'passwords', 'accounts.google.com', 'developers.google.com: OpenID Connect'],
  [
    'Firebase',
    'passwords',
    'identitytoolkit.googleapis.com securetoken.googleapis.com',
    'firebase.google.com docs: Auth REST API',
  ],
  [
    'Google',
    'tokens',
    'googleapis.com firebaseio.com firebasedatabase.app firebaseapp.com cloudfunctions.net run.app',
    'firebase.google.com docs: REST APIs, Realtime Database, Cloud Functions',
  ],
  ['Apple', 'passwords', 'appleid.apple.com', 'developer.apple.com: Sign in with Apple REST API'],
  ['Amazon Cognito', 'passwords', 'amazoncognito.com', 'docs.aws.amazon.com: Cognito managed login domains'],
  ['Amazon', 'tokens', 'amazonaws.com', 'docs.aws.amazon.com: API Gateway and AppSync endpoints'],
  ['Supabase', 'passwords', 'supabase.co', 'supabase.com docs: Auth'],
  ['Supabase', 'tokens', 'supabase.in supabase.com', 'supabase.com docs: project URL'],
  ['Clerk', 'passwords', 'clerk.accounts.dev accounts.dev', 'clerk.com docs: Frontend API'],
  ['Clerk', 'tokens', 'clerk.com clerk.dev', 'clerk.com docs: Frontend API'],
  ['OneLogin', 'passwords', 'onelogin.com', 'developers.onelogin.com: API subdomain'],
  [
    'Ping',
    'passwords',
    'pingone.com pingone.eu pingone.ca pingone.asia forgeblocks.com',
    'apidocs.pingidentity.com: regional domains',
  ],
  ['JumpCloud', 'passwords', 'jumpcloud.com', 'jumpcloud.com docs: SSO'],
  ['Stytch', 'passwords', 'stytch.com', 'stytch.com docs: API base URL'],
  ['WorkOS', 'passwords', 'workos.com authkit.app', 'workos.com docs: AuthKit'],
  ['Kinde', 'passwords', 'kinde.com', 'docs.kinde.com: kinde domain'],
  ['Descope', 'passwords', 'descope.com', 'docs.descope.com: API base URL'],
  ['Frontegg', 'passwords', 'frontegg.com', 'docs.frontegg.com: environment domain'],
  ['FusionAuth', 'passwords', 'fusionauth.io', 'fusionauth.io docs: FusionAuth Cloud'],
  ['Logto', 'passwords', 'logto.app', 'docs.logto.io: tenant endpoint'],
  ['ZITADEL', 'passwords', 'zitadel.cloud', 'zitadel.com docs: instance domain'],
  ['Ory', 'passwords', 'oryapis.com', 'ory.sh docs: Ory Network SDK URL'],
  ['Ory', 'tokens', 'ory.sh', 'ory.sh docs: project URLs'],
  ['Hanko', 'passwords', 'hanko.io', 'docs.hanko.io: API URL'],
  ['Userfront', 'passwords', 'userfront.com', 'userfront.com docs: core API'],
  ['Appwrite', 'passwords', 'appwrite.io', 'appwrite.io docs: Cloud endpoint'],
  ['Nhost', 'passwords', 'nhost.run', 'docs.nhost.io: service URLs'],
  ['SAP', 'passwords', 'accounts.ondemand.com accounts.cloud.sap', 'help.sap.com: Identity Authentication tenants'],
  ['Magic', 'tokens', 'magic.link', 'magic.link docs'],
  ['Privy', 'tokens', 'privy.io', 'docs.privy.io: API'],
  ['Hasura', 'tokens', 'hasura.app', 'hasura.io docs: cloud projects'],
  ['Back4App', 'tokens', 'back4app.com back4app.io', 'back4app.com docs: API'],
  ['Convex', 'tokens', 'convex.cloud convex.site', 'docs.convex.dev: deployment URLs'],
  ['Salesforce', 'tokens', 'salesforce.com force.com', 'help.salesforce.com: My Domain'],
  ['GitHub', 'tokens', 'api.github.com github.com', 'docs.github.com: REST API'],
  ['GitLab', 'tokens', 'gitlab.com', 'docs.gitlab.com: OpenID Connect provider'],
  ['Facebook', 'tokens', 'graph.facebook.com', 'developers.facebook.com: Graph API'],
  ['Spotify', 'tokens', 'accounts.spotify.com api.spotify.com', 'developer.spotify.com: Web API'],
  ['Discord', 'tokens', 'discord.com', 'discord.com/developers: OAuth2'],
  ['Twitch', 'tokens', 'twitch.tv', 'dev.twitch.tv: API'],
  ['Atlassian', 'tokens', 'atlassian.com', 'developer.atlassian.com: OAuth 2.0'],
];

const indexOf = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(([provider, , hosts]) => names(hosts).map((host) => [host, provider] as const)));

const all = indexOf(identityHosts);
const ofPasswords = indexOf(identityHosts.filter(([, purpose]) => purpose === 'passwords'));

/** docs.aws.amazon.com: Cognito user pools, service endpoints. */
const COGNITO = /^cognito-idp(?:-fips)?\.[a-z0-9-]{1,30}\.amazonaws\.com$/i;
const MAX_HOST = 253;

/** The provider that a host belongs to, by name. Does not prove that the site uses it to sign people in. */
export function identityHost(host: string): string | undefined {
  return ownerOf(host, all);
}

/** The same, of hosts that others have their users' passwords checked by. */
export function passwordService(host: string): string | undefined {
  return COGNITO.test(host) ? 'Amazon Cognito' : ownerOf(host, ofPasswords);
}

function ownerOf(host: string, owners: ReadonlyMap<string, string>): string | undefined {
  const labels = host.slice(0, MAX_HOST).toLowerCase().split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const owner = owners.get(labels.slice(at).join('.'));
    if (owner !== undefined) return owner;
  }
  return undefined;
}

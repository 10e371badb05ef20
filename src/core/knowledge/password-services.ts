/** Hosts of services that others have their users' passwords checked by. */
import { names } from './names.ts';

/** Hosts with blanks between them; each stands for its subdomains too. */
type Row = readonly [provider: string, hosts: string, source: string];

export const passwordServices: readonly Row[] = [
  ['Auth0', 'auth0.com', 'auth0.com docs: Authentication API'],
  ['Okta', 'okta.com oktapreview.com okta-emea.com okta-gov.com', 'developer.okta.com: base URL of an organisation'],
  [
    'Microsoft Entra',
    'login.microsoftonline.com login.microsoftonline.us login.live.com',
    'Microsoft Learn: national clouds',
  ],
  ['Microsoft Entra', 'b2clogin.com ciamlogin.com', 'Microsoft Learn: Azure AD B2C, External ID'],
  ['Google', 'accounts.google.com', 'developers.google.com: OpenID Connect'],
  ['Firebase', 'identitytoolkit.googleapis.com securetoken.googleapis.com', 'firebase.google.com docs: Auth REST API'],
  ['Apple', 'appleid.apple.com', 'developer.apple.com: Sign in with Apple REST API'],
  ['Amazon Cognito', 'amazoncognito.com', 'docs.aws.amazon.com: Cognito managed login domains'],
  ['Supabase', 'supabase.co', 'supabase.com docs: Auth'],
  ['Clerk', 'clerk.accounts.dev accounts.dev', 'clerk.com docs: Frontend API'],
  ['OneLogin', 'onelogin.com', 'developers.onelogin.com: API subdomain'],
  [
    'Ping',
    'pingone.com pingone.eu pingone.ca pingone.asia forgeblocks.com',
    'apidocs.pingidentity.com: regional domains',
  ],
  ['JumpCloud', 'jumpcloud.com', 'jumpcloud.com docs: SSO'],
  ['Stytch', 'stytch.com', 'stytch.com docs: API base URL'],
  ['WorkOS', 'workos.com authkit.app', 'workos.com docs: AuthKit'],
  ['Kinde', 'kinde.com', 'docs.kinde.com: kinde domain'],
  ['Descope', 'descope.com', 'docs.descope.com: API base URL'],
  ['Frontegg', 'frontegg.com', 'docs.frontegg.com: environment domain'],
  ['FusionAuth', 'fusionauth.io', 'fusionauth.io docs: FusionAuth Cloud'],
  ['Logto', 'logto.app', 'docs.logto.io: tenant endpoint'],
  ['ZITADEL', 'zitadel.cloud', 'zitadel.com docs: instance domain'],
  ['Ory', 'oryapis.com', 'ory.sh docs: Ory Network SDK URL'],
  ['Hanko', 'hanko.io', 'docs.hanko.io: API URL'],
  ['Userfront', 'userfront.com', 'userfront.com docs: core API'],
  ['Appwrite', 'appwrite.io', 'appwrite.io docs: Cloud endpoint'],
  ['Nhost', 'nhost.run', 'docs.nhost.io: service URLs'],
  ['SAP', 'accounts.ondemand.com accounts.cloud.sap', 'help.sap.com: Identity Authentication tenants'],
];

const index = new Map(
  passwordServices.flatMap(([provider, hosts]) => names(hosts).map((host) => [host, provider] as const)),
);
/** docs.aws.amazon.com: Cognito user pools, service endpoints. */
const COGNITO = /^cognito-idp(?:-fips)?\.[a-z0-9-]{1,30}\.amazonaws\.com$/;
const MAX_LABELS = 10;

/** The provider to which a host belongs, by name; undefined for hosts that are not known for it. */
export function identityProvider(host: string): string | undefined {
  if (COGNITO.test(host)) return 'Amazon Cognito';
  const labels = host.toLowerCase().split('.').slice(-MAX_LABELS);
  for (let at = 0; at < labels.length; at += 1) {
    const known = index.get(labels.slice(at).join('.'));
    if (known !== undefined) return known;
  }
  return undefined;
}

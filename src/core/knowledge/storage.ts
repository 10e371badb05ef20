/** Where the browser SDKs of identity products keep tokens: keys of web storage. For IndexedDB see `indexed-db.ts`. */
import type { Role, Where } from '../report.ts';
import { storeOf } from './indexed-db.ts';
import { type NamePattern, nameIndex } from './names.ts';
import { tokenParameter } from './words.ts';

export interface StorageEntry {
  /** SDK or product, in lower case. */
  sdk: string;
  source: string;
  /** Of the whole value and of each string in it. `state` lives during one login; `other` is a flag, a list, an id. */
  role?: Role;
  /** Roles of members of a JSON value. Members that are not listed speak for themselves (`access_token`), or are no token. */
  members?: ReadonlyMap<string, Role>;
  /** The member whose text is encrypted at rest. */
  encrypted?: string;
  /** The key alone is too general: it counts only for a value with one of these members. */
  only?: ReadonlySet<string>;
}

/** A role for the whole, roles of members, or undefined for JSON whose members speak for themselves. */
type Holds = Role | Readonly<Record<string, Role>> | undefined;
type Row = readonly [
  sdk: string,
  source: string,
  key: NamePattern,
  holds?: Holds,
  more?: { encrypted?: string; only?: readonly string[] },
];

const AUTH0 = 'auth0/auth0-spa-js: cache/shared.ts, transaction-manager.ts';
const MSAL = 'AzureAD/microsoft-authentication-library-for-js: msal-browser CacheKeys.ts, LocalStorage.ts';
const AMPLIFY = 'aws-amplify/amplify-js: TokenStore.ts, signInWithRedirectStore.ts';
const FIREBASE = 'firebase/firebase-js-sdk: packages/auth persistence';
const SUPABASE = 'supabase/auth-js: GoTrueClient.ts';
const OKTA = 'okta/okta-auth-js: lib/constants.ts';
const OIDC_CLIENT = 'authts/oidc-client-ts: UserManager.ts, WebStorageStateStore.ts';
const ANGULAR_OIDC = 'damienbod/angular-auth-oidc-client: storage-persistence.service.ts';
const ANGULAR_OAUTH2 = 'manfredsteyer/angular-oauth2-oidc: oauth-service.ts';
const ADAL = 'AzureAD/azure-activedirectory-library-for-js: adal.js';
const CLERK = 'clerk/javascript: clerk-js and expo constants';
const LOGTO = 'logto-io/js: packages/browser/src/storage.ts';
const NHOST = 'nhost/nhost: hasura-auth-js constants.ts, nhost-js storageBackend.ts';
const KINDE = 'kinde-oss/kinde-auth-pkce-js';
const PRIVY = 'docs.privy.io: access tokens';
const ROCP = 'soofstad/react-oauth2-code-pkce: AuthContext.tsx';
const SWAGGER = { only: ['value', 'token'] };
const SEALED_DATA = { encrypted: 'data' };
const NUXT = 'nuxt-community/auth-module: storage and schemes';

/** The first row that matches counts. */
const rows: readonly Row[] = [
  ['auth0', AUTH0, '@@auth0spajs@@*', {}],
  ['auth0', AUTH0, 'a0.spajs.txs*', 'state'],
  ['auth0', 'auth0/auth0.js: web-auth/transaction-manager.js', 'com.auth0.auth.*', 'state'],
  [
    'msal',
    MSAL,
    /[-|]accesstoken(?:_with_authscheme)?[-|]/i,
    { secret: 'access-token', data: 'access-token' },
    SEALED_DATA,
  ],
  ['msal', MSAL, /[-|]idtoken[-|]/i, { secret: 'id-token', data: 'id-token' }, SEALED_DATA],
  ['msal', MSAL, /[-|]refreshtoken[-|]/i, { secret: 'refresh-token', data: 'refresh-token' }, SEALED_DATA],
  ['msal', MSAL, 'msal.idtoken', 'id-token'],
  ['msal', MSAL, 'msal.interaction.status', 'state'],
  ['msal', MSAL, /^msal\.[\w-]{1,64}\.(?:request|interaction)\./, 'state'],
  ['msal', MSAL, 'msal.*', 'other'],
  ['adal', ADAL, 'adal.idtoken', 'id-token'],
  ['adal', ADAL, 'adal.access.token.key*', 'access-token'],
  ['adal', ADAL, 'adal.*', 'state'],
  ['amplify', AMPLIFY, /^CognitoIdentityServiceProvider\..{1,200}\.accessToken$/, 'access-token'],
  ['amplify', AMPLIFY, /^CognitoIdentityServiceProvider\..{1,200}\.idToken$/, 'id-token'],
  ['amplify', AMPLIFY, /^CognitoIdentityServiceProvider\..{1,200}\.refreshToken$/, 'refresh-token'],
  ['amplify', AMPLIFY, /^CognitoIdentityServiceProvider\..{1,200}\.(?:oauthPKCE|oauthState|inflightOAuth)$/, 'state'],
  ['amplify', AMPLIFY, 'CognitoIdentityServiceProvider.*', 'other'],
  ['amplify', AMPLIFY, 'com.amplify.Cognito.*', 'other'],
  ['firebase', FIREBASE, 'firebase:authUser:*', {}],
  ['firebase', FIREBASE, 'firebase:redirectUser:*', 'state'],
  ['firebase', FIREBASE, 'firebase:authEvent:*', 'state'],
  ['firebase', FIREBASE, 'firebase:pendingRedirect:*', 'state'],
  ['firebase', FIREBASE, 'firebase:persistence:*', 'other'],
  ['supabase', SUPABASE, /^(?:sb-[\w-]{1,64}-auth-token|supabase\.auth\.token)-code-verifier$/, 'state'],
  ['supabase', SUPABASE, /^sb-[\w-]{1,64}-auth-token-user$/, 'other'],
  ['supabase', SUPABASE, /^(?:sb-[\w-]{1,64}-auth-token|supabase\.auth\.token)$/, supabaseMembers()],
  ['okta', OKTA, 'okta-token-storage', {}],
  ['okta', OKTA, 'okta-cache-storage', 'other'],
  ['okta', OKTA, 'okta-pkce-storage', 'state'],
  ['okta', OKTA, 'okta-transaction-storage', 'state'],
  ['okta', OKTA, 'okta-shared-transaction-storage', 'state'],
  ['okta', OKTA, 'okta-original-uri-storage', 'state'],
  ['okta', OKTA, 'okta-idx-response-storage', 'state'],
  ['oidc-client', OIDC_CLIENT, 'oidc.user:*', {}],
  ['oidc-client', OIDC_CLIENT, /^oidc\.[0-9a-f]{32}$/, 'state'],
  [
    'angular-auth-oidc-client',
    ANGULAR_OIDC,
    /^\d{1,2}-.{1,200}$/,
    {
      authzData: 'access-token',
      reusable_refresh_token: 'refresh-token',
      authNonce: 'state',
      authStateControl: 'state',
    },
    { only: ['authnResult', 'authzData', 'userData', 'reusable_refresh_token', 'authNonce', 'authStateControl'] },
  ],
  ['angular-oauth2-oidc', ANGULAR_OAUTH2, 'PKCE_verifier', 'state'],
  ['angular-oauth2-oidc', ANGULAR_OAUTH2, 'id_token_claims_obj', 'other'],
  ['keycloak', 'keycloak/keycloak-js: lib/keycloak.js', 'kc-callback-*', 'state'],
  ['clerk', CLERK, '__clerk_client_jwt', 'access-token'],
  ['clerk', CLERK, '__clerk_db_jwt', 'state'],
  ['clerk', CLERK, 'clerk-db-jwt', 'state'],
  ['clerk', CLERK, '__clerk_*', 'other'],
  ['clerk', CLERK, 'clerk-js*', 'other'],
  ['pocketbase', 'pocketbase/js-sdk: LocalAuthStore.ts', 'pocketbase_auth', {}],
  ['appwrite', 'appwrite/sdk-for-web: client.ts', 'cookieFallback', 'session-id'],
  ['parse', 'parse-community/Parse-SDK-JS: ParseUser.ts', /^Parse\/[^/]{1,100}\/currentUser$/, {}],
  ['parse', 'parse-community/Parse-SDK-JS: InstallationController', /^Parse\/[^/]{1,100}\/installationId$/, 'other'],
  ['meteor', 'meteor/meteor: accounts-base localstorage_token.js', /^Meteor\.loginToken(?::.{1,100})?$/, 'session-id'],
  ['meteor', 'meteor/meteor: accounts-base localstorage_token.js', /^Meteor\.(?:loginTokenExpires|userId)/, 'other'],
  ['supertokens', 'supertokens/supertokens-website: lib/ts', 'st-access-token', 'access-token'],
  ['supertokens', 'supertokens/supertokens-website: lib/ts', 'st-refresh-token', 'refresh-token'],
  ['supertokens', 'supertokens/supertokens-website: lib/ts', 'sFrontToken', 'other'],
  ['logto', LOGTO, /^logto:.{1,100}:idToken$/, 'id-token'],
  ['logto', LOGTO, /^logto:.{1,100}:refreshToken$/, 'refresh-token'],
  ['logto', LOGTO, /^logto:.{1,100}:accessToken$/, {}],
  ['logto', LOGTO, /^logto:.{1,100}:signInSession$/, 'state'],
  ['nhost', NHOST, 'nhostRefreshToken', 'refresh-token'],
  ['nhost', NHOST, 'nhostRefreshTokenId', 'other'],
  ['nhost', NHOST, 'nhostSession', { refreshTokenId: 'other' }],
  ['descope', 'docs.descope.com: session management', 'DS', 'access-token'],
  ['descope', 'docs.descope.com: session management', 'DSR', 'refresh-token'],
  ['descope', 'docs.descope.com: session management', 'DSI', 'id-token'],
  ['workos', 'workos/authkit-js: create-client.ts', 'workos:refresh-token', 'refresh-token'],
  ['workos', 'workos/authkit-js: create-client.ts', 'workos:code-verifier', 'state'],
  ['kinde', KINDE, 'kinde_access_token', 'access-token'],
  ['kinde', KINDE, 'kinde_id_token', 'id-token'],
  ['kinde', KINDE, 'kinde_refresh_token', 'refresh-token'],
  ['kinde', KINDE, 'kinde_token', {}],
  ['stytch', 'stytchauth/stytch-js: PersistenceService', 'stytch_sdk_state_*', { session_jwt: 'access-token' }],
  ['privy', PRIVY, 'privy:token', 'access-token'],
  ['privy', PRIVY, 'privy:pat', 'access-token'],
  ['privy', PRIVY, 'privy:refresh_token', 'refresh-token'],
  ['privy', PRIVY, /^privy:id[_-]token$/, 'id-token'],
  ['privy', PRIVY, /^privy:(?:state_code|code_verifier)$/, 'state'],
  ['strapi', 'strapi/strapi: admin reducer.ts', 'jwtToken', 'access-token'],
  ['directus', 'docs.directus.io: SDK authentication storage', 'directus-data', {}],
  ['hasura', 'hasura/graphql-engine: console LocalStorage keys', 'console:adminSecret', 'api-key'],
  ['swagger-ui', 'swagger-api/swagger-ui: persistAuthorization', 'authorized', { value: 'access-token' }, SWAGGER],
  ['graphiql', 'graphql/graphiql: storage keys', 'graphiql:headers', {}],
  ['graphiql', 'graphql/graphiql: storage keys', 'graphiql:tabState', {}],
  ['home-assistant', 'home-assistant/frontend: token_storage.ts', 'hassTokens', {}],
  ['web3auth', 'torusresearch/OpenLoginSdk: constants.ts', 'openlogin_store', { sessionId: 'session-id' }],
  ['web3auth', 'Web3Auth/web3auth-web: auth constants', 'auth_store', { sessionId: 'session-id' }],
  ['react-oauth2-code-pkce', ROCP, 'ROCP_token', 'access-token'],
  ['react-oauth2-code-pkce', ROCP, 'ROCP_refreshToken', 'refresh-token'],
  ['react-oauth2-code-pkce', ROCP, 'ROCP_idToken', 'id-token'],
  ['react-oauth2-code-pkce', ROCP, 'ROCP_codeVerifier', 'state'],
  ['nuxt-auth', NUXT, /^auth\._(?:refresh_)?token_expiration\./, 'other'],
  ['nuxt-auth', NUXT, /^auth\._token\.\w{1,40}$/, 'access-token'],
  ['nuxt-auth', NUXT, /^auth\._refresh_token\.\w{1,40}$/, 'refresh-token'],
  ['nuxt-auth', NUXT, /^auth\._id_token\.\w{1,40}$/, 'id-token'],
  [
    'ember-simple-auth',
    'mainmatter/ember-simple-auth: session-stores/local-storage.js',
    'ember_simple_auth-session*',
    {},
  ],
  ['devise-token-auth', 'neroniaky/angular-token, lynndylanhurley/j-toker', 'auth_headers', {}],
  ['satellizer', 'sahat/satellizer: config.ts', 'satellizer_token', 'access-token'],
  ['redux-persist', 'rt2zz/redux-persist README', /^persist:(?:root|auth|user|session)$/],
];

/** Tokens of the provider behind Supabase are kept beside its own. */
function supabaseMembers(): Record<string, Role> {
  return { provider_refresh_token: 'refresh-token', provider_token: 'other' };
}

const index = nameIndex<StorageEntry>(
  rows.map(([sdk, source, key, ...rest]) => [key, { sdk, source, ...holding(...rest) }]),
);

function holding(holds: Holds, more: Row[4] = {}): Omit<StorageEntry, 'sdk' | 'source'> {
  const { encrypted, only } = more;
  return {
    ...(typeof holds === 'string' ? { role: holds } : {}),
    ...(typeof holds === 'object' ? { members: new Map(Object.entries(holds)) } : {}),
    ...(encrypted === undefined ? {} : { encrypted }),
    ...(only === undefined ? {} : { only: new Set(only) }),
  };
}

/**
 * What is known about the place of a string: about the key, and the dotted path inside its value. Which of the areas an SDK
 * uses is a setting of the application, so all are looked up alike; a key of IndexedDB is `<database>/<store>/<key>`.
 * Does not prove that the SDK is there. Undefined for places that are no storage.
 */
export function storageEntry(area: Where, name: string, path = ''): StorageEntry | undefined {
  if (area === 'indexedDB') return inIndexedDb(name, path);
  return area === 'localStorage' || area === 'sessionStorage' ? byKey(name, path) : undefined;
}

function byKey(key: string, path: string): StorageEntry | undefined {
  const entry = index.find(key);
  if (entry?.only === undefined) return entry;
  return path.split('.').some((member) => entry.only?.has(member)) ? entry : undefined;
}

/** A key of its own says more than the store: a store of Firebase has keys of Firebase, one of a library has any. */
function inIndexedDb(name: string, path: string): StorageEntry | undefined {
  const stored = storeOf(name);
  if (stored === undefined) return undefined;
  const { known, key } = stored;
  const entry = byKey(key, path);
  if (entry !== undefined || known.sdk === undefined) return entry;
  const role = known.keys?.get(key) ?? known.role;
  return { sdk: known.sdk, source: known.source, ...(role === undefined ? { members: new Map() } : { role }) };
}

/** The role of a string in storage: what the SDK is known to put there, or else what the name says. */
export function storageRole(area: Where, name: string, path = ''): Role | undefined {
  const entry = storageEntry(area, name, path);
  if (entry?.role !== undefined) return entry.role;
  const key = area === 'indexedDB' ? name.slice(name.lastIndexOf('/') + 1) : name;
  const member = path.split('.').at(-1) ?? '';
  return entry?.members?.get(member) ?? tokenParameter(path === '' ? key : path);
}

/** Where the browser SDKs of identity products keep tokens: web storage keys and IndexedDB stores. */
import type { Role, Where } from '../report.ts';
import { type NamePattern, nameIndex } from './names.ts';
import { tokenParameter } from './words.ts';

export interface StorageEntry {
  /** SDK or product, in lower case. */
  sdk: string;
  /** Role of the whole value, where the key says it. Inside JSON the member's name does. */
  role?: Role;
  source: string;
}

export interface IndexedDbStore {
  db: string;
  store: string;
  sdk: string;
  source: string;
}

type Row = readonly [sdk: string, source: string, keys: readonly (NamePattern | readonly [NamePattern, Role])[]];

const rows: readonly Row[] = [
  [
    'auth0',
    'auth0/auth0-spa-js: cache/shared.ts, transaction-manager.ts',
    ['@@auth0spajs@@*', ['a0.spajs.txs*', 'state']],
  ],
  [
    'msal',
    'AzureAD/microsoft-authentication-library-for-js: CacheKeys',
    [
      [/-accesstoken(?:_with_authscheme)?-/i, 'access-token'],
      [/-idtoken-/i, 'id-token'],
      [/-refreshtoken-/i, 'refresh-token'],
      ['msal.interaction.status', 'state'],
      [/^msal\.[\w-]{1,64}\.request\./, 'state'],
      'msal.*',
    ],
  ],
  [
    'amplify',
    'aws-amplify/amplify-js: TokenStore',
    [
      [/^CognitoIdentityServiceProvider\..{1,200}\.accessToken$/, 'access-token'],
      [/^CognitoIdentityServiceProvider\..{1,200}\.idToken$/, 'id-token'],
      [/^CognitoIdentityServiceProvider\..{1,200}\.refreshToken$/, 'refresh-token'],
      'CognitoIdentityServiceProvider.*',
      'com.amplify.Cognito.*',
    ],
  ],
  [
    'firebase',
    'firebase/firebase-js-sdk: persistence',
    [
      'firebase:authUser:*',
      'firebase:persistence:*',
      ['firebase:redirectUser:*', 'state'],
      ['firebase:authEvent:*', 'state'],
    ],
  ],
  [
    'supabase',
    'supabase/auth-js: GoTrueClient',
    [
      [/^sb-[\w-]{1,64}-auth-token-code-verifier$/, 'state'],
      /^sb-[\w-]{1,64}-auth-token(?:-user)?$/,
      'supabase.auth.token',
    ],
  ],
  [
    'okta',
    'okta/okta-auth-js: constants',
    [
      'okta-token-storage',
      'okta-cache-storage',
      ['okta-pkce-storage', 'state'],
      ['okta-transaction-storage', 'state'],
      ['okta-shared-transaction-storage', 'state'],
      ['okta-original-uri-storage', 'state'],
      ['okta-idx-response-storage', 'state'],
    ],
  ],
  [
    'oidc-client',
    'authts/oidc-client-ts: UserManager, WebStorageStateStore',
    ['oidc.user:*', [/^oidc\.[0-9a-f]{32}$/, 'state']],
  ],
  ['keycloak', 'keycloak/keycloak-js: LocalStorage', [['kc-callback-*', 'state']]],
  ['clerk', 'clerk/javascript', [['__clerk_db_jwt', 'state'], 'clerk-js*', '__clerk_*']],
  ['pocketbase', 'pocketbase/js-sdk: LocalAuthStore', ['pocketbase_auth']],
  ['appwrite', 'appwrite/sdk-for-web: client.ts', [['cookieFallback', 'session-id']]],
  ['parse', 'parse-community/Parse-SDK-JS: Storage', [/^Parse\/[^/]{1,100}\/currentUser$/]],
  ['meteor', 'meteor/meteor: accounts-base', [['Meteor.loginToken*', 'session-id']]],
  ['node-red', 'nodered.org docs: securing', ['auth-tokens']],
  [
    'supertokens',
    'supertokens/supertokens-website',
    [
      ['st-access-token', 'access-token'],
      ['st-refresh-token', 'refresh-token'],
    ],
  ],
  [
    'logto',
    'logto-io/js: browser storage',
    [
      [/^logto:.{1,100}:idToken$/, 'id-token'],
      [/^logto:.{1,100}:refreshToken$/, 'refresh-token'],
      [/^logto:.{1,100}:accessToken$/, 'access-token'],
      [/^logto:.{1,100}:signInSession$/, 'state'],
    ],
  ],
  ['nhost', 'nhost/nhost: hasura-auth-js', [['nhostRefreshToken', 'refresh-token']]],
  [
    'descope',
    'docs.descope.com',
    [
      ['DS', 'access-token'],
      ['DSR', 'refresh-token'],
      ['DSI', 'id-token'],
    ],
  ],
  [
    'workos',
    'workos/authkit-js',
    [
      ['workos:refresh-token', 'refresh-token'],
      ['workos:code-verifier', 'state'],
    ],
  ],
  [
    'kinde',
    'kinde-oss/kinde-auth-pkce-js',
    [
      ['kinde_access_token', 'access-token'],
      ['kinde_id_token', 'id-token'],
      ['kinde_refresh_token', 'refresh-token'],
      'kinde_token',
    ],
  ],
  ['stytch', 'stytch.com docs', ['stytch_sdk_state_*']],
  ['strapi', 'docs.strapi.io', [['jwtToken', 'access-token']]],
  ['directus', 'docs.directus.io', ['directus-data']],
  ['hasura', 'hasura.io docs: console', [['console:adminSecret', 'api-key']]],
  ['swagger-ui', 'swagger.io: persistAuthorization', ['authorized']],
  ['home-assistant', 'developers.home-assistant.io: auth', ['hassTokens']],
  ['web3auth', 'web3auth.io docs', ['openlogin_store']],
  ['redux-persist', 'rt2zz/redux-persist README', [/^persist:(?:root|auth|user|session)$/]],
];

const index = nameIndex<StorageEntry>(
  rows.flatMap(([sdk, source, keys]) =>
    keys.map((key) => {
      const [pattern, role] = typeof key === 'string' || key instanceof RegExp ? [key] : key;
      return [pattern, { sdk, source, ...(role === undefined ? {} : { role }) }] as const;
    }),
  ),
);

/** Stores that are worth opening; no other IndexedDB store is read. */
export const indexedDbStores: readonly IndexedDbStore[] = [
  {
    db: 'firebaseLocalStorageDb',
    store: 'firebaseLocalStorage',
    sdk: 'firebase',
    source: 'firebase-js-sdk: indexed_db.ts',
  },
  { db: 'auth0-spa-js', store: 'nonce', sdk: 'auth0', source: 'auth0-spa-js: dpop/storage.ts' },
  { db: 'auth0-spa-js', store: 'keypair', sdk: 'auth0', source: 'auth0-spa-js: dpop/storage.ts' },
];

const areas: ReadonlySet<Where> = new Set(['localStorage', 'sessionStorage', 'indexedDB']);

/**
 * The SDK that uses a storage key; undefined for places that are no storage. Which of the areas an SDK uses is a setting
 * of the application, so all three are looked up alike. Does not prove that the SDK is there.
 */
export function storageKey(area: Where, key: string): StorageEntry | undefined {
  return areas.has(area) ? index.find(key) : undefined;
}

/** The role of a leaf in a storage value: what the key says, or else the name of the member that holds it. */
export function storageRole(entry: StorageEntry | undefined, path: string): Role | undefined {
  return tokenParameter(path) ?? entry?.role;
}

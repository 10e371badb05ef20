/**
 * Object stores of IndexedDB that are worth opening: those of identity SDKs, and those that key-value libraries make unless
 * they are told otherwise, because applications keep their tokens in them.
 */
import type { Role } from '../report.ts';

export interface IndexedDbStore {
  db: string;
  store: string;
  source: string;
  /** SDK, in lower case; absent for a library that keeps whatever it is given. */
  sdk?: string;
  /** Roles of values by their keys. */
  keys?: ReadonlyMap<string, Role>;
  /** Of all values in the store. */
  role?: Role;
}

const MAGIC = new Map<string, Role>([
  ['rt', 'refresh-token'],
  ['jwt', 'access-token'],
  ['ds', 'other'],
]);

export const indexedDbStores: readonly IndexedDbStore[] = [
  {
    db: 'firebaseLocalStorageDb',
    store: 'firebaseLocalStorage',
    sdk: 'firebase',
    source: 'firebase/firebase-js-sdk: indexed_db.ts',
  },
  { db: 'auth0-spa-js', store: 'nonce', sdk: 'auth0', role: 'state', source: 'auth0/auth0-spa-js: dpop/storage.ts' },
  { db: 'auth0-spa-js', store: 'keypair', sdk: 'auth0', role: 'other', source: 'auth0/auth0-spa-js: dpop/storage.ts' },
  { db: 'msal.db', store: 'msal.db.keys', sdk: 'msal', role: 'other', source: 'msal-browser: CryptoKeyStore.ts' },
  { db: 'OktaAuthJs', store: 'DPoPKeys', sdk: 'okta', role: 'other', source: 'okta/okta-auth-js: lib/oidc/dpop.ts' },
  { db: 'oidc', store: 'dpop', sdk: 'oidc-client', role: 'other', source: 'oidc-client-ts: IndexedDbDPoPStore.ts' },
  {
    db: 'MagicAuthLocalStorageDB',
    store: 'MagicAuthLocalStorage',
    sdk: 'magic',
    keys: MAGIC,
    source: 'magiclabs/magic-js: magic-sdk core/sdk.ts, view-controller.ts',
  },
  { db: 'localforage', store: 'keyvaluepairs', source: 'localForage/localForage: localforage.js, DefaultConfig' },
  { db: 'keyval-store', store: 'keyval', source: 'jakearchibald/idb-keyval: index.ts, createStore' },
  { db: '_ionicstorage', store: '_ionickv', source: 'ionic-team/ionic-storage: getDefaultConfig' },
];

/** The name of a value's place: `<database>/<store>/<key>`. Databases and stores may have slashes in their names too. */
export function storeOf(name: string): { known: IndexedDbStore; key: string } | undefined {
  const known = indexedDbStores.find(({ db, store }) => name.startsWith(`${db}/${store}/`));
  return known && { known, key: name.slice(known.db.length + known.store.length + 2) };
}

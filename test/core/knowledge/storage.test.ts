/** What SDKs keep in the browser, through the real entrance and the whole engine. */
import { describe, expect, it } from 'vitest';
import { indexedDbStores } from '../../../src/core/knowledge/indexed-db.ts';
import { storageEntry } from '../../../src/core/knowledge/storage.ts';
import { observeStorage } from '../../../src/core/observe/web-storage.ts';
import { print, START, type Story, story } from '../../helpers/observations.ts';
import { SITE } from '../classify/stories.ts';
import { bearer, PASSWORD } from '../classify/values.ts';
import { AT, type Row, rows, unknown } from './sdk-storage.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const seen = ([, area, key, value]: Row) =>
  observeStorage(
    {
      at: START,
      site: SITE,
      partition: null,
      origin: SITE,
      entries: [{ area, key, value: textOf(value) }],
      complete: [area],
      unread: 0,
    },
    print,
  ).values;

const kept = ([, area, key, value]: Row): Story => story(SITE).get('/').stores(key, textOf(value), area);

describe.each([...rows, ...unknown].map((row) => [row[0], row[1], row[2].slice(0, 80), row] as const))(
  '%s keeps in %s under %s',
  (sdk, area, _, row) => {
    const [, , key, , ...places] = row;

    it('what is listed, and nothing else', () => {
      expect(seen(row).map(({ path = '-', shape }) => `${path} ${shape.format}`)).toEqual(
        places.map((place) => place.replace(/ \S+ /, ' ')),
      );
    });

    it('in the roles that are listed', () => {
      const told = kept(row)
        .report()
        .credentials.flatMap(({ role, format, carriers, issuerHint = '' }) =>
          carriers.map(({ path = '-' }) => `${path} ${role} ${format} ${issuerHint}`),
        );

      expect(told.toSorted()).toEqual(places.map((place) => `${place} ${sdk}`).toSorted());
    });

    it('as a key that is known, with a source', () => {
      const [path = ''] = (places[0] ?? '').split(' ');
      const entry = storageEntry(area, key, path === '-' ? '' : path);

      expect(entry?.sdk ?? '').toBe(sdk);
      if (entry !== undefined) expect(entry.source.length).toBeGreaterThan(8);
    });
  },
);

const inHeader = rows.filter((row) => row.some((cell) => cell === AT) || JSON.stringify(row[3]).includes(AT));

describe('a page that sends the access token it keeps', () => {
  it.each(inHeader.map((row) => [row[0], row[2].slice(0, 80), row] as const))(
    'for %s (%s) has one credential',
    (sdk, _, row) => {
      const [, area, key, value] = row;
      const told = story(SITE)
        .get('/')
        .readsStorage()
        .calls('POST', '/api/login', PASSWORD)
        .stores(key, textOf(value), area)
        .calls('GET', '/api/me', bearer(AT));
      const { credentials, verdict } = told.report();
      const decisive = credentials.filter((one) => one.decisive);

      expect(verdict).toMatchObject({ kind: 'token', state: 'client', mechanisms: ['bearer-jwt'], signedIn: 'yes' });
      expect(decisive.map(({ role, format, issuerHint }) => [role, format, issuerHint])).toEqual([
        ['access-token', 'jwt', sdk],
      ]);
      expect(decisive[0]?.carriers.map(({ where }) => where)).toContain(area);
      expect(decisive[0]?.carriers.at(-1)).toMatchObject({ where: 'header', name: 'Authorization' });
    },
  );
});

it('what lives during a login is no sign of a token', () => {
  const codes = (key: string): string[] =>
    story(SITE)
      .get('/')
      .stores(key, AT)
      .report()
      .verdict.evidence.map(({ code }) => code);

  expect(codes('a0.spajs.txs.client')).not.toContain('sdk-storage');
  expect(codes('msal.idtoken')).toContain('sdk-storage');
});

describe('storageEntry', () => {
  it('knows keys of storage only', () => {
    expect(storageEntry('cookie', 'pocketbase_auth')).toBeUndefined();
    expect(storageEntry('header', 'DS')).toBeUndefined();
    expect(storageEntry('localStorage', 'theme')).toBeUndefined();
    expect(storageEntry('indexedDB', 'pocketbase_auth')).toBeUndefined();
  });

  it.each([
    'Meteor.loginTokens',
    'sb--auth-token',
    'oidc.user',
    'DSX',
    'msal',
    'accesstoken',
    'xx-auth-token',
    'persist:theme',
    'firebaseLocalStorageDb/other/firebase:authUser:x',
  ])('does not know %s', (key) => {
    expect(storageEntry('localStorage', key)).toBeUndefined();
    expect(storageEntry('indexedDB', key)).toBeUndefined();
  });
});

describe('the stores of IndexedDB', () => {
  it.each(indexedDbStores.map((known) => [`${known.db}/${known.store}`, known] as const))(
    '%s has a source',
    (_, known) => {
      expect(known.source.length).toBeGreaterThan(8);
    },
  );

  it('are listed once', () => {
    expect(new Set(indexedDbStores.map(({ db, store }) => `${db}/${store}`)).size).toBe(indexedDbStores.length);
  });
});

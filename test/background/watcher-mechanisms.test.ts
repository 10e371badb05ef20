/** What the composition does so that a mechanism shows: the right look at the right moment, and no more. */
import { describe, expect, it } from 'vitest';
import type { Watcher } from '../../src/background/watcher.ts';
import { awake, cookie, details, type FakeWorld, fakeWorld, headers, NOON, reportOf, settle } from './fakes.ts';

const SHOP = 'https://shop.example';
const TOKEN = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const tab = { id: 1, url: `${SHOP}/` };

const storage = (...entries: [key: string, value: string][]) => ({
  origin: SHOP,
  entries: entries.map(([key, value]) => ({ area: 'localStorage', key, value })),
  complete: ['localStorage', 'sessionStorage'],
  unread: 0,
  fragment: '',
});

describe('an address with a token in its fragment', () => {
  it('is read when the document comes, before the page cleans it', async () => {
    const world = fakeWorld([tab]);
    const watcher = await awake(world);
    watcher.committed(1, `${SHOP}/cb#access_token=${TOKEN}&token_type=bearer`, NOON);
    watcher.requestSent(
      details(`${SHOP}/api`, { initiator: SHOP, requestHeaders: headers({ Authorization: `Bearer ${TOKEN}` }) }),
    );
    const { verdict, credentials } = await reportOf(watcher, 1);

    expect(verdict).toMatchObject({ kind: 'token', signedIn: 'yes', mechanisms: ['bearer-opaque', 'oauth-implicit'] });
    expect(credentials).toHaveLength(1);
    expect(world.session.given.join('\n')).not.toContain(TOKEN.slice(0, 12));
  });

  it('waits in line while the worker wakes', async () => {
    const world = fakeWorld([tab]);
    const { Watcher: Fresh } = await import('../../src/background/watcher.ts');
    const watcher = new Fresh(world);
    watcher.committed(1, `${SHOP}/cb#access_token=${TOKEN}&token_type=bearer`, NOON);
    await settle();

    expect((await reportOf(watcher, 1)).verdict.mechanisms).toEqual(['oauth-implicit']);
  });
});

describe('a socket', () => {
  const opens = (watcher: Watcher): void =>
    watcher.requestSent(details('wss://shop.example/live', { type: 'websocket', initiator: SHOP }));

  it('is worth one look at the storage, so that a login over it shows later', async () => {
    const world: FakeWorld = fakeWorld([tab]);
    world.page.set(1, storage());
    const watcher = await awake(world);
    for (let count = 0; count < 3; count += 1) {
      opens(watcher);
      await settle();
      expect(world.injections).toBe(1);
    }

    world.page.set(1, storage(['token', TOKEN]));
    expect((await reportOf(watcher, 1)).verdict).toMatchObject({ kind: 'token', signedIn: 'yes' });
  });
});

describe('a header with another value in each request', () => {
  it('is not worth a look at the storage each time', async () => {
    const world = fakeWorld([tab]);
    const watcher = await awake(world);
    for (let count = 0; count < 40; count += 1) {
      const requestHeaders = headers({ 'X-Acme-Proof': `${TOKEN}${count}` });
      watcher.requestSent(details(`${SHOP}/api`, { initiator: SHOP, requestHeaders }));
    }
    await settle();

    expect(world.injections).toBeLessThan(10);
    expect(world.session.writes).toBeLessThan(20);
  });
});

describe('a cookie of another partition', () => {
  it('is not told to this site', async () => {
    const world = fakeWorld([tab]);
    const watcher = await awake(world);
    watcher.requestSent(details(`${SHOP}/`, { type: 'main_frame', requestHeaders: headers({ Cookie: 'a=b' }) }));
    const change = (topLevelSite: string) =>
      watcher.cookieChanged({
        cookie: cookie('sid', TOKEN, { partitionKey: { topLevelSite } }),
        removed: false,
        cause: 'explicit',
      });
    const ids = async (): Promise<string[]> => (await reportOf(watcher, 1)).credentials.map(({ id }) => id);
    change('https://news.example');
    expect(await ids()).not.toContain('cookie:sid');
    change('https://shop.example');
    world.jar = [cookie('sid', TOKEN, { partitionKey: { topLevelSite: 'https://shop.example' } })];
    expect(await ids()).toContain('cookie:sid');
  });
});

describe('a container', () => {
  it('is a world of its own, from the request to the report', async () => {
    const container = 'firefox-container-2';
    const world = fakeWorld([tab, { id: 2, url: `${SHOP}/`, cookieStoreId: container }]);
    const watcher = await awake(world);
    world.jar = [cookie('sid', TOKEN, { storeId: container })];
    watcher.requestSent(
      details(`${SHOP}/`, {
        tabId: 2,
        type: 'main_frame',
        cookieStoreId: container,
        requestHeaders: headers({ Cookie: `sid=${TOKEN}` }),
      }),
    );
    const [ordinary, own] = [await reportOf(watcher, 1), await reportOf(watcher, 2)];

    expect([ordinary.partition, ordinary.credentials]).toEqual([null, []]);
    expect([own.partition, own.credentials.map(({ id }) => id)]).toEqual([container, ['cookie:sid']]);
  });
});

describe('a document that got no answer', () => {
  const fails = async (error: string) => {
    const watcher = await awake(fakeWorld([tab]));
    const asked = details(`${SHOP}/`, { type: 'main_frame' });
    watcher.requestSent({ ...asked, requestHeaders: [] });
    watcher.requestFailed({ ...asked, error });
    return (await reportOf(watcher, 1)).verdict;
  };

  it.each([
    'net::ERR_BAD_SSL_CLIENT_AUTH_CERT',
    'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED',
    'SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT',
  ])('for want of a certificate (%s) hints at it', async (error) => {
    expect(await fails(error)).toMatchObject({ kind: 'none', mechanisms: ['mtls-hint'] });
  });

  it.each(['net::ERR_CERT_AUTHORITY_INVALID', 'net::ERR_CONNECTION_RESET', ''])(
    'for another reason (%s) does not',
    async (error) => {
      expect((await fails(error)).mechanisms).toEqual([]);
    },
  );
});

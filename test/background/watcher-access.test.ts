/** What the watcher may see and must forget: access, private windows, cookies of other stores. */
import { describe, expect, it } from 'vitest';
import type { BrowserTab } from '../../src/background/tabs.ts';
import type { Watcher } from '../../src/background/watcher.ts';
import { awake, cookie, details, fakeWorld, headers, NOON, reportOf, settle } from './fakes.ts';

const SHOP = 'https://shop.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const shopTab = { id: 1, url: `${SHOP}/` };
const visit = (watcher: Watcher, tabId = 1): void =>
  watcher.requestSent(
    details(`${SHOP}/`, { tabId, type: 'main_frame', requestHeaders: headers({ Cookie: `sid=${SECRET}` }) }),
  );

describe('a report', () => {
  it('of no tab is a clear refusal', async () => {
    const watcher = await awake(fakeWorld([shopTab]));
    expect(await watcher.report(99)).toEqual({ ok: false, error: 'no-tab', detail: 'There is no tab 99.' });
  });

  it.each([
    ['chrome://settings/?search=me', 'chrome://settings'],
    ['about:blank', 'about:blank'],
    ['file:///home/ann/secret.html', 'file://'],
    ['data:text/html,<p>secret', 'data:'],
    ['https://addons.mozilla.org/en-US/firefox/', 'https://addons.mozilla.org'],
    ['https://chromewebstore.google.com/detail/x', 'https://chromewebstore.google.com'],
  ])('of %s says that extensions cannot look there, and names no more than %s', async (url, site) => {
    const world = fakeWorld([{ id: 1, url }]);
    expect(await reportOf(await awake(world), 1)).toMatchObject({ access: 'unsupported', site });
    expect(world.injections).toBe(0);
  });

  it('without access to the site says so, and reads nothing', async () => {
    const world = fakeWorld([shopTab]);
    world.allowed = false;
    world.jar = [cookie('sid', SECRET)];
    expect(await reportOf(await awake(world), 1)).toMatchObject({ access: 'withheld', site: SHOP, credentials: [] });
    expect(world.injections).toBe(0);
  });

  it('of a tab whose address the browser hides is withheld where there is no access, and unsupported where there is', async () => {
    // Without host access, and without the permission `tabs`, a tab has no url.
    const world = fakeWorld([{ id: 1 }]);
    world.allowed = false;
    const watcher = await awake(world);
    expect(await reportOf(watcher, 1)).toMatchObject({ access: 'withheld' });
    world.allowed = true;
    expect(await reportOf(watcher, 1)).toMatchObject({ access: 'unsupported' });
  });

  it('shows what the tab shows now, also if the navigation was missed', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    world.open.set(1, { id: 1, url: 'https://blog.example/' });
    expect((await reportOf(watcher, 1)).site).toBe('https://blog.example');
  });
});

describe('a cookie that changes', () => {
  const names = async (tabs: BrowserTab[], change: Parameters<Watcher['cookieChanged']>[0], tabId = 1) => {
    const world = fakeWorld(tabs);
    const watcher = await awake(world);
    visit(watcher, tabId);
    watcher.cookieChanged(change);
    await settle();
    return world.session.given.join('\n');
  };
  const added = (extra = {}) => ({ cookie: cookie('fresh', SECRET, extra), removed: false, cause: 'explicit' });

  it('is told on its site', async () => {
    expect(await names([shopTab], added())).toContain('"fresh"');
  });

  it.each([
    ['of another host', added({ domain: 'blog.example' })],
    ['of a host that only ends alike', added({ domain: 'notshop.example' })],
    ['of a subdomain', added({ domain: 'admin.shop.example' })],
    ['of the private store', added({ storeId: '1' })],
    ['of a container', added({ storeId: 'firefox-container-1' })],
    ['that is only the first half of an overwrite', { ...added(), removed: true, cause: 'overwrite' }],
  ])('%s is not', async (_title, change) => {
    expect(await names([shopTab], change)).not.toContain('"fresh"');
  });

  it('in the private store is told on the private site alone', async () => {
    const tabs = [shopTab, { id: 2, url: `${SHOP}/`, incognito: true }];
    const given = await names(tabs, added({ storeId: '1' }), 2);
    expect(given).toContain('"fresh"');
    expect(given.split('\n').filter((text) => text.includes('"fresh"') && !text.startsWith('site/private|'))).toEqual(
      [],
    );
  });

  it('by an overwrite is one cookie with two values, and never gone', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    visit(watcher);
    const change = (value: string, removed: boolean, cause: string): void =>
      watcher.cookieChanged({ cookie: cookie('sid', value), removed, cause });
    change(SECRET, false, 'explicit');
    change(SECRET, true, 'overwrite');
    change('another-value-8f3k2m9x', false, 'explicit');
    expect(world.session.given.join('')).not.toContain('"gone"');
    world.clock += 10;
    change('another-value-8f3k2m9x', true, 'explicit');
    expect(world.session.given.join('')).toContain('"gone"');
  });
});

describe('private windows', () => {
  const privateTab = { id: 2, url: `${SHOP}/`, incognito: true };

  it('have a record of their own, forgotten when the last one is closed', async () => {
    const world = fakeWorld([shopTab, privateTab]);
    const watcher = await awake(world);
    visit(watcher, 1);
    visit(watcher, 2);
    expect(world.session.sites()).toEqual(['site/private|https://shop.example', 'site/|https://shop.example']);
    watcher.tabClosed(2);
    await watcher.privateWindowsClosed();
    expect(world.session.sites()).toEqual(['site/|https://shop.example']);
    expect((await reportOf(watcher, 1)).requests).toBe(1);
  });

  it('are forgotten also where a look at them was still on its way', async () => {
    const world = fakeWorld([privateTab]);
    world.jar = [cookie('sid', SECRET, { storeId: '1' })];
    world.page.set(2, { origin: SHOP, entries: [], complete: [], unread: 0, fragment: '' });
    const watcher = await awake(world);
    visit(watcher, 2);
    watcher.committed(2, `${SHOP}/`, NOON);
    const report = watcher.report(2);
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    watcher.tabClosed(2);
    world.open.delete(2);
    await watcher.privateWindowsClosed();
    await report;
    await settle();
    expect(world.session.sites()).toEqual([]);
  });

  it('are asked for their own jar', async () => {
    const world = fakeWorld([privateTab]);
    world.jar = [cookie('mine', SECRET, { storeId: '1' }), cookie('other', SECRET, { storeId: '0' })];
    const { credentials } = await reportOf(await awake(world), 2);
    expect(credentials.flatMap(({ carriers }) => carriers.map(({ name }) => name))).toEqual(['mine']);
  });
});

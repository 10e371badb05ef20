/** Which site a tab shows, and which store it uses. */
import { describe, expect, it } from 'vitest';
import { originOfUrl, partitionOf, Tabs } from '../../src/background/tabs.ts';

const SHOP = 'https://shop.example';

describe('a tab', () => {
  it('shows what it last committed, and keeps its partition', () => {
    const tabs = new Tabs();
    tabs.restore([{ id: 1, url: `${SHOP}/a`, incognito: true }]);
    tabs.commit(1, 'https://blog.example/b');
    expect(tabs.get(1)).toEqual({ origin: 'https://blog.example', partition: 'private' });
  });

  it('is not where it is only on its way to', () => {
    const tabs = new Tabs();
    tabs.see({ id: 1, url: `${SHOP}/`, pendingUrl: 'https://blog.example/' });
    expect(tabs.get(1)?.origin).toBe(SHOP);
  });

  it('without a number is nobody’s', () => {
    const tabs = new Tabs();
    tabs.see({ url: SHOP });
    expect([...tabs.sites()]).toEqual([]);
  });

  it('is forgotten when it is closed', () => {
    const tabs = new Tabs();
    tabs.see({ id: 1, url: SHOP });
    tabs.forget(1);
    expect(tabs.get(1)).toBeUndefined();
    expect(tabs.showing(SHOP, null)).toEqual([]);
  });

  it('that was private is remembered as such when it is closed, two hundred of them', () => {
    const tabs = new Tabs();
    for (let id = 0; id <= 200; id += 1) {
      tabs.see({ id, url: SHOP, incognito: true });
      tabs.forget(id);
    }
    tabs.see({ id: 300, url: SHOP });
    tabs.forget(300);
    expect([0, 1, 200, 300].map((id) => tabs.wasPrivate(id))).toEqual([false, true, true, false]);
  });
});

describe('the tabs', () => {
  const tabs = new Tabs();
  tabs.restore([
    { id: 1, url: `${SHOP}/a` },
    { id: 2, url: `${SHOP}/b` },
    { id: 3, url: `${SHOP}/c`, incognito: true },
    { id: 4, url: 'chrome://settings' },
    { id: 5 },
  ]);

  it('name each site once, and each partition of it', () => {
    expect([...tabs.sites()]).toEqual([
      { origin: SHOP, partition: null },
      { origin: SHOP, partition: 'private' },
    ]);
  });

  it('that show a site are those of its partition', () => {
    expect(tabs.showing(SHOP, null)).toEqual([1, 2]);
    expect(tabs.showing(SHOP, 'private')).toEqual([3]);
  });
});

describe('a partition', () => {
  it.each([
    [{}, null],
    [{ incognito: false, cookieStoreId: 'firefox-default' }, null],
    [{ incognito: true }, 'private'],
    [{ cookieStoreId: 'firefox-private' }, 'private'],
    [{ cookieStoreId: 'firefox-container-7' }, 'firefox-container-7'],
  ])('of %j is %s', (tab, partition) => {
    expect(partitionOf(tab)).toBe(partition);
  });
});

describe('an origin', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['about:blank', undefined],
    ['chrome://settings', undefined],
    ['data:text/html,https://shop.example', undefined],
    ['blob:https://shop.example/1', undefined],
    ['file:///etc/passwd', undefined],
    ['httpx://shop.example', undefined],
    ['https://', undefined],
    ['https://u:p@shop.example/a?b#c', SHOP],
    ['http://shop.example:80/', 'http://shop.example'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['https://[::1]:8443/', 'https://[::1]:8443'],
  ])('of %s is %s', (url, origin) => {
    expect(originOfUrl(url)).toBe(origin);
  });

  it('is known of an address of any length', () => {
    expect(originOfUrl(`${SHOP}/#${'x'.repeat(1_000_000)}`)).toBe(SHOP);
    expect(originOfUrl(`https://user:${'x'.repeat(1_000)}@shop.example?a`)).toBe(SHOP);
    expect(originOfUrl(`https://${'x'.repeat(100_000)}`)).toBeUndefined();
  });
});

/** Whose request is it? The table of what browsers tell, row by row. */
import { describe, expect, it } from 'vitest';
import { type Attributed, type RequestDetails, sitesOf } from '../../src/background/attribution.ts';
import { type BrowserTab, Tabs } from '../../src/background/tabs.ts';
import { details } from './fakes.ts';

const SHOP = 'https://shop.example';
const BLOG = 'https://blog.example';
const IDP = 'https://login.example';

const OPEN: BrowserTab[] = [
  { id: 1, url: `${SHOP}/cart` },
  { id: 2, url: `${BLOG}/` },
  { id: 3, url: `${SHOP}/`, incognito: true },
  { id: 4, url: `${SHOP}/`, cookieStoreId: 'firefox-container-2' },
  { id: 5, url: 'about:blank' },
  { id: 6, url: 'https://mail.example/', incognito: true },
];

const tabs = new Tabs();
tabs.restore(OPEN);

const sites = (seen: RequestDetails, chain?: Attributed[]): string[] =>
  sitesOf(seen, tabs, chain).map(({ origin, partition }) => (partition === null ? origin : `${origin} ${partition}`));

const navigation = { type: 'main_frame' } as const;

describe('a request belongs to', () => {
  it.each<[string, RequestDetails, string[]]>([
    ['the page that asked', details(`${SHOP}/api`, { initiator: SHOP }), [SHOP]],
    ['the page that asked another origin', details('https://api.example/v1', { initiator: SHOP }), [SHOP]],
    [
      'the page that asked, while its tab is on its way elsewhere',
      details('https://api.example/', { tabId: 2, initiator: SHOP }),
      [SHOP],
    ],
    ['the tab, if nobody says who asked', details('https://api.example/'), [SHOP]],
    ['the page whose socket it is', details('wss://live.example/s', { type: 'websocket', initiator: SHOP }), [SHOP]],
    ['the page whose plain socket it is', details('ws://live.example/s', { type: 'websocket' }), [SHOP]],
    [
      'the worker’s origin where there is no tab (Chromium)',
      details(`${SHOP}/sync`, { tabId: -1, frameId: -1, initiator: SHOP }),
      [SHOP],
    ],
    [
      'the worker’s origin where there is no tab (Firefox)',
      details(`${SHOP}/sync`, { tabId: -1, originUrl: `${SHOP}/sw.js` }),
      [SHOP],
    ],
    ['nobody, without a tab and without an initiator', details(`${SHOP}/x`, { tabId: -1, frameId: -1 }), []],
    [
      'the top site, for a frame of another origin',
      details('https://ads.example/', { type: 'sub_frame', frameId: 7, initiator: SHOP }),
      [SHOP],
    ],
    [
      'the top site, for what such a frame asks',
      details('https://ads.example/api', { frameId: 7, initiator: 'https://ads.example' }),
      [SHOP],
    ],
    [
      'the top site, for what an about:blank frame asks',
      details(`${SHOP}/api`, { frameId: 9, originUrl: 'about:blank' }),
      [SHOP],
    ],
    [
      'the top site, for what a sandboxed frame asks',
      details(`${SHOP}/api`, { frameId: 9, initiator: 'null' }),
      [SHOP],
    ],
    ['the opener, for an about:blank window', details(`${SHOP}/api`, { tabId: 5, initiator: SHOP }), [SHOP]],
    ['the target of a navigation', details(`${BLOG}/`, { ...navigation, initiator: SHOP }), [BLOG]],
    ['the target of what the user typed', details(`${BLOG}/`, navigation), [BLOG]],
    [
      'the target, for a prefetch: nothing navigates',
      details(`${BLOG}/next`, { ...navigation, initiator: SHOP }),
      [BLOG],
    ],
    ['the target, for a prerender', details(`${SHOP}/next`, { ...navigation, frameId: 12, initiator: SHOP }), [SHOP]],
    [
      'the prerendered document, for what it asks',
      details('https://api.example/', {
        frameId: 12,
        frameType: 'outermost_frame',
        initiator: 'https://m.shop.example',
      }),
      ['https://m.shop.example'],
    ],
    ['its host alone, with a user and a password in the URL', details('https://u:p@shop.example/', navigation), [SHOP]],
    ['its port’s own origin', details('http://localhost:8080/', navigation), ['http://localhost:8080']],
    [
      'both ends of a form that goes elsewhere',
      details(`${IDP}/in`, { ...navigation, method: 'POST', initiator: SHOP }),
      [IDP, SHOP],
    ],
    ['one site, for a form at home', details(`${SHOP}/in`, { ...navigation, method: 'POST', initiator: SHOP }), [SHOP]],
    ['nobody, for another extension', details(`${SHOP}/api`, { initiator: 'chrome-extension://abcdef' }), []],
    ['nobody, for another extension of Firefox', details(`${SHOP}/`, { originUrl: 'moz-extension://a-b/bg.html' }), []],
    ['nobody, for a frame of an extension', details(`${SHOP}/`, { frameId: 4, initiator: 'chrome-extension://a' }), []],
    ['nobody, for what is no http', details('data:text/html,x', navigation), []],
  ])('%s', (_title, seen, expected) => {
    expect(sites(seen)).toEqual(expected);
  });
});

describe('a chain of redirects', () => {
  const at = (origin: string): Attributed => ({ origin, partition: null });

  it('is told on the sites it came from', () => {
    expect(sites(details(`${IDP}/done`, navigation), [at(SHOP)])).toEqual([IDP, SHOP]);
  });

  it('names a site once, however often it comes by', () => {
    expect(sites(details(`${SHOP}/done`, navigation), [at(SHOP), at(IDP), at(SHOP)])).toEqual([SHOP, IDP]);
  });

  it('is told on four sites at most', () => {
    const chain = ['a', 'b', 'c', 'd', 'e'].map((name) => at(`https://${name}.example`));
    expect(sites(details(`${SHOP}/`, navigation), chain)).toHaveLength(4);
  });
});

describe('the partition of a request', () => {
  it.each<[string, RequestDetails, string]>([
    ['the private tab’s', details(`${SHOP}/api`, { tabId: 3, initiator: SHOP }), `${SHOP} private`],
    ['the private tab’s, for a navigation', details(`${SHOP}/`, { tabId: 3, ...navigation }), `${SHOP} private`],
    ['the container’s', details(`${SHOP}/api`, { tabId: 4, initiator: SHOP }), `${SHOP} firefox-container-2`],
    [
      'the container’s, for a worker in it',
      details(`${SHOP}/api`, { tabId: -1, originUrl: `${SHOP}/sw.js`, cookieStoreId: 'firefox-container-2' }),
      `${SHOP} firefox-container-2`,
    ],
    [
      'the private one, for a worker that Firefox calls private',
      details(`${SHOP}/api`, { tabId: -1, originUrl: `${SHOP}/sw.js`, incognito: true }),
      `${SHOP} private`,
    ],
    [
      'the private one, for a worker of a site that only private tabs show: Chromium does not say',
      details('https://mail.example/api', { tabId: -1, frameId: -1, initiator: 'https://mail.example' }),
      'https://mail.example private',
    ],
    [
      'the ordinary one, for a worker of a site that ordinary tabs show too',
      details(`${SHOP}/api`, { tabId: -1, frameId: -1, initiator: SHOP }),
      SHOP,
    ],
    [
      'the ordinary one in Firefox’s default store',
      details(`${SHOP}/api`, { tabId: -1, originUrl: SHOP, cookieStoreId: 'firefox-default' }),
      SHOP,
    ],
  ])('is %s', (_title, seen, expected) => {
    expect(sites(seen)).toEqual([expected]);
  });
});

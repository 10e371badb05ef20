/** Whose request is it: several sites in one file, by page, by what requests say of themselves, and by time. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import type { Observation } from '../../src/core/observe/observation.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { HarReader } from '../../src/har/reader.ts';

const START = Date.parse('2026-01-15T12:00:00.000Z');
const SHOP = 'https://shop.example';
const NEWS = 'https://news.example';
const LOGIN = 'https://login.example.net';

interface More {
  method?: string;
  page?: string;
  type?: string;
  headers?: Record<string, string>;
  status?: number;
  to?: string;
  form?: string;
  time?: number;
  initiator?: string;
  frame?: string;
}

const entry = (at: number, url: string, more: More = {}) => ({
  startedDateTime: new Date(START + at).toISOString(),
  time: more.time ?? 20,
  ...(more.page === undefined ? {} : { pageref: more.page }),
  ...(more.type === undefined ? {} : { _resourceType: more.type }),
  ...(more.initiator === undefined ? {} : { _initiator: { type: more.initiator } }),
  ...(more.frame === undefined ? {} : { _frameref: more.frame }),
  request: {
    method: more.method ?? 'GET',
    url,
    headers: Object.entries(more.headers ?? {}).map(([name, value]) => ({ name, value })),
    ...(more.form === undefined
      ? {}
      : { postData: { mimeType: 'application/x-www-form-urlencoded', text: more.form } }),
  },
  response: {
    status: more.status ?? 200,
    headers: more.to === undefined ? [] : [{ name: 'Location', value: more.to }],
    redirectURL: more.to ?? '',
  },
});

const read = (entries: unknown[], pages: unknown[] = []): Observation[] =>
  observationsFromHar({ log: { pages, entries } });

/** Where each request was told, in the order of time. */
const told = (observations: readonly Observation[]) =>
  observations.flatMap((seen) => (seen.type === 'request' ? [[seen.site, new URL(seen.url).pathname]] : []));

describe('a file with several sites', () => {
  it('counts a request to its page, whatever its origin', () => {
    const found = told(
      read([
        entry(0, `${SHOP}/`, { page: 'a', type: 'document' }),
        entry(10, `${NEWS}/`, { page: 'b', type: 'document' }),
        entry(20, 'https://api.example.org/shop', { page: 'a', type: 'fetch' }),
        entry(30, 'https://api.example.org/news', { page: 'b', type: 'fetch' }),
      ]),
    );
    expect(found).toEqual([
      [SHOP, '/'],
      [NEWS, '/'],
      [SHOP, '/shop'],
      [NEWS, '/news'],
    ]);
  });

  it('takes a page’s address from the list of pages where its document is missing', () => {
    const pages = [{ id: 'a', title: `${SHOP}/cart` }];
    expect(told(read([entry(0, 'https://api.example.org/x', { page: 'a', type: 'xhr' })], pages))).toEqual([
      [SHOP, '/x'],
    ]);
  });

  it('goes by Origin and Referer where there are no pages, and by time where they are missing', () => {
    const found = told(
      read([
        entry(0, `${SHOP}/`, { type: 'document' }),
        entry(10, `${NEWS}/`, { type: 'document' }),
        entry(20, 'https://api.example.org/origin', { type: 'fetch', headers: { origin: SHOP } }),
        entry(30, 'https://api.example.org/referer', { type: 'fetch', headers: { referer: `${SHOP}/a` } }),
        entry(40, `${SHOP}/metadata`, { type: 'fetch', headers: { 'sec-fetch-site': 'same-origin' } }),
        entry(50, 'https://api.example.org/time', { type: 'fetch' }),
      ]),
    );
    expect(found.slice(2)).toEqual([
      [SHOP, '/origin'],
      [SHOP, '/referer'],
      [SHOP, '/metadata'],
      [NEWS, '/time'],
    ]);
  });

  it('gives the requests of one tab to the page that it showed last', () => {
    const tab = { page: 'tab', frame: 'main' };
    const found = told(
      read([
        entry(0, `${SHOP}/`, { ...tab, type: 'document' }),
        entry(10, 'https://ads.example.org/', { page: 'tab', frame: 'inner', type: 'document' }),
        entry(20, `${SHOP}/one`, { ...tab, type: 'fetch' }),
        entry(30, `${NEWS}/`, { ...tab, type: 'document' }),
        entry(40, `${NEWS}/two`, { ...tab, type: 'fetch' }),
      ]),
    );
    expect(found).toEqual([
      [SHOP, '/'],
      [SHOP, '/'],
      [SHOP, '/one'],
      [NEWS, '/'],
      [NEWS, '/two'],
    ]);
  });

  it('knows a frame from a page by what the request says, and by who asked for it', () => {
    const frames = read([
      entry(0, `${SHOP}/`, { page: 'a', type: 'document' }),
      entry(10, 'https://pay.example.org/', { page: 'a', type: 'document', headers: { 'Sec-Fetch-Dest': 'iframe' } }),
      entry(20, 'https://ads.example.org/', { page: 'a', type: 'document', initiator: 'parser' }),
    ]).flatMap((seen) => (seen.type === 'request' ? [[seen.site, seen.resource]] : []));
    expect(frames).toEqual([
      [SHOP, 'document'],
      [SHOP, 'frame'],
      [SHOP, 'frame'],
    ]);
  });
});

describe('a chain of redirects through an identity provider', () => {
  const chain = [
    entry(0, `${SHOP}/`, { page: 'a', type: 'document' }),
    entry(100, `${SHOP}/login`, { page: 'b', type: 'document', status: 302, to: `${LOGIN}/in`, time: 30 }),
    entry(130, `${LOGIN}/in`, { page: 'b', type: 'document' }),
    entry(5000, `${LOGIN}/in`, {
      page: 'c',
      type: 'document',
      method: 'POST',
      headers: { Origin: LOGIN },
      form: 'username=ada&password=x',
      status: 303,
      to: `${SHOP}/callback`,
      time: 40,
    }),
    // Begins before the answer that led to it has ended, as rounded times do.
    entry(5030, `${SHOP}/callback`, { page: 'c', type: 'document', status: 302, to: '/account' }),
    entry(5090, `${SHOP}/account`, { page: 'c', type: 'document' }),
  ];

  it('is one request with several hops', () => {
    const requests = read(chain).filter((seen) => seen.type === 'request');
    const ids = requests.filter(({ at }) => at >= START + 5000).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(requests.map(({ id }) => id)).size).toBe(3);
  });

  it('is told on both sites, and began with a password elsewhere', () => {
    const late = read(chain).flatMap((seen) =>
      seen.type === 'request' && seen.at >= START + 5000
        ? [[new URL(seen.url).pathname, seen.site, seen.afterLogin === true, seen.initiator]]
        : [],
    );
    expect(late).toEqual([
      ['/in', LOGIN, false, LOGIN],
      ['/callback', SHOP, true, LOGIN],
      ['/callback', LOGIN, true, LOGIN],
      ['/account', SHOP, true, LOGIN],
      ['/account', LOGIN, true, LOGIN],
    ]);
  });

  it('tells the answer before the request that follows it', () => {
    const hops = read(chain).flatMap((seen) =>
      (seen.type === 'request' || seen.type === 'response') && seen.site === SHOP && seen.at >= START + 5000
        ? [`${seen.type} ${new URL(seen.url).pathname}`]
        : [],
    );
    expect(hops).toEqual(['request /callback', 'response /callback', 'request /account', 'response /account']);
    const onBoth = read(chain).flatMap((seen) =>
      (seen.type === 'request' || seen.type === 'response') && seen.site === LOGIN && seen.at >= START + 5000
        ? [`${seen.type} ${new URL(seen.url).pathname}`]
        : [],
    );
    expect(onBoth.slice(0, 3)).toEqual(['request /in', 'response /in', 'request /callback']);
  });

  it('gives each site its report', () => {
    expect(assess(read(chain)).map(({ site }) => site)).toEqual([SHOP, LOGIN]);
  });
});

describe('the order of time', () => {
  it('is that of the requests, whatever the order of the entries, and holds within each site', () => {
    const entries = [...Array(500).keys()].map((at) =>
      entry(at * 10, `${at % 3 === 0 ? SHOP : NEWS}/${at}`, { type: 'document', time: (at % 7) * 100 }),
    );
    const shuffled = entries.toSorted((a, b) => a.time - b.time);
    const last = new Map<string, number>();
    for (const { site, at } of read(shuffled)) {
      expect(at).toBeGreaterThanOrEqual(last.get(site) ?? 0);
      last.set(site, at);
    }
    expect(told(read(shuffled))).toEqual(told(read(entries)));
  });

  it('goes on from the entry before where a time cannot be read', () => {
    const broken = { ...entry(0, `${SHOP}/b`, { type: 'fetch' }), startedDateTime: 'yesterday' };
    const times = read([broken, entry(50, `${SHOP}/`, { type: 'document' }), broken]).flatMap((seen) =>
      seen.type === 'request' ? [seen.at - START] : [],
    );
    expect(times).toEqual([50, 50, 50]);
  });

  it('holds back a bounded number of entries', () => {
    let given = 0;
    const reader = new HarReader(() => {
      given += 1;
    });
    let most = 0;
    for (let at = 0; at < 5_000; at += 1) {
      reader.entry(entry(at, `${SHOP}/${at}`, { type: 'fetch', time: 1 }));
      most = Math.max(most, 2 * (at + 1) - given);
    }
    expect(most).toBeLessThanOrEqual(2_002);
    reader.end();
    expect(given).toBe(10_001);
  });

  it('holds back less where entries are heavy', () => {
    let given = 0;
    const reader = new HarReader(() => {
      given += 1;
    });
    for (let at = 0; at < 40; at += 1)
      reader.entry(entry(at, `${SHOP}/`, { type: 'fetch', headers: { Cookie: `a=${'x'.repeat(1_000_000)}` } }));
    expect(given).toBeGreaterThan(40);
    reader.end();
  });
});

/** The cookies API → Observations. */
import { describe, expect, it } from 'vitest';
import {
  attributesOf,
  type BrowserCookie,
  changedCookie,
  isInReach,
  observeJar,
  readJar,
} from '../../src/background/cookies.ts';
import { Recall } from '../../src/core/observe/recall.ts';
import { cookie, NOON, print } from './fakes.ts';

const SHOP = 'https://shop.example';
const SECRET = 'correct-horse-battery-staple-9f8e7d';

/** A jar that answers by domain and remembers how it was asked. */
const jarOf = (cookies: BrowserCookie[]) => {
  const asked: Record<string, unknown>[] = [];
  const getAll = async (how: Record<string, unknown>): Promise<BrowserCookie[]> => {
    asked.push(how);
    return structuredClone(cookies.filter((one) => `.${one.domain.replace(/^\./, '')}`.endsWith(`.${how['domain']}`)));
  };
  return { asked, getAll };
};

describe('reading the jar', () => {
  it('asks for partitioned cookies too, by the registrable domain, once for each', async () => {
    const jar = jarOf([]);
    await readJar(
      jar,
      [SHOP, 'https://www.shop.example', 'https://api.other.co.uk:8443', 'http://localhost:3000'],
      undefined,
    );
    expect(jar.asked).toEqual([
      { domain: 'shop.example', partitionKey: {} },
      { domain: 'other.co.uk', partitionKey: {} },
      { domain: 'localhost', partitionKey: {} },
    ]);
  });

  it('asks the store of the private window or the container', async () => {
    const jar = jarOf([]);
    await readJar(jar, [SHOP], 'firefox-container-2');
    expect(jar.asked).toEqual([{ domain: 'shop.example', partitionKey: {}, storeId: 'firefox-container-2' }]);
  });

  it('leaves out what the origins would not be sent', async () => {
    const jar = jarOf([
      cookie('own', '1'),
      cookie('all', '1', { domain: '.shop.example', hostOnly: false }),
      cookie('other', '1', { domain: 'admin.shop.example' }),
      cookie('lookalike', '1', { domain: 'notshop.example' }),
    ]);
    expect((await readJar(jar, [SHOP], undefined)).map(({ name }) => name)).toEqual(['own', 'all']);
  });

  it('stops at 300 cookies and ten domains', async () => {
    const jar = jarOf(Array.from({ length: 400 }, (_, index) => cookie(`c${index}`, '1')));
    const origins = [SHOP, ...Array.from({ length: 30 }, (_, index) => `https://d${index}.example`)];
    expect(await readJar(jar, origins, undefined)).toHaveLength(300);
    expect(jar.asked).toHaveLength(10);
  });
});

describe('a partitioned cookie', () => {
  const inPartition = (topLevelSite: string): BrowserCookie => cookie('sid', '1', { partitionKey: { topLevelSite } });

  it.each([
    ['of the site itself', inPartition('https://shop.example'), true],
    ['of no site', cookie('sid', '1'), true],
    ['of an empty key, as Firefox writes it', inPartition(''), true],
    ['of another site', inPartition('https://news.example'), false],
    ['of the same host over http', inPartition('http://shop.example'), false],
  ])('%s', (_whose, one, mine) => {
    expect(isInReach(one, 'https://www.shop.example:8443')).toBe(mine);
    const about = { at: NOON, site: SHOP, partition: null, origins: [SHOP] };
    expect(observeJar([one], about, print).cookies).toHaveLength(mine ? 1 : 0);
  });
});

describe('a cookie', () => {
  it('becomes a shape of which the value cannot be told', () => {
    const about = { at: NOON, site: SHOP, partition: null };
    const jar = observeJar([cookie('sid', SECRET)], { ...about, origins: [SHOP] }, print);
    const change = changedCookie(cookie('sid', SECRET), print, new Recall());
    expect(JSON.stringify([jar, change])).not.toContain('horse');
    expect(jar.cookies[0]?.shape).toEqual(change.shape);
    expect(structuredClone(jar)).toEqual(jar);
  });

  it('that changes is not taken for what it was', () => {
    const recall = new Recall();
    const shapes = [SECRET, SECRET, 'other'].map((value) => changedCookie(cookie('sid', value), print, recall).shape);
    expect(shapes[1]).toBe(shapes[0]);
    expect(shapes[2]?.fingerprint).toBe(print('other'));
    expect(changedCookie({ ...cookie('sid', SECRET), path: '/a' }, print, recall).shape).toEqual(shapes[0]);
  });

  it.each(['<script>alert(1)</script>', '__proto__', 'constructor', '', '\u202eevil', '🍪'.repeat(10)])(
    'may be called %j',
    (name) => {
      const seen = observeJar([cookie(name, '1')], { at: NOON, site: SHOP, partition: null, origins: [SHOP] }, print);
      expect(seen.cookies[0]?.name).toBe(name);
    },
  );

  it('with a name without end is cut', () => {
    const seen = observeJar(
      [cookie('n'.repeat(5000), '1')],
      { at: NOON, site: SHOP, partition: null, origins: [] },
      print,
    );
    expect(seen.cookies[0]?.name).toHaveLength(256);
  });

  it.each<[string, Partial<BrowserCookie>, object]>([
    [
      'a domain without its dot',
      { domain: '.shop.example', hostOnly: false },
      { domain: 'shop.example', hostOnly: false },
    ],
    ['SameSite=Strict', { sameSite: 'strict' }, { sameSite: 'strict' }],
    ['SameSite=None', { sameSite: 'no_restriction' }, { sameSite: 'none' }],
    ['no SameSite', { sameSite: 'unspecified' }, { sameSite: 'unset' }],
    ['a SameSite of tomorrow', { sameSite: '__proto__' }, { sameSite: 'unset' }],
    ['its expiry in milliseconds', { session: false, expirationDate: 1_800_000_000.5 }, { expires: 1_800_000_000_500 }],
    [
      'its partition',
      { partitionKey: { topLevelSite: 'https://top.example' } },
      { partitionKey: 'https://top.example' },
    ],
  ])('has %s', (_title, given, told) => {
    expect(attributesOf(cookie('sid', '1', given))).toMatchObject(told);
  });

  it('has neither expiry nor partition where the browser tells none', () => {
    const attributes = attributesOf(cookie('sid', '1', { partitionKey: {} }));
    expect(Object.keys(attributes).sort()).toEqual(
      ['domain', 'hostOnly', 'httpOnly', 'path', 'sameSite', 'secure', 'session'].sort(),
    );
  });

  it('has the prefix of its name', () => {
    expect(attributesOf(cookie('__Host-sid', '1')).prefix).toBeDefined();
  });
});

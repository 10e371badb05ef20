/** The sites' states: what is written when, what a second worker finds, and what happens when nothing more fits. */
import { describe, expect, it } from 'vitest';
import { ROOM, Sites, siteKey } from '../../src/background/sites.ts';
import type { Observation, RequestSeen, StorageSeen } from '../../src/core/observe/observation.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { CAPS, emptyState, STATE_SCHEMA } from '../../src/core/site/state.ts';
import { FakeSession, NOON, print, settle } from './fakes.ts';

const SHOP = 'https://shop.example';

const seen = (site: string, at = NOON, value = 'Zk3vQm8WfLr2Xb7N'): Observation => ({
  type: 'request',
  at,
  site,
  partition: null,
  id: String(at),
  method: 'GET',
  url: `${site}/`,
  resource: 'fetch',
  values: [{ where: 'cookie', name: 'sid', shape: shapeOf(value, print) }],
  fields: [],
  customHeaders: [],
});

const scanned = (at: number): StorageSeen => ({
  type: 'storage',
  at,
  site: SHOP,
  partition: null,
  origin: SHOP,
  values: [],
  complete: [],
  unread: 0,
});

const sitesOver = (session: FakeSession): { sites: Sites; learnt: string[] } => {
  const learnt: string[] = [];
  return { sites: new Sites(session, (key) => learnt.push(key)), learnt };
};

describe('a site', () => {
  it('is written in the same turn in which something is learnt', () => {
    const session = new FakeSession();
    sitesOver(session).sites.apply(seen(SHOP));
    expect(session.writes).toBe(1);
    expect(session.sites()).toEqual([siteKey(SHOP, null)]);
  });

  it('is written once for all that is learnt while sixteen writes are on their way, and nothing is lost', async () => {
    const given: unknown[] = [];
    const landings: (() => void)[] = [];
    const set = (items: Record<string, unknown>): Promise<void> => {
      given.push(...Object.values(structuredClone(items)));
      return new Promise((resolve) => landings.push(resolve));
    };
    const sites = new Sites({ set, remove: async () => undefined }, () => undefined);
    for (let at = 0; at < 100; at += 1) sites.apply(seen(SHOP, NOON + at, `Zk3vQm8WfLr2Xb7N${at}`));
    expect(given).toHaveLength(16);
    for (let at = 0; at < landings.length; at += 1) {
      landings[at]?.();
      await settle();
    }
    expect(given).toHaveLength(17);
    const [last] = given.slice(-1) as { text: string }[];
    expect(JSON.parse(last?.text ?? '')).toEqual(sites.state(SHOP, null));
  });

  it('is not written for what only counts, but at powers of two', () => {
    const session = new FakeSession();
    const { sites, learnt } = sitesOver(session);
    for (let count = 0; count < 1000; count += 1) sites.apply(seen(SHOP, NOON + count));
    expect(session.writes).toBe(10);
    expect(learnt).toHaveLength(1);
    expect(sites.report(SHOP, null, NOON, {}).requests).toBe(1000);
  });

  it('is not written for what the caps keep out', () => {
    const session = new FakeSession();
    const { sites, learnt } = sitesOver(session);
    const change = (at: number): Observation =>
      ({ ...seen(SHOP, NOON + at), method: 'PUT', url: `${SHOP}/items/${at}` }) as Observation;
    for (let at = 0; at < CAPS.stateChanges; at += 1) sites.apply(change(at));
    const before = learnt.length;
    for (let at = 0; at < 500; at += 1) sites.apply(change(CAPS.stateChanges + at));
    expect(learnt).toHaveLength(before);
    expect(sites.report(SHOP, null, NOON, {}).dropped).toBe(500);
  });

  it('is not written by looking at it, whatever its count', () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    sites.apply(seen(SHOP));
    sites.apply(scanned(NOON + 1));
    const before = session.given.length;
    // Whoever shows the report looks again after each write: a write of nothing new would never come to rest.
    for (let count = 2; count < 20; count += 1) sites.apply(scanned(NOON + count));
    expect(session.given.length).toBe(before);
  });

  it('is judged again only when there is something new to judge', () => {
    const { sites } = sitesOver(new FakeSession());
    const options = { engine: 'chromium', access: 'granted' } as const;
    const report = () => sites.report(SHOP, null, NOON, options);
    sites.apply(seen(SHOP));
    sites.apply(scanned(NOON + 1));
    const first = report();
    sites.apply(scanned(NOON + 9));
    // A look that taught nothing: the same judgement, at its own time.
    expect(report().verdict).toBe(first.verdict);
    expect(report().lastSeen).toBe(NOON + 9);
    expect(sites.report(SHOP, null, NOON, { ...options, access: 'withheld' }).access).toBe('withheld');
    sites.apply(seen(SHOP, NOON + 10));
    expect(report().verdict).not.toBe(first.verdict);
    expect(report().requests).toBe(first.requests + 1);
  });

  it('is judged as new once it was forgotten', async () => {
    const { sites } = sitesOver(new FakeSession());
    sites.apply(seen(SHOP));
    expect(sites.report(SHOP, null, NOON, {}).requests).toBe(1);
    await sites.forget({ origin: SHOP, partition: null });
    expect(sites.report(SHOP, null, NOON, {}).requests).toBe(0);
  });

  it('is written for each question that is new to it, up to 64 of them, so that the next worker knows what was asked', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    const ask = async (count: number): Promise<void> => {
      sites.apply({ ...seen(SHOP, NOON + count), url: `${SHOP}/${count}` } as Observation);
      await settle();
    };
    for (let count = 1; count <= 50; count += 1) await ask(count);
    expect(session.writes).toBe(50);
    for (let count = 51; count <= 200; count += 1) await ask(count);
    // 64, and 128 as a power of two.
    expect(session.writes).toBe(65);
  });

  it('is found by a second worker as the first one left it', async () => {
    const session = new FakeSession();
    const first = sitesOver(session).sites;
    for (let count = 0; count < 8; count += 1) first.apply(seen(SHOP, NOON + count));
    const second = sitesOver(session).sites;
    second.restore(await session.get());
    const [before, after] = [first, second].map((sites) => sites.report(SHOP, null, NOON, {}));
    expect(after).toEqual(before);
    const writes = session.writes;
    // It does not know yet what the site is asked all the time; from then on it does.
    for (let count = 8; count < 16; count += 1) second.apply(seen(SHOP, NOON + count));
    expect(session.writes).toBe(writes + 2);
  });

  it('of another schema is dropped, and so is what is no site', async () => {
    const { sites } = sitesOver(new FakeSession());
    const good = { schema: STATE_SCHEMA, lastSeen: NOON, facts: 0, text: JSON.stringify(emptyState(SHOP, null, NOON)) };
    sites.restore({
      [siteKey('https://old.example', null)]: { ...good, schema: STATE_SCHEMA - 1 },
      [siteKey('https://new.example', null)]: { ...good, schema: STATE_SCHEMA + 1 },
      [siteKey('https://none.example', null)]: null,
      [siteKey('https://text.example', null)]: 'facts',
      'fingerprint-key': good,
      [siteKey(SHOP, null)]: good,
    });
    for (const name of ['old', 'new', 'none', 'text'])
      expect(sites.state(`https://${name}.example`, null)).toBeUndefined();
    expect(sites.state(SHOP, null)).toBeDefined();
  });

  it('keeps its ordinary and its private self apart', () => {
    const { sites } = sitesOver(new FakeSession());
    sites.apply({ ...seen(SHOP), partition: 'private' });
    expect(sites.state(SHOP, null)).toBeUndefined();
    expect(sites.state(SHOP, 'private')).toBeDefined();
  });
});

describe('when nothing more fits', () => {
  const FULL = 'https://full.example';

  it('the site seen longest ago makes room, and the fact is written', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    sites.apply(seen('https://younger.example', NOON + 5));
    sites.apply(seen('https://oldest.example', NOON + 1));
    sites.apply(seen('https://young.example', NOON + 3));
    session.quota = [...session.items.values()].join('').length + 100;
    sites.apply(seen(FULL, NOON + 9));
    await settle();
    expect(session.sites()).toEqual(
      [FULL, 'https://young.example', 'https://younger.example'].map((site) => siteKey(site, null)).sort(),
    );
    expect(sites.state('https://oldest.example', null)).toBeUndefined();
  });

  it('and nobody can make room, later facts are still taken', async () => {
    const session = new FakeSession();
    session.quota = 0;
    const { sites } = sitesOver(session);
    sites.apply(seen(SHOP));
    await settle();
    session.quota = Number.POSITIVE_INFINITY;
    sites.apply(seen(SHOP, NOON + 1, 'another-value-8f3k2m9x'));
    await settle();
    expect(session.sites()).toEqual([siteKey(SHOP, null)]);
    expect(session.items.get(siteKey(SHOP, null))).toContain(`${print('another-value-8f3k2m9x')}`);
  });

  it('the second try writes what is known by then, not what was known at the first', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    let fail = true;
    const set = session.set.bind(session);
    session.set = async (items) => {
      if (!fail) return set(items);
      fail = false;
      throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    };
    sites.apply(seen(SHOP));
    sites.apply(seen(SHOP, NOON + 1, 'another-value-8f3k2m9x'));
    await settle();
    expect(session.items.get(siteKey(SHOP, null))).toContain(print('another-value-8f3k2m9x'));
  });

  it('a site that was forgotten meanwhile is not written again', async () => {
    const session = new FakeSession();
    session.quota = 0;
    const { sites } = sitesOver(session);
    sites.apply({ ...seen(SHOP), partition: 'private' });
    const forgotten = sites.forgetPartition('private');
    session.quota = Number.POSITIVE_INFINITY;
    await forgotten;
    await settle();
    expect(session.sites()).toEqual([]);
  });

  it('two hundred sites are kept', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (let count = 0; count < 230; count += 1) sites.apply(seen(`https://s${count}.example`, NOON + count));
    await settle();
    expect(session.sites()).toHaveLength(200);
    expect(sites.state('https://s0.example', null)).toBeUndefined();
    expect(sites.state('https://s229.example', null)).toBeDefined();
  });

  it('as many sites make room as it takes, one after the other, and each is told when it is back', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (let count = 0; count < 6; count += 1) sites.apply(seen(`https://s${count}.example`, NOON + count));
    const known = sites.report('https://s0.example', null, NOON, {});
    session.quota = Math.ceil([...session.items.values()].join('').length / 2);
    sites.apply(seen(FULL, NOON + 9));
    await settle();
    expect(session.sites()).toContain(siteKey(FULL, null));
    expect(session.sites().length).toBeLessThan(4);
    expect([...session.items.values()].join('').length).toBeLessThanOrEqual(session.quota);
    expect(known.dropped).toBe(0);
    const told = sites.report('https://s0.example', null, NOON, {}).dropped;
    expect(told).toBeGreaterThan(0);

    const second = sitesOver(session).sites;
    second.restore(await session.get());
    expect(second.report('https://s0.example', null, NOON, {}).dropped).toBe(told);
    second.apply(seen('https://s0.example', NOON + 10));
    expect(second.report('https://s0.example', null, NOON, {}).dropped).toBe(told);
    await second.forget({ origin: 'https://s0.example', partition: null });
    expect(second.report('https://s0.example', null, NOON, {}).dropped).toBe(0);
  });

  it('two sites that fail at once are both written', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (let count = 0; count < 6; count += 1) sites.apply(seen(`https://s${count}.example`, NOON + count));
    session.quota = [...session.items.values()].join('').length + 100;
    sites.apply(seen(FULL, NOON + 9));
    sites.apply(seen(SHOP, NOON + 9));
    await settle();
    expect(session.sites()).toEqual(expect.arrayContaining([siteKey(FULL, null), siteKey(SHOP, null)]));
    expect(session.sites().length).toBeGreaterThan(4);
  });

  it('all sites together stay under their budget', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    const wide = (site: string, at: number): Observation => ({
      ...(seen(site, at) as RequestSeen),
      values: Array.from({ length: 60 }, (_, n) => ({
        where: 'header' as const,
        name: `x-token-${n}-${'n'.repeat(90)}`,
        shape: shapeOf(`Zk3vQm8WfLr2Xb7N${n}`, print),
      })),
    });
    for (let count = 0; count < 60; count += 1) sites.apply(wide(`https://s${count}.example`, NOON + count));
    await settle();
    const written = session.sites().map((key) => JSON.stringify(session.state(key)).length);
    expect(written.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(ROOM.all);
    expect(written.length).toBeLessThan(60);
    expect(written.length).toBeGreaterThan(20);
    expect(sites.report('https://s0.example', null, NOON, {}).dropped).toBeGreaterThan(100);
    expect(sites.report('https://s59.example', null, NOON, {}).dropped).toBe(0);
  });
});

describe('a write that fails for another reason', () => {
  /** @returns the keys of each try so far */
  const failing = (session: FakeSession, times: number): string[][] => {
    const set = session.set.bind(session);
    const tries: string[][] = [];
    session.set = async (items) => {
      tries.push(Object.keys(items).sort());
      if (tries.length > times) return set(items);
      throw new Error('The storage is gone.');
    };
    return tries;
  };
  const OTHER = 'https://other.example';
  const [shop, other] = [siteKey(SHOP, null), siteKey(OTHER, null)];

  /** The first site of all was to be written, to a store that fails so often. */
  const failed = async (times: number) => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    const tries = failing(session, times);
    sites.apply(seen(SHOP));
    await settle();
    return { session, sites, tries };
  };

  it('is tried again at once, so that the next worker finds all', async () => {
    const { session, sites, tries } = await failed(1);
    expect(tries).toEqual([[shop], [shop]]);
    const second = sitesOver(session).sites;
    second.restore(await session.get());
    expect(second.state(SHOP, null)).toEqual(sites.state(SHOP, null));
  });

  /** A store whose writes end when the test says so, and how it says. */
  const held = () => {
    const writes: { keys: string[]; ends: (error?: Error) => Promise<void> }[] = [];
    const set = (items: Record<string, unknown>): Promise<void> =>
      new Promise((resolve, reject) => {
        const ends = (error?: Error): Promise<void> => {
          if (error === undefined) resolve();
          else reject(error);
          return settle();
        };
        writes.push({ keys: Object.keys(items), ends });
      });
    return { writes, sites: new Sites({ set, remove: async () => undefined }, () => undefined) };
  };
  const GONE = new Error('The storage is gone.');

  it('while another one is tried again waits for its turn', async () => {
    const { writes, sites } = held();
    sites.apply(seen(SHOP));
    sites.apply(seen(OTHER));
    await writes[0]?.ends(GONE);
    await writes[1]?.ends(GONE);
    expect(writes.map(({ keys }) => keys)).toEqual([[shop], [other], [shop]]);
    await writes[2]?.ends();
    expect(writes.slice(3).map(({ keys }) => keys)).toEqual([[other]]);
  });

  it('is not tried again for a site that was forgotten while it was on its way', async () => {
    const { writes, sites } = held();
    sites.apply(seen(SHOP));
    await sites.forget();
    await writes[0]?.ends(GONE);
    sites.apply(seen(OTHER));
    expect(writes.slice(1).map(({ keys }) => keys)).not.toContainEqual(expect.arrayContaining([shop]));
    expect(writes.at(-1)?.keys).toEqual([other]);
  });

  it('is tried once more and no further: the next one, of whatever site, writes both', async () => {
    const { session, sites, tries } = await failed(2);
    expect(tries).toEqual([[shop], [shop]]);
    expect(session.sites()).toEqual([]);
    sites.apply(seen(OTHER));
    await settle();
    expect(tries).toEqual([[shop], [shop], [other, shop]]);
    expect(session.sites()).toEqual([other, shop]);
  });

  it('and fails for fullness at the second try, makes room like any other', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (let count = 0; count < 4; count += 1) sites.apply(seen(`https://s${count}.example`, NOON + count));
    session.quota = [...session.items.values()].join('').length + 100;
    failing(session, 1);
    sites.apply(seen(SHOP, NOON + 9));
    await settle();
    expect(session.sites()).toContain(shop);
    expect(sites.state('https://s0.example', null)).toBeUndefined();
  });

  it('for ever, leaves the memory as it is', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    failing(session, Number.POSITIVE_INFINITY);
    for (let count = 0; count < 9; count += 1) {
      sites.apply(seen(`https://s${count}.example`, NOON + count));
      await settle();
    }
    expect(session.sites()).toEqual([]);
    for (let count = 0; count < 9; count += 1) expect(sites.state(`https://s${count}.example`, null)).toBeDefined();
  });

  it('is not made good for a site that was forgotten meanwhile', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    failing(session, 2);
    sites.apply({ ...seen(SHOP), partition: 'private' });
    await settle();
    await sites.forgetPartition('private');
    sites.apply(seen(OTHER));
    await settle();
    expect(session.sites()).toEqual([other]);
  });
});

describe('a partition that is forgotten', () => {
  it('leaves no word of the sites that had made room before', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (let count = 0; count < 210; count += 1)
      sites.apply({ ...seen(`https://s${count}.example`, NOON + count), partition: 'private' });
    await settle();
    expect(session.items.get('forgotten')).toContain('private');
    await sites.forgetPartition('private');
    expect(session.sites()).toEqual([]);
    expect(session.items.get('forgotten')).not.toContain('private');
  });

  it('is gone from memory and from the session; others stay', async () => {
    const session = new FakeSession();
    const { sites } = sitesOver(session);
    for (const partition of ['private', null, 'firefox-container-1']) sites.apply({ ...seen(SHOP), partition });
    await sites.forgetPartition('private');
    expect(session.sites()).toEqual([siteKey(SHOP, 'firefox-container-1'), siteKey(SHOP, null)].sort());
    expect(sites.state(SHOP, 'private')).toBeUndefined();
    expect(sites.state(SHOP, null)).toBeDefined();
  });
});

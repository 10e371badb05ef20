/** The sites' states: what is written when, what a second worker finds, and what happens when nothing more fits. */
import { describe, expect, it } from 'vitest';
import { Sites, siteKey } from '../../src/background/sites.ts';
import type { Observation, StorageSeen } from '../../src/core/observe/observation.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { STATE_SCHEMA } from '../../src/core/site/state.ts';
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
    expect(given.at(-1)).toEqual(sites.state(SHOP, null));
  });

  it('is not written for what only counts, but at powers of two', () => {
    const session = new FakeSession();
    const { sites, learnt } = sitesOver(session);
    for (let count = 0; count < 1000; count += 1) sites.apply(seen(SHOP, NOON + count));
    expect(session.writes).toBe(10);
    expect(learnt).toHaveLength(1);
    expect(sites.report(SHOP, null, NOON, {}).requests).toBe(1000);
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

  it('is found by a second worker as the first one left it', async () => {
    const session = new FakeSession();
    const first = sitesOver(session).sites;
    for (let count = 0; count < 8; count += 1) first.apply(seen(SHOP, NOON + count));
    const second = sitesOver(session).sites;
    second.restore(await session.get());
    const [before, after] = [first, second].map((sites) => sites.report(SHOP, null, NOON, {}));
    expect(after).toEqual(before);
    const writes = session.writes;
    second.apply(seen(SHOP, NOON + 8));
    expect(session.writes).toBe(writes);
  });

  it('of another schema is dropped, and so is what is no site', async () => {
    const { sites } = sitesOver(new FakeSession());
    const good = { facts: { schema: STATE_SCHEMA, site: SHOP }, tally: { requests: 1 } };
    sites.restore({
      [siteKey('https://old.example', null)]: { ...good, facts: { schema: STATE_SCHEMA - 1 } },
      [siteKey('https://new.example', null)]: { ...good, facts: { schema: STATE_SCHEMA + 1 } },
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
    session.quota = [...session.items.values()].join('').length + 10;
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
});

describe('a partition that is forgotten', () => {
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

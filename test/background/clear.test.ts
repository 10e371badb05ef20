/** What was seen is forgotten on demand, whatever is under way; what was decided stays. */
import { describe, expect, it } from 'vitest';
import type { Watcher } from '../../src/background/watcher.ts';
import { awake, cookie, details, type FakeWorld, fakeWorld, headers, reportOf, settle } from './fakes.ts';

const SHOP = 'https://shop.example';
const BLOG = 'https://blog.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU';
const tabs = [
  { id: 1, url: `${SHOP}/` },
  { id: 2, url: `${BLOG}/` },
  { id: 3, url: `${SHOP}/`, incognito: true },
];

const clear = (watcher: Watcher, what: 'site' | 'everything' = 'site', tabId = 1) =>
  watcher.decisions.clear({ name: 'popup/clear', tabId, what });

const visit = (watcher: Watcher, tabId: number, site: string): void => {
  const requestHeaders = headers({ Cookie: `sid=${SECRET}` });
  const page = details(`${site}/`, { type: 'main_frame', tabId });
  watcher.requestSent({ ...page, requestHeaders });
  watcher.responseReceived({ ...page, statusCode: 200 });
};

const visited = async (world: FakeWorld = fakeWorld(tabs)): Promise<{ world: FakeWorld; watcher: Watcher }> => {
  const watcher = await awake(world);
  for (const { id, url } of tabs) visit(watcher, id, new URL(url).origin);
  return { world, watcher };
};

const sendToken = (watcher: Watcher): void => {
  const call = details(`${SHOP}/api`, { initiator: SHOP });
  watcher.requestSent({ ...call, requestHeaders: headers({ Authorization: `Bearer ${TOKEN}` }) });
  watcher.responseReceived({ ...call, statusCode: 200 });
};

/** The page hands itself over only when told to. */
const heldUp = (world: FakeWorld): (() => void) => {
  const { executeScript } = world.scripting;
  const waiting: (() => void)[] = [];
  world.scripting.executeScript = async (injection) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return executeScript(injection);
  };
  return () => {
    for (const go of waiting.splice(0)) go();
  };
};

describe('clearing', () => {
  it('a site forgets it, in memory and in the session, and no other', async () => {
    const { world, watcher } = await visited();
    expect(await clear(watcher)).toEqual({ ok: true, value: null });
    expect(world.session.sites()).toEqual([`site/private|${SHOP}`, `site/|${BLOG}`]);
    expect(await reportOf(watcher, 1)).toMatchObject({ requests: 0, credentials: [], story: [] });
    expect((await reportOf(watcher, 2)).requests).toBe(1);
    expect((await reportOf(watcher, 3)).requests).toBe(1);
  });

  it('everything forgets all sites, private ones included', async () => {
    const { world, watcher } = await visited();
    await clear(watcher, 'everything');
    expect(world.session.sites()).toEqual([]);
    for (const { id } of tabs) expect(await reportOf(watcher, id)).toMatchObject({ requests: 0, credentials: [] });
  });

  it('a tab without a site has nothing to clear but everything', async () => {
    const { world, watcher } = await visited();
    expect(await clear(watcher, 'site', 9)).toMatchObject({ ok: false, error: 'no-tab' });
    expect(world.session.sites()).toHaveLength(3);
    expect(await clear(watcher, 'everything', 9)).toMatchObject({ ok: true });
    expect(world.session.sites()).toEqual([]);
  });

  it('leaves what was decided', async () => {
    const { world, watcher } = await visited();
    await watcher.decisions.setThresholds({ name: 'popup/set-thresholds', thresholds: { clockSkew: 5000 } });
    const kept = world.local.given.length;
    await clear(watcher, 'everything');
    expect(world.local.given).toHaveLength(kept);
    expect(await watcher.decisions.thresholds()).toMatchObject({ value: { clockSkew: 5000 } });
  });

  it('empties the badges', async () => {
    const { world, watcher } = await visited();
    const letters = async (): Promise<Record<number, string>> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return Object.fromEntries(world.badges);
    };
    expect(await letters()).toEqual({ 1: 'S', 2: 'S', 3: 'S' });
    await clear(watcher);
    expect(await letters()).toEqual({ 1: '', 2: 'S', 3: 'S' });
  });

  it.each(['site', 'everything'] as const)('%s: the very next request with the same cookie is learnt', async (what) => {
    const { watcher } = await visited();
    await clear(watcher, what);
    visit(watcher, 1, SHOP);
    const { requests, credentials } = await reportOf(watcher, 1);
    expect(requests).toBe(1);
    expect(credentials.map(({ carriers }) => carriers[0]?.name)).toEqual(['sid']);
  });

  it('the jar, which is the browser’s, is read again at the next look', async () => {
    const { world, watcher } = await visited();
    world.jar = [cookie('sid', SECRET)];
    await clear(watcher);
    const { requests, credentials, story } = await reportOf(watcher, 1);
    expect([requests, credentials.length, story.map(({ kind }) => kind)]).toEqual([0, 1, ['credential-kept']]);
  });
});

describe('what was under way', () => {
  it('a form that was sent before says nothing afterwards', async () => {
    const { watcher } = await visited();
    const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP });
    watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: ['x'] } } });
    await clear(watcher);
    watcher.requestSent({ ...post, requestHeaders: [] });
    expect((await reportOf(watcher, 1)).story).not.toContainEqual(expect.objectContaining({ kind: 'login-submitted' }));
  });

  it('nor does one of a private window, after the last of these was closed', async () => {
    const { watcher } = await visited();
    const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP, tabId: 3 });
    watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: ['x'] } } });
    await watcher.privateWindowsClosed();
    watcher.requestSent({ ...post, requestHeaders: [] });
    expect((await reportOf(watcher, 3)).story).not.toContainEqual(expect.objectContaining({ kind: 'login-submitted' }));
  });

  it.each(['site', 'everything'] as const)('%s: a look at storage brings nothing back', async (what) => {
    const world = fakeWorld(tabs);
    const entries = [{ area: 'localStorage', key: 'token', value: TOKEN }];
    world.page.set(1, { origin: SHOP, entries, complete: ['localStorage'], unread: 0, fragment: '' });
    const watcher = await awake(world);
    const go = heldUp(world);
    const looking = watcher.report(1);
    await settle();
    await clear(watcher, what);
    go();
    await looking;
    await settle();
    expect(world.session.sites()).toEqual([]);
  });

  it('a look at the jar brings nothing back', async () => {
    const world = fakeWorld(tabs);
    let go = (): void => undefined;
    world.cookies.getAll = () =>
      new Promise((resolve) => {
        go = () => resolve([cookie('sid', SECRET)]);
      });
    const watcher = await awake(world);
    const looking = watcher.report(1);
    await settle();
    await clear(watcher);
    go();
    await looking;
    expect(world.session.sites()).toEqual([]);
  });

  it('a token is looked for in the databases as if for the first time', async () => {
    const world = fakeWorld(tabs);
    world.page.set(1, { origin: SHOP, entries: [], complete: ['localStorage'], unread: 0, fragment: '' });
    const watcher = await awake(world);
    sendToken(watcher);
    for (let look = 0; look < 6; look += 1) await watcher.report(1);
    await settle();
    const tries = world.searches;
    await watcher.report(1);
    expect([tries > 0, world.searches]).toEqual([true, tries]);
    await clear(watcher);
    sendToken(watcher);
    await watcher.report(1);
    await settle();
    expect(world.searches).toBeGreaterThan(tries);
  });
});

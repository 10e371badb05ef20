/** While it is paused, everywhere or on a site, nothing reaches the state; what was seen before stays. */
import { describe, expect, it } from 'vitest';
import { Watcher } from '../../src/background/watcher.ts';
import type { SettingsChange } from '../../src/messages/settings.ts';
import {
  awake,
  cookie,
  details,
  FakeSession,
  type FakeWorld,
  fakeWorld,
  headers,
  NOON,
  reportOf,
  settle,
} from './fakes.ts';

const SHOP = 'https://shop.example';
const BLOG = 'https://blog.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU';
const shopTab = { id: 1, url: `${SHOP}/` };
const blogTab = { id: 2, url: `${BLOG}/` };

const change = (watcher: Watcher, wanted: SettingsChange) =>
  watcher.decisions.setSettings({ name: 'popup/set-settings', change: wanted });
const pause = (watcher: Watcher, paused = true, tabId = 1) =>
  watcher.decisions.pauseSite({ name: 'popup/pause-site', tabId, paused });

const stored = {
  origin: SHOP,
  entries: [{ area: 'localStorage', key: 'token', value: TOKEN }],
  complete: ['localStorage', 'sessionStorage', 'indexedDB'],
  unread: 0,
  fragment: '',
};

/** A login, a call with a token, a fragment that hands one over, and cookies that change: all that the browser tells. */
const everything = (watcher: Watcher, site = SHOP, tabId = 1): void => {
  const about = { tabId, initiator: site };
  const post = details(`${site}/login`, { ...about, type: 'main_frame', method: 'POST' });
  watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: ['x'] } } });
  watcher.requestSent({ ...post, requestHeaders: [] });
  const responseHeaders = headers({ 'Set-Cookie': `sid=${SECRET}; Path=/; Secure`, Location: '/' });
  watcher.responseReceived({ ...post, statusCode: 302, responseHeaders });
  const call = details(`${site}/api`, about);
  watcher.requestSent({
    ...call,
    requestHeaders: headers({ Authorization: `Bearer ${TOKEN}`, Cookie: `sid=${SECRET}` }),
  });
  watcher.responseReceived({ ...call, statusCode: 200, responseHeaders });
  const asked = details(`${site}/private`, { ...about, type: 'main_frame' });
  watcher.responseReceived({ ...asked, statusCode: 401, responseHeaders: headers({ 'WWW-Authenticate': 'Basic' }) });
  watcher.requestEnded({ ...asked, statusCode: 200 });
  watcher.requestFailed({ ...asked, error: 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT' });
  watcher.committed(tabId, `${site}/#access_token=${TOKEN}&token_type=bearer`, NOON);
  watcher.cookieChanged({
    cookie: cookie('sid', SECRET, { domain: new URL(site).host }),
    removed: false,
    cause: 'explicit',
  });
  watcher.loaded(tabId, NOON);
};

const shopWorld = (local = new FakeSession(), session = new FakeSession()): FakeWorld => {
  const world = fakeWorld([shopTab, blogTab], session, local);
  world.jar = [cookie('sid', SECRET)];
  world.page.set(1, stored);
  return world;
};

const on = {
  everywhere: (watcher: Watcher) => change(watcher, { paused: true }),
  'the site': (watcher: Watcher) => pause(watcher),
};

describe.each(Object.entries(on))('paused on %s', (_, stop) => {
  it('nothing is learnt, and neither jar nor storage is read', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    expect(await stop(watcher)).toMatchObject({ ok: true });
    everything(watcher);
    await settle();
    expect(await reportOf(watcher, 1)).toMatchObject({ requests: 0, credentials: [], story: [], access: 'granted' });
    expect([world.session.sites(), world.injections]).toEqual([[], 0]);
  });

  it('what was seen before stays', async () => {
    const watcher = await awake(shopWorld());
    everything(watcher);
    const before = await reportOf(watcher, 1);
    await stop(watcher);
    everything(watcher);
    expect(await reportOf(watcher, 1)).toEqual({ ...before, observedSince: before.observedSince });
    expect(before.credentials).not.toEqual([]);
  });

  it('holds in the next worker, for what came before its restore as well', async () => {
    const local = new FakeSession();
    await stop(await awake(shopWorld(local)));
    const world = shopWorld(local);
    const watcher = new Watcher(world);
    everything(watcher);
    await settle();
    expect(world.session.sites()).toEqual([]);
    expect((await reportOf(watcher, 1)).requests).toBe(0);
  });

  it('a look that was under way brings nothing', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    let go = (): void => undefined;
    const { executeScript } = world.scripting;
    world.scripting.executeScript = async (injection) => {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      return executeScript(injection);
    };
    world.jar = [];
    const looking = watcher.report(1);
    await settle();
    await stop(watcher);
    go();
    await looking;
    expect((await reportOf(watcher, 1)).credentials).toEqual([]);
  });

  it('no header and no body is looked at', async () => {
    const watcher = await awake(shopWorld());
    await stop(watcher);
    const looked: string[] = [];
    const hidden = <Extra extends object>(member: string, extra: Extra) =>
      Object.defineProperty(details(`${SHOP}/a`, { initiator: SHOP, method: 'POST', ...extra }), member, {
        get: () => void looked.push(member),
      });
    watcher.requestBody({
      ...details(`${SHOP}/a`, { initiator: SHOP, method: 'POST' }),
      requestBody: Object.defineProperty({}, 'formData', { get: () => void looked.push('formData') }),
    });
    watcher.requestSent(hidden('requestHeaders', {}));
    watcher.responseReceived(hidden('responseHeaders', { statusCode: 200 }));
    expect(looked).toEqual([]);
  });

  it('a check of a token that was seen before is still remembered', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    everything(watcher);
    await stop(watcher);
    const before = world.session.writes;
    const places = world.session.state(`site/|${SHOP}`)?.facts.places ?? {};
    const fingerprint = Object.values(places)[0]?.values[0]?.fingerprint ?? '';
    const result = { knownSecret: true, tried: 5, complete: false } as const;
    const told = await watcher.decisions.tokenChecked({
      name: 'popup/token-checked',
      tabId: 1,
      fingerprint,
      ...result,
    });
    expect(told).toMatchObject({ ok: true });
    expect(world.session.writes).toBeGreaterThan(before);
  });
});

it('paused everywhere, nobody asks whose a request is', async () => {
  const watcher = await awake(shopWorld());
  await on.everywhere(watcher);
  const unread = Object.defineProperty(
    { ...details(SHOP, { type: 'main_frame' }), requestBody: {}, statusCode: 200, error: '' },
    'url',
    {
      get: () => {
        throw new Error('The address was read.');
      },
    },
  );
  watcher.requestBody(unread);
  watcher.requestSent(unread);
  watcher.responseReceived(unread);
  watcher.requestEnded(unread);
  watcher.requestFailed(unread);
});

describe('watching again', () => {
  it.each<[string, (watcher: Watcher) => Promise<unknown>, (watcher: Watcher) => Promise<unknown>]>([
    ['everywhere', on.everywhere, (watcher) => change(watcher, { paused: false })],
    ['on the site of the tab', on['the site'], (watcher) => pause(watcher, false)],
    ['on a site of the list', on['the site'], (watcher) => change(watcher, { watchAgain: SHOP })],
  ])('%s, everything is learnt', async (_, stop, go) => {
    const watcher = await awake(shopWorld());
    await stop(watcher);
    everything(watcher);
    expect(await go(watcher)).toMatchObject({ ok: true, value: { paused: false, pausedSites: [] } });
    expect((await reportOf(watcher, 1)).requests).toBe(0);
    everything(watcher);
    const { requests, credentials } = await reportOf(watcher, 1);
    expect(requests).toBeGreaterThan(0);
    expect(credentials).not.toEqual([]);
  });

  it('a login whose form was sent meanwhile brings nothing of the form', async () => {
    const watcher = await awake(shopWorld());
    const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP });
    watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: ['x'] } } });
    await change(watcher, { paused: true });
    await change(watcher, { paused: false });
    watcher.requestSent({ ...post, requestHeaders: [] });
    expect((await reportOf(watcher, 1)).story).not.toContainEqual(expect.objectContaining({ kind: 'login-submitted' }));
  });
});

describe('a pause on one site', () => {
  it('leaves the others alone', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    await pause(watcher);
    everything(watcher, BLOG, 2);
    expect(world.session.sites()).toEqual([`site/|${BLOG}`]);
    expect((await reportOf(watcher, 2)).requests).toBeGreaterThan(0);
  });

  it('what another site’s form posts to it is told to the other one alone', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    await pause(watcher);
    const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: BLOG });
    watcher.requestSent({ ...post, requestHeaders: [] });
    expect(world.session.sites()).toEqual([`site/|${BLOG}`]);
  });

  it('holds in its private windows, where nobody can pause it', async () => {
    const world = shopWorld();
    world.open.set(3, { ...shopTab, id: 3, incognito: true });
    const watcher = await awake(world);
    expect(await pause(watcher, true, 3)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('private window'),
    });
    expect(world.local.given).toEqual([]);
    await pause(watcher);
    everything(watcher, SHOP, 3);
    expect(world.session.sites()).toEqual([]);
    expect(await pause(watcher, false, 3)).toMatchObject({ ok: true, value: { pausedSites: [] } });
  });

  it('two at once are both kept, and one that is paused twice is listed once', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    await Promise.all([pause(watcher), pause(watcher, true, 2), pause(watcher)]);
    expect(JSON.parse(world.local.items.get('settings') ?? '').pausedSites).toEqual([SHOP, BLOG]);
  });

  it('may be the thousandth, but no more', async () => {
    const pausedSites = Array.from({ length: 999 }, (_, n) => `https://n${n}.example`);
    const world = shopWorld();
    await world.local.set({ settings: { pausedSites } });
    const watcher = await awake(world);
    await pause(watcher);
    await expect(pause(watcher, true, 2)).rejects.toThrow('1000 sites are paused already');
    await pause(watcher, false);
    expect(await pause(watcher, true, 2)).toMatchObject({ ok: true });
  });

  it('does not hold where the browser cannot write it, and says so', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    world.local.quota = 10;
    await expect(pause(watcher)).rejects.toThrow(/quota/);
    everything(watcher);
    expect((await reportOf(watcher, 1)).requests).toBeGreaterThan(0);
  });

  it('a tab without a site has nothing to pause', async () => {
    const watcher = await awake(fakeWorld([{ id: 1, url: 'chrome://settings/' }]));
    expect(await pause(watcher)).toMatchObject({ ok: false, error: 'no-tab' });
  });
});

describe('the badge', () => {
  const drawn = async (world: FakeWorld): Promise<Record<number, string>> => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    return Object.fromEntries(world.badges);
  };

  it('is empty on all tabs while it is off, and drawn again afterwards', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    everything(watcher);
    everything(watcher, BLOG, 2);
    const before = await drawn(world);
    expect(Object.values(before).every((text) => /^[STHB]$/.test(text))).toBe(true);
    await change(watcher, { badge: false });
    expect(await drawn(world)).toEqual({ 1: '', 2: '' });
    everything(watcher);
    watcher.committed(2, `${BLOG}/other`, NOON);
    expect(await drawn(world)).toEqual({ 1: '', 2: '' });
    await change(watcher, { badge: true });
    expect(await drawn(world)).toEqual(before);
  });

  it('is a pause sign where nothing is watched', async () => {
    const world = shopWorld();
    const watcher = await awake(world);
    everything(watcher);
    everything(watcher, BLOG, 2);
    const before = await drawn(world);
    await pause(watcher);
    expect(await drawn(world)).toEqual({ ...before, 1: '❚❚' });
    await change(watcher, { paused: true });
    expect(await drawn(world)).toEqual({ 1: '❚❚', 2: '❚❚' });
    world.badges.length = 0;
    watcher.committed(2, `${BLOG}/other`, NOON);
    expect(await drawn(world)).toEqual({ 2: '❚❚' });
  });
});

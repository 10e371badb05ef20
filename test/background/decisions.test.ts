/** What the user decides holds at once, survives the worker and the browser, and bad data on disk breaks nothing. */
import { describe, expect, it } from 'vitest';
import type { Watcher } from '../../src/background/watcher.ts';
import { goodNews } from '../../src/core/good-news.ts';
import { fingerprintWithHex } from '../../src/core/observe/fingerprint.ts';
import type { Finding } from '../../src/core/report.ts';
import { defaultThresholds } from '../../src/core/rules/thresholds.ts';
import { FINGERPRINT_KEY } from '../../src/messages/session-items.ts';
import type { RequestOf } from '../../src/messages/table.ts';
import { awake, cookie, details, FakeSession, type FakeWorld, fakeWorld, headers, reportOf } from './fakes.ts';

const SHOP = 'https://shop.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const TOKEN =
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMzYwMDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUxMjM0NTY';
const RULE = 'session-cookie-without-httponly';
/** As pages of the extension make fingerprints: with the key of the browser session. */
const printOf = (world: FakeWorld) => fingerprintWithHex(JSON.parse(world.session.items.get(FINGERPRINT_KEY) ?? ''));
const tab = (change: object = {}) => ({ id: 1, url: `${SHOP}/`, ...change });
const about = { tabId: 1, rule: RULE, subject: 'sid' };
const setAside: RequestOf<'popup/set-aside'> = { name: 'popup/set-aside', ...about, reason: 'It must be readable.' };
const takeBack: RequestOf<'popup/take-back'> = { name: 'popup/take-back', ...about };
const thresholds = (change: object): RequestOf<'popup/set-thresholds'> => ({
  name: 'popup/set-thresholds',
  thresholds: change,
});

const login = (watcher: Watcher, change: object = {}): void => {
  const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP, ...change });
  watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: ['x'] } } });
  watcher.requestSent({ ...post, requestHeaders: [] });
  const responseHeaders = headers({ 'Set-Cookie': `sid=${SECRET}; Path=/; Secure; SameSite=Lax`, Location: '/' });
  watcher.responseReceived({ ...post, statusCode: 302, responseHeaders });
  const page = { ...post, url: `${SHOP}/`, method: 'GET' };
  watcher.requestSent({ ...page, requestHeaders: headers({ Cookie: `sid=${SECRET}` }) });
  watcher.responseReceived({ ...page, statusCode: 200 });
};

const signedIn = async (world: FakeWorld): Promise<Watcher> => {
  world.jar = [cookie('sid', SECRET, { httpOnly: false })];
  const watcher = await awake(world);
  login(watcher);
  return watcher;
};

const named = async (watcher: Watcher, rule = RULE): Promise<Finding | undefined> =>
  (await reportOf(watcher, 1)).findings.find((finding) => finding.rule === rule);

describe('a finding that was set aside', () => {
  it('says so in the report, with the reason and the time', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    expect(await named(watcher)).not.toHaveProperty('waived');
    expect(await watcher.decisions.setAside(setAside)).toEqual({ ok: true, value: null });
    expect((await named(watcher))?.waived).toEqual({ reason: 'It must be readable.', at: world.clock });
  });

  it('stays so over a new worker and a new browser session', async () => {
    const local = new FakeSession();
    await (await signedIn(fakeWorld([tab()], new FakeSession(), local))).decisions.setAside(setAside);
    const later = await signedIn(fakeWorld([tab()], new FakeSession(), local));
    expect((await named(later))?.waived?.reason).toBe('It must be readable.');
  });

  it('can be taken back, and given another reason', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    await watcher.decisions.setAside(setAside);
    await watcher.decisions.setAside({ ...setAside, reason: 'Until March.' });
    expect((await named(watcher))?.waived?.reason).toBe('Until March.');
    expect(JSON.parse(world.local.items.get('waivers') ?? '')).toHaveLength(1);
    await watcher.decisions.takeBack(takeBack);
    expect(await named(watcher)).not.toHaveProperty('waived');
    expect(JSON.parse(world.local.items.get('waivers') ?? '')).toEqual([]);
  });

  it('is written as site, rule, subject, reason and time alone', async () => {
    const world = fakeWorld([tab()]);
    await (await signedIn(world)).decisions.setAside(setAside);
    expect(JSON.parse(world.local.items.get('waivers') ?? '')).toEqual([
      { site: SHOP, rule: RULE, subject: 'sid', reason: 'It must be readable.', at: world.clock },
    ]);
    expect(world.local.given.join()).not.toContain(SECRET);
  });

  it('draws the badge anew', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = world.badges.length;
    await watcher.decisions.setAside(setAside);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(world.badges.length).toBeGreaterThan(before);
  });

  it('is not written in a private window', async () => {
    const world = fakeWorld([tab({ incognito: true })]);
    const watcher = await signedIn(world);
    expect(await watcher.decisions.setAside(setAside)).toMatchObject({ ok: false, error: 'failed' });
    expect(world.local.given).toEqual([]);
  });

  it('is not kept where the browser cannot write it', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    world.local.quota = 10;
    await expect(watcher.decisions.setAside(setAside)).rejects.toThrow(/quota/);
    expect(await named(watcher)).not.toHaveProperty('waived');
  });

  it('of two at once both are kept', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    await Promise.all([
      watcher.decisions.setAside(setAside),
      watcher.decisions.setAside({ ...setAside, subject: 'other' }),
    ]);
    expect(JSON.parse(world.local.items.get('waivers') ?? '')).toHaveLength(2);
  });

  it('may be a thousandth, but no more', async () => {
    const world = fakeWorld([tab()]);
    const one = { site: SHOP, rule: RULE, reason: 'x', at: 1 };
    const many = Array.from({ length: 1000 }, (_, n) => ({ ...one, subject: `${n}` }));
    await world.local.set({ waivers: many });
    const watcher = await signedIn(world);
    await expect(watcher.decisions.setAside(setAside)).rejects.toThrow(/1000 findings/);
    await watcher.decisions.setAside({ ...setAside, subject: '7', reason: 'y' });
    expect(JSON.parse(world.local.items.get('waivers') ?? '')).toHaveLength(1000);
  });
});

describe('broken data on disk', () => {
  it.each<[string, object]>([
    ['texts', { waivers: 'x', thresholds: 'y' }],
    ['lists of nothing', { waivers: [null, 1, {}], thresholds: [] }],
    ['wrong members', { waivers: [{ site: 1 }], thresholds: { clockSkew: 'soon', __proto__: 4 } }],
  ])('%s count for nothing', async (_, items) => {
    const world = fakeWorld([tab()]);
    await world.local.set(items as Record<string, unknown>);
    const watcher = await signedIn(world);
    expect(await named(watcher)).not.toHaveProperty('waived');
    expect(await watcher.decisions.thresholds()).toEqual({ ok: true, value: defaultThresholds });
    await watcher.decisions.setAside(setAside);
    expect((await named(watcher))?.waived).toBeDefined();
  });

  it('a disk that cannot be read stops nothing', async () => {
    const world = fakeWorld([tab()]);
    world.local.get = () => Promise.reject(new Error('The database is corrupt.'));
    expect(await named(await signedIn(world))).toBeDefined();
  });
});

describe('thresholds and results', () => {
  const long = { tabId: 1, type: 'xmlhttprequest', initiator: SHOP };
  const withToken = async (world: FakeWorld): Promise<Watcher> => {
    const watcher = await awake(world);
    const ask = details(`${SHOP}/api`, { ...long, requestHeaders: headers({ Authorization: `Bearer ${TOKEN}` }) });
    watcher.requestSent(ask);
    watcher.responseReceived({ ...ask, statusCode: 200 });
    return watcher;
  };

  it('change the findings at once, and are there after a restart', async () => {
    const local = new FakeSession();
    const world = fakeWorld([tab()], new FakeSession(), local);
    const watcher = await withToken(world);
    // The token lives ten hours.
    expect((await named(watcher, 'jwt-long-lived'))?.severity).toBe('low');
    const reply = await watcher.decisions.setThresholds(thresholds({ accessTokenMedium: 7_200_000 }));
    expect(reply).toEqual({ ok: true, value: { ...defaultThresholds, accessTokenMedium: 7_200_000 } });
    expect((await named(watcher, 'jwt-long-lived'))?.severity).toBe('medium');

    const later = await withToken(fakeWorld([tab()], new FakeSession(), local));
    expect((await named(later, 'jwt-long-lived'))?.severity).toBe('medium');
    expect(await later.decisions.setThresholds(thresholds({}))).toEqual({ ok: true, value: defaultThresholds });
    expect((await named(later, 'jwt-long-lived'))?.severity).toBe('low');
  });

  it('a result comes to its token', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await withToken(world);
    const result = { name: 'popup/token-checked', tabId: 1, knownSecret: true, tried: 5, complete: false } as const;
    const told = await watcher.decisions.tokenChecked({ ...result, list: 'file', fingerprint: printOf(world)(TOKEN) });
    expect(told).toEqual({ ok: true, value: null });
    expect(await named(watcher, 'jwt-weak-secret')).toMatchObject({ severity: 'critical' });
  });

  it('a result about a token that was never seen is refused', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await withToken(world);
    const result = { name: 'popup/token-checked', tabId: 1, knownSecret: true, tried: 5, complete: false } as const;
    const told = await watcher.decisions.tokenChecked({ ...result, fingerprint: printOf(world)('another') });
    expect(told).toMatchObject({ ok: false, error: 'gone' });
    expect(await named(watcher, 'jwt-weak-secret')).toBeUndefined();
  });

  it('a tab without a site is no place to decide anything', async () => {
    const watcher = await withToken(fakeWorld([tab(), { id: 2, url: 'chrome://settings/' }]));
    for (const tabId of [2, 9]) {
      expect(await watcher.decisions.setAside({ ...setAside, tabId })).toMatchObject({ ok: false, error: 'no-tab' });
      expect(await watcher.decisions.takeBack({ ...takeBack, tabId })).toMatchObject({ ok: false, error: 'no-tab' });
    }
  });
});

describe('what a site does well', () => {
  const asked: RequestOf<'popup/get-good-news'> = { name: 'popup/get-good-news', tabId: 1 };

  it('is told as the engine derives it from the report', async () => {
    const world = fakeWorld([tab()]);
    const watcher = await signedIn(world);
    world.jar = [...world.jar, cookie('_ga', 'GA1.2.1234567890.1700000000', { httpOnly: false })];
    const report = await reportOf(watcher, 1);
    const reply = await watcher.decisions.goodNews(asked);
    expect(reply).toEqual({ ok: true, value: goodNews(report) });
    expect(reply.ok && reply.value.spared.map(({ text }) => text).join()).toContain('_ga');
  });

  it('is not told of a tab that is not there', async () => {
    const watcher = await signedIn(fakeWorld([tab()]));
    expect(await watcher.decisions.goodNews({ ...asked, tabId: 7 })).toMatchObject({ ok: false, error: 'no-tab' });
  });
});

/** The composition: nothing is lost before the restore or with a worker, nothing is written twice, nothing secret is kept. */
import { describe, expect, it, vi } from 'vitest';
import { Watcher } from '../../src/background/watcher.ts';
import { awake, cookie, details, FakeSession, fakeWorld, headers, NOON, reportOf, settle } from './fakes.ts';

const SHOP = 'https://shop.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const PASSWORD = 'correct-horse-battery-staple-9f8e7d';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU';

const shopTab = { id: 1, url: `${SHOP}/` };
const page = <Extra extends object>(extra: Extra) => details(`${SHOP}/home`, { type: 'main_frame', ...extra });
const withCookie = { requestHeaders: headers({ Cookie: `sid=${SECRET}` }) };
const withToken = { initiator: SHOP, requestHeaders: headers({ Authorization: `Bearer ${TOKEN}` }) };

/** A form login with its answer, as the browser tells it. */
const login = (watcher: Watcher): void => {
  const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP });
  watcher.requestBody({ ...post, requestBody: { formData: { user: ['ann'], password: [PASSWORD] } } });
  watcher.requestSent({ ...post, requestHeaders: headers({ 'Content-Type': 'application/x-www-form-urlencoded' }) });
  const responseHeaders = headers({
    'Set-Cookie': `sid=${SECRET}; Path=/; HttpOnly; Secure; SameSite=Lax`,
    Location: '/home',
  });
  watcher.responseReceived({ ...post, statusCode: 302, responseHeaders });
  watcher.requestSent(page({ requestId: post.requestId, ...withCookie }));
  watcher.responseReceived(page({ requestId: post.requestId, statusCode: 200 }));
};

const loggedIn = { kind: 'session', signedIn: 'yes' };

describe('events before the restore', () => {
  it('wait in line and are all told, in their order', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = new Watcher(world);
    login(watcher);
    expect(world.session.given).toEqual([]);
    await settle();
    world.jar = [cookie('sid', SECRET)];
    const report = await reportOf(watcher, 1);
    expect(report.verdict).toMatchObject(loggedIn);
    const late = fakeWorld([shopTab]);
    const other = await awake(late);
    login(other);
    late.jar = world.jar;
    const { verdict, requests, story } = await reportOf(other, 1);
    expect(report.verdict).toEqual(verdict);
    expect(report.requests).toBe(requests);
    expect(report.story.map(({ kind }) => kind)).toEqual(story.map(({ kind }) => kind));
  });

  it('are understood too if they are told listener by listener, as Firefox does to an event page', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = new Watcher({ ...world, patience: { from: settle(), quiet: 1, most: 10 } });
    world.jar = [cookie('sid', SECRET)];
    const told: Record<string, (() => void)[]> = { requestBody: [], requestSent: [], responseReceived: [] };
    let moment = NOON;
    const later = (kind: string) => (event: object) => {
      moment += 1;
      const timeStamp = moment;
      told[kind]?.push(() => Reflect.get(watcher, kind).call(watcher, { ...event, timeStamp }));
    };
    login(new Proxy(watcher, { get: (_, kind: string) => later(kind) }));
    world.clock += 1_000;
    watcher.cookieChanged({ cookie: cookie('sid', SECRET), removed: false, cause: 'explicit' });
    for (const call of Object.values(told).flat()) call();
    const report = await reportOf(watcher, 1);
    expect(report.verdict).toMatchObject(loggedIn);
    expect(report.credentials.map(({ issuedBy }) => issuedBy?.how)).toEqual(['set-cookie']);
    expect(report.story.map(({ kind }) => kind)).toContain('login-submitted');
  });

  it('come before those that arrive right after it', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = new Watcher(world);
    watcher.committed(1, 'https://blog.example/', NOON);
    watcher.requestSent(details('https://api.example/a', { ...withToken, initiator: undefined }));
    await settle();
    watcher.committed(1, `${SHOP}/`, NOON);
    watcher.requestSent(details('https://api.example/b', { ...withToken, initiator: undefined }));
    expect(world.session.sites()).toEqual(['site/|https://blog.example', `site/|${SHOP}`]);
  });
});

describe('a second worker', () => {
  it('goes on from what the first one wrote', async () => {
    const world = fakeWorld([shopTab]);
    login(await awake(world));
    world.jar = [cookie('sid', SECRET)];
    const second = await awake(fakeWorld([shopTab], world.session));
    second.requestSent(page(withCookie));
    const again = fakeWorld([shopTab], world.session);
    again.jar = world.jar;
    const report = await reportOf(await awake(again), 1);
    expect(report.verdict).toMatchObject(loggedIn);
    expect(report.credentials.filter(({ carriers }) => carriers.some(({ name }) => name === 'sid'))).toHaveLength(1);
  });

  it('finishes the login that the first one saw begin', async () => {
    const world = fakeWorld([shopTab]);
    const post = details(`${SHOP}/login`, { type: 'main_frame', method: 'POST', initiator: SHOP });
    const first = await awake(world);
    first.requestBody({ ...post, requestBody: { formData: { password: [PASSWORD] } } });
    first.requestSent({ ...post, requestHeaders: [] });
    const other = fakeWorld([shopTab], world.session);
    const second = await awake(other);
    const responseHeaders = headers({ 'Set-Cookie': `sid=${SECRET}; HttpOnly; Secure` });
    second.responseReceived({ ...post, statusCode: 200, responseHeaders });
    second.requestSent(page(withCookie));
    other.jar = [cookie('sid', SECRET)];
    expect((await reportOf(second, 1)).verdict).toMatchObject(loggedIn);
  });
});

describe('what is written', () => {
  it('is logarithmic in the number of requests that bring nothing new', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    for (let count = 0; count < 1000; count += 1) {
      const request = page(withCookie);
      watcher.requestSent(request);
      watcher.responseReceived({ ...request, statusCode: 200 });
    }
    expect(world.session.writes).toBeLessThanOrEqual(14);
    expect((await reportOf(watcher, 1)).requests).toBe(1000);
  });

  it('is nothing when a report is asked for again: a write would make the popup ask for ever', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    world.jar = [cookie('sid', SECRET)];
    world.page.set(1, { origin: SHOP, entries: [], complete: ['localStorage'], unread: 3, fragment: '' });
    login(watcher);
    await reportOf(watcher, 1);
    const { writes } = world.session;
    for (let count = 0; count < 5; count += 1) {
      world.clock += 2000;
      await reportOf(watcher, 1);
    }
    expect(world.session.writes).toBe(writes);
  });

  it('goes on when the session is full, and unhandled goes nothing', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    world.session.quota = 100;
    for (let count = 0; count < 20; count += 1)
      watcher.requestSent(details(`https://s${count}.example/`, { type: 'main_frame' }));
    await settle();
    world.session.quota = Number.POSITIVE_INFINITY;
    login(watcher);
    await settle();
    expect(world.session.sites()).toContain(`site/|${SHOP}`);
    expect((await reportOf(watcher, 1)).verdict.signedIn).toBe('yes');
  });

  it('holds no password, no cookie value and no token, wherever it went', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    world.jar = [cookie('sid', SECRET)];
    world.page.set(1, {
      origin: SHOP,
      entries: [{ area: 'localStorage', key: 'access_token', value: TOKEN }],
      complete: ['localStorage'],
      unread: 0,
      fragment: `#access_token=${TOKEN}`,
    });
    login(watcher);
    const json = new TextEncoder().encode(JSON.stringify({ password: PASSWORD, token: SECRET })).buffer as ArrayBuffer;
    const post = details(`https://ann:${PASSWORD}@shop.example/api?token=${SECRET}`, { ...withToken, method: 'POST' });
    watcher.requestBody({ ...post, requestBody: { raw: [{ bytes: json }] } });
    watcher.requestSent(post);
    watcher.responseReceived({
      ...post,
      statusCode: 302,
      responseHeaders: headers({ Location: `/x?code=${SECRET}#${TOKEN}` }),
    });
    watcher.cookieChanged({ cookie: cookie('csrf', PASSWORD), removed: false, cause: 'explicit' });
    const report = await reportOf(watcher, 1);
    expect(report.credentials.length).toBeGreaterThan(1);
    const kept = [...world.session.given, ...world.session.items.values(), JSON.stringify(report)].join('\n');
    for (const secret of [PASSWORD, SECRET, TOKEN, 'c2lnbmF0dXJl', 'correct-horse', 'Zk3vQm8W'])
      expect(kept).not.toContain(secret);
  });
});

describe('a login that the browser does itself', () => {
  it('is told from its 401 and the request’s end', async () => {
    const watcher = await awake(fakeWorld([shopTab]));
    const first = page({});
    const responseHeaders = headers({ 'WWW-Authenticate': 'Basic realm="x"' });
    watcher.requestSent({ ...first, requestHeaders: [] });
    watcher.responseReceived({ ...first, statusCode: 401, responseHeaders });
    expect((await reportOf(watcher, 1)).verdict.kind).toBe('none');
    watcher.requestEnded({ ...first, statusCode: 200 });
    const { verdict, credentials } = await reportOf(watcher, 1);
    expect(verdict.kind).toBe('http-auth');
    expect(credentials[0]?.format).toBe('basic');
  });
});

describe('a scan of the page', () => {
  const asked = async (result: unknown) => {
    const world = fakeWorld([shopTab]);
    world.page.set(1, result);
    const report = await reportOf(await awake(world), 1);
    return { world, report };
  };
  const honest = {
    origin: SHOP,
    entries: [{ area: 'localStorage', key: 'access_token', value: TOKEN }],
    complete: ['localStorage'],
    unread: 0,
    fragment: '',
  };

  it('brings its token into the report', async () => {
    const { report } = await asked(honest);
    expect(report.credentials.flatMap(({ carriers }) => carriers.map(({ where }) => where))).toEqual(['localStorage']);
  });

  it.each([
    ['of another origin', { ...honest, origin: 'https://bank.example' }],
    ['of 5 MB', { ...honest, entries: [{ ...honest.entries[0], value: 'a'.repeat(5_000_000) }] }],
    ['of wrong types', { ...honest, entries: 'all' }],
  ])('that is forged (%s) changes nothing, on this site or another', async (_title, forged) => {
    const { world, report } = await asked(forged);
    expect(report.credentials).toEqual([]);
    expect(world.session.given.join('')).not.toMatch(/bank|access_token/);
  });

  it('that left something out says so', async () => {
    expect((await asked({ ...honest, unread: 7 })).report.dropped).toBe(7);
  });

  it('follows a token of unknown home, and not the next request with it', async () => {
    const world = fakeWorld([shopTab]);
    world.page.set(1, honest);
    const watcher = await awake(world);
    for (let count = 0; count < 5; count += 1) watcher.requestSent(details(`${SHOP}/api`, withToken));
    await settle();
    expect(world.injections).toBe(1);
  });

  it('follows a login once the page is there, and no other page', async () => {
    const world = fakeWorld([shopTab, { id: 2, url: 'https://blog.example/' }]);
    const watcher = await awake(world);
    watcher.loaded(1, NOON);
    expect(world.injections).toBe(0);
    world.clock = NOON + 5000;
    login(watcher);
    watcher.loaded(1, NOON);
    watcher.loaded(2, NOON);
    expect(world.injections).toBe(1);
    world.clock = NOON + 10 * 60_000;
    watcher.loaded(1, NOON);
    expect(world.injections).toBe(1);
  });
});

describe('a token that lies in a database of the page’s own', () => {
  const nothing = {
    origin: SHOP,
    entries: [],
    complete: ['localStorage', 'sessionStorage', 'indexedDB'],
    unread: 0,
    fragment: '',
  };
  const stored = (value: string) => ({
    ...nothing,
    complete: [],
    entries: [
      { area: 'indexedDB', key: 'budget/kv/user-token', value },
      { area: 'indexedDB', key: 'budget/kv/account', value: SECRET },
    ],
  });
  const sent = (token: string) => ({ initiator: SHOP, requestHeaders: headers({ Authorization: `Bearer ${token}` }) });
  const carriers = async (watcher: Watcher): Promise<string[]> =>
    (await reportOf(watcher, 1)).credentials.flatMap((one) =>
      one.carriers.map(({ where, name }) => `${where} ${name}`),
    );

  const hidden = async () => {
    const world = fakeWorld([shopTab]);
    world.page.set(1, nothing);
    world.databases.set(1, stored(TOKEN));
    return { world, watcher: await awake(world) };
  };

  it('is looked for once, when no known place has it, and found', async () => {
    const { world, watcher } = await hidden();
    for (let count = 0; count < 5; count += 1) watcher.requestSent(details(`${SHOP}/api`, sent(TOKEN)));
    await settle();

    expect(await carriers(watcher)).toEqual(['indexedDB budget/kv/user-token', 'header Authorization']);
    expect(world.searches).toBe(1);
    expect(world.session.given.join('')).not.toMatch(/budget.kv.account/);
  });

  it('is read again where it was found, also when another one has come', async () => {
    const { world, watcher } = await hidden();
    watcher.requestSent(details(`${SHOP}/api`, sent(TOKEN)));
    await settle();
    const next = TOKEN.replace(/.$/, 'V');
    world.page.set(1, { ...nothing, entries: stored(next).entries });
    watcher.requestSent(details(`${SHOP}/api`, sent(next)));
    await settle();
    const report = await reportOf(watcher, 1);

    expect(world.asked?.stores).toContainEqual({ db: 'budget', store: 'kv', keys: ['user-token'] });
    expect(report.credentials.map((one) => one.carriers.map(({ where }) => where))).toEqual([['indexedDB', 'header']]);
    expect([report.credentials[0]?.gone, world.searches]).toEqual([undefined, 1]);
  });

  it('is not gone for a scan that began before it was found', async () => {
    const { world, watcher } = await hidden();
    let answer: (() => void) | undefined;
    const { executeScript } = world.scripting;
    world.scripting.executeScript = async (injection) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return executeScript(injection);
    };
    const slow = reportOf(watcher, 1);
    await settle();
    const goOn = answer;
    world.scripting.executeScript = executeScript;
    watcher.requestSent(details(`${SHOP}/api`, sent(TOKEN)));
    await settle();
    world.clock += 5000;
    goOn?.();

    expect((await slow).credentials[0]).toMatchObject({ carriers: [{ where: 'indexedDB' }, { where: 'header' }] });
    expect((await slow).credentials[0]).not.toHaveProperty('gone');
  });

  it('is gone when it is no longer there', async () => {
    const { world, watcher } = await hidden();
    watcher.requestSent(details(`${SHOP}/api`, sent(TOKEN)));
    await settle();
    world.clock += 5000;

    expect((await reportOf(watcher, 1)).credentials[0]?.gone).toBeGreaterThan(0);
  });

  it.each<[string, (world: ReturnType<typeof fakeWorld>) => void, string]>([
    [
      'it lies in storage',
      (world) => world.page.set(1, { ...nothing, entries: [{ area: 'localStorage', key: 'x', value: TOKEN }] }),
      'Authorization',
    ],
    ['the page cannot be read', (world) => world.page.clear(), 'Authorization'],
    ['it protects from forgery', () => undefined, 'X-CSRF-Token'],
  ])('is not looked for if %s', async (_title, prepare, name) => {
    const world = fakeWorld([shopTab]);
    world.page.set(1, nothing);
    prepare(world);
    const watcher = await awake(world);
    const value = name === 'Authorization' ? `Bearer ${TOKEN}` : TOKEN;
    watcher.requestSent(details(`${SHOP}/api`, { initiator: SHOP, requestHeaders: headers({ [name]: value }) }));
    await settle();
    await reportOf(watcher, 1);

    expect(world.searches).toBe(0);
  });

  it('is not looked for without end by a page that sends a new one each time', async () => {
    const world = fakeWorld([shopTab]);
    world.page.set(1, nothing);
    const watcher = await awake(world);
    for (let count = 10; count < 40; count += 1) {
      watcher.requestSent(details(`${SHOP}/api`, sent(TOKEN.replace(/..$/, String(count)))));
      await settle();
    }

    expect(world.searches).toBe(5);
  });
});

describe('the badge', () => {
  it('is drawn once for a burst, on each tab that shows the site', async () => {
    vi.useFakeTimers();
    try {
      const world = fakeWorld([shopTab, { id: 2, url: `${SHOP}/b` }, { id: 3, url: 'https://blog.example/' }]);
      const watcher = await awake(world);
      login(watcher);
      for (let count = 0; count < 50; count += 1) watcher.requestSent(page(withCookie));
      expect(world.badges).toEqual([]);
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(1000);
      expect(world.badges.map(([tabId]) => tabId).sort()).toEqual([1, 2]);
      expect(new Set(world.badges.map(([, text]) => text))).toEqual(new Set(['S']));
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a prefetch and a prerender', () => {
  it('wipe nothing of the tab’s site', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    login(watcher);
    watcher.requestSent(details('https://blog.example/', { type: 'main_frame', initiator: SHOP }));
    watcher.requestSent(details(`${SHOP}/next`, { type: 'main_frame', frameId: 12, initiator: SHOP }));
    world.jar = [cookie('sid', SECRET)];
    const report = await reportOf(watcher, 1);
    expect(report.site).toBe(SHOP);
    expect(report.verdict).toMatchObject(loggedIn);
  });
});

it('a worker over nothing has a report of nothing', async () => {
  const report = await reportOf(await awake(fakeWorld([shopTab], new FakeSession())), 1);
  expect(report).toMatchObject({ site: SHOP, requests: 0, verdict: { kind: 'none' }, credentials: [] });
});

describe('a page that sends ever new tokens', () => {
  it('is looked at once at a time, and once more for all that came meanwhile', async () => {
    const world = fakeWorld([shopTab]);
    const watcher = await awake(world);
    for (let at = 0; at < 50; at += 1)
      watcher.requestSent(
        details(`${SHOP}/api`, { initiator: SHOP, requestHeaders: headers({ [`x-token-${at}`]: `${TOKEN}${at}` }) }),
      );
    expect(world.injections).toBe(1);
    for (let turn = 0; turn < 20; turn += 1) await settle();
    expect(world.injections).toBe(2);
  });
});

/** What only Firefox does: withholds sites, has containers, and puts the background to sleep whenever it is idle. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectReport } from '../../helpers/expect-report.ts';
import { type Firefox, launchFirefox } from '../../helpers/firefox.ts';
import { serve } from '../../helpers/serve.ts';
import { act, load, login, logout, open } from '../../lab/drive.ts';
import { siteNamed, startLab } from '../../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let firefox: Firefox;

beforeAll(async () => {
  firefox = await launchFirefox();
});

afterAll(async () => {
  await firefox?.close();
  await lab.stop();
});

/** As the switch in the browser's page of extensions does. */
const PERMIT = `
  const done = arguments[arguments.length - 1];
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(arguments[0]);
  const change = arguments[1] ? 'add' : 'remove';
  ExtensionPermissions[change](arguments[0], { permissions: [], origins: ['<all_urls>'] }, extension).then(done, (error) => done(String(error)));`;

const permit = async (yes: boolean): Promise<void> => {
  expect(await firefox.inBrowser(PERMIT, firefox.id, yes)).toBeNull();
};

/** How soon the background is put to sleep, in milliseconds: much sooner than people have it. */
const SLEEPY = `arguments[arguments.length - 1](Services.prefs.setIntPref('extensions.background.idle.timeout', 300));`;
const AWAKE = `arguments[arguments.length - 1](Services.prefs.clearUserPref('extensions.background.idle.timeout'));`;

test('a site that was withheld is said to be, and is judged once it is allowed', async () => {
  const site = siteNamed(lab, 'session');
  const page = await firefox.newPage();
  await open(page, site);
  await permit(false);
  const withheld = await firefox.report(page).finally(() => permit(true));
  expect(withheld).toMatchObject({ access: 'withheld', credentials: [] });
  await login(page, site);
  await act(page);
  expectReport(await firefox.report(page), site.expected.after);
  await logout(page, site);
  await page.close();
});

test('a container is a site of its own', async () => {
  const site = siteNamed(lab, 'jwt-cookie');
  const outside = await firefox.newPage();
  await open(outside, site);
  const container = await firefox.browser.createBrowserContext();
  const inside = await container.newPage();
  await open(inside, site);
  await login(inside, site);
  await load(inside);
  // Two tabs show the same address: the one that was opened last is in the container.
  const report = await firefox.report(inside);
  expect(report.partition).toMatch(/^firefox-container-\d+$/);
  expectReport(report, site.expected.after);
  await inside.close();
  const other = await firefox.report(outside);
  expect(other.partition).toBeNull();
  expect(other.verdict.kind).toBe('none');
  expect(other.credentials).toEqual([]);
  await outside.close();
  await container.close();
});

/** Under the name that Firefox makes of the extension's id. */
const SIDEBAR = `
  const [id, done] = arguments;
  const { SidebarController } = Services.wm.getMostRecentWindow('navigator:browser');
  SidebarController.show(id.replace(/[^a-z0-9_-]/g, '_') + '-sidebar-action').then(() => done(null), (error) => done(String(error)));`;

/** What it shows. */
const SHOWN = `chrome.extension.getViews({ type: 'sidebar' }).map(({ document }) => document.body.innerText).join()`;

test('the sidebar shows the site of the tab in front, and follows it', async () => {
  const [one, other] = [siteNamed(lab, 'session'), siteNamed(lab, 'jwt-storage')];
  const page = await firefox.newPage();
  await login(page, one);
  await page.bringToFront();
  expect(await firefox.inBrowser(SIDEBAR, firefox.id)).toBeNull();
  const shown = (): Promise<unknown> => firefox.inExtension(SHOWN);
  await expect.poll(shown, { timeout: 10_000 }).toMatch(/^http:\/\/session\.localhost:\d+\s[\s\S]*\bsigned in/);
  await login(page, other);
  await expect.poll(shown, { timeout: 10_000 }).toMatch(/^http:\/\/jwt-storage\.localhost:\d+\s[\s\S]*\bsigned in/);
  await page.close();
});

const PRIVATE_WINDOW = `
  const done = arguments[arguments.length - 1];
  const opened = Services.wm.getMostRecentWindow('navigator:browser').OpenBrowserWindow({ private: true });
  opened.addEventListener('load', () => done(null), { once: true });`;

test('a private window is a place of its own, and nothing of it stays', async () => {
  const site = siteNamed(lab, 'session');
  const allowed = await launchFirefox({ inPrivate: true });
  try {
    const outside = await allowed.newPage();
    await open(outside, site);
    expect(await allowed.inBrowser(PRIVATE_WINDOW)).toBeNull();
    const found = async (): Promise<Page | undefined> =>
      (await allowed.browser.pages()).find((page) => page.url() === 'about:privatebrowsing');
    await expect.poll(found, { timeout: 10_000 }).toBeDefined();
    const inside = (await found()) as Page;
    await login(inside, site);
    await load(inside);
    const report = await allowed.report(inside);
    expect(report.partition).toBe('private');
    expectReport(report, site.expected.after);
    expect(await allowed.report(outside)).toMatchObject({
      partition: null,
      verdict: { kind: 'none' },
      credentials: [],
    });
    expect(await allowed.storage()).toContain('site/private|');
    await inside.close();
    await expect.poll(() => allowed.storage(), { timeout: 10_000 }).not.toContain('site/private|');
  } finally {
    await allowed.close();
  }
});

test('asleep whenever it is idle, it loses no request', async () => {
  const answered: string[] = [];
  const quiet = await serve((request, response) => {
    if (request.url?.startsWith('/api/')) answered.push(request.url);
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>quiet</title>');
  });
  const page = await firefox.newPage();
  await page.goto(`http://quiet.localhost:${quiet.port}/`);
  const before = (await firefox.report(page)).requests;
  await firefox.inBrowser(SLEEPY);
  // The pages of tests ask nothing while it sleeps; what wakes it are the requests.
  const asleep = async (): Promise<void> => {
    while ((await firefox.workerStatus()) !== 'stopped') await new Promise((resolve) => setTimeout(resolve, 50));
  };
  for (let round = 0; round < 3; round += 1) {
    await asleep();
    await page.evaluate(
      (turn) => Promise.all(Array.from({ length: 20 }, (_, at) => fetch(`/api/${turn}/${at}`))),
      round,
    );
  }
  expect(answered).toHaveLength(60);
  await firefox.inBrowser(AWAKE);
  expect((await firefox.report(page)).requests - before).toBe(60);
  await page.close();
  await quiet.stop();
});

test('a cookie of an embedded site is told with the partition that it lies in', async () => {
  const { port, stop } = await serve((request, response) => {
    const own = request.headers.host?.startsWith('embedded.') === true;
    if (own)
      response.setHeader(
        'set-cookie',
        'sid=Zk3vQm8WfLr2Xb7NcTy5HsDp; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
      );
    response
      .setHeader('content-type', 'text/html')
      .end(
        own
          ? '<p>embedded'
          : `<!doctype html><title>top</title><iframe src="http://embedded.localhost:${port}/"></iframe>`,
      );
  });
  const page = await firefox.newPage();
  await page.goto(`http://top.localhost:${port}/`);
  await page.reload();
  const report = await firefox.report(page);
  const carriers = report.credentials.flatMap((one) => one.carriers);
  expect(carriers.filter(({ name }) => name === 'sid').map(({ cookie }) => cookie?.partitionKey)).toEqual([
    'http://top.localhost',
  ]);
  await page.close();
  await stop();
});

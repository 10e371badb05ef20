/** The popup as people open it: through the browser's action, over a real site. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

/** `COATCHECK_SCREENSHOTS=1 npx vitest run --project e2e test/e2e/popup.spec.ts` draws the README's pictures anew. */
const KEEP = process.env['COATCHECK_SCREENSHOTS'] === '1';
const FOLDER = join(import.meta.dirname, 'screenshots');

const picture = async (page: Page, name: string): Promise<void> => {
  if (!KEEP) return;
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`) as `${string}.png` });
};

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const signedIn = async (host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  // Earlier tests may have left somebody signed in.
  const who = await page.$eval('#who', (node) => node.textContent);
  if (who === 'nobody') await login(page, siteOf(host));
  await act(page);
  await load(page);
  return page;
};

const verdictWord = (app: Page): Promise<string> =>
  app.waitForSelector('h1').then(async (heading) => (await heading?.evaluate((node) => node.textContent)) ?? '');

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

test('a click on the ticket in the toolbar opens the popup over the page', async () => {
  const page = await signedIn('session');
  await page.bringToFront();
  const popup = await chromium.openPopup(page);
  await popup.waitForFunction(() => document.body.textContent?.includes('session.localhost'));
  expect(await verdictWord(popup)).toContain('Session');
  // The browser makes the window as large as the content asks for, up to 800×600.
  const size = await popup.evaluate(() => [document.body.clientWidth, document.documentElement.scrollHeight]);
  expect(size).toEqual([400, 600]);
  await popup.close();
  await page.close();
});

test('any page of the extension gets the report by its contract', async () => {
  const page = await signedIn('jwt-cookie');
  const app = await chromium.openApp(page);
  const tabId = await chromium.tabId(page);
  const reply = await app.evaluate((id) => chrome.runtime.sendMessage({ name: 'popup/get-report', tabId: id }), tabId);
  const { ok, value } = reply as { ok: boolean; value: SiteReport };
  expect(ok).toBe(true);
  expect(value).toMatchObject({ schema: 1, site: siteOf('jwt-cookie').origin, partition: null, access: 'granted' });
  expect(await chromium.ask({ name: 'popup/get-report', tabId: 999_999 })).toMatchObject({
    ok: false,
    error: 'no-tab',
  });
  expect(await chromium.ask({ name: 'popup/get-report', tabId: 'x' })).toMatchObject({
    ok: false,
    error: 'bad-request',
  });
  await app.close();
  await page.close();
});

test('the tabs work by keyboard alone', async () => {
  const page = await signedIn('jwt-storage-careless');
  const app = await chromium.openApp(page);
  await app.waitForSelector('[role="tab"][aria-selected="true"]');
  await app.focus('[role="tab"][aria-selected="true"]');
  const selected = (): Promise<string> => app.$eval('[role="tab"][aria-selected="true"]', (tab) => tab.id);
  const seen = [await selected()];
  for (let step = 0; step < 3; step += 1) {
    await app.keyboard.press('ArrowRight');
    seen.push(await selected());
  }
  expect(seen).toEqual(['tab-risks', 'tab-credentials', 'tab-story', 'tab-learn']);
  await app.keyboard.press('Home');
  expect(await selected()).toBe('tab-risks');
  await app.keyboard.press('Tab');
  await app.keyboard.press('Tab');
  await app.keyboard.press('Enter');
  await app.waitForSelector('[role="tabpanel"]:not([hidden]) button[aria-expanded="true"]');
  await app.close();
  await page.close();
});

test.each(['light', 'dark'])('axe finds nothing to complain of in the %s theme', async (scheme) => {
  const page = await signedIn('jwt-storage-careless');
  const app = await chromium.openApp(page);
  await app.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await app.waitForSelector('[role="tab"]');
  await app.evaluate(axe.source);
  for (const tab of await app.$$('[role="tab"]')) {
    await tab.click();
    await app.waitForFunction(() => document.querySelector('[role="tabpanel"]:not([hidden])')?.textContent !== '');
    for (const fold of await app.$$('[role="tabpanel"]:not([hidden]) button[aria-expanded="false"]'))
      await fold.click();
    const found = await app.evaluate(async () => {
      const results = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return results.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
  }
  await app.close();
  await page.close();
});

test('it follows a login live', async () => {
  const site = siteOf('session');
  const page = await chromium.newPage();
  await page.deleteCookie(...(await page.cookies(site.origin)));
  await open(page, site);
  const app = await chromium.openApp(page);
  await app.waitForSelector('h1');
  await login(page, site);
  await app.waitForFunction(() => document.querySelector('h1')?.textContent?.includes('Session'), { polling: 50 });
  await app.close();
  await page.close();
});

test('a page that was open before Coatcheck came offers a reload, and the reload tells all', async () => {
  const late = await launch({ bare: true });
  const site = siteOf('anonymous');
  const page = await late.newPage();
  await open(page, site);
  await late.install();
  const before = await late.report(page);
  expect(before.requests).toBe(0);
  const app = await late.openApp(page);
  const reload = await app.waitForSelector('::-p-xpath(//button[contains(., "Reload")])');
  await picture(app, 'just-begun');
  await Promise.all([page.waitForNavigation(), reload?.click()]);
  await app.waitForFunction(() => !document.body.textContent?.includes('Reload the page'), { polling: 50 });
  const after = await late.report(page);
  expect(after.requests).toBeGreaterThan(0);
  expect(after.verdict.kind).toBe('session');
  await late.close();
});

test('a page that no extension may see is said to be one', async () => {
  const page = await chromium.newPage();
  await page.goto('chrome://version/');
  expect((await chromium.report(page)).access).toBe('unsupported');
  const app = await chromium.openApp(page);
  await app.waitForFunction(() => document.body.textContent?.includes('extension'));
  await app.close();
  await page.close();
});

/** What the README shows, and the other tabs beside it. */
const SCENES = [
  ['session-careless', 'risks', 'popup', 'light'],
  ['jwt-storage-careless', 'credentials', 'popup', 'light'],
  ['hybrid', 'story', 'popup', 'dark'],
  ['session', 'learn', 'popup', 'light'],
  ['hybrid', 'story', 'page', 'light'],
  ['oauth', 'story', 'page', 'dark'],
  ['jwt-storage-careless', 'credentials', 'page', 'dark'],
  ['session-careless', 'risks', 'page', 'light'],
  ['session', 'learn', 'page', 'light'],
] as const;

const WIDE = { width: 1200, height: 860 };

const isDrawn = (app: Page): Promise<unknown> =>
  app.waitForFunction(() => {
    const text = document.querySelector('[role="tabpanel"]:not([hidden])')?.textContent ?? '';
    return text !== '' && !text.includes('Opening…');
  });

test.each(SCENES)('the screen over %s, tab %s, in a %s, is drawn without overflow (%s)', async (...scene) => {
  const [host, tab, door, scheme] = scene;
  const page = await signedIn(host);
  const app = await (door === 'popup' ? chromium.openApp(page) : chromium.openPage(page));
  if (door === 'page') await app.setViewport(WIDE);
  await app.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    // Nothing is on its way when the picture is taken.
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await app.waitForSelector(`#tab-${tab}`);
  await app.click(`#tab-${tab}`);
  await isDrawn(app);
  const fold = await app.$('[role="tabpanel"]:not([hidden]) :is(.risk, .token) button[aria-expanded="false"]');
  await fold?.click();
  const wide = await app.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await picture(app, door === 'popup' ? `${host}-${tab}` : `${host}-${tab}-page`);
  await app.close();
  await page.close();
});

/** The other doors, each for real: the browser's side panel, its DevTools, and a page in a tab of its own. */
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login, logout, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const opened = async (host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  return page;
};

/** By looks at the clock: a tab in the background draws no frames. */
const waiting = { polling: 50 } as const;

const shows = (app: Page | Frame, words: string): Promise<unknown> =>
  app.waitForFunction((sought) => document.body.textContent?.includes(sought), waiting, words);

const textOf = (app: Page): Promise<string> => app.evaluate(() => document.body.textContent ?? '');

const isSignedIn = (app: Page | Frame, answer: 'yes' | 'no'): Promise<unknown> =>
  app.waitForFunction((sought) => document.querySelector(`[data-signed="${sought}"]`), waiting, answer);

const WIDTHS = [320, 400, 768, 1200, 1600];

/** Goes through all tabs, opens what can be opened, and tells where the screen is wider than its window. */
const overflowsOf = async (app: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await app.setViewport({ width, height: 700 });
    await app.waitForFunction((wanted) => innerWidth === wanted, waiting, width);
    for (const tab of ['risks', 'credentials', 'story', 'learn']) {
      await app.evaluate((id) => document.getElementById(`tab-${id}`)?.click(), tab);
      await app.waitForFunction((id) => document.getElementById(`panel-${id}`)?.textContent?.length, waiting, tab);
      await app.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLElement>(
          '[role="tabpanel"]:not([hidden]) [aria-expanded="false"]',
        ))
          fold.click();
      });
      const over = await app.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`${tab} at ${width}: ${over} px`);
    }
  }
  return found;
};

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

test('the side panel goes with the reader from tab to tab', async () => {
  const first = await opened('session');
  const second = await opened('jwt-storage');
  const panel = await chromium.openPanel();
  await second.bringToFront();
  await shows(panel, 'jwt-storage.localhost');
  await first.bringToFront();
  await shows(panel, 'session.localhost');
  expect(await textOf(panel)).not.toContain('jwt-storage.localhost');
  // The same tab, elsewhere.
  await open(first, siteOf('jwt-cookie'));
  await shows(panel, 'jwt-cookie.localhost');
  await first.close();
  await second.bringToFront();
  await shows(panel, 'jwt-storage.localhost');
  await panel.close();
  await second.close();
});

test('an open side panel sees the login happen, and the logout after the worker was stopped', async () => {
  // Its page signs in by script, and never loads anew: what the worker writes is the only news.
  const site = siteOf('jwt-storage');
  const page = await opened('jwt-storage');
  const panel = await chromium.openPanel();
  await page.bringToFront();
  await shows(panel, 'jwt-storage.localhost');
  await login(page, site);
  await isSignedIn(panel, 'yes');
  expect(await panel.$eval('h1', (heading) => heading.textContent)).toBe('Token');
  await panel.click('#tab-credentials');
  await shows(panel, 'Access token');
  await panel.click('#tab-story');
  const steps = (): Promise<number> => panel.$$eval('#panel-story li', (rows) => rows.length);
  await panel.waitForFunction(() => document.querySelector('#panel-story li') !== null, waiting);
  const before = await steps();
  expect(before).toBeGreaterThan(0);
  await chromium.killWorker();
  await logout(page, site);
  await isSignedIn(panel, 'no');
  expect(await steps()).toBeGreaterThan(before);
  await panel.close();
  await page.close();
});

test('a side panel that shows a page at rest leaves it at rest', async () => {
  const page = await opened('jwt-storage');
  await login(page, siteOf('jwt-storage'));
  await load(page);
  const panel = await chromium.openPanel();
  await page.bringToFront();
  await isSignedIn(panel, 'yes');
  // Looking may teach something once; a second look at the same teaches nothing.
  await panel.evaluate(() => {
    Reflect.set(window, 'written', 0);
    chrome.storage.onChanged.addListener(() => Reflect.set(window, 'written', Reflect.get(window, 'written') + 1));
  });
  for (let times = 0; times < 5; times += 1) await chromium.report(page);
  expect(await panel.evaluate(() => Reflect.get(window, 'written'))).toBe(0);
  await panel.close();
  await page.close();
});

test('the full page stays with its tab, names it, and says when it was closed', async () => {
  const page = await opened('jwt-cookie');
  const app = await chromium.openPage(page);
  await shows(app, 'jwt-cookie.localhost');
  await login(page, siteOf('jwt-cookie'));
  await isSignedIn(app, 'yes');
  await app.waitForFunction(
    () => /^http:\/\/jwt-cookie\.localhost:\d+ · Token – Coatcheck$/.test(document.title),
    waiting,
  );
  await page.close();
  await shows(app, 'The page has been closed.');
  expect(await app.$eval('h1', (heading) => heading.textContent)).toBe('Token');
  await app.reload();
  await app.waitForFunction(() => document.querySelector('h1')?.textContent === 'The page has been closed', waiting);
  await app.close();
});

test.each(['panel', 'page'] as const)('the %s fits every width', async (door) => {
  const page = await opened('hybrid');
  await login(page, siteOf('hybrid'));
  await act(page);
  await load(page);
  const app = door === 'panel' ? await chromium.openPanel() : await chromium.openPage(page);
  if (door === 'panel') await page.bringToFront();
  await app.waitForSelector('[role="tab"]');
  expect(await overflowsOf(app)).toEqual([]);
  await app.close();
  await logout(page, siteOf('hybrid'));
  await page.close();
});

test('a popup in half its room, as in a browser that enlarges to 200 %, scrolls as a whole', async () => {
  const page = await opened('session-careless');
  await login(page, siteOf('session-careless'));
  const popup = await chromium.openApp(page);
  await popup.waitForSelector('.panel');
  const look = () => {
    const panel = document.querySelector('.panel');
    const { scrollWidth, scrollHeight } = document.documentElement;
    return {
      wide: scrollWidth > innerWidth,
      tall: scrollHeight > innerHeight,
      scrollsInside: panel !== null && panel.scrollHeight > panel.clientHeight,
    };
  };
  expect(await popup.evaluate(look)).toEqual({ wide: false, tall: false, scrollsInside: true });
  await popup.setViewport({ width: 400, height: 300 });
  expect(await popup.evaluate(look)).toEqual({ wide: false, tall: true, scrollsInside: false });
  await popup.close();
  await page.close();
});

test('the panel in DevTools is about the page that is inspected', async () => {
  const inspecting = await launch({ args: ['--auto-open-devtools-for-tabs'] });
  const site = siteOf('session');
  const page = await inspecting.newPage();
  await open(page, site);
  const other = await inspecting.newPage();
  await open(other, siteOf('jwt-storage'));
  const panel = await inspecting.openDevTools(page);
  await shows(panel, 'http://session.localhost');
  await login(page, site);
  await isSignedIn(panel, 'yes');
  await other.bringToFront();
  expect(
    await panel.evaluate(() => [
      document.documentElement.dataset['door'],
      document.querySelector('.site')?.textContent,
    ]),
  ).toEqual(['devtools', site.origin]);
  await inspecting.close();
});

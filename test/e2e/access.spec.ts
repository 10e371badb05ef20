/** The user decides in the browser's own settings what Coatcheck may see. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { login, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const waiting = { polling: 50 } as const;

const shows = (app: Page, words: string): Promise<unknown> =>
  app.waitForFunction((sought) => document.body.textContent?.includes(sought), waiting, words);

const button = (app: Page, name: string): Promise<unknown> =>
  app.waitForSelector(`::-p-xpath(//button[normalize-space()="${name}"])`);

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

test('access that is withheld is said, given, used and withdrawn', async () => {
  await chromium.setAccess('ON_CLICK');
  const site = siteOf('session');
  const page = await chromium.newPage();
  await open(page, site);
  const app = await chromium.openPage(page);
  await shows(app, 'No access to this site');
  // The browser hides the tab's address; the navigation told it.
  await shows(app, site.origin);
  expect(await chromium.report(page)).toMatchObject({ access: 'withheld', site: site.origin, credentials: [] });

  // Given in the browser's settings: the open page learns of it by itself.
  await chromium.setAccess('ON_SPECIFIC_SITES');
  await chromium.allowSite(site.origin);
  await app.waitForFunction(() => !document.body.textContent?.includes('No access'), waiting);
  await login(page, site);
  await app.waitForSelector('[data-signed="yes"]');

  await chromium.setAccess('ON_CLICK');
  await shows(app, 'Access to this site was withdrawn; nothing new is seen.');
  expect(await app.$eval('h1', (heading) => heading.textContent)).toBe('Session');
  await button(app, 'Allow on this site…');
  // Nor after the worker was stopped, which then has heard of no navigation.
  await chromium.killWorker();
  await app.reload();
  await shows(app, 'Access to this site was withdrawn');

  await chromium.setAccess('ON_ALL_SITES');
  await app.waitForFunction(() => !document.body.textContent?.includes('withdrawn'), waiting);
  await app.close();
  await page.close();
});

test('both buttons ask the browser, in the turn of the click', async () => {
  await chromium.setAccess('ON_CLICK');
  const site = siteOf('jwt-storage');
  const page = await chromium.newPage();
  await open(page, site);
  const app = await chromium.openPage(page);
  await shows(app, 'No access to this site');
  // Nobody can answer the browser's prompt in here: its question is heard, and answered with no.
  await app.evaluate(() => {
    const asked: unknown[] = [];
    Reflect.set(window, 'asked', asked);
    chrome.permissions.request = ((wanted: unknown, answer?: (given: boolean) => void) => {
      asked.push([wanted, navigator.userActivation.isActive]);
      answer?.(false);
      return Promise.resolve(false);
    }) as typeof chrome.permissions.request;
  });
  for (const name of ['Allow on this site…', 'Allow on all sites…'])
    await app.click(`::-p-xpath(//button[normalize-space()="${name}"])`);
  await shows(app, 'Access was not given.');
  expect(await app.evaluate(() => Reflect.get(window, 'asked'))).toEqual([
    [{ origins: [`${site.origin}/*`] }, true],
    [{ origins: ['<all_urls>'] }, true],
  ]);
  await app.close();
  await page.close();
});

test('a page of the browser is still one that no extension may see', async () => {
  await chromium.setAccess('ON_CLICK');
  const page = await chromium.newPage();
  await page.goto('chrome://version/');
  expect((await chromium.report(page)).access).toBe('unsupported');
  await page.close();
});

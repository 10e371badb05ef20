/** The settings, in the real browser: a pause, the badge, the theme, and what was seen forgotten. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login, logout, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

beforeAll(async () => {
  chromium = await launch();
});

afterEach(async () => {
  await chromium.ask({ name: 'popup/set-settings', change: { theme: 'system', badge: true, paused: false } });
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

/** `COATCHECK_SCREENSHOTS=folder` draws what this file looks at. */
const PICTURES = process.env['COATCHECK_SCREENSHOTS'];
const picture = async (app: Page, name: string): Promise<void> => {
  if (PICTURES === undefined || PICTURES === '1') return;
  mkdirSync(PICTURES, { recursive: true });
  await app.screenshot({ path: join(PICTURES, `settings-${name}.png`) as `${string}.png` });
};

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const opened = async (host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  return page;
};

/** Of a button, a label or a heading by its words, the one that can be seen. */
const click = async (app: Page, words: string): Promise<void> => {
  const found = await app.waitForFunction(
    (text) =>
      [...document.querySelectorAll('button, label')].find(
        (one) => one.closest('[hidden]') === null && one.textContent?.trim() === text,
      ),
    {},
    words,
  );
  await found.asElement()?.evaluate((node) => (node as HTMLElement).click());
};
const says = (app: Page, words: string): Promise<unknown> =>
  app.waitForFunction((text) => document.body.textContent?.includes(text), {}, words);

const settingsOf = async (page: Page): Promise<Page> => {
  const app = await chromium.openApp(page);
  await click(app, 'Settings');
  await says(app, 'Pause everywhere');
  await says(app, 'Clocks may differ by');
  return app;
};

const hostOf = (page: Page): string => page.url().replace(/\/$/, '');
const badgeOf = async (page: Page): Promise<string> => {
  const tabId = await chromium.tabId(page);
  const app = await chromium.openApp(page);
  const text = await app.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
  await app.close();
  return text;
};
const stepsOf = ({ story }: SiteReport): string[] => story.map(({ kind }) => kind);
const complaints = async (app: Page): Promise<string[]> => {
  await app.evaluate(axe.source);
  return app.evaluate(async () => {
    const results = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return results.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
  });
};

test('on a site that is paused a login teaches nothing, until it is watched again', async () => {
  const page = await opened('session');
  const before = await chromium.report(page);
  const app = await settingsOf(page);
  await click(app, `Pause on ${hostOf(page)}`);
  await says(app, 'Watch again');
  await picture(app, 'paused');
  expect(await complaints(app)).toEqual([]);

  await login(page, siteOf('session'));
  await act(page);
  const paused = await chromium.report(page);
  expect([paused.requests, stepsOf(paused)]).toEqual([before.requests, stepsOf(before)]);
  expect(await badgeOf(page)).toBe('❚❚');

  await click(app, 'Back');
  await click(app, 'Watch again');
  await app.waitForFunction(() => document.body.textContent?.includes('Watch again') === false);
  await load(page);
  await expect.poll(async () => (await chromium.report(page)).verdict.kind).toBe('session');
  expect((await chromium.report(page)).requests).toBeGreaterThan(paused.requests);
  await expect.poll(() => badgeOf(page)).toBe('S');
  await app.close();
  await page.close();
});

test('paused everywhere, nothing is seen of any site, by the next worker neither', async () => {
  const page = await chromium.newPage();
  await chromium.ask({ name: 'popup/set-settings', change: { paused: true } });
  await open(page, siteOf('jwt-storage'));
  await login(page, siteOf('jwt-storage'));
  await chromium.killWorker();
  await act(page);
  expect(await chromium.report(page)).toMatchObject({ requests: 0, credentials: [], story: [] });
  expect(await chromium.storage()).not.toContain(siteOf('jwt-storage').origin);

  const app = await chromium.openApp(page);
  await says(app, 'Paused everywhere');
  await picture(app, 'paused-everywhere');
  expect(await complaints(app)).toEqual([]);
  await click(app, 'Watch again');
  await app.waitForFunction(() => document.body.textContent?.includes('Watch again') === false);
  await load(page);
  await act(page);
  await expect.poll(async () => (await chromium.report(page)).verdict.kind).toBe('token');
  await app.close();
  await page.close();
});

test('the badge goes and comes back with a click', async () => {
  const page = await opened('jwt-cookie');
  await login(page, siteOf('jwt-cookie'));
  await act(page);
  await expect.poll(() => badgeOf(page)).toBe('T');
  const app = await settingsOf(page);
  await click(app, 'Badge');
  await expect.poll(() => badgeOf(page)).toBe('');
  await load(page);
  await act(page);
  expect(await badgeOf(page)).toBe('');
  await click(app, 'Badge');
  await expect.poll(() => badgeOf(page)).toBe('T');
  await app.close();
  await page.close();
});

test('a site that was forgotten is known by its cookies alone, and its next login is told', async () => {
  const site = siteOf('session-careless');
  const page = await opened('session-careless');
  await login(page, site);
  await act(page);
  expect(stepsOf(await chromium.report(page))).toContain('login-submitted');
  const app = await settingsOf(page);
  await click(app, `Forget ${hostOf(page)}`);
  await says(app, 'What was seen of this site is forgotten.');
  await picture(app, 'forgotten');
  const forgotten = await chromium.report(page);
  expect([forgotten.requests, stepsOf(forgotten).filter((kind) => kind !== 'credential-kept')]).toEqual([0, []]);
  await click(app, 'Back');
  await says(app, 'Judged from what is stored; no request was seen yet.');

  await logout(page, site);
  await login(page, site);
  await act(page);
  const again = await chromium.report(page);
  expect(stepsOf(again)).toContain('login-submitted');
  expect(again.verdict).toMatchObject({ kind: 'session', signedIn: 'yes' });
  await app.close();
  await page.close();
});

test('everything is forgotten on the second click', async () => {
  const page = await opened('session');
  const app = await settingsOf(page);
  expect(await chromium.storage()).toContain(siteOf('session').origin);
  await page.goto('about:blank');
  await click(app, 'Forget everything…');
  await app.waitForFunction(() => document.activeElement?.textContent === 'Cancel');
  await picture(app, 'forget-everything');
  expect(await complaints(app)).toEqual([]);
  await click(app, 'Forget everything');
  await says(app, 'What was seen is forgotten, on all sites.');
  expect(await chromium.storage()).not.toContain('"site/');
  await app.close();
  await page.close();
});

test('the theme counts at once, wherever Coatcheck is open, and when it is opened again', async () => {
  const page = await opened('session');
  const ground = (app: Page): Promise<string> =>
    app.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = [{ name: 'prefers-color-scheme', value: 'light' }];
  const other = await chromium.openApp(page);
  await other.emulateMediaFeatures(light);
  const app = await settingsOf(page);
  await app.emulateMediaFeatures(light);
  const before = await ground(app);
  await click(app, 'Dark');
  await expect.poll(() => ground(app)).not.toBe(before);
  const dark = await ground(app);
  await expect.poll(() => ground(other)).toBe(dark);
  await picture(app, 'dark');
  expect(await complaints(app)).toEqual([]);
  await app.close();
  const later = await chromium.openApp(page);
  await later.emulateMediaFeatures(light);
  await expect.poll(() => ground(later)).toBe(dark);
  await later.close();
  await other.close();
  await page.close();
});

test('nothing was written to the console', async () => {
  expect(await chromium.log()).toEqual([]);
});

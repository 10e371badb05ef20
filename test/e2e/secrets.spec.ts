/** Secrets that the lab gave out are searched for everywhere: storage, messages, console, the screen before Reveal, disk. */
import { execFileSync } from 'node:child_process';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../src/core/export/text.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login, open } from '../lab/drive.ts';
import { startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;
const pages = new Map<string, Page>();

const leaks = (text: string): string[] => lab.secrets().filter((secret) => text.includes(secret));

const pageOf = (host: string): Page => {
  const page = pages.get(host);
  if (page === undefined) throw new Error(`No page shows ${host}.`);
  return page;
};

/** Opens every fold of the screen, but reveals nothing. */
const openEverything = async (app: Page): Promise<string> => {
  await app.waitForSelector('[role="tab"]');
  let seen = '';
  for (const tab of await app.$$('[role="tab"]')) {
    await tab.click();
    await app.waitForFunction(() => document.querySelector('[role="tabpanel"]:not([hidden])')?.textContent !== '');
    for (const fold of await app.$$('[role="tabpanel"]:not([hidden]) button[aria-expanded="false"]')) {
      await fold.evaluate((button) => (button as HTMLElement).click());
    }
    seen += await app.evaluate(() => document.documentElement.outerHTML);
  }
  return seen;
};

beforeAll(async () => {
  chromium = await launch({ listen: true });
  for (const site of lab.sites) {
    const page = await chromium.newPage();
    await open(page, site);
    await login(page, site);
    await act(page);
    await load(page);
    pages.set(site.host, page);
  }
}, 180_000);

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

test('the lab planted enough secrets for the search to mean something', () => {
  expect(lab.secrets().length).toBeGreaterThan(30);
  expect(leaks(`x ${lab.secrets()[0]} y`)).toHaveLength(1);
});

test('no report, no message and no text export holds a secret', async () => {
  for (const page of pages.values()) {
    const report = await chromium.report(page);
    expect(leaks(JSON.stringify(report)), report.site).toEqual([]);
    expect(leaks(textOf(report)), report.site).toEqual([]);
  }
});

test('no storage area holds a secret', async () => {
  const text = await chromium.storage();
  expect(text).toContain('session.localhost');
  expect(leaks(text)).toEqual([]);
});

test.each(['session-careless.localhost', 'jwt-storage.localhost', 'refresh-careless.localhost', 'basic.localhost'])(
  'the screen over %s shows no secret before Reveal is clicked',
  async (host) => {
    const app = await chromium.openApp(pageOf(host));
    const seen = await openEverything(app);
    expect(seen).toContain(host);
    expect(leaks(seen)).toEqual([]);
    await app.close();
  },
);

test('Reveal shows the live value on click, and Hide takes it away again', async () => {
  const host = 'jwt-storage.localhost';
  const page = pageOf(host);
  const value = await page.evaluate(() => localStorage.getItem('access_token') ?? '');
  const app = await chromium.openApp(page);
  const tab = await app.waitForSelector('#tab-credentials');
  await tab?.click();
  await app.waitForSelector('button[aria-label="Reveal access_token"]');
  const shows = (text: string): boolean => document.body.textContent?.replace(/\s/g, '').includes(text) ?? false;
  await app.click('button[aria-label="Reveal access_token"]');
  await app.waitForFunction(shows, {}, value);
  await app.click('button[aria-label="Hide access_token"]');
  await app.waitForFunction((text) => !document.body.textContent?.replace(/\s/g, '').includes(text), {}, value);
  await app.close();
});

test('nothing was written to the console', async () => {
  expect(await chromium.log()).toEqual([]);
});

test("nothing of it lies in the extension's folders of the profile", async () => {
  // The cookie jar and the page's own storage hold secrets of course: those are the browser's. Searched is what is ours.
  const id = chromium.origin.split('//')[1] ?? '';
  const find = (args: string[]): string => execFileSync('find', [chromium.profile, ...args], { encoding: 'utf8' });
  const folders = find([
    '-type',
    'd',
    '(',
    '-name',
    `*${id}*`,
    '-o',
    '-name',
    'Local Extension Settings',
    '-o',
    '-name',
    'Service Worker',
    ')',
  ]);
  const ours = folders.split('\n').filter((folder) => folder !== '');
  const hits = ours.flatMap((folder) =>
    lab.secrets().filter((secret) => {
      try {
        return execFileSync('grep', ['-rlaF', '--', secret, folder], { encoding: 'utf8' }) !== '';
      } catch {
        return false;
      }
    }),
  );
  expect(hits).toEqual([]);
});

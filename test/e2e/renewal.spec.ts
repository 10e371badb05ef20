/** The extension is updated under open tabs; private windows come and go. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { type Chromium, EXTENSION, launch } from '../helpers/chromium.ts';
import { expectReport } from '../helpers/expect-report.ts';
import { load, login, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
const siteOf = (host: string): LabSite => siteNamed(lab, host);

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'coatcheck-renewal-'));
  folders.push(made);
  return made;
};

afterAll(async () => {
  await lab.stop();
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

const signedIn = async (chromium: Chromium, host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  await login(page, siteOf(host));
  await load(page);
  return page;
};

test('an update under open tabs: no page notices, and what cookies and storage tell is told at once', async () => {
  const extension = folder();
  cpSync(EXTENSION, extension, { recursive: true });
  const chromium = await launch({ extension });
  const pages = new Map<string, Page>();
  const troubles: string[] = [];
  for (const host of ['session', 'jwt-storage']) {
    const page = await signedIn(chromium, host);
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => void (message.type() === 'error' && troubles.push(message.text())));
    pages.set(host, page);
  }
  const origin = chromium.origin;
  // One reader is on its way when the update comes.
  const last = pages.get('jwt-storage') as Page;
  const asked = chromium.report(last).catch(() => undefined);
  const manifest = join(extension, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"version": "[^"]+"/, '"version": "99.0.0"'));
  await chromium.install();
  await asked;
  expect(chromium.origin).toBe(origin);

  for (const [host, page] of pages) {
    const site = siteOf(host);
    const found = await chromium.report(page);
    // Of the cookie nobody saw that it came with a login; the token in the storage is a token.
    const [decisive] = site.expected.after.decisive;
    const names = found.credentials.flatMap(({ carriers }) => carriers.map(({ name }) => name));
    expect(names, host).toContain(decisive?.name);
    expect(found.requests, host).toBe(0);
    const app = await chromium.openApp(page);
    await app.waitForSelector('::-p-xpath(//button[normalize-space()="Reload the page"])');
    await app.close();
    // The site is used on, without a reload even.
    await page.bringToFront();
    await load(page);
    const { verdict } = await chromium.report(page);
    expect(verdict.kind, host).toBe(site.expected.after.kind);
    expect(verdict.state, host).toBe(site.expected.after.state);
  }
  expect(troubles).toEqual([]);
  expect(await chromium.errors()).toEqual([]);
  await chromium.close();
});

test('a private window keeps to itself, and leaves nothing behind', async () => {
  const chromium = await launch({ inPrivate: true });
  const site = siteOf('jwt-cookie');
  const remote = await chromium.newPage();
  await remote.goto(`${chromium.origin}/src/icons/icon-16.png`);
  const ordinary = await chromium.newPage();
  await open(ordinary, site);

  const appeared = chromium.browser.waitForTarget((target) => target.url() === `${site.origin}/?private`);
  const tab = await remote.evaluate(async (url) => {
    const window = await chrome.windows.create({ incognito: true, url });
    return window?.tabs?.[0]?.id ?? -1;
  }, `${site.origin}/?private`);
  const page = await (await appeared).asPage();
  await login(page, site);
  await load(page);
  const report = await chromium.reportOn(tab);
  expect(report.partition).toBe('private');
  expectReport(report, site.expected.after);
  expect(await chromium.storage()).toContain('site/private|');
  // The same site in an ordinary tab knows nothing of it.
  expectReport(await chromium.report(ordinary), site.expected.before);

  // Nor does what is still on its way when the window goes.
  await page.evaluate(() => void Array.from({ length: 20 }, (_, at) => fetch(`/api/me?${at}`, { keepalive: true })));
  await remote.evaluate(async (id) => {
    const { windowId } = await chrome.tabs.get(id);
    await chrome.windows.remove(windowId);
  }, tab);
  while ((await chromium.storage()).includes('private')) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await chromium.storage()).not.toContain('private');
  expectReport(await chromium.report(ordinary), site.expected.before);
  expect(JSON.stringify(await chromium.report(ordinary))).not.toContain('/api/me');
  await chromium.close();
});

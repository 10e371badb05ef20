/** The extension is updated, reloaded or taken away under open tabs; private windows come and go. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, expect, test } from 'vitest';
import { type Chromium, EXTENSION, launch } from '../helpers/chromium.ts';
import { DESK } from '../helpers/desk.ts';
import { expectReport } from '../helpers/expect-report.ts';
import { serve } from '../helpers/serve.ts';
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

const setVersion = (extension: string, version: string): void => {
  const manifest = join(extension, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"version": "[^"]+"/, `"version": "${version}"`));
};

/** Collects what goes wrong in a page, whoever runs there. */
const listen = (page: Page, troubles: string[]): void => {
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => void (message.type() === 'error' && troubles.push(message.text())));
};

const signedIn = async (chromium: Chromium, host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  await login(page, siteOf(host));
  await load(page);
  return page;
};

/** One page that is signed in by a cookie, one by a token in its storage; by host, and what goes wrong in them. */
const openTabs = async (chromium: Chromium): Promise<{ pages: Map<string, Page>; troubles: string[] }> => {
  const pages = new Map<string, Page>();
  const troubles: string[] = [];
  for (const host of ['session', 'jwt-storage']) {
    const page = await signedIn(chromium, host);
    listen(page, troubles);
    pages.set(host, page);
  }
  return { pages, troubles };
};

test('an update under open tabs: no page notices, and what cookies and storage tell is told at once', async () => {
  const extension = folder();
  cpSync(EXTENSION, extension, { recursive: true });
  const chromium = await launch({ extension });
  const { pages, troubles } = await openTabs(chromium);
  const origin = chromium.origin;
  // One reader is on its way when the update comes.
  const last = pages.get('jwt-storage') as Page;
  const asked = chromium.report(last).catch(() => undefined);
  setVersion(extension, '99.0.0');
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

test('a reload of the extension under open tabs: no page notices, and the report heals', async () => {
  const chromium = await launch();
  const { pages, troubles } = await openTabs(chromium);
  const app = await chromium.openApp(pages.get('session') as Page);
  app.on('pageerror', (error) => troubles.push(String(error)));
  const known = JSON.parse(await chromium.storage())[0];
  await chromium.reload();
  const anew = JSON.parse(await chromium.storage())[0];
  // What was known is gone, even the key of the fingerprints: all that is told below was read again.
  expect(Object.keys(known).filter((key) => key.startsWith('site/'))).toHaveLength(2);
  expect(Object.keys(anew).filter((key) => key.startsWith('site/'))).toEqual([]);

  for (const [host, page] of pages) {
    const site = siteOf(host);
    const found = await chromium.report(page);
    const names = found.credentials.flatMap(({ carriers }) => carriers.map(({ name }) => name));
    expect(names, host).toContain(site.expected.after.decisive[0]?.name);
    expect([found.requests, found.story.some(({ kind }) => kind === 'login-submitted')], host).toEqual([0, false]);
    await page.bringToFront();
    await load(page);
    const { kind, state } = site.expected.after;
    expect((await chromium.report(page)).verdict, host).toMatchObject({ kind, state });
  }
  expect(troubles).toEqual([]);
  expect(await chromium.errors()).toEqual([]);
  await chromium.close();
});

/**
 * A page whose storage takes long to read, and whose database opens for nobody: an upgrade that never ends stands before
 * each reader. What is left of a reader must be silent, and let the page do with its database what it likes.
 */
const HEAVY = `<!doctype html><title>heavy</title><script>
  const troubles = [];
  addEventListener('error', (event) => troubles.push(event.message));
  addEventListener('unhandledrejection', (event) => troubles.push(String(event.reason)));
  for (let at = 0; at < 60; at += 1) localStorage.setItem('entry-' + at, 'x'.repeat(60_000));
  const name = 'firebaseLocalStorageDb';
  const start = indexedDB.open(name, 1);
  start.onupgradeneeded = () => start.result.createObjectStore('firebaseLocalStorage').put('x'.repeat(100_000), 'key');
  start.onsuccess = () => {
    start.result.close();
    const upgrade = indexedDB.open(name, 2);
    let busy = true;
    upgrade.onupgradeneeded = () => {
      const store = upgrade.transaction.objectStore('firebaseLocalStorage');
      const goOn = () => { if (busy) store.get('key').onsuccess = goOn; };
      goOn();
      document.title = 'busy';
    };
    upgrade.onsuccess = () => upgrade.result.close();
    globalThis.finish = () => new Promise((resolve) => {
      busy = false;
      const gone = indexedDB.deleteDatabase(name);
      gone.onsuccess = () => resolve('deleted');
    });
  };
</script>`;

test.each(['updated', 'reloaded', 'removed'] as const)(
  'readers in pages whose extension is %s end quietly',
  async (what) => {
    const heavy = await serve((_request, response) => response.setHeader('content-type', 'text/html').end(HEAVY));
    const extension = folder();
    cpSync(EXTENSION, extension, { recursive: true });
    const chromium = await launch({ extension });
    const page = await chromium.newPage();
    const troubles: string[] = [];
    listen(page, troubles);
    await page.goto(`http://127.0.0.1:${heavy.port}/`);
    await page.waitForFunction(() => document.title === 'busy', { polling: 50 });
    const tabId = await chromium.tabId(page);
    // There is no moment without readers, each of which waits for the database until its time is up.
    let answered = 0;
    const read = async (): Promise<never> => {
      for (;;) answered += (await chromium.reportOn(tabId)).access === 'granted' ? 1 : 0;
    };
    const reading = Promise.allSettled([read(), read(), read()]);
    while (answered < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    if (what === 'updated') {
      setVersion(extension, '99.0.0');
      await chromium.install();
    } else await (what === 'reloaded' ? chromium.reload() : chromium.uninstall());
    // Who asked gets no answer any more; otherwise they would ask for ever.
    await reading;
    expect(await page.evaluate('finish()')).toBe('deleted');
    const { ScriptDuration: before = 0 } = await page.metrics();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { ScriptDuration: after = 0 } = await page.metrics();
    expect(after - before, 'seconds of script in a page that has nothing to do').toBeLessThan(0.05);
    expect(await page.evaluate('troubles')).toEqual([]);
    expect(troubles).toEqual([]);
    if (what !== 'removed') {
      expect((await chromium.report(page)).verdict.kind).toBe('none');
      expect(await chromium.errors()).toEqual([]);
    }
    await chromium.close();
    await heavy.stop();
  },
);

test('a private window keeps to itself, and leaves nothing behind', async () => {
  const chromium = await launch({ inPrivate: true });
  const site = siteOf('jwt-cookie');
  const remote = await chromium.newPage();
  await remote.goto(chromium.origin + DESK);
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

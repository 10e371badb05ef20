/**
 * Over two hundred secrets are planted in every carrier and in places that should carry none. Then all that the extension
 * keeps, says, draws, writes and hands out is searched for twelve characters of any of them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../../src/core/export/text.ts';
import { requests } from '../../../src/messages/table.ts';
import { type Chromium, launch } from '../../helpers/chromium.ts';
import { canaries } from './canaries.ts';
import { type PlantedSite, startPlantedSite } from './site.ts';
import { exportEverything, openEverything, openSettings } from './tour.ts';

const all = canaries();
const profile = mkdtempSync(join(tmpdir(), 'coatcheck-planted-'));
const folder = mkdtempSync(join(tmpdir(), 'coatcheck-planted-downloads-'));
const NET_LOG = join(folder, 'net-log');
let site: PlantedSite;
let chromium: Chromium;
let page: Page;
let app: Page;

beforeAll(async () => {
  site = await startPlantedSite(all);
  chromium = await launch({ listen: true, profile, args: [`--log-net-log=${NET_LOG}`] });
  page = await chromium.newPage();
  for (const url of site.pages) {
    await page.goto(url);
    await page.waitForFunction(() => document.title === 'done', { polling: 50, timeout: 120_000 });
    await chromium.report(page);
  }
}, 240_000);

afterAll(async () => {
  await site?.stop();
  for (const each of [profile, folder]) rmSync(each, { recursive: true, force: true });
});

test('enough was planted, and a piece of one is found in any dress', async () => {
  expect(all.count()).toBeGreaterThan(200);
  const secret = all.plant('a test');
  const piece = secret.slice(5, 19);
  const dresses = [piece, piece.toLowerCase(), `x${Buffer.from(`..${secret}`).toString('base64')}`];
  dresses.push(Buffer.from(piece).toString('hex'));
  for (const text of dresses) expect(all.placesIn(text)).toEqual(['a test']);
  expect(all.placesIn(secret.slice(-11))).toEqual([]);
  // The places were seen: else nothing would have been kept that could leak.
  const { credentials, requests: seen } = await chromium.report(page);
  const where = new Set(credentials.flatMap(({ carriers }) => carriers.map((one) => one.where)));
  for (const place of ['cookie', 'header', 'query', 'fragment', 'localStorage', 'sessionStorage', 'indexedDB'])
    expect([...where], place).toContain(place);
  expect(seen).toBeGreaterThan(60);
});

test('no storage area of the extension holds one', async () => {
  expect(all.placesIn(await chromium.storage())).toEqual([]);
  const desk = (await chromium.browser.pages()).find((one) => one.url().startsWith(chromium.origin));
  const others = await desk?.evaluate(async () => ({
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
  }));
  expect(others).toEqual({ local: '{}', session: '{}', databases: 0, caches: 0, cookies: '' });
});

test('no answer to any message holds one', async () => {
  const tabId = await chromium.tabId(page);
  const report = await chromium.report(page);
  const [finding] = report.findings;
  const given: Record<string, object> = {
    'popup/set-aside': { rule: finding?.rule, subject: finding?.subject, reason: 'known' },
    'popup/take-back': { rule: finding?.rule, subject: finding?.subject },
    'popup/set-thresholds': { thresholds: {} },
    'popup/set-settings': { change: { badge: true } },
    'popup/pause-site': { paused: false },
    'popup/token-checked': { fingerprint: '0'.repeat(32), knownSecret: false, tried: 1, complete: true },
  };
  const answers: Record<string, string> = {};
  for (const name of Object.keys(requests).filter((each) => each !== 'popup/clear')) {
    const without = ['popup/get-thresholds', 'popup/set-thresholds', 'popup/get-settings', 'popup/set-settings'];
    const about = without.includes(name) ? {} : { tabId };
    const answer = await chromium.ask({ name, ...about, ...given[name] });
    // Of that token nobody knows.
    expect(answer, name).toMatchObject({ ok: name !== 'popup/token-checked' });
    answers[name] = JSON.stringify(answer);
  }
  expect(Object.keys(answers)).toHaveLength(Object.keys(requests).length - 1);
  for (const [name, answer] of Object.entries(answers)) expect(all.placesIn(answer), name).toEqual([]);
  expect(all.placesIn(textOf(report))).toEqual([]);
  // A malformed request is refused in words of its own.
  const secret = all.plant('malformed message');
  const refused = await chromium.ask({ name: 'popup/get-report', tabId: secret, [secret]: secret });
  expect(refused).toMatchObject({ ok: false });
  expect(all.placesIn(JSON.stringify(refused))).toEqual([]);
});

test('neither page nor popup shows one before Reveal, and nothing is copied unasked', async () => {
  const context = chromium.browser.defaultBrowserContext();
  await context.overridePermissions(chromium.origin, ['clipboard-read', 'clipboard-write']);
  app = await chromium.openPage(page);
  const clipboard = async (): Promise<string> => {
    await app.bringToFront();
    return app.evaluate(() => navigator.clipboard.readText());
  };
  await app.evaluate(() => navigator.clipboard.writeText('as before'));
  expect(all.placesIn(await openEverything(app))).toEqual([]);
  const popup = await chromium.openApp(page);
  const seen = await openEverything(popup);
  expect(seen.length).toBeGreaterThan(10_000);
  expect(all.placesIn(seen)).toEqual([]);
  expect(all.placesIn(await openSettings(popup))).toEqual([]);
  await popup.close();
  expect(await clipboard()).toBe('as before');
}, 180_000);

test('no file that is taken along holds one', async () => {
  const desk = await chromium.browser.target().createCDPSession();
  await desk.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const downloaded = async (ending: string): Promise<string> => {
    const find = (): string | undefined => readdirSync(folder).find((name) => name.endsWith(ending));
    await expect.poll(find, { timeout: 20_000 }).toBeDefined();
    return readFileSync(join(folder, find() ?? ''), 'utf8');
  };
  await app.bringToFront();
  const files = await exportEverything(app, downloaded);
  expect(files).toContain('"schema": 1');
  expect(all.placesIn(files)).toEqual([]);
});

test('Reveal finds a value also where a token in the name is masked', async () => {
  const { credentials } = await chromium.report(page);
  const carrier = credentials.flatMap(({ carriers }) => carriers).find(({ name }) => /^token:….{4}ŝ$/.test(name));
  const stored = await page.evaluate(() => ({ ...localStorage }) as Record<string, string>);
  const [, live] = Object.entries(stored).find(([key]) => key.endsWith(carrier?.name.slice(-5) ?? '?')) ?? ['', '?'];
  expect(carrier).toBeDefined();
  const door = await chromium.openApp(page);
  await (await door.waitForSelector('#tab-credentials'))?.click();
  const button = `button[aria-label="Reveal ${carrier?.name}"]`;
  await door.waitForFunction(
    (selector) => {
      const folds = '[role="tabpanel"]:not([hidden]) button[aria-expanded="false"]';
      for (const fold of document.querySelectorAll<HTMLElement>(folds)) fold.click();
      return document.querySelector(selector) !== null;
    },
    { polling: 50 },
    button,
  );
  await door.$eval(button, (one) => (one as HTMLElement).click());
  await door.waitForFunction((text) => document.body.textContent?.includes(text), { polling: 50 }, live);
  await door.close();
});

test('nothing was written to the console', async () => {
  expect(await chromium.log()).toEqual([]);
});

/** Where the browser itself keeps what sites gave it, and where somebody has been. */
const THE_BROWSERS_OWN =
  /^segmentation_platform\/|^Default\/(?:Cookies|Network|History|Favicons|Top Sites|Sessions|Session Storage|Local Storage|IndexedDB\/http_|Cache|Code Cache|Web Data|Login Data|WebStorage|Service Worker\/.*http|Shared Dictionary|Trust Tokens|Reporting|DIPS|Visited Links|Preferences|blob_storage|Shortcuts)/;

const filesIn = (top: string): string[] =>
  readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('after the browser is gone, none lies in its profile but where the browser keeps its own', async () => {
  await chromium.close();
  const searched: string[] = [];
  const found: string[] = [];
  for (const file of filesIn(profile)) {
    const name = relative(profile, file);
    const isOwn = name.includes(chromium.origin.split('//')[1] ?? '-');
    if ((THE_BROWSERS_OWN.test(name) && !isOwn) || statSync(file).size > 20_000_000) continue;
    searched.push(name);
    const octets = readFileSync(file);
    // UTF-16 from either octet of a pair on.
    const texts = [octets.toString('latin1'), octets.toString('utf16le'), octets.subarray(1).toString('utf16le')];
    for (const place of all.placesIn(texts.join('\n'))) found.push(`${name}: ${place}`);
  }
  expect(
    searched.some((name) => name.includes('Local Extension Settings')),
    'settings were kept',
  ).toBe(true);
  expect(found).toEqual([]);
}, 120_000);

test('over all of that the extension asked the network for nothing', () => {
  const log = readFileSync(NET_LOG, 'utf8');
  const starts = [...log.matchAll(/"initiator":"([^"]*)"[^\n]*?"url":"([^"]*)"/g)].map(([, who = '', url = '']) => ({
    who,
    url,
  }));
  const toNetwork = starts.filter(({ url }) => /^(?:https?|wss?):/.test(url));
  expect(toNetwork.filter(({ who }) => who === site.origin).length, 'the log tells who asked').toBeGreaterThan(60);
  expect(toNetwork.filter(({ who }) => who.startsWith('chrome-extension:'))).toEqual([]);
});

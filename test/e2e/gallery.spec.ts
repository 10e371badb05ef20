/**
 * Every state of every component, in an ordinary page: as a popup and as a wide page, light and dark, narrow, and zoomed.
 * Text alone cannot be zoomed here: its sizes are in px, which browsers scale with the page (WCAG 1.4.4 asks for no more).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../app/gallery/cases.ts';
import { complaints } from '../helpers/axe.ts';
import { FLAGS } from '../helpers/chromium.ts';
import { findBrowser } from '../helpers/find-browser.ts';
import { moving, overflows, overlaps } from '../helpers/layout.ts';

const ROOT = join(import.meta.dirname, '../app/gallery');
const outDir = mkdtempSync(join(tmpdir(), 'coatcheck-gallery-'));

/** `COATCHECK_SCREENSHOTS=folder` keeps the pictures. */
const PICTURES = process.env['COATCHECK_SCREENSHOTS'];
const THEMES = ['light', 'dark'] as const;
const TABS = ['risks', 'credentials', 'story', 'learn'] as const;
const SCENES = Object.entries(cases).flatMap(([name, { tab }]) =>
  (tab === undefined ? TABS : [tab]).map((each) => [name, each] as const),
);

let server: PreviewServer;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const settings = { root: ROOT, configFile: false, logLevel: 'warn', build: { outDir, emptyOutDir: true } } as const;
  await build(settings);
  server = await preview({ ...settings, preview: { host: '127.0.0.1', port: 0 } });
  browser = await puppeteer.launch({ executablePath: findBrowser() ?? '', pipe: true, args: FLAGS });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') errors.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(outDir, { recursive: true });
});

interface Look {
  case: string;
  tab: string;
  door: 'popup' | 'page';
  open?: 'all';
}

const show = async (look: Look): Promise<void> => {
  await page.goto(`${server.resolvedUrls?.local[0]}?${new URLSearchParams({ ...look })}`);
  await page.waitForSelector('html[data-ready]', { timeout: 10_000 });
};

/** Without motion: a colour on its way from one theme to the other has the contrast of neither. */
const inTheme = (scheme: string): Promise<void> =>
  page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);

/** A picture of one colour compresses to almost nothing. */
const picture = async (name: string, fullPage: boolean): Promise<void> => {
  const shot = await page.screenshot({ fullPage, optimizeForSpeed: PICTURES === undefined });
  expect(shot.length, name).toBeGreaterThan(2000);
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${name}.png`), shot);
};

test.each(SCENES)('%s, %s: drawn without fault in a popup, light and dark', async (name, tab) => {
  await page.setViewport({ width: 400, height: 600 });
  await show({ case: name, tab, door: 'popup', open: 'all' });
  for (const theme of THEMES) {
    await inTheme(theme);
    expect(await complaints(page), theme).toEqual([]);
    await picture(`${name}-${tab}-400-${theme}`, false);
  }
  expect(await overflows(page)).toEqual([]);
  expect(await overlaps(page, '.ticket')).toEqual([]);
  await page.setViewport({ width: 400, height: 300, deviceScaleFactor: 2 });
  expect(await overflows(page), 'at 200 %').toEqual([]);
  expect(errors.splice(0)).toEqual([]);
});

test.each(SCENES)('%s, %s: drawn without fault in a page, wide, narrow and zoomed', async (name, tab) => {
  await page.setViewport({ width: 1200, height: 800 });
  await show({ case: name, tab, door: 'page', open: 'all' });
  for (const theme of THEMES) {
    await inTheme(theme);
    await picture(`${name}-${tab}-1200-${theme}`, true);
  }
  const sizes = [
    { width: 1200, height: 800 },
    // 1280 at 200 %, and at 400 % (WCAG 1.4.10).
    { width: 640, height: 400, deviceScaleFactor: 2 },
    { width: 320, height: 256 },
  ];
  for (const size of sizes) {
    await page.setViewport(size);
    expect(await overflows(page), `${size.width}`).toEqual([]);
    expect(await overlaps(page, '.ticket'), `${size.width}`).toEqual([]);
  }
  expect(errors.splice(0)).toEqual([]);
});

test('nothing moves for those who asked for less motion', async () => {
  const inMotion = async (preference: string): Promise<string[]> => {
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: preference }]);
    return moving(page);
  };
  for (const [name, tab] of [
    ['token', 'risks'],
    ['token', 'credentials'],
    ['story-provider', 'story'],
    ['session', 'learn'],
    ['loading', 'risks'],
    ['settings', 'risks'],
    ['check-running', 'credentials'],
  ] as const) {
    await show({ case: name, tab, door: 'page', open: 'all' });
    expect(await inMotion('reduce'), name).toEqual([]);
  }
  // Else the check would find nothing whatever there is.
  expect(await inMotion('no-preference')).not.toEqual([]);
});

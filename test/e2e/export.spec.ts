/** What people take along, through the browser's own downloads and clipboard: whole, valid, and without a secret. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { sarifErrors } from '../helpers/sarif.ts';
import { act, load, login, open } from '../lab/drive.ts';
import { siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
const folder = mkdtempSync(join(tmpdir(), 'coatcheck-downloads-'));
let chromium: Chromium;
let page: Page;
let app: Page;
let secrets: string[];

beforeAll(async () => {
  chromium = await launch();
  const context = chromium.browser.defaultBrowserContext();
  await context.overridePermissions(chromium.origin, ['clipboard-read', 'clipboard-write']);
  const site = siteNamed(lab, 'hybrid-careless');
  page = await chromium.newPage();
  await open(page, site);
  await login(page, site);
  await act(page);
  await load(page);
  const stored = await page.evaluate(() => Object.values({ ...localStorage, ...sessionStorage }).map(String));
  secrets = [...(await page.cookies()).map(({ value }) => value), ...stored].filter((value) => value.length > 15);
  app = await chromium.openPage(page);
  const desk = await chromium.browser.target().createCDPSession();
  await desk.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await app.bringToFront();
  await (await app.waitForSelector('#open-export'))?.click();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
  rmSync(folder, { recursive: true });
});

const choose = async (format: string): Promise<void> => {
  await (await app.waitForSelector(`::-p-xpath(//label[contains(., "${format}")])`))?.click();
};

const press = async (words: string): Promise<void> => {
  await (await app.waitForSelector(`::-p-xpath(//button[starts-with(normalize-space(.), "${words}")])`))?.click();
};

const downloaded = async (ending: string): Promise<string> => {
  await press('Download');
  const file = await expect
    .poll(() => readdirSync(folder).find((name) => name.endsWith(ending)), { timeout: 20_000 })
    .toBeDefined()
    .then(() => readdirSync(folder).find((name) => name.endsWith(ending)) ?? '');
  expect(file).toMatch(/^coatcheck-http-hybrid-careless\.localhost-\d+-\d{4}-\d\d-\d\d\./);
  return readFileSync(join(folder, file), 'utf8');
};

const expectNoSecret = (text: string): void => {
  expect(secrets.length).toBeGreaterThan(1);
  for (const secret of secrets) expect(text.includes(secret)).toBe(false);
};

test('JSON is the report', async () => {
  await choose('JSON');
  const text = await downloaded('.json');
  const report = JSON.parse(text) as SiteReport;
  expect(report).toMatchObject({ schema: 1, site: new URL(page.url()).origin, verdict: { kind: 'hybrid' } });
  expectNoSecret(text);
});

test('SARIF is valid, and names each finding', async () => {
  await choose('SARIF');
  const text = await downloaded('.sarif');
  expect(sarifErrors(JSON.parse(text))).toEqual([]);
  const { findings } = await chromium.report(page);
  expect(JSON.parse(text).runs[0].results).toHaveLength(findings.length);
  expectNoSecret(text);
});

test('Markdown is copied and downloaded alike', async () => {
  await choose('Markdown');
  await press('Copy');
  const copied = await expect
    .poll(() => app.evaluate(() => navigator.clipboard.readText()), { timeout: 5000 })
    .toContain('# Coatcheck')
    .then(() => app.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toContain('## Risks');
  // The clock in the report goes on meanwhile.
  expect((await downloaded('.md')).split('\n')[0]).toBe(copied.split('\n')[0]);
  expectNoSecret(copied);
});

test('on paper there is all of the report, and no button', async () => {
  await press('Back');
  await app.waitForSelector('[role="tab"]');
  await app.waitForFunction(() => document.querySelector('#panel-risks')?.textContent !== '');
  // What the browser itself does first when it prints.
  await app.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await app.emulateMediaType('print');
  for (const part of ['.evidence li', '.risk .inside', '#panel-credentials .card', '#panel-story li'])
    await app.waitForFunction(
      (selector) => {
        const found = document.querySelector(selector);
        return found !== null && found.getClientRects().length > 0;
      },
      {},
      part,
    );
  const buttons = await app.$$eval('.actions button, .small, .primary, [role="tab"]', (all) =>
    all.filter((one) => one.getClientRects().length > 0).map((one) => one.textContent),
  );
  expect(buttons).toEqual([]);
  const pdf = Buffer.from(await app.pdf()).toString('latin1');
  expect((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(1);
});

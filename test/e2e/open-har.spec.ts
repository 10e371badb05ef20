/** The full page over a HAR in place of a tab: chosen or dropped, of several sites, broken, and left again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { BLOG, harOf, SECRET, SHOP } from '../helpers/har-file.ts';
import { login } from '../lab/drive.ts';
import { siteNamed, startLab } from '../lab/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-open-har-'));
const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;
let page: Page;
let app: Page;

const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(async () => {
  chromium = await launch({ listen: true });
  page = await chromium.newPage();
  await login(page, siteNamed(lab, 'jwt-storage'));
  app = await chromium.openPage(page);
  await app.bringToFront();
  await app.waitForSelector('#open-file');
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

const choose = async (path: string): Promise<void> => {
  await app.bringToFront();
  const [chooser] = await Promise.all([app.waitForFileChooser(), app.click('#open-file')]);
  await chooser.accept([path]);
};

const shown = (): Promise<string> => app.evaluate(() => document.body.textContent ?? '');
const shows = (words: string | RegExp): Promise<void> => expect.poll(shown, { timeout: 10_000 }).toMatch(words);

test('a file that is chosen is shown in place of the tab, and the tab again when it is closed', async () => {
  await shows(/jwt-storage\.localhost[\s\S]*Token/);
  await choose(fileOf('shop.har', harOf(...SHOP)));
  await shows(/shop\.har[\s\S]*Session/);
  expect(await app.title()).toContain('shop.example');
  const text = await shown();
  expect(text).toContain('The cookie sid is your ticket.');
  expect(text).not.toContain('jwt-storage.localhost');
  expect(text).not.toContain(SECRET.slice(0, 12));
  await app.evaluate(() => {
    for (const button of document.querySelectorAll('button'))
      if (button.textContent === 'Close the file') button.click();
  });
  await shows(/jwt-storage\.localhost[\s\S]*Token/);
  expect(await shown()).not.toContain('shop.har');
});

test('a file that is dropped is shown, and its sites are told apart', async () => {
  await app.evaluate(
    (text) => {
      const given = new DataTransfer();
      given.items.add(new File([text], 'two.har'));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: given, bubbles: true, cancelable: true }));
    },
    harOf(...SHOP, BLOG),
  );
  await shows(/two\.har[\s\S]*Session/);
  expect(await app.$$eval('.file option', (all) => all.map(({ textContent }) => textContent))).toEqual([
    'shop.example',
    'blog.example',
  ]);
  await app.select('.file select', 'https://blog.example');
  await expect.poll(() => app.title(), { timeout: 10_000 }).toContain('blog.example');
  expect(await shown()).not.toContain('The cookie sid is your ticket.');
});

test.each([
  ['empty.har', '', 'The file is empty.'],
  ['cut.har', harOf(...SHOP).slice(0, 300), 'It is no JSON, or it is cut off'],
  ['other.har', '{"a": 1}', 'This is not a HAR file: expected'],
  ['none.har', harOf(), 'There are no requests in this file.'],
  ['secret.har', `{"log": {"entries": [{"request": "${SECRET}"}]}}`, 'Entry 0 of the HAR cannot be read: expected'],
])('%s is not opened, and what is wrong with it is said', async (name, text, words) => {
  const before = await app.title();
  await choose(fileOf(name, text));
  await shows(words);
  expect(await shown()).toContain(`${name} was not opened.`);
  expect(await shown()).not.toContain(SECRET.slice(0, 12));
  expect(await app.title()).toBe(before);
});

test('nothing went wrong unseen, and nothing of a file was kept', async () => {
  expect(await chromium.errors()).toEqual([]);
  expect(await chromium.log()).toEqual([]);
  expect(await chromium.storage()).not.toContain('shop.example');
});

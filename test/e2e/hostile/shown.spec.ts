/** A site that names everything so as to trick whoever shows it, in the real extension: all of it is harmless text. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppPage, ENGINE, type ExtensionBrowser, launch } from '../../helpers/extension-browser.ts';
import { overflows } from '../../helpers/layout.ts';
import { act, load, login } from '../../lab/drive.ts';
import { siteNamed, startLab } from '../../lab/index.ts';
import { sessionName, storageKey } from '../../lab/sites/hostile.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let browser: ExtensionBrowser;
let app: AppPage;
const dialogs: string[] = [];

const TABS = ['risks', 'credentials', 'story', 'learn'] as const;

beforeAll(async () => {
  browser = await launch({ listen: true });
  const site = siteNamed(lab, 'hostile');
  const page = await browser.newPage();
  await login(page, site);
  await act(page);
  await load(page);
  app = await browser.openApp(page);
  // In Firefox a dialog would stand before all that follows.
  if (ENGINE === 'chromium')
    (app as Page).on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  await app.waitForFunction(() => document.querySelector('[role="tab"]') !== null);
});

afterAll(async () => {
  await browser?.close();
  await lab.stop();
});

const openAll = async (): Promise<void> => {
  const closed = '.app button[aria-expanded="false"]:not([hidden] *)';
  while ((await app.$$eval(closed, (buttons) => buttons.map((button) => (button as HTMLElement).click()))).length > 0);
  await app.waitForFunction(() => !document.body.textContent?.includes('Opening…'));
};

const show = async (tab: (typeof TABS)[number]): Promise<void> => {
  await app.$eval(`#tab-${tab}`, (button) => (button as HTMLElement).click());
  await app.waitForFunction((id) => document.getElementById(`panel-${id}`)?.textContent !== '', {}, tab);
  await openAll();
  await openAll();
};

const text = (): Promise<string> => app.$eval('.app', (root) => root.textContent ?? '');

/** What a text may not hold unless it is spelled out: it hides, or turns its neighbours around. */
const UNSEEN = /[\u0000-\u0008\u200B-\u200F\u202A-\u202E\u2060-\u2069]/;

test.each(TABS)('%s: no element, no attribute and no script of the site’s gets into the page', async (tab) => {
  await show(tab);
  const found = await app.evaluate(() => ({
    elements: [...new Set([...document.querySelectorAll('.app *')].map(({ localName }) => localName))],
    attributes: [...new Set([...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()))],
    links: [...document.querySelectorAll('a')].map(({ protocol, hostname }) => `${protocol}//${hostname}`),
    labels: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].map(({ value }) => value)),
  }));
  for (const name of ['img', 'script', 'iframe', 'object', 'embed', 'link', 'style'])
    expect(found.elements).not.toContain(name);
  expect(found.attributes.filter((name) => name.startsWith('on') || name === 'style')).toEqual([]);
  for (const link of found.links) expect(link).toMatch(/^https:\/\/[\w.-]+$/);
  for (const value of found.labels) expect(value).not.toMatch(UNSEEN);
  expect(await text()).not.toMatch(UNSEEN);
  expect(await overflows(app)).toEqual([]);
});

test('names and claims stand there as they are, and what hides in them is spelled out', async () => {
  await show('credentials');
  const shown = await text();
  expect(shown).toContain(sessionName);
  expect(shown).toContain(storageKey.replace('\u202E', '\\u202E'));
  for (const words of ['__proto__', 'constructor', '<img src=x onerror=alert(1)>', '\\u2066zero\\u200Bwidth'])
    expect(shown).toContain(words);
  // Claims of these names are data, told as any other.
  const names = await app.$$eval('.claims th', (cells) => cells.map((cell) => cell.textContent));
  expect(names).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'na\\u200Bme']));
});

/** Presses what stands in the row or card of a text, and says what is shown then. */
const pressIn = (holder: string, words: string, button: RegExp): Promise<string> =>
  app.evaluate(
    async (selector, said, pattern) => {
      const place = [...document.querySelectorAll(selector)].find((one) => one.textContent?.includes(said));
      const found = [...(place?.querySelectorAll('button') ?? [])].find((one) =>
        new RegExp(pattern).test(one.textContent ?? ''),
      );
      found?.click();
      await new Promise((resolve) => setTimeout(resolve, 0));
      return found === undefined ? 'no such button' : (place?.textContent ?? '');
    },
    holder,
    words,
    button.source,
  );

test('a long claim is shortened, and shown whole to whoever asks', async () => {
  await show('credentials');
  expect(await text()).not.toContain('A'.repeat(201));
  const all = await pressIn('.claims tr', 'AAAA', /show all 5000 characters/);
  expect(all).toContain('A'.repeat(5000));
  expect(await overflows(app)).toEqual([]);
});

test('a long cookie name is kept to 256 characters, shortened to 60, and shown as far as it is kept', async () => {
  await show('credentials');
  expect(await pressIn('.card', 'nnnn', /show all 256 characters/)).toContain('n'.repeat(256));
});

test('a token of 53 KB is told of with its claims cut, and read live in whole', async () => {
  await show('credentials');
  await pressIn('.card', 'long token', /^Reveal/);
  const shown = '.card .secret[data-shown="true"] .value';
  await app.waitForFunction((selector) => document.querySelector(selector) !== null, {}, shown);
  const length = (): Promise<number> => app.$eval(shown, (one) => one.textContent?.length ?? 0);
  expect(await length()).toBeLessThan(2100);
  expect(await pressIn('.card .secret[data-shown="true"]', '', /^show all \d+ characters$/)).not.toBe('no such button');
  expect(await length()).toBeGreaterThan(53_000);
  expect(await app.$$eval('.issues', (lists) => lists.map((list) => list.textContent).join())).toContain('claims');
  expect(await overflows(app)).toEqual([]);
});

test('a token of more than 64 KiB is not looked at', async () => {
  await show('credentials');
  expect(await text()).not.toContain('huge token');
});

test('no prototype is polluted, neither in the page nor in the worker', async () => {
  const look = (): unknown[] => [
    Reflect.get(Object.prototype, 'polluted'),
    Object.keys(Object.prototype).length,
    Reflect.get({}, 'polluted'),
  ];
  expect(await app.evaluate(look)).toEqual([null, 0, null]);
  expect(await browser.pollution()).toEqual([]);
});

test('nothing opened a dialog, and nothing was written to the console', async () => {
  expect(dialogs).toEqual([]);
  expect(await browser.errors()).toEqual([]);
  expect(await browser.log()).toEqual([]);
});

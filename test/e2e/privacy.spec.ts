/** The extension speaks to nobody, and no page can see it or speak to it. */

import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, EXTENSION, launch } from '../helpers/chromium.ts';
import { act, login, open } from '../lab/drive.ts';
import { siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;
let page: Page;
const requested: string[] = [];

beforeAll(async () => {
  chromium = await launch({ listen: true });
  const worker = await chromium.browser.waitForTarget((target) => target.type() === 'service_worker');
  const session = await worker.createCDPSession();
  session.on('Network.requestWillBeSent', ({ request }) => requested.push(request.url));
  await session.send('Network.enable');
  page = await chromium.newPage();
  const site = siteNamed(lab, 'jwt-storage');
  await open(page, site);
  await login(page, site);
  await act(page);
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

const built = (): string[] =>
  readdirSync(EXTENSION, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(EXTENSION.length + 1));

test('neither the worker nor the popup asks the network for anything', async () => {
  const app = await chromium.openApp(page);
  app.on('request', (request) => requested.push(request.url()));
  await app.reload();
  await app.waitForSelector('[role="tab"]');
  for (const tab of await app.$$('[role="tab"]')) await tab.click();
  await chromium.report(page);
  const own = requested.filter((url) => url.startsWith(chromium.origin));
  expect(own.length, 'the popup was heard to load its own files').toBeGreaterThan(0);
  expect(requested.filter((url) => !url.startsWith(chromium.origin))).toEqual([]);
  await app.close();
});

test('the popup is forbidden to speak to anybody', async () => {
  const app = await chromium.openApp(page);
  const outcome = await app.evaluate(
    (url) =>
      fetch(url).then(
        () => 'sent',
        () => 'blocked',
      ),
    lab.url,
  );
  expect(outcome).toBe('blocked');
  await app.close();
});

test('a page that knows the id can load no file of the extension', async () => {
  const files = built();
  expect(files).toContain('manifest.json');
  const loaded = await page.evaluate(
    async (origin, names) => {
      const tries = names.map(async (name) => {
        const fetched = await fetch(`${origin}/${name}`).then(
          (answer) => answer.ok,
          () => false,
        );
        const drawn = await new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = `${origin}/${name}`;
        });
        return fetched || drawn ? [name] : [];
      });
      return (await Promise.all(tries)).flat();
    },
    chromium.origin,
    files,
  );
  expect(loaded).toEqual([]);
});

test('a page finds no way to send a message', async () => {
  const id = chromium.origin.split('//')[1] ?? '';
  const tabId = await chromium.tabId(page);
  const outcome = await page.evaluate(
    async (extension, message) => {
      const runtime = (globalThis as unknown as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime;
      if (typeof runtime?.sendMessage !== 'function') return 'no runtime';
      return new Promise((resolve) => {
        setTimeout(() => resolve('no answer'), 1000);
        (runtime.sendMessage as (id: string, message: unknown, done: (answer: unknown) => void) => void)(
          extension,
          message,
          (answer) => resolve(answer ?? 'no answer'),
        );
      });
    },
    id,
    { name: 'popup/get-report', tabId },
  );
  expect(['no runtime', 'no answer']).toContain(outcome);
});

test("a script in the page's isolated world is refused", async () => {
  const tabId = await chromium.tabId(page);
  const desk = (await chromium.browser.pages()).find((one) => one.url().startsWith(chromium.origin));
  const answer = await desk?.evaluate(async (id) => {
    const [injected] = await chrome.scripting.executeScript({
      target: { tabId: id },
      func: (asked: number) => chrome.runtime.sendMessage({ name: 'popup/get-report', tabId: asked }),
      args: [id],
    });
    return injected?.result;
  }, tabId);
  expect(answer).toMatchObject({ ok: false, error: 'wrong-sender' });
});

test('a page looks the same to itself with and without the extension', async () => {
  const bare = await launch({ bare: true });
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      '<!doctype html><title>plain</title><p id="p">Nothing here.</p><script>localStorage.setItem("token", "t".repeat(40))</script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const look = async (one: Chromium): Promise<unknown> => {
    const tab = await one.newPage();
    await tab.goto(url);
    if (one === chromium) await one.report(tab);
    return tab.evaluate(async () => ({
      html: document.documentElement.outerHTML,
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      storage: JSON.stringify(localStorage),
      databases: (await indexedDB.databases()).length,
      resources: performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => !name.endsWith('favicon.ico')),
    }));
  };
  expect(await look(chromium)).toEqual(await look(bare));
  await bare.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

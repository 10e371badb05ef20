/** What browsers do with tabs and workers, and a site stays what it is. Where a debugger would change it, none is attached. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { DESK } from '../helpers/desk.ts';

const TOKEN = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
const UNWATCHED = 'unwatched';

const script = (text: string): string => `<!doctype html><title>page</title><script>${text}</script>`;

/** A request with a header of its own, so that the report shows whether it was seen. */
const show = (header: string, url = `/api/${header}`): string =>
  `fetch('${url}', { headers: { '${header}': '${TOKEN}-${header}' } })`;

const files: Record<string, [type: string, text: string]> = {
  '/plain': ['text/html', script('')],
  '/workers': [
    'text/html',
    script(`(async () => {
      await navigator.serviceWorker.register('/service-worker.js');
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null)
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
      const answer = (port) => new Promise((done) => { port.onmessage = done; });
      const channel = new MessageChannel();
      navigator.serviceWorker.controller.postMessage('go', [channel.port2]);
      await answer(channel.port1);
      await answer(new SharedWorker('/shared-worker.js').port);
      await answer(new Worker('/dedicated-worker.js'));
      await ${show('x-session-token', '/answered-by-the-service-worker')};
      document.title = 'done';
    })()`),
  ],
  '/service-worker.js': [
    'text/javascript',
    `addEventListener('install', () => skipWaiting());
     addEventListener('activate', (event) => event.waitUntil(clients.claim()));
     addEventListener('message', (event) => event.waitUntil(${show('x-auth-token')}.then(() => event.ports[0].postMessage('done'))));
     addEventListener('fetch', (event) => {
       if (event.request.url.includes('answered-by')) event.respondWith(new Response('from the cache'));
     });`,
  ],
  '/shared-worker.js': [
    'text/javascript',
    `onconnect = ({ ports }) => ${show('x-access-token')}.then(() => ports[0].postMessage('done'));`,
  ],
  '/dedicated-worker.js': ['text/javascript', `${show('x-api-key')}.then(() => postMessage('done'));`],
  '/next': [
    'text/html',
    script(`
      ${show('x-auth-token', '/api/while-prerendered')};
      document.addEventListener('prerenderingchange', () => ${show('x-access-token', '/api/after-activation')});`),
  ],
};

let server: Server;
let port = 0;
const asked: string[] = [];
/** Answers that wait for the test's word. */
const waiting: ServerResponse[] = [];

const originOf = (name: string): string => `http://${name}.localhost:${port}`;

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  const path = request.url ?? '/';
  asked.push(path);
  response.setHeader('Cache-Control', 'no-store');
  if (path === '/go') return void waiting.push(response);
  if (path === '/links-to-next') {
    const next = `${originOf(`m.${UNWATCHED}`)}/next`;
    response.setHeader('Content-Type', 'text/html');
    return void response.end(`<!doctype html><title>first</title>
      <script type="speculationrules">{ "prerender": [{ "urls": ["${next}"], "eagerness": "immediate" }] }</script>
      <script>fetch('/go').then(() => { location.href = '${next}'; });</script>`);
  }
  if (path === '/next') response.setHeader('Supports-Loading-Mode', 'credentialed-prerender');
  const [type, text] = files[path] ?? ['application/json', '{}'];
  response.setHeader('Content-Type', type);
  response.end(text);
};

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** A page of the extension's that can open tabs to which nothing is attached. */
const remoteOf = async (chromium: Chromium): Promise<Page> => {
  const remote = await chromium.newPage();
  await remote.goto(chromium.origin + DESK);
  return remote;
};

const openTab = (remote: Page, url: string): Promise<number> =>
  remote.evaluate(async (address) => (await chrome.tabs.create({ url: address })).id ?? -1, url);

const headersIn = (report: SiteReport): string[] =>
  report.credentials
    .flatMap(({ carriers }) => carriers.filter(({ where }) => where === 'header').map(({ name }) => name))
    .sort();

let chromium: Chromium;
let remote: Page;

beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
  chromium = await launch({ unwatched: UNWATCHED });
  remote = await remoteOf(chromium);
});

afterAll(async () => {
  await chromium?.close();
  server?.closeAllConnections();
  server?.close();
});

test('what service, shared and dedicated workers send is their site’s; what a service worker answers nobody sees', async () => {
  const page = await chromium.newPage();
  await page.goto(`${originOf('workers')}/workers`);
  await page.waitForFunction(() => document.title === 'done', { polling: 50 });
  expect(headersIn(await chromium.report(page))).toEqual(['x-access-token', 'x-api-key', 'x-auth-token']);
  expect(asked).not.toContain('/answered-by-the-service-worker');
  await page.close();
});

test('a prerendered page of another origin is not the tab’s site before somebody sees it, and then it is', async () => {
  const first = originOf(UNWATCHED);
  const tab = await openTab(remote, `${first}/links-to-next`);
  await until(() => asked.includes('/api/while-prerendered') && waiting.length > 0);
  const before = await chromium.reportOn(tab);
  expect(before.site).toBe(first);
  expect(headersIn(before)).toEqual([]);
  for (const response of waiting) response.end();
  await until(() => asked.includes('/api/after-activation'));
  const after = await chromium.reportOn(tab);
  expect(after.site).toBe(originOf(`m.${UNWATCHED}`));
  expect(headersIn(after)).toEqual(['x-access-token', 'x-auth-token']);
  // It was prerendered, and not just loaded twice.
  expect(asked.filter((path) => path === '/next')).toHaveLength(1);
  await remote.evaluate((id) => chrome.tabs.remove(id), tab);
});

test('two hundred tabs that come and go leave one site, and no error', async () => {
  const site = originOf('churn');
  const page = await chromium.newPage();
  await page.goto(`${site}/plain`);
  const held = async (): Promise<number> =>
    remote.evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)).length);
  const churn = (count: number): Promise<void> =>
    remote.evaluate(
      async (url, tabs) => {
        for (let done = 0; done < tabs; done += 10) {
          const opened = await Promise.all(
            Array.from({ length: 10 }, () => chrome.tabs.create({ url, active: false })),
          );
          // Half of them are closed on their way, the others as soon as they are there.
          for (const [at, { id = -1 }] of opened.entries()) {
            while (at % 2 === 0 && (await chrome.tabs.get(id)).status !== 'complete')
              await new Promise((resolve) => setTimeout(resolve, 10));
            await chrome.tabs.remove(id);
          }
        }
      },
      `${site}/plain?${UNWATCHED}`,
      count,
    );
  await churn(20);
  const before = await held();
  await churn(180);
  // Requests of tabs that were closed on their way wait for their answer for a while, up to a limit.
  expect(await held()).toBeLessThan(before + 10_000);
  expect((await chromium.report(page)).site).toBe(site);
  expect(await chromium.errors()).toEqual([]);
  await page.close();
});

test('a worker that fell asleep by itself misses none of twenty requests at once', async () => {
  const page = await chromium.newPage();
  await page.goto(`${originOf('sleep')}/plain`);
  const before = await chromium.report(page);
  // Chromium stops it after half a minute in which nothing happened.
  await until(async () => (await chromium.workerStatus()) === 'stopped');
  await page.evaluate(async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => fetch(`/api/after-sleep/${at}`)));
  });
  expect((await chromium.report(page)).requests - before.requests).toBe(20);
  await page.close();
});

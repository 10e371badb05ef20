/**
 * The worker is stopped again and again while a page sends some hundred requests a second. An event that is on its way
 * to a worker that dies is lost, and the browser brings it to no other: that share is measured. What was written once is
 * never lost. Each fact here is shown by one request only, so that nothing heals what is lost.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';

const SITES = 10;
const KILLS_PER_SITE = 20;
/**
 * Share of what was shown only once. Measured on two cores, at 80 to 100 requests a second: none of it without kills (50 facts),
 * 2 % with a kill each 1.2 seconds (4 of 182), and 9 and 17 % in two runs with one each half second, as here (60 of 676, 142 of
 * 842). It differs that much from run to run, so this bound is wide: it tells a breakdown, and keeps no promise.
 */
const MOST_LOST = 0.35;
/** Every one of so many requests shows a fact. A site is known by fewer of them than the engine remembers at most. */
const REQUESTS_PER_FACT = 12;

/** Sends as fast as the server answers, eight at a time. */
const PAGE = `<!doctype html><title>busy</title><script>
  let count = 0;
  let over = false;
  const headers = () => {
    count += 1;
    const at = count / ${REQUESTS_PER_FACT};
    return Number.isInteger(at) ? { ['x-k' + at + '-token']: 'Zk3vQm8WfLr2Xb7NcTy5HsDp' + at } : {};
  };
  const send = async () => { while (!over) await fetch('/api/busy', { headers: headers() }).catch(() => undefined); };
  const sending = Array.from({ length: 8 }, send);
  globalThis.stop = async () => { over = true; await Promise.all(sending); };
</script>`;

let server: Server;
let chromium: Chromium;
/** Names of the headers that were answered, by host. */
const told = new Map<string, Set<string>>();
let answered = 0;

const toldBy = (host: string): Set<string> => {
  const names = told.get(host) ?? new Set();
  told.set(host, names);
  return names;
};

const NAME = /x-k\d+-token/g;

/** What a site's record has of it by now. */
const keptOf = async (site: string): Promise<Set<string>> => {
  const [session] = JSON.parse(await chromium.storage());
  return new Set(String(session[`site/|${site}`]?.text ?? '').match(NAME));
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const isPage = request.url === '/';
    if (!isPage) answered += 1;
    for (const name of Object.keys(request.headers)) if (name.match(NAME)) toldBy(request.headers.host ?? '').add(name);
    response.setHeader('content-type', isPage ? 'text/html' : 'application/json').end(isPage ? PAGE : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  server?.closeAllConnections();
  server?.close();
});

test('two hundred kills of a busy worker: nothing that was written is lost, and little of what was not', {
  timeout: 300_000,
}, async () => {
  const page = await chromium.newPage();
  let kills = 0;
  let busy = 0;
  let missing = 0;
  let facts = 0;
  for (let round = 0; round < SITES; round += 1) {
    const host = `busy-${round}.localhost:${(server.address() as AddressInfo).port}`;
    const site = `http://${host}`;
    await page.goto(`${site}/`);
    const start = performance.now();
    let kept = new Set<string>();
    for (let kill = 0; kill < KILLS_PER_SITE; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50 + 20 * kill));
      // It has begun to listen: one that is stopped while it starts takes the browser half a minute to forget.
      await chromium.ask({ name: 'popup/get-thresholds' });
      await chromium.interruptWorker();
      kills += 1;
      const now = await keptOf(site);
      expect(
        [...kept].filter((name) => !now.has(name)),
        `after ${kills} kills`,
      ).toEqual([]);
      kept = now;
    }
    await page.evaluate('stop()');
    busy += performance.now() - start;
    // Its answer waits for whatever came before.
    await chromium.report(page);
    kept = await keptOf(site);
    facts += toldBy(host).size;
    missing += [...toldBy(host)].filter((name) => !kept.has(name)).length;
  }
  const rate = (answered / busy) * 1000;
  console.info(`${kills} kills, ${rate.toFixed(0)} requests/s, ${facts} facts, ${missing} lost`);
  expect(kills).toBe(200);
  expect(missing / facts).toBeLessThanOrEqual(MOST_LOST);
});

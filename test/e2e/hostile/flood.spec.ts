/** Attacks by number: frames, requests, cookies, as many as the page can make. */
import { expect, test } from 'vitest';
import { type Attack, credentialAt, setStage } from './stage.ts';

const SECONDS = 30;
let received = 0;

const ATTACKS: Attack[] = [
  {
    name: '1,000 iframes',
    serve: (request, response) => {
      if (request.url?.startsWith('/frame') === true)
        return void response.setHeader('content-type', 'text/html').end('<script>fetch("/api")</script>');
      response.writeHead(204).end();
    },
    script: async ({ token }) => {
      localStorage.setItem('access_token', token);
      for (let at = 0; at < 1_000; at += 1) {
        const frame = document.createElement('iframe');
        // Each tenth is a document with a request of its own.
        if (at % 10 === 0) frame.src = `/frame?${at}`;
        document.body.append(frame);
      }
    },
    holds: async (report, _stage, page) => {
      expect(await page.evaluate(() => frames.length)).toBe(1_000);
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
    },
  },
];

/** The page goes on by itself; the specs ask meanwhile. */
const FLOOD: Attack = {
  name: '1,000 requests a second',
  serve: (_request, response) => {
    received += 1;
    response.writeHead(204).end();
  },
  script: ({ token }) => {
    localStorage.setItem('access_token', token);
    const end = Date.now() + 30_000;
    let at = 0;
    // Six connections at once is all that a browser opens to a site; each request has another token at another place.
    const go = async (): Promise<void> => {
      while (Date.now() < end)
        await fetch('/api', { headers: { [`x-token-${at % 500}`]: `${token}${at++}` } }).catch(() => undefined);
    };
    for (let lane = 0; lane < 12; lane += 1) void go();
  },
  holds: () => undefined,
};

const stage = setStage([...ATTACKS, FLOOD]);

test.each(ATTACKS)('$name', { timeout: 180_000 }, (attack) => stage.survives(attack));

test(FLOOD.name, { timeout: 120_000 }, async () => {
  const page = await stage.begin(FLOOD);
  const tabId = await stage.browser.tabId(page);
  const start = Date.now();
  const answers: number[] = [];
  while (Date.now() - start < SECONDS * 1_000) {
    const asked = performance.now();
    // What the popup shows first: it asks nothing of a page that is busy.
    expect(await stage.browser.ask({ name: 'popup/get-known-report', tabId })).toMatchObject({ ok: true });
    answers.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const sorted = answers.toSorted((a, b) => a - b);
  process.stdout.write(
    `${Math.round(received / SECONDS)} requests a second; answers in ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms, ${Math.round(sorted.at(-1) ?? 0)} ms at most\n`,
  );
  expect(received).toBeGreaterThan(SECONDS * 20);
  expect(sorted[sorted.length >> 1], 'milliseconds until an answer').toBeLessThan(1_000);
  // The page, the server and the browser take all of a small machine between them: one answer may come late.
  expect(sorted.at(-1), 'milliseconds until the slowest answer').toBeLessThan(5_000);
  const { report } = await stage.ask(page);
  expect(report.dropped, 'more than is kept').toBeGreaterThan(0);
  expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
  await stage.aftermath(page);
  await page.close();
});

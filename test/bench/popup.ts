/**
 * How long after its opening the popup shows its verdict, over a site with very many requests and credentials. Beside it
 * the same for a page of the extension that says a fixed word: what lies between the two is Coatcheck's, the rest the machine's.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type Chromium, EXTENSION, launch } from '../helpers/chromium.ts';
import { CREDENTIALS, drive, startBusySite } from './busy-site.ts';
import { type Figure, spread } from './figure.ts';
import { inMiddle } from './ratio.ts';

const REQUESTS = 10_000;
const WARM = 20;
const COLD = 10;

/** Times since navigation began: the report is asked for, is there, and its verdict is painted. */
interface Opening {
  asked: number;
  answered: number;
  shown: number;
}

/** Runs before the page's own scripts. As text: what compiles this file must not add to it. */
const STOPWATCH = `
  globalThis.opening = { asked: 0, answered: 0, shown: 0 };
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (message, ...rest) => {
    const mine = message?.name === 'popup/get-known-report' && opening.asked === 0;
    if (mine) opening.asked = performance.now();
    const told = () => { if (mine) opening.answered = performance.now(); };
    const back = rest.at(-1);
    if (typeof back === 'function') return send(message, ...rest.slice(0, -1), (reply) => { told(); back(reply); });
    return send(message, ...rest).then((reply) => { told(); return reply; });
  };
  // The browser itself says when the frame with the verdict, the largest text, stood on the screen.
  new PerformanceObserver((list) => {
    const painted = list.getEntries().findLast(({ element }) => element?.closest('.face'));
    if (painted) opening.shown = painted.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
`;

const FLOOR = '<!doctype html><title>Floor</title><div id="app"></div><script type="module" src="./floor.js"></script>';
const FLOOR_SCRIPT = `document.getElementById('app').innerHTML = '<div class="face"><h1>Session</h1></div>';`;

const withFloor = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-bench-'));
  cpSync(EXTENSION, folder, { recursive: true });
  writeFileSync(join(folder, 'floor.html'), FLOOR);
  writeFileSync(join(folder, 'floor.js'), FLOOR_SCRIPT);
  return folder;
};

const timed = async (chromium: Chromium, address: string): Promise<Opening> => {
  const page = await chromium.newPage();
  await page.setViewport({ width: 400, height: 600 });
  await page.evaluateOnNewDocument(STOPWATCH);
  await page.goto(`${chromium.origin}/${address}`);
  const handle = await page.waitForFunction('opening.shown > 0 && opening', { polling: 20 });
  const opening = (await handle.jsonValue()) as Opening;
  await page.close();
  return opening;
};

const repeated = async <Value>(times: number, once: () => Promise<Value>): Promise<Value[]> => {
  const all: Value[] = [];
  while (all.length < times) all.push(await once());
  return all;
};

const between = (openings: readonly Opening[], from: keyof Opening, to: keyof Opening): number[] =>
  openings.map((one) => one[to] - one[from]);

const medianShown = (openings: readonly Opening[]): number => inMiddle(openings.map(({ shown }) => shown));

/** What lies between the verdict and a fixed word. */
const over = (name: string, ours: readonly Opening[], floor: readonly Opening[], atMost: number): Figure => ({
  name,
  value: medianShown(ours) - medianShown(floor),
  unit: 'ms',
  how: 'difference of the medians, painted',
  atMost,
});

const toldInMiddle = (figure: Figure): Figure =>
  /^(empty|popup).*, (median|p95)$/.test(figure.name) ? { ...figure, told: true } : figure;

/** The popup itself, as the toolbar opens it: the browser says when the largest text, the verdict's sentence, was painted. */
const realPopup = async (chromium: Chromium, page: Page): Promise<number> => {
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector('.face h1');
  const painted = (await popup.evaluate(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const last = list.getEntries().findLast(({ element }) => element?.closest('.face'));
      if (last) resolve(last.startTime);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  })`)) as number;
  await popup.close();
  return painted;
};

export const popupBench = async (): Promise<Figure[]> => {
  const extension = withFloor();
  const site = await startBusySite();
  const chromium = await launch({ extension });
  try {
    const page = await chromium.newPage();
    await drive(page, site, REQUESTS);
    const report = await chromium.report(page);
    if (report.credentials.length < CREDENTIALS || report.requests < REQUESTS)
      throw new Error(`Only ${report.credentials.length} credentials and ${report.requests} requests were seen.`);
    const popup = `src/popup/index.html?tab=${await chromium.tabId(page)}`;

    await timed(chromium, popup);
    const floor = await repeated(WARM, () => timed(chromium, 'floor.html'));
    const warm = await repeated(WARM, () => timed(chromium, popup));
    const cold = await repeated(COLD, async () => {
      await chromium.killWorker();
      return timed(chromium, popup);
    });
    const real = await repeated(WARM, () => realPopup(chromium, page));
    const how = `${report.requests} requests, ${report.credentials.length} credentials`;
    return [
      ...spread(
        'empty page of the extension',
        'navigation to paint',
        floor.map(({ shown }) => shown),
      ),
      ...spread(
        'popup in a tab, worker awake',
        `navigation to verdict painted, ${how}`,
        warm.map(({ shown }) => shown),
      ),
      ...spread(
        '· until it asks',
        'scripts loaded',
        warm.map(({ asked }) => asked),
      ),
      ...spread('· until it is answered', 'the worker judges what it knows', between(warm, 'asked', 'answered')),
      ...spread('· until it is painted', 'drawn', between(warm, 'answered', 'shown')),
      ...spread(
        'popup in a tab, worker stopped',
        `navigation to verdict painted, ${how}`,
        cold.map(({ shown }) => shown),
      ),
      ...spread('· until it is answered', 'the worker starts and restores as well', between(cold, 'asked', 'answered')),
      ...spread('popup itself', 'navigation to the verdict’s largest text painted', real),
      over('popup over the empty page, worker awake', warm, floor, 50),
      over('popup over the empty page, worker stopped', cold, floor, 80),
    ].map(toldInMiddle);
  } finally {
    await chromium.close();
    site.stop();
    rmSync(extension, { recursive: true });
  }
};

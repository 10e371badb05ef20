/**
 * What Coatcheck leaves in a page: nothing, as long as nobody opens it; then one look at the storage, which must not be
 * felt.
 */
import type { Page } from 'puppeteer-core';
import { type Chromium, launch } from '../helpers/chromium.ts';
import type { Figure } from './figure.ts';
import { type LoadedSite, startLoadedSite } from './loaded-site.ts';
import { tasksDuring } from './page-tasks.ts';
import { inMiddle } from './ratio.ts';

const TIMES = 7;
const LOOKS = 5;
const MAX_TASK_MS = 50;
/** Nothing is to be added; two loads of one page differ by about this. */
const NOISE_KIB = 50;
const NOISE_MS = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** As text: what compiles this file must not add to it. All that a page can name, and each function that is not the browser's. */
const WHAT_IS_THERE = `(() => {
  const foreign = [];
  for (const name of Object.getOwnPropertyNames(window)) {
    const members = Object.getOwnPropertyDescriptors(window[name]?.prototype ?? {});
    for (const [member, { value, get, set }] of Object.entries(members))
      for (const code of [value, get, set])
        if (typeof code === 'function' && !/\\[native code\\]/.test(Function.prototype.toString.call(code)))
          foreign.push(name + '.' + member);
  }
  return JSON.stringify([
    Object.getOwnPropertyNames(window).sort(), Object.keys(window.chrome ?? {}).sort(), foreign.sort(),
    document.documentElement.outerHTML, document.styleSheets.length, document.adoptedStyleSheets.length,
  ]);
})()`;

interface Footprint {
  names: string;
  /** Places where scripts run: the page's own, and one for each extension that put a script into it. */
  worlds: number;
  heap: number;
  /** Of the main thread, from the beginning of the load. */
  busy: number;
  /** Of the main thread, while nothing happens. */
  idleTasks: number;
}

const footprint = async (chromium: Chromium, url: string): Promise<Footprint> => {
  const page = await chromium.newPage();
  const session = await page.createCDPSession();
  let worlds = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    // Puppeteer has one of its own.
    if (!context.name.startsWith('__puppeteer')) worlds += 1;
  });
  session.on('Runtime.executionContextsCleared', () => {
    worlds = 0;
  });
  // What it computed, not how long it stood in line behind the machine's other work.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Runtime.enable');
  await page.goto(url);
  await page.evaluate('took');
  await pause(1000);
  const { metrics } = await session.send('Performance.getMetrics');
  const idle = await tasksDuring(page, () => pause(1000));
  const names = String(await page.evaluate(WHAT_IS_THERE));
  for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await page.close();
  const busy = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  return { names, worlds, heap: usedSize, busy, idleTasks: idle.length };
};

/** The same page in a browser with Coatcheck, and in one without. */
const compared = async (
  site: LoadedSite,
  browsers: { bare: Chromium; ours: Chromium },
  about: string,
  page: { token: boolean },
  isPromised: boolean,
): Promise<Figure[]> => {
  const bare: Footprint[] = [];
  const ours: Footprint[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    // A new name each time: what is known of a site is not looked for again.
    const url = site.page({ api: 20, images: 20, ...page }, `${page.token ? 'token' : 'plain'}-${time}`);
    bare.push(await footprint(browsers.bare, url));
    ours.push(await footprint(browsers.ours, url));
  }
  const added = (what: 'worlds' | 'heap' | 'busy' | 'idleTasks'): number =>
    inMiddle(ours.map((one, at) => one[what] - (bare[at]?.[what] ?? Number.NaN)));
  const changed = ours.filter(({ names }, at) => names !== bare[at]?.names).length;
  const promised = (atMost: number): Pick<Figure, 'atMost' | 'told'> => (isPromised ? { atMost } : { told: true });
  const how = `${TIMES} loads with and without, median of the differences`;
  return [
    {
      name: `${about}: pages that can tell a difference`,
      value: changed,
      unit: '',
      how: 'names, functions, DOM',
      atMost: 0,
    },
    { name: `${about}: script worlds added`, value: added('worlds'), unit: '', how, ...promised(0) },
    { name: `${about}: heap added`, value: added('heap') / 1024, unit: 'KiB', how, ...promised(NOISE_KIB) },
    { name: `${about}: work of the main thread added`, value: added('busy'), unit: 'ms', how, ...promised(NOISE_MS) },
    { name: `${about}: tasks of an idle second added`, value: added('idleTasks'), unit: 'tasks', how, ...promised(0) },
  ];
};

const STORAGES: Record<string, string> = {
  empty: '',
  'ordinary, 30 keys': `for (let at = 0; at < 30; at += 1) localStorage.setItem('setting-' + at, 'v'.repeat(500));`,
  'full, 20 large values': `for (let at = 0; at < 20; at += 1) localStorage.setItem('large-' + at, 'v'.repeat(250000));`,
  'full, 2,500 values': `for (let at = 0; at < 2500; at += 1) localStorage.setItem('value-' + at, 'v'.repeat(2000));`,
  '200,000 keys': `for (let at = 0; at < 200000; at += 1) localStorage.setItem('k' + at, '1');`,
};

interface Look {
  longest: number;
  partial: boolean;
}

const longestOf = (tasks: readonly number[]): number => tasks.reduce((most, one) => Math.max(most, one), 0);

const look = async (chromium: Chromium, page: Page): Promise<Look> => {
  const tabId = await chromium.tabId(page);
  let partial = false;
  const tasks = await tasksDuring(page, async () => {
    partial = (await chromium.reportOn(tabId)).dropped > 0;
    await pause(100);
  });
  return { longest: longestOf(tasks), partial };
};

/** A page that has not touched its storage since it came; then the browser has it at hand, as where a page works with it. */
const looks = async (chromium: Chromium, url: string, fill: string): Promise<{ used: Look[]; untouched: Look[] }> => {
  const used: Look[] = [];
  const untouched: Look[] = [];
  const filled = await chromium.newPage();
  await filled.goto(url);
  await filled.evaluate(fill);
  // Its process goes, and with it what it had at hand.
  await filled.close();
  await pause(1500);
  const page = await chromium.newPage();
  await page.goto(url);
  untouched.push(await look(chromium, page));
  while (used.length < LOOKS) used.push(await look(chromium, page));
  await page.close();
  return { used, untouched };
};

const scans = async (chromium: Chromium, site: LoadedSite): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const [at, [storage, fill]] of Object.entries(STORAGES).entries()) {
    const url = site.page({ api: 0, images: 0, token: false }, `storage-${at}`);
    for (const [state, seen] of Object.entries(await looks(chromium, url, fill))) {
      const longest = Math.max(...seen.map((one) => one.longest));
      const partial = seen.some((one) => one.partial) ? 'told as partial' : 'read in whole';
      const looked =
        state === 'used'
          ? `longest of ${LOOKS} looks`
          : 'one look; the browser brings all of it at the first touch, whoever touches it';
      const how = `${partial}; ${looked}`;
      const name = `scan, storage ${storage}, ${state === 'used' ? 'in use' : 'not touched yet'}: longest task`;
      figures.push({
        name,
        value: longest,
        unit: 'ms',
        how,
        ...(state === 'used' ? { atMost: MAX_TASK_MS } : { told: true }),
      });
    }
  }
  return figures;
};

export const pageBench = async (): Promise<Figure[]> => {
  const site = await startLoadedSite();
  const bare = await launch({ bare: true });
  const ours = await launch();
  try {
    const browsers = { bare, ours };
    return [
      ...(await compared(site, browsers, 'page without a token', { token: false }, true)),
      ...(await compared(site, browsers, 'page that sends a new token', { token: true }, false)),
      ...(await scans(ours, site)),
    ];
  } finally {
    site.stop();
    await bare.close();
    await ours.close();
  }
};

/** One visit to an application of the zoo: a real browser with the real extension, asked at each stage. */
import type { Page } from 'puppeteer-core';
import type { Observation } from '../../src/core/observe/observation.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import type { ZooApp } from './app.ts';
import type { Reports } from './judge.ts';
import { quiet } from './page.ts';

export interface Visit {
  reports: Reports;
  /** What the engine was told, and how much of it up to each report; only from a build that records. */
  observations: Observation[];
  marks: Partial<Record<keyof Reports, number>>;
  /** Values that may be nowhere in a recording: the browser's cookies and the page's storage, as they were. */
  secrets: string[];
}

export interface VisitOptions {
  /** Folder of the built extension. */
  extension?: string;
  /** Where a picture goes if the visit fails. */
  screenshot?: string;
}

export const visit = async (app: ZooApp, url: string, options: VisitOptions = {}): Promise<Visit> => {
  const records = options.extension !== undefined;
  const chromium = await launch({
    listen: records,
    ...(options.extension === undefined ? {} : { extension: options.extension }),
  });
  const page = await newPage(chromium);
  const marks: Visit['marks'] = {};
  const secrets: string[] = [];
  const ask = async (stage: keyof Reports, tabId: number): Promise<SiteReport> => {
    await quiet(page);
    const report = await chromium.reportOn(tabId);
    if (records) marks[stage] = (await chromium.observations()).length;
    secrets.push(...(await secretsOf(chromium, page)));
    return report;
  };
  try {
    // Asked at once: a challenge that nobody answers ends in a page of the browser's own, without an address.
    const tabId = await chromium.tabId(page);
    await app.open(page, url);
    const before = await ask('before', tabId);
    await app.login(page, url);
    await quiet(page);
    await app.use?.(page, url);
    const after = await ask('after', tabId);
    await page.reload();
    const reports: Reports = { before, after, reloaded: await ask('reloaded', tabId) };
    if (app.logout !== undefined) {
      await app.logout(page, url);
      reports.out = await ask('out', tabId);
    }
    return { reports, observations: records ? await chromium.observations() : [], marks, secrets };
  } catch (error) {
    if (options.screenshot !== undefined)
      await page.screenshot({ path: options.screenshot as `${string}.png` }).catch(() => undefined);
    throw error;
  } finally {
    await chromium.close();
  }
};

/** The login happened before the extension came: what most people's first look at Coatcheck is like. */
export const visitLate = async (app: ZooApp, url: string): Promise<SiteReport> => {
  const chromium = await launch({ bare: true });
  const page = await newPage(chromium);
  try {
    await app.open(page, url);
    await app.login(page, url);
    await quiet(page);
    await chromium.install();
    await page.bringToFront();
    await page.reload();
    await quiet(page);
    await app.use?.(page, url);
    await quiet(page);
    return await chromium.report(page);
  } finally {
    await chromium.close();
  }
};

const newPage = async (chromium: Chromium): Promise<Page> => {
  const page = await chromium.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.setDefaultTimeout(40_000);
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
};

const secretsOf = async (chromium: Chromium, page: Page): Promise<string[]> => {
  const cookies = await chromium.browser.cookies();
  const stored = await page
    .evaluate(() => [...Object.values({ ...localStorage }), ...Object.values({ ...sessionStorage })])
    .catch(() => []);
  return [...cookies.map((cookie) => cookie.value), ...stored.map(String)].filter((value) => value.length >= 12);
};

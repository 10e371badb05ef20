/** `storage.session` is full: the oldest sites go, the one that is looked at is judged rightly, and stays so when the worker dies. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { settled } from '../helpers/expect-report.ts';
import { login, open } from '../lab/drive.ts';
import { type LabSite, startLab } from '../lab/index.ts';

/** Chromium's quota is 10 MB. */
const FULL = 9_900_000;
const QUOTA = 10_485_760;

const lab = await startLab({ port: 0, apiPort: 0 });
let calm: Chromium;
let full: Chromium;

beforeAll(async () => {
  calm = await launch();
  full = await launch();
});

afterAll(async () => {
  await calm?.close();
  await full?.close();
  await lab.stop();
});

const site = lab.sites.find(({ expected }) => expected.after.kind === 'session') as LabSite;

const signIn = async (chromium: Chromium): Promise<SiteReport> => {
  const page = await chromium.newPage();
  await open(page, site);
  await login(page, site);
  return chromium.report(page);
};

/** In a page of the extension, as only such a page may. */
const inExtension = async <Value>(run: string): Promise<Value> => (await full.inExtension(run)) as Value;

const sites = (): Promise<string[]> =>
  inExtension(
    `chrome.storage.session.get(null).then((items) => Object.keys(items).filter((key) => key.startsWith('site/')))`,
  );

test('a full storage costs the sites that were seen longest ago', async () => {
  const other = lab.sites.find(({ host }) => host !== site.host) as LabSite;
  const page = await full.newPage();
  await open(page, other);
  await full.report(page);
  expect(await sites()).toHaveLength(1);

  // What is left is too little for one more site, also when the other one is gone.
  await inExtension(`(async () => {
    const used = await chrome.storage.session.getBytesInUse(null);
    await chrome.storage.session.set({ filler: 'x'.repeat(${FULL} - used) });
    const left = ${QUOTA} - (await chrome.storage.session.getBytesInUse(null));
    await chrome.storage.session.set({ more: 'x'.repeat(left - 1200) });
  })()`);

  const expected = await signIn(calm);
  const found = await signIn(full);
  expect(expected.verdict.kind).toBe('session');
  expect(settled(found)).toEqual(settled(expected));
  expect((await sites()).some((key) => key.endsWith(other.host))).toBe(false);
});

test('once there is room, the next fact of any site brings all that is owed, and a stopped worker forgets nothing', async () => {
  await inExtension(`chrome.storage.session.remove(['filler', 'more'])`);
  const another = await full.newPage();
  await open(another, lab.sites.find(({ host }) => host !== site.host) as LabSite);
  await full.report(another);
  const page = (await full.browser.pages()).find((one) => one.url().includes(site.host)) as Page;
  const before = await full.report(page);
  await full.killWorker();
  expect(settled(await full.report(page))).toEqual(settled(before));
  expect(before.verdict.kind).toBe('session');
});

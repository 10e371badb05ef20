/** Every site of the lab in both browsers: the same report, but for what is listed in differences.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../../src/core/report.ts';
import { settled } from '../../helpers/expect-report.ts';
import { type ExtensionBrowser, launch } from '../../helpers/extension-browser.ts';
import { load, logout, TOUR } from '../../lab/drive.ts';
import { type LabSite, startLab } from '../../lab/index.ts';
import { comparable } from '../differences.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: ExtensionBrowser;
let firefox: ExtensionBrowser;

beforeAll(async () => {
  chromium = await launch({}, 'chromium');
  firefox = await launch({}, 'firefox');
});

afterAll(async () => {
  await chromium?.close();
  await firefox?.close();
  await lab.stop();
});

const visit = async (browser: ExtensionBrowser, site: LabSite): Promise<SiteReport[]> => {
  const page = await browser.newPage();
  const reports: SiteReport[] = [];
  for (const step of TOUR) {
    await step(page, site);
    if (step === load || step === logout) reports.push(await browser.report(page));
  }
  await page.close();
  return reports;
};

test.each(lab.sites.map((site) => [site.host, site] as const))('%s', async (host, site) => {
  const [one, other] = await Promise.all([visit(chromium, site), visit(firefox, site)]);
  const told = (reports: SiteReport[]): unknown[] =>
    reports.map((report) => comparable(host, settled(report) as SiteReport));
  expect(told(other)).toEqual(told(one));
});

/** The browser may stop the worker whenever it is idle. Here it is stopped between any two steps, and the report is the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { settled } from '../helpers/expect-report.ts';
import { ENGINE, type ExtensionBrowser, launch } from '../helpers/extension-browser.ts';
import { load, logout, TOUR } from '../lab/drive.ts';
import { type LabSite, startLab } from '../lab/index.ts';
import { withoutScripts } from './differences.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let calm: ExtensionBrowser;
let killed: ExtensionBrowser;

beforeAll(async () => {
  calm = await launch();
  killed = await launch();
});

afterAll(async () => {
  await calm?.close();
  await killed?.close();
  await lab.stop();
});

const nothing = async (): Promise<void> => undefined;

const visit = async (browser: ExtensionBrowser, site: LabSite, between: () => Promise<void>): Promise<SiteReport[]> => {
  const page = await browser.newPage();
  const reports: SiteReport[] = [];
  for (const step of TOUR) {
    await step(page, site);
    await between();
    // The question itself wakes the worker, so it is asked only where the story turns.
    if (step === load || step === logout) reports.push(await browser.report(page));
  }
  await page.close();
  return reports;
};

test.each(lab.sites.map((site) => [site.host, site] as const))(
  '%s: a stopped worker forgets nothing',
  async (_, site) => {
    const expected = await visit(calm, site, nothing);
    const found = await visit(killed, site, killed.killWorker);
    expect(expected[0]?.verdict.kind).toBe(site.expected.after.kind);
    const told = (reports: SiteReport[]): unknown[] =>
      (ENGINE === 'firefox' ? reports.map(withoutScripts) : reports).map(settled);
    expect(told(found)).toEqual(told(expected));
  },
);

test('the worker really dies', async () => {
  const running = await killed.workerStatus();
  await killed.killWorker();
  expect([running, await killed.workerStatus()]).toEqual(['running', 'stopped']);
});

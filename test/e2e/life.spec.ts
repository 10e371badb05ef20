/** Tabs come and go, browsers restart, pages are shown twice: the site stays one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { expectReport } from '../helpers/expect-report.ts';
import { failLogin, load, login, logout, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const opened = async (host: string): Promise<Page> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  return page;
};

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

test('a site in a second tab is the same site, and a logout there counts here', async () => {
  const site = siteOf('session');
  const first = await opened('session');
  await login(first, site);
  const second = await chromium.newPage();
  await second.goto(`${site.origin}/account`);
  expectReport(await chromium.report(second), site.expected.after);
  await logout(second, site);
  await first.bringToFront();
  expectReport(await chromium.report(first), site.expected.out);
  await first.close();
  await second.close();
});

test('a closed and reopened tab finds what was learnt', async () => {
  const site = siteOf('jwt-cookie');
  const first = await opened('jwt-cookie');
  await login(first, site);
  await first.close();
  const again = await opened('jwt-cookie');
  expectReport(await chromium.report(again), site.expected.after);
  await again.close();
});

test('a page shown again by the Back button keeps its site', async () => {
  const site = siteOf('jwt-storage');
  const page = await opened('jwt-storage');
  await login(page, site);
  await load(page);
  await page.goto(`${lab.url}/`);
  expect((await chromium.report(page)).site).toBe(lab.url);
  await page.goBack();
  expectReport(await chromium.report(page), site.expected.after);
  await page.close();
});

test('a wrong password is no login, and the right one after it is', async () => {
  for (const host of ['session-careless', 'jwt-storage-careless']) {
    const site = siteOf(host);
    const page = await opened(host);
    await failLogin(page);
    expect((await chromium.report(page)).verdict.signedIn, host).toBe('no');
    await login(page, site);
    await load(page);
    expectReport(await chromium.report(page), site.expected.after);
    await page.close();
  }
});

test('after a restart of the browser the cookie that was kept is recognised, and nothing unseen is claimed', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'coatcheck-restart-'));
  const site = siteOf('jwt-cookie');
  const before = await launch({ profile });
  const page = await before.newPage();
  await open(page, site);
  await login(page, site);
  await before.close();

  const after = await launch({ profile });
  const restored = await after.newPage();
  await open(restored, site);
  const report = await after.report(restored);
  expect(report.verdict).toMatchObject({ kind: 'token', state: 'client', mechanisms: ['jwt-cookie'] });
  expect(report.verdict.confidence).toBeLessThanOrEqual(0.9);
  expect(report.story.map((step) => step.kind)).not.toContain('login-submitted');
  await after.close();
  rmSync(profile, { recursive: true, force: true });
});

test('two sites that share a host but not a port are told apart', async () => {
  const spa = siteOf('spa');
  const page = await opened('spa');
  await login(page, spa);
  await load(page);
  const report = await chromium.report(page);
  expect(report.site).toBe(spa.origin);
  const sent = report.credentials.flatMap((one) => (one.decisive ? one.sentTo.map((to) => to.origin) : []));
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.every((origin) => origin !== spa.origin && origin.startsWith('http://spa.localhost:'))).toBe(true);
  await page.close();
});

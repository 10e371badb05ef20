/** Tabs come and go, browsers restart, pages are shown twice: the site stays one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { DESK } from '../helpers/desk.ts';
import { expectReport } from '../helpers/expect-report.ts';
import { failLogin, load, login, logout, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';
import { user } from '../lab/types.ts';

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

describe('after a restart of the browser', () => {
  let profile: string;
  let after: Chromium;

  /** Tabs behind others may not be loaded yet, and a debugger would wait for them: the browser itself brings them forward. */
  const restored = async (start: string): Promise<Page> => {
    const remote = await after.newPage();
    await remote.goto(after.origin + DESK);
    await remote.evaluate(async (url) => {
      const isThere = async (): Promise<chrome.tabs.Tab | undefined> =>
        (await chrome.tabs.query({ status: 'complete' })).find((tab) => tab.url?.startsWith(url));
      const [asleep] = (await chrome.tabs.query({})).filter((tab) => tab.url?.startsWith(url));
      await chrome.tabs.update(asleep?.id ?? -1, { active: true });
      while ((await isThere()) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    }, start);
    await remote.close();
    const page = (await after.browser.pages()).find((one) => one.url().startsWith(start));
    if (page === undefined) throw new Error(`${start} was not restored.`);
    return page;
  };

  const signedIn = async (site: LabSite): Promise<Page> => {
    const page = await restored(`${site.origin}/`);
    await page.waitForFunction((name) => document.getElementById('who')?.textContent === name, {}, user.name);
    return page;
  };

  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'coatcheck-restart-'));
    const before = await launch({ profile });
    // So that it is there when the tabs come back, as it is for people.
    await before.reload();
    for (const host of ['jwt-cookie', 'jwt-storage']) {
      const page = await before.newPage();
      await open(page, siteOf(host));
      await login(page, siteOf(host));
      expectReport(await before.report(page), siteOf(host).expected.after);
      if (host === 'jwt-storage') await (await before.openPage(page)).waitForSelector('[role="tab"]');
    }
    await before.close();
    after = await launch({ profile, installed: true, args: ['--restore-last-session'] });
  });

  afterAll(async () => {
    await after?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test('a restored tab is watched from its first request on: the cookie is recognised, and nothing unseen is claimed', async () => {
    const site = siteOf('jwt-cookie');
    const { verdict, story, requests } = await after.report(await signedIn(site));
    expect(verdict).toMatchObject({ kind: 'token', state: 'client', mechanisms: ['jwt-cookie'], signedIn: 'yes' });
    expect(verdict.confidence).toBeLessThanOrEqual(0.9);
    expect(story.map((step) => step.kind)).toContain('credential-sent');
    expect(story.map((step) => step.kind)).not.toContain('login-submitted');
    expect(requests).toBeGreaterThan(0);
  });

  test('a token that was kept in the storage is recognised in a restored tab', async () => {
    const site = siteOf('jwt-storage');
    const report = await after.report(await signedIn(site));
    // It names nobody, and no login was seen: what it proves is open.
    expectReport(report, { ...site.expected.after, signedIn: 'unknown' });
    expect(report.story.map((step) => step.kind)).not.toContain('login-submitted');
  });

  test('a restored page of Coatcheck’s own says that its tab is gone', async () => {
    const app = await restored(`${after.origin}/src/page/`);
    await app.waitForSelector('::-p-text(The page has been closed)');
    expect(await after.errors()).toEqual([]);
  });
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

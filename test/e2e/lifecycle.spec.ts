/** What becomes of credentials after the login: refresh tokens that stay the same, and sessions that a logout does not end. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { load, login, logout, open, refresh } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const outcome = async (page: Page, rule: string): Promise<string | undefined> =>
  (await chromium.report(page)).checks.find((check) => check.rule === rule)?.outcome;

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

describe('a refresh token', () => {
  /** Two uses within ten seconds may be two tabs. */
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10_500));

  test.each([
    ['refresh-careless', 'fail'],
    ['refresh', 'pass'],
  ])('at %s: %s', async (host, expected) => {
    const page = await chromium.newPage();
    await login(page, siteOf(host));
    await refresh(page);
    expect(await outcome(page, 'refresh-token-reused')).not.toBe('fail');
    await later();
    await refresh(page);
    expect(await outcome(page, 'refresh-token-reused')).toBe(expected);
    await page.close();
  });
});

describe('a token that another tab still holds after the logout', () => {
  const me = (page: Page, token: string): Promise<number> =>
    page.evaluate(
      async (value) =>
        (await fetch('/api/me', value === '' ? {} : { headers: { authorization: `Bearer ${value}` } })).status,
      token,
    );

  test.each([
    ['jwt-storage', 'localStorage', 200, 'fail'],
    ['opaque-bearer', 'sessionStorage', 401, 'pass'],
  ] as const)('at %s, in %s: %i, %s', async (host, area, status, expected) => {
    const site = siteOf(host);
    const page = await chromium.newPage();
    await open(page, site);
    expect(await me(page, '')).toBe(401);
    await login(page, site);
    await load(page);
    const token = await page.evaluate((name) => {
      const text = Object.values(window[name])[0] as string;
      return text.startsWith('{') ? (JSON.parse(text) as { token: string }).token : text;
    }, area);
    expect(await me(page, token)).toBe(200);
    await logout(page, site);
    await chromium.report(page);
    expect(await outcome(page, 'session-alive-after-logout')).toBe('unknown');
    expect(await me(page, token)).toBe(status);
    expect(await outcome(page, 'session-alive-after-logout')).toBe(expected);
    await page.close();
  });
});

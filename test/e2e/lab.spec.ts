/** Every site of the lab, in a real browser with the real extension: before the login, after it, and after the logout. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectReport, ruleIds } from '../helpers/expect-report.ts';
import { ENGINE, type ExtensionBrowser, launch } from '../helpers/extension-browser.ts';
import { act, load, login, logout, open } from '../lab/drive.ts';
import { type LabSite, startLab } from '../lab/index.ts';
import { FIREFOX_RULES } from './differences.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let browser: ExtensionBrowser;

beforeAll(async () => {
  browser = await launch({ listen: true });
});

afterAll(async () => {
  await browser?.close();
  await lab.stop();
});

const rulesOf = (site: LabSite): string[] => {
  const { less = [], more = [] } = (ENGINE === 'firefox' ? FIREFOX_RULES[site.host] : undefined) ?? {};
  return [...site.rules.filter((rule) => !less.includes(rule)), ...more].sort();
};

describe.each(lab.sites.map((site) => [site.host, site] as const))('%s', (_host, site) => {
  test(`is ${site.expected.after.kind}, and raises ${site.rules.join(', ') || 'nothing'}`, async () => {
    const page = await browser.newPage();
    await open(page, site);
    // A Basic challenge that nobody answers shows no page, and so no site, below the popup.
    if (site.login !== 'basic') expectReport(await browser.report(page), site.expected.before);

    await login(page, site);
    await act(page);
    await load(page);
    const after = await browser.report(page);
    expectReport(after, site.expected.after);
    if (site.variant === 'sound') {
      expect(after.findings.filter(({ severity }) => severity === 'critical' || severity === 'high')).toEqual([]);
    }

    await logout(page, site);
    const out = await browser.report(page);
    expectReport(out, site.expected.out);
    expect(ruleIds(out)).toEqual(rulesOf(site));
    expect(out.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    await page.close();
  });
});

test('nothing was written to the console, and nothing was thrown', async () => {
  expect(await browser.log()).toEqual([]);
  expect(await browser.errors()).toEqual([]);
});

/** Every site of the lab, in real Chromium with the real extension: before the login, after it, and after the logout. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { expectReport, ruleIds } from '../helpers/expect-report.ts';
import { act, load, login, logout, open } from '../lab/drive.ts';
import { startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;

beforeAll(async () => {
  chromium = await launch({ listen: true });
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

describe.each(lab.sites.map((site) => [site.host, site] as const))('%s', (_host, site) => {
  test(`is ${site.expected.after.kind}, and raises ${site.rules.join(', ') || 'nothing'}`, async () => {
    const page = await chromium.newPage();
    await open(page, site);
    // A Basic challenge that nobody answers shows no page, and so no site, below the popup.
    if (site.login !== 'basic') expectReport(await chromium.report(page), site.expected.before);

    await login(page, site);
    await act(page);
    await load(page);
    const after = await chromium.report(page);
    expectReport(after, site.expected.after);
    if (site.variant === 'sound') {
      expect(after.findings.filter(({ severity }) => severity === 'critical' || severity === 'high')).toEqual([]);
    }

    await logout(page, site);
    const out = await chromium.report(page);
    expectReport(out, site.expected.out);
    expect(ruleIds(out)).toEqual([...site.rules].sort());
    expect(out.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    await page.close();
  });
});

test('nothing was written to the console', () => {
  expect(chromium.console).toEqual([]);
});

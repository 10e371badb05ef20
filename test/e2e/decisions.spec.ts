/** What the user asks for and decides, in the real browser: checks of a token, findings set aside, thresholds. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weakSecrets } from '../../src/core/knowledge/weak-secrets.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login, open } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
const folder = mkdtempSync(join(tmpdir(), 'coatcheck-'));
let chromium: Chromium;

/** `COATCHECK_SCREENSHOTS=folder` draws what this file looks at. */
const PICTURES = process.env['COATCHECK_SCREENSHOTS'];
const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined || PICTURES === '1') return;
  mkdirSync(PICTURES, { recursive: true });
  await page.evaluate(() => document.querySelector('.token-check')?.scrollIntoView());
  await page.screenshot({ path: join(PICTURES, `${name}.png`) as `${string}.png` });
};

beforeAll(async () => {
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
  rmSync(folder, { recursive: true });
});

const siteOf = (host: string): LabSite => siteNamed(lab, host);

const signedIn = async (host: string): Promise<{ page: Page; app: Page }> => {
  const page = await chromium.newPage();
  await open(page, siteOf(host));
  if ((await page.$eval('#who', (node) => node.textContent)) === 'nobody') await login(page, siteOf(host));
  await act(page);
  await load(page);
  const app = await chromium.openApp(page);
  await app.setViewport({ width: 400, height: 600 });
  await app.waitForSelector('[role="tab"]');
  return { page, app };
};

/** By its words, among what can be seen. */
const button = async (app: Page, words: string): Promise<ElementHandle> => {
  const found = await app.waitForFunction(
    (text) =>
      [...document.querySelectorAll('button, label, [role="tab"]')].find(
        (one) => one.closest('[hidden]') === null && (one.textContent ?? '').trim().startsWith(text),
      ),
    {},
    words,
  );
  return found.asElement() as ElementHandle;
};
const click = async (app: Page, words: string): Promise<void> => {
  await (await button(app, words)).evaluate((node) => (node as HTMLElement).click());
};
const says = (app: Page, words: string): Promise<unknown> =>
  app.waitForFunction((text) => document.body.textContent?.includes(text), { timeout: 60_000 }, words);

const openCheck = async (app: Page): Promise<void> => {
  await click(app, 'Credentials');
  await click(app, 'Decoded token');
  await click(app, 'Check the signature');
  await button(app, 'Verify the signature');
};
const findingOf = (report: SiteReport, rule: string) => report.findings.find((finding) => finding.rule === rule);
const outcomeOf = (report: SiteReport, rule: string) => report.checks.find((check) => check.rule === rule)?.outcome;
/** Records are texts in themselves: their quotes are shown as they are. */
const stored = async (app: Page, area: 'local' | 'session'): Promise<string> => {
  const text = await app.evaluate(async (name) => JSON.stringify(await chrome.storage[name].get(null)), area);
  return text.replaceAll('\\', '');
};

const complaints = async (app: Page): Promise<string[]> => {
  await app.evaluate(axe.source);
  return app.evaluate(async () => {
    const results = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return results.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
  });
};

test('a well-known secret is found on a click, shown on another, and kept nowhere', async () => {
  const { page, app } = await signedIn('jwt-storage-careless');
  expect(outcomeOf(await chromium.report(page), 'jwt-weak-secret')).toBe('unknown');
  await openCheck(app);
  expect(await complaints(app)).toEqual([]);
  await click(app, 'Check for known secrets');
  await says(app, 'Found: anybody can sign such tokens.');
  expect(await app.$eval('.token-check .value', (node) => node.textContent)).toBe('••••');
  await app.$eval('[aria-label="Reveal the secret"]', (node) => (node as HTMLElement).click());
  await app.waitForFunction(() => document.querySelector('.token-check .value')?.textContent === 'secret');
  await picture(app, 'secret-found');
  expect(await complaints(app)).toEqual([]);

  await says(app, 'Decoded, signature verified.');
  const report = await chromium.report(page);
  expect(findingOf(report, 'jwt-weak-secret')).toMatchObject({ severity: 'critical', confidence: 'certain' });
  expect(report.credentials.some(({ token }) => token?.signature === 'valid')).toBe(true);
  expect(await stored(app, 'session')).toContain('"knownSecret":true');
  expect(await stored(app, 'session')).not.toMatch(/"secret"|eyJ[\w-]+\.eyJ/);
  await app.close();
  await chromium.killWorker();
  expect(findingOf(await chromium.report(page), 'jwt-weak-secret')).toBeDefined();
  await page.close();
});

test('a secret that stands in no list is told from it, and a word list is read to its end', async () => {
  const { page, app } = await signedIn('jwt-storage');
  await openCheck(app);
  await click(app, 'Check for known secrets');
  await says(app, `None of ${weakSecrets.length} secrets made this signature`);
  await expect.poll(async () => outcomeOf(await chromium.report(page), 'jwt-weak-secret')).toBe('pass');

  const count = 100_000;
  const file = join(folder, 'words.txt');
  writeFileSync(file, Array.from({ length: count }, (_, line) => `word-${line}\n`).join(''));
  const chooser = (await app.$('input[type="file"]')) as ElementHandle<HTMLInputElement>;
  const total = (weakSecrets.length + count).toLocaleString('en');
  await chooser.uploadFile(file);
  await app.waitForSelector('progress');
  // The page goes on drawing while the worker counts.
  const frames = await app.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let drawn = 0;
        const end = performance.now() + 500;
        const draw = (): void => {
          drawn += 1;
          if (performance.now() < end) requestAnimationFrame(draw);
          else resolve(drawn);
        };
        requestAnimationFrame(draw);
      }),
  );
  expect(frames).toBeGreaterThan(5);
  await picture(app, 'searching');
  await says(app, `None of ${total} secrets made this signature`);
  const outcome = await app.$eval('.token-check .outcome', (node) => node.textContent ?? '');
  const perSecond = Number(/([\d,]+) in a second/.exec(outcome)?.[1]?.replaceAll(',', ''));
  expect(perSecond).toBeGreaterThan(2_000);
  console.info(`${perSecond} secrets in a second`);
  await app.close();
  await page.close();
});

test('the popup, which would close under a file chooser, goes on in a tab', async () => {
  const { page, app } = await signedIn('jwt-storage');
  await app.close();
  const popup = await chromium.openPopup(page);
  await popup.waitForSelector('[role="tab"]');
  await openCheck(popup);
  expect(await popup.$('input[type="file"]')).toBeNull();
  const tabId = await chromium.tabId(page);
  const opened = page.browser().waitForTarget((target) => target.url().endsWith(`?tab=${tabId}#credentials`));
  await click(popup, 'Try a word list, in a tab');
  const tab = await (await opened).asPage();
  await tab.waitForSelector('#tab-credentials[aria-selected="true"]');
  await click(tab, 'Decoded token');
  await click(tab, 'Check the signature');
  await tab.waitForSelector('input[type="file"]');
  await tab.close();
  await page.close();
});

test('a search can be broken off', async () => {
  const { page, app } = await signedIn('jwt-storage');
  await openCheck(app);
  const file = join(folder, 'many.txt');
  writeFileSync(file, 'one more word of many\n'.repeat(2_000_000));
  const chooser = (await app.$('input[type="file"]')) as ElementHandle<HTMLInputElement>;
  await chooser.uploadFile(file);
  await app.waitForFunction(() => / tried, /.test(document.querySelector('.searching p')?.textContent ?? ''));
  await click(app, 'Cancel');
  await says(app, 'Broken off after');
  expect(await app.$('progress')).toBeNull();
  await app.close();
  await page.close();
});

test('a signature is verified with what somebody pasted', async () => {
  const { page, app } = await signedIn('jwt-storage-careless');
  await openCheck(app);
  const verify = async (key: string): Promise<void> => {
    await app.$eval(
      '.verify textarea',
      (node, text) => {
        (node as HTMLTextAreaElement).value = text;
        node.dispatchEvent(new Event('input', { bubbles: true }));
      },
      key,
    );
    await click(app, 'Verify the signature');
  };
  await verify('not the secret');
  await says(app, 'This secret did not make this signature (HS256).');
  await says(app, 'Decoded, but the signature does not fit');
  await verify('{"kty":"oct","k":"c2VjcmV0"}');
  await says(app, 'This key made this signature (HS256).');
  await says(app, 'Decoded, signature verified.');
  await verify('-----BEGIN PUBLIC KEY-----');
  await says(app, 'The PEM breaks off');
  await picture(app, 'verified');
  expect(await complaints(app)).toEqual([]);
  expect(await stored(app, 'session')).not.toContain('c2VjcmV0');
  await app.close();
  await page.close();
});

test('a finding is set aside with a reason, survives the worker, and is taken back', async () => {
  const rule = 'session-cookie-without-httponly';
  const { page, app } = await signedIn('session-careless');
  const before = await app.$eval('.counts', (node) => node.textContent ?? '');
  await click(app, 'highSession cookie is readable');
  await click(app, 'Set aside…');
  await app.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await app.keyboard.type('A script of ours reads it.');
  await picture(app, 'set-aside-form');
  expect(await complaints(app)).toEqual([]);
  await app.keyboard.press('Tab');
  await app.keyboard.press('Enter');
  await app.waitForFunction((text) => document.querySelector('.counts')?.textContent !== text, {}, before);
  await app.close();
  await chromium.killWorker();
  expect(findingOf(await chromium.report(page), rule)?.waived?.reason).toBe('A script of ours reads it.');
  const again = await chromium.openApp(page);
  expect(JSON.parse(await stored(again, 'local'))).toEqual({
    waivers: [
      {
        site: siteOf('session-careless').origin,
        rule,
        subject: expect.any(String),
        reason: 'A script of ours reads it.',
        at: expect.any(Number),
      },
    ],
  });
  await click(again, 'Set aside');
  await click(again, 'highSession cookie is readable');
  await picture(again, 'set-aside');
  expect(await complaints(again)).toEqual([]);
  await click(again, 'Undo');
  await again.waitForFunction((text) => document.querySelector('.counts')?.textContent === text, {}, before);
  expect(findingOf(await chromium.report(page), rule)).not.toHaveProperty('waived');
  await again.close();
  await page.close();
});

test.each(['light', 'dark'])('what is fine is told as well, in the %s theme', async (scheme) => {
  const { page, app } = await signedIn('odd-cookies');
  await app.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await click(app, 'Looks fine');
  await says(app, 'is HttpOnly.');
  await picture(app, `fine-${scheme}`);
  await click(app, 'Not blamed');
  await says(app, 'may be readable');
  for (const fold of await app.$$('.check-lists button[aria-expanded="false"]')) await fold.click();
  await app.$eval('#panel-risks', (panel) => panel.scrollTo(0, 100_000));
  await picture(app, `lists-${scheme}`);
  expect(await complaints(app)).toEqual([]);
  await app.close();
  await page.close();
});

test('a threshold counts at once, and the defaults come back', async () => {
  const { page, app } = await signedIn('jwt-storage');
  expect(outcomeOf(await chromium.report(page), 'jwt-long-lived')).toBe('pass');
  await click(app, 'Settings');
  const field = await app.waitForSelector('.setting .amount input');
  await picture(app, 'settings');
  expect(await complaints(app)).toEqual([]);
  await field?.click({ count: 3 });
  await app.keyboard.type('0.05');
  await app.keyboard.press('Tab');
  await app.waitForFunction(() => !document.querySelector('.settings section > button')?.hasAttribute('disabled'));
  expect(findingOf(await chromium.report(page), 'jwt-long-lived')?.severity).toBe('low');
  await click(app, 'Reset to defaults');
  await app.waitForFunction(() => document.querySelector('.settings section > button')?.hasAttribute('disabled'));
  expect(outcomeOf(await chromium.report(page), 'jwt-long-lived')).toBe('pass');
  await click(app, 'Back');
  await app.waitForSelector('[role="tab"]');
  await app.close();
  await page.close();
});

test('nothing was written to the console', async () => {
  expect(await chromium.log()).toEqual([]);
});

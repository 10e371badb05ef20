/** Drives any site of the lab in a real browser. Waits for what the page shows, never for time. */
import type { Page } from 'puppeteer-core';
import { type LabSite, user } from './types.ts';

/** Milliseconds between two looks. Looking at each frame, the default, stands still in a background tab. */
const waiting = { polling: 40 } as const;

async function waitForUser(page: Page, name: string): Promise<void> {
  await page.waitForFunction((text) => document.getElementById('who')?.textContent === text, waiting, name);
}

/** Puppeteer clicks like a hand does, which needs the tab in front. */
async function click(page: Page, selector: string): Promise<void> {
  await page.bringToFront();
  await page.waitForSelector(selector, { visible: true });
  await page.click(selector);
}

/** Each answer, a new page or a new text, comes with another number in `#result`. */
async function clickForAnswer(page: Page, selector: string): Promise<void> {
  const before = await page.$eval('#result', (output) => (output as HTMLElement).dataset.step);
  await click(page, selector);
  const answered = (step: string | undefined) => {
    const output = document.getElementById('result');
    return document.readyState === 'complete' && output !== null && output.dataset.step !== step;
  };
  await page.waitForFunction(answered, waiting, before);
}

async function fill(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForSelector(selector, { visible: true });
  await page.$eval(selector, (input) => {
    (input as HTMLInputElement).value = '';
  });
  await page.type(selector, text);
}

export async function open(page: Page, site: LabSite): Promise<void> {
  // A challenge that nobody answers ends in no page: Chromium tells an error, Firefox goes on asking.
  if (site.login === 'basic') return void (await page.goto(`${site.origin}/`, { timeout: 3_000 }).catch(() => {}));
  await page.goto(`${site.origin}/`);
  await page.waitForFunction(() => document.readyState === 'complete' && document.getElementById('who'), waiting);
}

async function submit(page: Page, password: string): Promise<void> {
  await page.bringToFront();
  await fill(page, '#username', user.name);
  await fill(page, '#password', password);
  await clickForAnswer(page, '#login');
}

/** Opens the site if the page is not there yet, and signs in. Where there is no login, opening is all. */
export async function login(page: Page, site: LabSite): Promise<void> {
  if (site.login === 'basic') {
    const url = new URL(site.origin);
    Object.assign(url, { username: user.name, password: user.password });
    // After a challenge that nobody answered, headless Chromium drops the clicks on the tab's next page.
    await page.goto('about:blank');
    await page.goto(url.href).catch((error: unknown) => {
      // The error page of the unanswered challenge may come late and push this navigation aside.
      if (!String(error).includes('ERR_ABORTED')) throw error;
      return page.goto(url.href);
    });
    return waitForUser(page, user.name);
  }
  if (new URL(page.url()).origin !== site.origin) await open(page, site);
  if (site.login === 'none') return;
  if (site.login === 'provider') await click(page, '#signin');
  await submit(page, user.password);
  await waitForUser(page, user.name);
}

/** Tries a wrong password and waits for the refusal. */
export async function failLogin(page: Page): Promise<void> {
  await submit(page, 'difference-engine');
  await page.waitForFunction(() => document.getElementById('error')?.textContent !== '', waiting);
}

export const act = (page: Page): Promise<void> => clickForAnswer(page, '#act');

export const load = (page: Page): Promise<void> => clickForAnswer(page, '#load');

export const refresh = (page: Page): Promise<void> => clickForAnswer(page, '#refresh');

export async function logout(page: Page, site: LabSite): Promise<void> {
  if (site.login === 'none') return;
  await click(page, '#logout');
  await waitForUser(page, 'nobody');
}

/** A whole visit, from the first page to the logout. */
export const TOUR: readonly ((page: Page, site: LabSite) => Promise<void>)[] = [open, login, act, load, logout];

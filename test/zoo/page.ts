/** What the scripts of the zoo share. */
import type { Page } from 'puppeteer-core';

/** Waits until the page asks for nothing more, or for eight seconds: some pages never stop asking. */
export const quiet = async (page: Page): Promise<void> => {
  await page.waitForNetworkIdle({ idleTime: 400, timeout: 8_000 }).catch(() => undefined);
};

/** Waits for an element that is to be seen, and types into it. */
export const fill = async (page: Page, selector: string, text: string): Promise<void> => {
  await page.waitForSelector(selector, { visible: true });
  await page.type(selector, text);
};

/** Waits for an element that is to be seen, and clicks it. */
export const click = async (page: Page, selector: string): Promise<void> => {
  await page.waitForSelector(selector, { visible: true });
  await page.click(selector);
};

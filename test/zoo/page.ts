/** What the scripts of the zoo share. */
import type { Page } from 'puppeteer-core';
import { user } from './app.ts';

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

/** Opens a page behind HTTP authentication (RFC 9110 11.6.1) and leaves the challenge without an answer. */
export const openChallenged = async (page: Page, address: string): Promise<void> => {
  await page.goto(address).catch(() => undefined);
  // The browser's own error page comes a little later, and would break off what is opened meanwhile.
  await page.waitForFunction(() => location.protocol === 'chrome-error:');
};

/** Answers the challenge, and comes to the same page without name and password in its address. */
export const answerChallenge = async (page: Page, address: string): Promise<void> => {
  const withLogin = new URL(address);
  Object.assign(withLogin, { username: user.name, password: user.password });
  await page.goto('about:blank');
  await page.goto(withLogin.href);
  await page.goto(address);
};

/** Goes through a door of the extension as somebody does who opens everything, but clicks on no Reveal. */
import type { Page } from 'puppeteer-core';

/** All that is drawn or could be read from the page: its markup, and what its fields hold. */
const everything = (app: Page): Promise<string> =>
  app.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(
      ({ value }) => value,
    );
    return `${document.title}\n${location.href}\n${document.documentElement.outerHTML}\n${fields.join('\n')}`;
  });

/** @returns what every tab showed, with every fold open */
export const openEverything = async (app: Page): Promise<string> => {
  await app.waitForSelector('[role="tab"]');
  const seen: string[] = [];
  for (const tab of await app.$$('[role="tab"]')) {
    await tab.evaluate((button) => (button as HTMLElement).click());
    await app.waitForFunction(() => document.querySelector('[role="tabpanel"]:not([hidden])')?.textContent !== '', {
      polling: 50,
    });
    for (const fold of await app.$$('[role="tabpanel"]:not([hidden]) button[aria-expanded="false"]'))
      await fold.evaluate((button) => (button as HTMLElement).click());
    seen.push(await everything(app));
  }
  return seen.join('\n');
};

const FORMATS = [
  ['JSON', '.json'],
  ['SARIF', '.sarif'],
  ['Markdown', '.md'],
] as const;

const click = async (app: Page, path: string): Promise<void> => {
  const found = await app.waitForSelector(`::-p-xpath(${path})`);
  await found?.evaluate((one) => (one as HTMLElement).click());
};

/**
 * Takes the report along in each format.
 * @param downloaded waits for a file with this ending, and reads it
 */
export const exportEverything = async (app: Page, downloaded: (ending: string) => Promise<string>): Promise<string> => {
  await (await app.waitForSelector('#open-export'))?.evaluate((button) => (button as HTMLElement).click());
  const files: string[] = [];
  for (const [format, ending] of FORMATS) {
    await click(app, `//label[contains(., "${format}")]`);
    await click(app, '//button[starts-with(normalize-space(.), "Download")]');
    files.push(await downloaded(ending));
  }
  files.push(await everything(app));
  await click(app, '//button[starts-with(normalize-space(.), "Back")]');
  return files.join('\n');
};

export const openSettings = async (app: Page): Promise<string> => {
  await (await app.waitForSelector('#open-settings'))?.evaluate((button) => (button as HTMLElement).click());
  await app.waitForSelector('input');
  return everything(app);
};

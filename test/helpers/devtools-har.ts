/** A HAR of a tab's traffic, as the browser's own DevTools write it ("Save all as HAR"). */
import type { Browser, Page, Target } from 'puppeteer-core';

export interface Recorder {
  page: Page;
  /** What the tab has asked for so far. @param sanitised as the export without cookies and authorization has it */
  har(sanitised?: boolean): Promise<string>;
  close(): Promise<void>;
}

const isDevTools = (target: Target): boolean => target.url().startsWith('devtools://');

/** What is sent to the window of DevTools is text: the test's own compiler would rewrite the imports. */
const LISTEN = `(async () => {
  const { Settings } = (await import('./core/common/common.js')).Settings;
  const { NetworkManager, TargetManager } = await import('./core/sdk/sdk.js');
  const targets = TargetManager.TargetManager.instance();
  if (targets.primaryPageTarget() === null) return false;
  Settings.instance().moduleSetting('network-log.preserve-log').set(true);
  // A body that nobody has looked at is gone with its page.
  targets.addModelListener(NetworkManager.NetworkManager, NetworkManager.Events.RequestFinished, ({ data }) => {
    void data.requestContentData();
  });
  return true;
})()`;

const write = (sanitised: boolean): string => `(async () => {
  const { Progress } = await import('./core/common/common.js');
  const { Writer } = (await import('./models/har/har.js')).Writer;
  const { NetworkLog } = (await import('./models/logs/logs.js')).NetworkLog;
  let text = '';
  const stream = { write: async (more) => void (text += more) };
  // As its own button does: a body that the page never reads to its end would be waited for, for ever.
  const isOver = (one) => one.finished || (one.resourceType().name() === 'websocket' && one.responseReceivedTime > 0);
  const requests = NetworkLog.instance().requests().filter(isOver);
  await Writer.write(stream, requests, { sanitize: ${sanitised} }, new Progress.Progress());
  return text;
})()`;

/** @param browser started with \`--auto-open-devtools-for-tabs\` */
export const record = async (browser: Browser): Promise<Recorder> => {
  const before = new Set(browser.targets().filter(isDevTools));
  const page = await browser.newPage();
  const window = await browser.waitForTarget((target) => isDevTools(target) && !before.has(target));
  const tools = await window.asPage();
  for (;;) {
    // It may still be loading.
    if ((await tools.evaluate(LISTEN).catch(() => false)) === true) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    page,
    har: async (sanitised = false) => (await tools.evaluate(write(sanitised))) as string,
    close: async () => {
      await page.close();
    },
  };
};

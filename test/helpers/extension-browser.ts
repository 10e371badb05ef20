/** The browser that a spec runs in, with the extension in it. Vitest's project says which (vite.config.ts). */
import type { Browser, Page } from 'puppeteer-core';
import type { SiteReport } from '../../src/core/report.ts';
import type { Engine } from '../../src/core/rules/facts.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { launch as launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';

export const ENGINE: Engine = process.env['COATCHECK_ENGINE'] === 'firefox' ? 'firefox' : 'chromium';

/** What specs may do with a page of the extension, wherever they run. */
export type AppPage = Pick<Page, 'evaluate' | '$eval' | '$$eval' | 'waitForFunction' | 'click' | 'close' | 'url'>;

export interface ExtensionBrowser {
  browser: Browser;
  /** By which other extensions know it. */
  id: string;
  /** `chrome-extension://…`, `moz-extension://…` */
  origin: string;
  newPage(): Promise<Page>;
  /** The report for the tab of a page, asked as any page of the extension would. */
  report(page: Page): Promise<SiteReport>;
  reportOn(tabId: number): Promise<SiteReport>;
  ask<Value>(message: unknown): Promise<Reply<Value>>;
  tabId(page: { url(): string }): Promise<number>;
  /** Everything in the extension's storage areas, as text. */
  storage(): Promise<string>;
  /** The popup as a tab of its own, over the tab of a page. */
  openApp(page: Page): Promise<AppPage>;
  /** The full page over the tab of a page. */
  openPage(page: Page): Promise<AppPage>;
  /** Installs another extension and opens its `page.html`; in Firefox its id is `OTHER_ID`. */
  openOther(folder: string): Promise<AppPage>;
  /** Runs in a page of the extension. */
  inExtension(expression: string): Promise<unknown>;
  /** What stands in the background where every object would have it. */
  pollution(): Promise<string[]>;
  /** Bytes that the background holds when it was tidied up. */
  memory(): Promise<number>;
  /** What the extension's pages and its background wrote to the console. */
  log(): Promise<string[]>;
  /** Exceptions and rejections that nobody caught there. */
  errors(): Promise<string[]>;
  /** Stops the background as the browser itself does; the next event starts a new one. */
  killWorker(): Promise<void>;
  /** Stops it in the middle of whatever it is doing. */
  interruptWorker(): Promise<void>;
  workerStatus(): Promise<string>;
  close(): Promise<void>;
}

export interface Launch {
  profile?: string;
  /**
   * Also hears the background's console and errors. Not for specs about its death: in Chromium a debugger keeps a worker
   * alive, and holds its successor back at the start.
   */
  listen?: boolean;
}

export const launch = (options: Launch = {}, engine = ENGINE): Promise<ExtensionBrowser> =>
  engine === 'firefox' ? launchFirefox(options) : launchChromium(options);

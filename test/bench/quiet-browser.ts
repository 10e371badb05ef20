/**
 * A browser in which nobody listens: no debugger's domain is on in its pages and workers, so that what it spends is what
 * it would spend on somebody's desk.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type CDPSession } from 'puppeteer-core';
import { FLAGS } from '../helpers/chromium.ts';
import { findBrowser } from '../helpers/find-browser.ts';

/** Milliseconds that processes have computed so far. */
export interface Spent {
  all: number;
  /** Undefined where the system does not tell which process is the extension's. */
  extension: number | undefined;
}

export interface QuietBrowser {
  /** Loads a page, and waits until what its own script promises as `took` is there. */
  load(url: string): Promise<number>;
  spent(): Promise<Spent>;
  close(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isExtension = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--extension-process');
  } catch {
    return false; // Just ended, or another system than Linux.
  }
};

/** A page that has come in is not yet read to its end. */
const TOOK = `document.readyState === 'loading'
  ? new Promise((done) => addEventListener('DOMContentLoaded', () => done(globalThis.took)))
  : globalThis.took`;

const value = async (page: CDPSession, expression: string): Promise<unknown> =>
  (await page.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;

const browserPath = (): string => {
  const path = findBrowser();
  if (path === undefined) throw new Error('No Chromium, Chrome or Edge was found on this machine.');
  return path;
};

/** As in `Chrome/140.0.1.2`. */
export const browserVersion = async (): Promise<string> => {
  const browser = await puppeteer.launch({ executablePath: browserPath(), pipe: true, args: FLAGS });
  const version = await browser.version();
  await browser.close();
  return version;
};

export const quietBrowser = async (extension?: string): Promise<QuietBrowser> => {
  const profile = mkdtempSync(join(tmpdir(), 'coatcheck-bench-'));
  const browser = await puppeteer.launch({
    executablePath: browserPath(),
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    protocolTimeout: 120_000,
    args: FLAGS,
    waitForInitialPage: false,
    // Puppeteer switches on what it needs in each page that it knows of: it is told of none.
    targetFilter: (target) => target.type() === 'browser',
  });
  if (extension !== undefined) await browser.installExtension(extension);
  const session = await browser.target().createCDPSession();
  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: true });
  const page = session.connection()?.session(sessionId);
  if (page === undefined || page === null) throw new Error('The page could not be reached.');
  // The worker's first tick, and whatever browsers do after their start.
  await pause(1500);

  return {
    load: async (url) => {
      await page.send('Page.navigate', { url });
      return Number(await value(page, TOOK));
    },
    spent: async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      const sum = (all: readonly { cpuTime: number }[]): number =>
        all.reduce((total, one) => total + one.cpuTime * 1000, 0);
      const own = processInfo.filter(({ id }) => isExtension(id));
      return { all: sum(processInfo), extension: process.platform === 'linux' ? sum(own) : undefined };
    },
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};

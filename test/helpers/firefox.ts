/**
 * A real Firefox with the real built extension. Puppeteer drives the web's pages over BiDi; the extension's own pages, its
 * event page and the browser itself are reached over Marionette, in one and the same session.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type ConnectionTransport, type Page } from 'puppeteer-core';
import { WebSocket } from 'ws';
import manifest from '../../manifest.json' with { type: 'json' };
import type { Reply } from '../../src/messages/reply.ts';
import { fromWire } from '../../src/messages/wire.ts';
import { DESK, reporting, storedText, tabShowing } from './desk.ts';
import type { AppPage, ExtensionBrowser, Launch } from './extension-browser.ts';
import { findFirefox } from './find-browser.ts';
import { freePort, Marionette } from './marionette.ts';
import { MarionettePage } from './marionette-page.ts';

export const FIREFOX_EXTENSION = resolve('dist/firefox');

const ID = manifest.browser_specific_settings.gecko.id;
/** Firefox makes one up for each profile; with this one the addresses of the extension's pages are known. */
const UUID = '2f6b1f7e-31c8-4f0e-9d1c-6a2c5b7e8d90';
/** The tab's address and the page's are told by two processes, neither of which waits for the other. */
const TAB_KNOWS_MS = 5_000;
const ORIGIN = `moz-extension://${UUID}`;

/** Of another extension, which means no good. */
export const OTHER_ID = 'other@coatcheck.dev';
const OTHER_UUID = '8d0d3c55-5f0a-4b9e-8a51-0c7f7b9f6a11';

/** Marionette brings what Mozilla recommends for tests; this is what is ours. */
const preferences = (port: number): Record<string, string | number | boolean> => ({
  'marionette.port': port,
  'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID, [OTHER_ID]: OTHER_UUID }),
  // Firefox itself asks nobody then; the lab's sites are on *.localhost.
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.startup.page': 0,
  'dom.security.https_first': false,
});

/** There can be but one session: puppeteer, which would begin one, is given Marionette's. */
const transportOf = async ({ session }: Marionette): Promise<ConnectionTransport> => {
  const socket = new WebSocket(session.capabilities.webSocketUrl);
  await new Promise((opened, failed) => {
    socket.once('open', opened);
    socket.once('error', failed);
  });
  const transport: ConnectionTransport = {
    send: (text) => {
      const { id, method } = JSON.parse(text);
      if (method !== 'session.new') return socket.send(text);
      queueMicrotask(() => transport.onmessage?.(JSON.stringify({ type: 'success', id, result: session })));
    },
    close: () => socket.close(),
  };
  socket.on('message', (data) => transport.onmessage?.(String(data)));
  socket.on('close', () => transport.onclose?.());
  return transport;
};

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));

/** Each process keeps the console of its own pages; the extension's all live in one. */
const LOGGED = `
  const [origin, done] = arguments;
  const tell = () => {
    const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
    const events = storage.getEvents().map((event) => [event.filename, Array.from(event.arguments, String).join(' ')]);
    sendAsyncMessage('coatcheck:console', events);
  };
  ChromeUtils.requestProcInfo().then(({ children }) => {
    const { pid } = children.find(({ type }) => type === 'extension');
    const all = Array.from({ length: Services.ppmm.childCount }, (_, at) => Services.ppmm.getChildAt(at));
    const process = all.find(({ osPid }) => osPid === pid);
    process.addMessageListener('coatcheck:console', function hear({ data }) {
      process.removeMessageListener('coatcheck:console', hear);
      done(data.filter(([filename]) => filename.startsWith(origin)).map(([, text]) => text));
    });
    process.loadProcessScript('data:,' + encodeURIComponent('(' + tell + ')()'), false);
  });`;

const CAUGHT_BY_NOBODY = `
  const done = arguments[arguments.length - 1];
  const origin = arguments[0];
  done(Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith(origin) && !(message.flags & Ci.nsIScriptError.warningFlag))
    .map((message) => message.errorMessage));`;

/** What about:memory shows of the extension's pages, when all that can be thrown away is. */
const MEMORY = `
  const done = arguments[arguments.length - 1];
  const uuid = arguments[0];
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  manager.minimizeMemoryUsage(() => {
    let bytes = 0;
    const add = (process, path, kind, units, amount) => {
      if (path.startsWith('explicit/') && path.includes(uuid)) bytes += amount;
    };
    manager.getReports(add, null, () => done(bytes), null, false);
  });`;

const STOP = `
  const done = arguments[arguments.length - 1];
  const { extension } = WebExtensionPolicy.getByID(arguments[0]);
  extension.terminateBackground({ disableResetIdleForTest: true, ignoreDevToolsAttached: true }).then(() => done(true), () => done(false));`;

const STATE = `
  const done = arguments[arguments.length - 1];
  done(WebExtensionPolicy.getByID(arguments[0]).extension.backgroundState);`;

export interface FirefoxOptions extends Pick<Launch, 'profile'> {
  /** May see private windows, as its user can allow. */
  inPrivate?: boolean;
  /** Folder of the built extension. */
  extension?: string;
  /** False for a window that somebody looks at. */
  headless?: boolean;
}

export interface Firefox extends ExtensionBrowser {
  /** Runs the body of a function in the browser itself; `done` is its last argument. */
  inBrowser(body: string, ...args: unknown[]): Promise<unknown>;
}

export const launchFirefox = async (options: FirefoxOptions = {}): Promise<Firefox> => {
  const extension = options.extension ?? FIREFOX_EXTENSION;
  if (!existsSync(join(extension, 'manifest.json')))
    throw new Error(`${extension} is missing: run \`npm run build\` first.`);
  const path = findFirefox();
  if (path === undefined) throw new Error('No Firefox was found on this machine.');
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'coatcheck-firefox-'));
  const [port, remote] = [await freePort(), await freePort()];
  const lines = Object.entries(preferences(port)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(
    path,
    [
      ...(options.headless === false ? [] : ['--headless']),
      '--no-remote',
      '--profile',
      profile,
      '--marionette',
      '--remote-debugging-port',
      String(remote),
      '--remote-allow-system-access',
    ],
    { stdio: 'ignore' },
  );
  const marionette = await Marionette.connect(port);
  const browser: Browser = await puppeteer.connect({
    transport: await transportOf(marionette),
    protocol: 'webDriverBiDi',
    acceptInsecureCerts: true,
    defaultViewport: null,
    protocolTimeout: 60_000,
  });
  const allowPrivateBrowsing = options.inPrivate ?? false;
  await marionette.send('Addon:Install', { path: extension, temporary: true, allowPrivateBrowsing });
  const desk = await MarionettePage.open(marionette);
  await desk.goto(ORIGIN + DESK);

  const opened = async (address: string, origin = ORIGIN): Promise<AppPage> => {
    const page = await MarionettePage.open(marionette);
    await page.goto(`${origin}/${address}`);
    // It has the methods, but not their many types.
    return page as unknown as AppPage;
  };

  const ask = async <Value>(message: unknown): Promise<Reply<Value>> => {
    const reply = await desk.evaluate((sent: unknown) => chrome.runtime.sendMessage(sent), message);
    return fromWire(reply as Reply<Value>);
  };

  const tabId = async (asked: { url(): string }): Promise<number> => {
    const until = Date.now() + TAB_KNOWS_MS;
    for (;;) {
      const url = asked.url();
      const id = await desk.evaluate(tabShowing, url);
      if (typeof id === 'number') return id;
      if (Date.now() > until) throw new Error(`No tab shows ${url}.`);
    }
  };

  const firefox: Firefox = {
    browser,
    id: ID,
    origin: ORIGIN,
    newPage: (): Promise<Page> => browser.newPage(),
    ask,
    tabId,
    ...reporting({ ask, tabId }),
    inExtension: (expression: string) => desk.evaluate(expression),
    pollution: async (): Promise<string[]> =>
      (await desk.evaluate(() => {
        const page = chrome.extension.getBackgroundPage();
        return page === null ? ['no background'] : Object.keys(Reflect.get(page, 'Object').prototype);
      })) as string[],
    memory: async () => (await marionette.inBrowser(MEMORY, UUID)) as number,
    storage: () => desk.evaluate(storedText) as Promise<string>,
    openApp: async (asked: Page) => opened(`src/popup/index.html?tab=${await tabId(asked)}`),
    openPage: async (asked: Page) => opened(`src/page/index.html?tab=${await tabId(asked)}`),
    log: async () => (await marionette.inBrowser(LOGGED, ORIGIN)) as string[],
    errors: async () => (await marionette.inBrowser(CAUGHT_BY_NOBODY, ORIGIN)) as string[],
    workerStatus: async () => (await marionette.inBrowser(STATE, ID)) as string,
    killWorker: async (): Promise<void> => {
      // The answer waits for what was kept to be restored: no browser stops an event page in the middle of that.
      await ask({ name: 'popup/get-thresholds' });
      await marionette.inBrowser(STOP, ID);
    },
    interruptWorker: async (): Promise<void> => {
      await marionette.inBrowser(STOP, ID);
    },
    openOther: async (folder: string) => {
      await marionette.send('Addon:Install', { path: folder, temporary: true });
      return opened('page.html', `moz-extension://${OTHER_UUID}`);
    },
    inBrowser: (body: string, ...args: unknown[]) => marionette.inBrowser(body, ...args),
    close: async (): Promise<void> => {
      await browser.disconnect();
      await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => child.kill());
      await ended(child);
      marionette.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
  return firefox;
};

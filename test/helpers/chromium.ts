/** A real Chromium with the real built extension, and what the specs do with it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import puppeteer, {
  type CDPSession,
  type ConsoleMessage,
  type Frame,
  type Page,
  type Viewport,
  type WebWorker,
} from 'puppeteer-core';
import type { Observation } from '../../src/core/observe/observation.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { DESK, reporting, storedText, tabShowing } from './desk.ts';
import type { ExtensionBrowser, Launch } from './extension-browser.ts';
import { findBrowser } from './find-browser.ts';

export const EXTENSION = resolve('dist/chrome');

export const FLAGS = [
  // Chromium's sandbox does not start for root, as whom containers and CI machines run.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
];

export interface Chromium extends ExtensionBrowser {
  profile: string;
  /** With `listen` alone, as is `memory`. */
  pollution(): Promise<string[]>;
  /** Of the worker's heap, after a collection of what is garbage. */
  memory(): Promise<number>;
  /** Also what the browser lists as errors of the extension, such as what its console says. */
  errors(): Promise<string[]>;
  /** Waits for a worker that runs; it may be taking over what was kept. */
  interruptWorker(): Promise<void>;
  /** Loads the extension, where `bare` left it out. */
  install(): Promise<void>;
  /** As the button for it on the browser's page of extensions does. From then on the profile has it: see `installed`. */
  reload(): Promise<void>;
  /** As the button for it there does. */
  uninstall(): Promise<void>;
  /** What the engine was told so far; only with `listen`, and from a build that records (`vite build --mode record`). */
  observations(): Promise<Observation[]>;
  openApp(page: Page): Promise<Page>;
  openPage(page: Page): Promise<Page>;
  openOther(folder: string): Promise<Page>;
  /** The popup itself, as a click on the toolbar opens it. */
  openPopup(page: Page): Promise<Page>;
  /** The side panel of the window, as the browser itself opens it. */
  openPanel(): Promise<Page>;
  /** Adds Coatcheck's panel to an open DevTools window and shows it; the panel is a frame there. Wants `--auto-open-devtools-for-tabs`. */
  openDevTools(page: Page): Promise<Frame>;
  /** What the user chooses under "Site access" in the browser's own settings. */
  setAccess(access: 'ON_CLICK' | 'ON_SPECIFIC_SITES' | 'ON_ALL_SITES'): Promise<void>;
  /** Adds a site there. */
  allowSite(origin: string): Promise<void>;
}

export interface LaunchOptions extends Launch {
  args?: string[];
  /** Without the extension at first: `install` brings it later. */
  bare?: boolean;
  /** The profile has it already (see `reload`), as profiles of people do: it is there before the first page is. */
  installed?: boolean;
  /** Allows the extension in private windows, as the user can. */
  inPrivate?: boolean;
  /** No debugger on workers, nor on pages whose address contains this: they live and die as they do for people. */
  unwatched?: string;
  /** False for a window that somebody looks at. */
  headless?: boolean;
  /** Folder of the built extension. */
  extension?: string;
}

/**
 * Makes a new profile one that developers have. In others the browser keeps no list of an extension's errors, and disables
 * an unpacked extension that is loaded anew.
 */
const prepare = (profile: string): void => {
  const file = join(profile, 'Default', 'Preferences');
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
};

const idOf = (origin: string): string => new URL(origin).host;

export const launch = async (options: LaunchOptions = {}): Promise<Chromium> => {
  const extension = options.extension ?? EXTENSION;
  if (!existsSync(join(extension, 'manifest.json')))
    throw new Error(`${extension} is missing: run \`npm run build\` first.`);
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge was found on this machine.');
  const { unwatched } = options;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'coatcheck-'));
  prepare(profile);
  const browser = await puppeteer.launch({
    executablePath,
    headless: options.headless ?? true,
    ...(options.headless === false ? { defaultViewport: null, ignoreDefaultArgs: ['--enable-automation'] } : {}),
    pipe: true,
    enableExtensions: true,
    userDataDir: profile,
    acceptInsecureCerts: true,
    protocolTimeout: 60_000,
    ...(unwatched === undefined
      ? {}
      : { targetFilter: (target) => !/worker$/.test(target.type()) && !target.url().includes(unwatched) }),
    args: [...FLAGS, ...(options.args ?? [])],
  });
  const log: string[] = [];
  let desk: Page | undefined;
  let cdp: CDPSession | undefined;
  let status = 'unknown';
  let origin = '';
  let worker: WebWorker | null = null;
  let listener: CDPSession | undefined;
  const uncaught: string[] = [];

  const installInPrivate = async (): Promise<string> => {
    const connection = await browser.target().createCDPSession();
    // The protocol's types lag behind the browser.
    const load = connection.send.bind(connection) as (method: string, params: object) => Promise<unknown>;
    return ((await load('Extensions.loadUnpacked', { path: extension, enableInIncognito: true })) as { id: string }).id;
  };

  const idInProfile = async (): Promise<string> => {
    const all = (await inSettings('getExtensionsInfo')) as { id: string; path?: string }[];
    const found = all.find(({ path }) => path === extension);
    if (found === undefined) throw new Error(`The profile has no extension from ${extension}.`);
    return found.id;
  };

  const install = async (): Promise<void> => {
    await use(await (options.inPrivate === true ? installInPrivate() : browser.installExtension(extension)));
  };

  const use = async (id: string): Promise<void> => {
    origin = `chrome-extension://${id}`;
    if (options.listen === true) {
      const target = await browser.waitForTarget((one) => one.type() === 'service_worker');
      worker = await target.worker();
      worker?.on('console', (message: ConsoleMessage) => log.push(message.text()));
      listener = await target.createCDPSession();
      listener.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) =>
        uncaught.push(`${text} ${exception?.description ?? ''}`),
      );
      await listener.send('Runtime.enable');
    }
    // A person asks by a click on the ticket; only specs need a page to ask from.
    if (options.headless === false) return;
    desk = await browser.newPage();
    await desk.goto(`${origin}${DESK}`);
    cdp = await desk.createCDPSession();
    cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      // Sites have workers, too.
      status = versions.findLast(({ scriptURL }) => scriptURL.startsWith(origin))?.runningStatus ?? status;
    });
    await cdp.send('ServiceWorker.enable');
    // Its answer shows that the worker's first tick is over, and that it listens. Nobody installs and signs in at once.
    await ask({ name: 'test/are-you-there' });
  };

  const heard = (): CDPSession => {
    if (listener === undefined) throw new Error('Nobody listens to the worker: launch with `listen`.');
    return listener;
  };

  const reaches = async (sought: string): Promise<void> => {
    while (status !== sought) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  const page = (): Page => {
    if (desk === undefined) throw new Error('The extension is not installed yet.');
    return desk;
  };

  /** The browser's own page of extensions may change what the user may change. */
  const inSettings = async (change: string, ...given: unknown[]): Promise<unknown> => {
    const settings = await browser.newPage();
    await settings.goto('chrome://extensions/');
    const answer = await settings.evaluate(
      (name, args) => Reflect.get(Reflect.get(chrome, 'developerPrivate'), name)(...args),
      change,
      given,
    );
    await settings.close();
    return answer;
  };

  /** @returns whether this DevTools window inspects the tab and has the panel by now */
  const showPanel = async (tools: Page, tabId: number): Promise<boolean> => {
    const helper = tools.frames().find((frame) => frame.url() === `${origin}/src/devtools/index.html`);
    const inspected = await helper?.evaluate(() => chrome.devtools?.inspectedWindow.tabId).catch(() => undefined);
    if (inspected !== tabId) return false;
    // As text: the test's own compiler would rewrite the import.
    return tools.evaluate(`(async () => {
      const views = (await import('./ui/legacy/legacy.js')).ViewManager.ViewManager.instance();
      const own = [...views.views.keys()].find((id) => id.endsWith('Coatcheck'));
      if (own !== undefined) await views.showView(own);
      return own !== undefined;
    })()`) as Promise<boolean>;
  };

  const ask = <Value>(message: unknown): Promise<Reply<Value>> =>
    page().evaluate((sent) => chrome.runtime.sendMessage(sent), message) as Promise<Reply<Value>>;

  const tabId = async (asked: { url(): string }): Promise<number> => {
    const id = await page().evaluate(tabShowing, asked.url());
    if (id === undefined) throw new Error(`No tab shows ${asked.url()}.`);
    return id;
  };

  /** A page of the extension in a tab of its own, whose console is heard too. */
  const opened = async (path: string, viewport?: Viewport): Promise<Page> => {
    const app = await browser.newPage();
    app.on('console', (message) => log.push(message.text()));
    if (viewport !== undefined) await app.setViewport(viewport);
    await app.goto(origin + path);
    return app;
  };

  /** The same, which the browser itself opens. */
  const openedBy = async (path: string, open: () => Promise<unknown>): Promise<Page> => {
    const appeared = browser.waitForTarget((target) => target.url() === origin + path);
    await open();
    const app = await (await appeared).asPage();
    app.on('console', (message) => log.push(message.text()));
    return app;
  };

  const chromium: Chromium = {
    browser,
    get origin() {
      return origin;
    },
    get id() {
      return idOf(origin);
    },
    profile,
    log: async () => log,
    inExtension: (expression: string) => page().evaluate(expression),
    pollution: async (): Promise<string[]> => {
      const expression = "[...Object.keys(Object.prototype), ...('polluted' in {} ? ['polluted'] : [])]";
      return (await heard().send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
    },
    memory: async (): Promise<number> => {
      await heard().send('HeapProfiler.collectGarbage');
      return (await heard().send('Runtime.getHeapUsage')).usedSize;
    },
    install,
    newPage: () => browser.newPage(),
    ask,
    tabId,
    ...reporting({ ask, tabId }),
    observations: async (): Promise<Observation[]> => {
      const seen = await worker?.evaluate(() => Reflect.get(globalThis, 'coatcheckRecording'));
      if (!Array.isArray(seen)) throw new Error('This build of the extension does not record.');
      return seen;
    },
    storage: () => page().evaluate(storedText),
    openApp: async (asked) => opened(`/src/popup/index.html?tab=${await tabId(asked)}`, { width: 400, height: 600 }),
    openPage: async (asked) => opened(`/src/page/index.html?tab=${await tabId(asked)}`),
    openPopup: async (asked) => {
      await asked.bringToFront();
      return openedBy('/src/popup/index.html', () => page().evaluate(() => chrome.action.openPopup()));
    },
    openPanel: () =>
      openedBy('/src/panel/index.html', () =>
        // Puppeteer's code runs as if the user had clicked.
        page().evaluate(async () => {
          const { id = 0 } = await chrome.windows.getCurrent();
          await chrome.sidePanel.open({ windowId: id });
        }),
      ),
    openOther: async (folder: string): Promise<Page> => {
      const other = await browser.newPage();
      await other.goto(`chrome-extension://${await browser.installExtension(folder)}/page.html`);
      return other;
    },
    openDevTools: async (asked: Page): Promise<Frame> => {
      const inspected = await tabId(asked);
      for (;;) {
        for (const target of browser.targets().filter((one) => one.url().startsWith('devtools://'))) {
          const tools = await target.asPage();
          if (await showPanel(tools, inspected)) return tools.waitForFrame(`${origin}/src/devtools/panel.html`);
        }
        // Its window comes up behind the tab, and adds the panels of extensions last of all.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    setAccess: async (access: string): Promise<void> => {
      await inSettings('updateExtensionConfiguration', { extensionId: idOf(origin), hostAccess: access });
    },
    allowSite: async (site: string): Promise<void> => {
      await inSettings('addHostPermission', idOf(origin), `${site}/*`);
    },
    reload: async (): Promise<void> => {
      await inSettings('reload', idOf(origin), { failQuietly: true });
      await use(idOf(origin));
    },
    uninstall: () => browser.uninstallExtension(idOf(origin)),
    errors: async (): Promise<string[]> => {
      const { inDeveloperMode } = (await inSettings('getProfileConfiguration')) as { inDeveloperMode: boolean };
      if (!inDeveloperMode) throw new Error('The browser keeps no list of errors.');
      const { runtimeErrors } = (await inSettings('getExtensionInfo', idOf(origin))) as {
        runtimeErrors: { message: string; source: string }[];
      };
      // The browser draws a picture with styles that the extension's policy refuses.
      const own = runtimeErrors.filter(({ source }) => source !== origin + DESK).map(({ message }) => message);
      return [...own, ...uncaught];
    },
    killWorker: async (): Promise<void> => {
      // The answer waits for what was kept to be restored, as do the events that came before; the browser itself stops
      // no worker in the middle of that, and one that is stopped while it starts takes it half a minute to forget.
      await ask({ name: 'popup/get-thresholds' });
      // Its state is told late on a busy machine: what is known may still be the end of the worker before.
      await reaches('running');
      await cdp?.send('ServiceWorker.stopAllWorkers');
      await reaches('stopped');
    },
    interruptWorker: async (): Promise<void> => {
      await reaches('running');
      await cdp?.send('ServiceWorker.stopAllWorkers');
    },
    workerStatus: async (): Promise<string> => status,
    close: async (): Promise<void> => {
      await browser.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
  if (options.installed === true) await use(await idInProfile());
  else if (options.bare !== true) await install();
  return chromium;
};

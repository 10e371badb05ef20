/** The service worker (Chromium) or event page (Firefox). Listeners are registered in the first tick: a woken worker gets its event. */
import { browser } from '../browser.ts';
import type { Observation } from '../core/observe/observation.ts';
import type { Engine } from '../core/rules/facts.ts';
import { dispatch, type Handlers } from '../messages/dispatch.ts';
import { sitePattern } from '../messages/site-pattern.ts';
import { withText } from '../messages/wire.ts';
import type { BrowserCookie, CookieStore } from './cookies.ts';
import {
  BODY_TYPES,
  type BodyDetails,
  DOCUMENT_TYPES,
  type FailedDetails,
  type ReceivedDetails,
  type SentDetails,
  WATCHED_TYPES,
} from './requests.ts';
import type { Scripting } from './storage-scan.ts';
import { PRIVATE } from './tabs.ts';
import { Watcher, type World } from './watcher.ts';

const self = { id: browser.runtime.id, origin: browser.runtime.getURL('').replace(/\/$/, '') };
const engine: Engine = self.origin.startsWith('moz-extension:') ? 'firefox' : 'chromium';
const session = browser.storage.session;

function keepRecording(): (observation: Observation) => void {
  const recording: Observation[] = [];
  Reflect.set(globalThis, 'coatcheckRecording', recording);
  return (observation) => void recording.push(observation);
}

const pageLoaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((loaded) => addEventListener('load', loaded, { once: true }));

const world: World = {
  engine,
  now: () => Date.now(),
  session: { get: () => session.get(null), set: (items) => session.set(items), remove: (keys) => session.remove(keys) },
  local: { get: () => browser.storage.local.get(null), set: (items) => browser.storage.local.set(items) },
  tabs: () => browser.tabs.query({}),
  tab: async (id) => {
    const tab = await browser.tabs.get(id);
    if (tab.url !== undefined) return tab;
    // Without access to its site a tab hides its address; where it went is told all the same.
    const frame = await browser.webNavigation.getFrame({ tabId: id, frameId: 0 }).catch(() => undefined);
    return frame?.url === undefined ? tab : { ...tab, url: frame.url };
  },
  cookies: browser.cookies as unknown as CookieStore,
  // Chromium numbers its two stores; Firefox names them, and containers keep their own name.
  storeId: (partition) => {
    if (partition === null) return undefined;
    if (partition !== PRIVATE) return partition;
    return engine === 'firefox' ? 'firefox-private' : '1';
  },
  scripting: browser.scripting as unknown as Scripting,
  mayRead: (origin) => browser.permissions.contains({ origins: [sitePattern(origin, engine)] }),
  badge: (tabId, text, colour) => {
    // The tab may be gone by now; nobody misses its badge.
    browser.action.setBadgeText({ tabId, text }).catch(() => undefined);
    browser.action.setBadgeBackgroundColor({ tabId, color: colour }).catch(() => undefined);
  },
  // Firefox wakes an event page with what is waiting for its listeners, one listener after the other, once it has loaded.
  ...(engine === 'firefox' ? { patience: { from: pageLoaded(), quiet: 100, most: 1_500 } } : {}),
  // Recordings for tests (test/zoo) come from a build of their own; the product's builds have no trace of this.
  ...(import.meta.env.MODE === 'record' ? { overhear: keepRecording() } : {}),
};

const watcher = new Watcher(world);

/** Not even settings are for content scripts. `session` is closed to them anyway; Chromium before 140 and Firefox cannot close `local`. */
const closeLocalStorage = async (): Promise<void> => {
  const area = browser.storage.local as { setAccessLevel?: (access: object) => Promise<void> };
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
};
closeLocalStorage().catch(() => undefined);

// Firefox shows all headers and throws on the option's name; Chromium hides Cookie and Set-Cookie without it.
const extra = engine === 'chromium' ? ['extraHeaders'] : [];

type Listen<Details> = (listener: (details: Details) => undefined, filter: object, options: string[]) => void;
const on = <Details>(
  event: { addListener: unknown },
  types: readonly string[],
  options: string[],
  listener: (details: Details) => void,
): void => {
  const add = (event.addListener as Listen<Details>).bind(event);
  add((details) => void listener(details), { urls: ['<all_urls>'], types: [...types] }, options);
};

const { webRequest } = browser;
const sent = ['requestHeaders', ...extra];
const received = ['responseHeaders', ...extra];
on<BodyDetails>(webRequest.onBeforeRequest, BODY_TYPES, ['requestBody'], (details) => watcher.requestBody(details));
on<SentDetails>(webRequest.onSendHeaders, WATCHED_TYPES, sent, (details) => watcher.requestSent(details));
on<ReceivedDetails>(webRequest.onHeadersReceived, WATCHED_TYPES, received, (details) =>
  watcher.responseReceived(details),
);
on<ReceivedDetails>(webRequest.onBeforeRedirect, DOCUMENT_TYPES, received, (details) => watcher.requestEnded(details));
on<ReceivedDetails>(webRequest.onCompleted, DOCUMENT_TYPES, received, (details) => watcher.requestEnded(details));

webRequest.onErrorOccurred.addListener((details) => watcher.requestFailed(details as unknown as FailedDetails), {
  urls: ['<all_urls>'],
  types: [...DOCUMENT_TYPES],
});

browser.cookies.onChanged.addListener((change) => {
  watcher.cookieChanged({
    removed: change.removed,
    cause: change.cause,
    cookie: change.cookie as unknown as BrowserCookie,
  });
});

browser.webNavigation.onCommitted.addListener((details) => {
  if (details.frameId === 0 && isActive(details)) watcher.committed(details.tabId, details.url, details.timeStamp);
});
browser.webNavigation.onCompleted.addListener((details) => {
  if (details.frameId === 0 && isActive(details)) watcher.loaded(details.tabId, details.timeStamp);
});

/** A prerendered document commits with frame 0 of its own, long before anybody sees it. */
const isActive = (details: object): boolean =>
  !('documentLifecycle' in details) || details.documentLifecycle === 'active';

browser.tabs.onCreated.addListener((tab) => watcher.tabSeen(tab));
browser.tabs.onRemoved.addListener((tabId) => watcher.tabClosed(tabId));
browser.tabs.onReplaced.addListener((added, removed) => {
  watcher.tabClosed(removed);
  browser.tabs.get(added).then(
    (tab) => watcher.tabSeen(tab),
    () => undefined,
  );
});

browser.windows.onRemoved.addListener(async () => {
  const windows = await browser.windows.getAll();
  if (!windows.some((window) => window.incognito)) await watcher.privateWindowsClosed();
});

const handlers: Handlers = {
  'popup/get-report': ({ tabId }) => watcher.report(tabId),
  'popup/get-known-report': ({ tabId }) => watcher.knownReport(tabId),
  'popup/get-good-news': (request) => watcher.decisions.goodNews(request),
  'popup/set-aside': (request) => watcher.decisions.setAside(request),
  'popup/take-back': (request) => watcher.decisions.takeBack(request),
  'popup/get-thresholds': () => watcher.decisions.thresholds(),
  'popup/set-thresholds': (request) => watcher.decisions.setThresholds(request),
  'popup/get-settings': () => watcher.decisions.settings(),
  'popup/set-settings': (request) => watcher.decisions.setSettings(request),
  'popup/pause-site': (request) => watcher.decisions.pauseSite(request),
  'popup/clear': (request) => watcher.decisions.clear(request),
  'popup/token-checked': (request) => watcher.decisions.tokenChecked(request),
};

browser.runtime.onMessage.addListener(async (message: unknown, sender: object) => {
  const reply = await dispatch(handlers, self, message, sender);
  return engine === 'firefox' ? withText(reply) : reply;
});

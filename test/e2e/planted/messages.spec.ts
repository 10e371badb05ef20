/**
 * Ten thousand messages from where a page's attacker would stand, the isolated world that the extension itself injects
 * into, and from the page: every name with every sender's trick. None is answered with data, and none does anything.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requests } from '../../../src/messages/table.ts';
import { type Chromium, launch } from '../../helpers/chromium.ts';
import { act, login, open } from '../../lab/drive.ts';
import { siteNamed, startLab } from '../../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;
let page: Page;
let tabId: number;

beforeAll(async () => {
  chromium = await launch();
  page = await chromium.newPage();
  const site = siteNamed(lab, 'jwt-storage');
  await open(page, site);
  await login(page, site);
  await act(page);
  tabId = await chromium.tabId(page);
}, 120_000);

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

/** Runs a function in the isolated world of the page, as the worker's own injection does. */
const inContentWorld = async <Argument, Result>(
  func: (argument: Argument) => Promise<Result>,
  argument: Argument,
): Promise<Result> => {
  const desk = (await chromium.browser.pages()).find((one) => one.url().startsWith(chromium.origin));
  // As text, since both the extension's pages and its isolated worlds run no code made of text.
  return (await desk?.evaluate(`chrome.scripting
    .executeScript({ target: { tabId: ${tabId} }, func: ${func}, args: [${JSON.stringify(argument)}] })
    .then(([injected]) => injected.result)`)) as Result;
};

/** Sends messages of every name and of none, well formed and broken, and counts the answers by what they say. */
const flood = async ({ names, tab, count }: { names: string[]; tab: number; count: number }) => {
  const rule = 'token-in-local-storage';
  const good: Record<string, object> = {
    'popup/set-aside': { tabId: tab, rule, subject: 'access_token', reason: 'forged' },
    'popup/take-back': { tabId: tab, rule, subject: 'access_token' },
    'popup/get-thresholds': {},
    'popup/set-thresholds': { thresholds: { shortLived: 1 } },
    'popup/get-settings': {},
    'popup/set-settings': { change: { paused: true } },
    'popup/pause-site': { tabId: tab, paused: true },
    'popup/clear': { tabId: tab, what: 'everything' },
    'popup/token-checked': { tabId: tab, fingerprint: '0'.repeat(32), knownSecret: true, tried: 1, complete: true },
  };
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const odd: unknown[] = [
    null,
    0,
    -1,
    1e308,
    '',
    'x'.repeat(1_000),
    [],
    {},
    true,
    { tabId: tab },
    '__proto__',
    [[[[]]]],
  ];
  const anything = (): unknown => odd[random(odd.length)];
  const sender = { id: chrome.runtime.id, origin: location.origin, url: chrome.runtime.getURL('src/popup/index.html') };
  const message = (at: number): unknown => {
    const name = names[at % names.length] ?? '';
    const right = { name, ...(good[name] ?? { tabId: tab }) };
    const forms: (() => unknown)[] = [
      () => right,
      () => ({ ...right, sender, origin: sender.url, internal: true }),
      () => ({ ...right, [['tabId', 'rule', 'what', 'change', 'paused'][random(5)] ?? '']: anything() }),
      () => ({ ...right, name: [name] }),
      () => ({ name: `${name}${['', ' ', '\0', '/'][random(4)]}`, tabId: random(1_000) }),
      () => [right, right],
      () => JSON.stringify(right),
      anything,
      () => JSON.parse(`{"__proto__":{"name":"${name}"},"constructor":{"name":"${name}"},"tabId":${tab}}`),
    ];
    return forms[random(forms.length)]?.();
  };
  const answers: Record<string, number> = {};
  const note = (answer: string): void => {
    answers[answer] = (answers[answer] ?? 0) + 1;
  };
  const send = async (at: number): Promise<void> => {
    try {
      const answer = (await chrome.runtime.sendMessage(message(at))) as {
        ok?: boolean;
        error?: string;
        value?: unknown;
      };
      note(answer?.ok === false && !('value' in answer) ? String(answer.error) : `data: ${JSON.stringify(answer)}`);
    } catch (error) {
      note(`threw: ${String(error)}`);
    }
  };
  // A message of each name as its own pages send it comes first.
  for (const name of names) {
    const answer = (await chrome.runtime.sendMessage({ name, ...(good[name] ?? { tabId: tab }) })) as {
      error?: string;
    };
    note(`${name}: ${answer.error}`);
  }
  for (let at = 0; at < count; at += 100) await Promise.all(Array.from({ length: 100 }, (_, each) => send(at + each)));
  return answers;
};

const state = async (): Promise<string> => {
  const { verdict, findings, credentials } = await chromium.report(page);
  const settings = await chromium.ask({ name: 'popup/get-settings' });
  const thresholds = await chromium.ask({ name: 'popup/get-thresholds' });
  const names = credentials.map(({ id, token }) => [id, token?.signature]);
  return JSON.stringify([
    verdict.kind,
    findings.map(({ rule, waived }) => [rule, waived]),
    names,
    settings,
    thresholds,
  ]);
};

test('ten thousand messages from the isolated world are refused, and change nothing', async () => {
  const names = Object.keys(requests);
  const before = await state();
  const answers = await inContentWorld(flood, { names, tab: tabId, count: 10_000 });
  const refusals = names.map((name) => `${name}: wrong-sender`);
  expect(
    Object.keys(answers)
      .filter((each) => !refusals.includes(each))
      .sort(),
  ).toEqual(['unknown-message', 'wrong-sender']);
  for (const refusal of refusals) expect(answers[refusal], refusal).toBe(1);
  expect((answers['wrong-sender'] ?? 0) + (answers['unknown-message'] ?? 0)).toBe(10_000);
  expect(await state()).toBe(before);
}, 120_000);

test('neither storage area can be read or written from there', async () => {
  await chromium.ask({ name: 'popup/set-settings', change: { theme: 'dark' } });
  const tries = await inContentWorld(async () => {
    const outcome = async (attempt: () => Promise<unknown>): Promise<string> => {
      try {
        return JSON.stringify(await attempt());
      } catch (error) {
        return String(error);
      }
    };
    const areas = [chrome.storage.session, chrome.storage.local];
    return Promise.all(
      areas.flatMap((area) => [
        outcome(() => area.get(null)),
        outcome(() => area.set({ settings: { paused: true } })),
        outcome(() => area.clear()),
        outcome(() => area.setAccessLevel({ accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS' })),
      ]),
    );
  }, null);
  expect(tries).toHaveLength(8);
  for (const text of tries) expect(text).toMatch(/not allowed|not a function|only available|cannot|Access/i);
  expect(await chromium.ask({ name: 'popup/get-settings' })).toMatchObject({ value: { theme: 'dark', paused: false } });
});

test('of changes there nothing is heard there either', async () => {
  await inContentWorld(async () => {
    const heard: unknown[] = [];
    Reflect.set(globalThis, 'heard', heard);
    chrome.storage.onChanged.addListener((changes, area) => void heard.push([area, changes]));
    chrome.runtime.onMessage.addListener((message) => void heard.push(message));
  }, null);
  await chromium.ask({ name: 'popup/set-settings', change: { theme: 'light' } });
  await chromium.ask({ name: 'popup/set-settings', change: { theme: 'dark' } });
  await chromium.report(page);
  expect(await inContentWorld(async () => JSON.stringify(Reflect.get(globalThis, 'heard') ?? []), null)).toBe('[]');
});

test('a page can address nobody', async () => {
  const id = chromium.origin.split('//')[1] ?? '';
  const ways = await page.evaluate((extension) => {
    const runtime = Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime') as
      | typeof chrome.runtime
      | undefined;
    const tried: string[] = [];
    for (const way of ['sendMessage', 'connect', 'getURL', 'getManifest'] as const)
      if (typeof runtime?.[way] === 'function') tried.push(way);
    // What the page says to itself reaches no content script that would pass it on.
    for (const name of ['popup/get-report', 'popup/clear']) {
      postMessage({ name, extension }, '*');
      document.dispatchEvent(new CustomEvent(name, { detail: { name } }));
      new BroadcastChannel(extension).postMessage({ name });
    }
    return tried;
  }, id);
  expect(ways).toEqual([]);
});

/** Forged messages: from a page, from a script in its frames, from another extension. None is answered, none changes a thing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { requests } from '../../../src/messages/table.ts';
import { OTHER_ID } from '../../helpers/firefox.ts';
import { type Attack, credentialAt, setStage } from './stage.ts';

/** Each verb with all that any of them would take. */
const forged = (tabId: number): Record<string, unknown>[] =>
  Object.keys(requests).map((name) => ({
    name,
    ...(/thresholds|settings/.test(name) ? {} : { tabId }),
    ...(name === 'popup/pause-site' ? { paused: true } : {}),
    ...(name === 'popup/clear' ? { what: 'everything' } : {}),
    ...(name === 'popup/set-settings' ? { change: { paused: true } } : {}),
    ...(name === 'popup/set-thresholds' ? { thresholds: {} } : {}),
  }));

const ATTACKS: Attack[] = [
  {
    name: 'a page posts messages and events of every name',
    markup: '<iframe srcdoc="<p>inside"></iframe>',
    script: async ({ token, victim, extension }) => {
      localStorage.setItem('access_token', token);
      const names = ['popup/get-report', 'popup/clear', 'popup/set-settings', 'popup/pause-site', 'storage', 'report'];
      for (const name of names) {
        const message = {
          name,
          tabId: 1,
          what: 'everything',
          paused: true,
          origin: victim,
          url: `${extension}/src/popup/index.html`,
        };
        window.postMessage(message, '*');
        frames[0]?.postMessage(message, '*');
        window.dispatchEvent(new CustomEvent(name, { detail: message }));
        document.dispatchEvent(new CustomEvent(name, { detail: message }));
        new BroadcastChannel(name).postMessage(message);
        await fetch(`${extension}/src/popup/index.html`).catch(() => undefined);
      }
    },
    holds: (report) => expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' }),
  },
  {
    name: 'a page sends requests in the name of another site',
    script: async ({ token, victim }) => {
      const image = document.createElement('img');
      image.src = `${victim}/?access_token=${token}`;
      const frame = document.createElement('iframe');
      frame.src = `${victim}/?access_token=${token}`;
      document.body.append(image, frame);
      for (let at = 0; at < 50; at += 1)
        await fetch(`${victim}/account?access_token=${token}${at}`, { mode: 'no-cors', credentials: 'include' }).catch(
          () => undefined,
        );
      history.replaceState(null, '', `/${encodeURIComponent(victim)}/src/popup/index.html`);
    },
    // That the other site is still judged rightly, and has no such token, is looked at in the aftermath and below.
    holds: async (report, stage) => {
      expect(report.site).toBe(stage.originOf('a page sends requests in the name of another site'));
      const ordinary = await stage.ask(stage.ordinary());
      expect(JSON.stringify(ordinary.report)).not.toContain('access_token');
    },
  },
];

const stage = setStage(ATTACKS);
const BACKGROUND = `globalThis.send = async (id, messages) => Promise.all(messages.map((message) =>
  Promise.race([
    chrome.runtime.sendMessage(id, message).then((answer) => answer ?? 'no answer', (error) => error.message),
    new Promise((resolve) => setTimeout(() => resolve('no answer'), 3000)),
  ])));`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-extension-'));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Hostile',
      version: '1',
      background: { service_worker: 'worker.js', scripts: ['worker.js'] },
      browser_specific_settings: { gecko: { id: OTHER_ID } },
      permissions: ['scripting', 'tabs'],
      host_permissions: ['<all_urls>'],
    }),
  );
  writeFileSync(join(folder, 'worker.js'), BACKGROUND);
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>hostile</title>');
  return () => rmSync(folder, { recursive: true, force: true });
});

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));

test('another extension gets no answer to any message, and no file', async () => {
  const { browser } = stage;
  const page = await browser.openOther(folder);
  const before = await browser.storage();
  const tabId = await browser.tabId(stage.ordinary());
  const answers = await page.evaluate(
    (extension, messages) =>
      Promise.all(
        messages.map((message) =>
          Promise.race([
            chrome.runtime.sendMessage(extension, message).then(
              (answer: unknown) => answer ?? 'no answer',
              (error: Error) => error.message,
            ),
            new Promise((resolve) => setTimeout(() => resolve('no answer'), 3_000)),
          ]),
        ),
      ),
    browser.id,
    forged(tabId),
  );
  expect(answers).toHaveLength(Object.keys(requests).length);
  for (const answer of answers) expect(answer).toMatch(/^no answer$|Receiving end does not exist/);
  const file = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'read',
        () => 'refused',
      ),
    `${browser.origin}/manifest.json`,
  );
  expect(file).toBe('refused');
  expect(await browser.storage()).toBe(before);
  await stage.aftermath(stage.ordinary());
  await page.close();
});

test('a script in any frame of a page is refused every verb, whatever url it forges', async () => {
  const { browser } = stage;
  const page = await stage.begin(ATTACKS[0] as Attack);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = URL.createObjectURL(new Blob(['<p>blob'], { type: 'text/html' }));
    document.body.append(frame, document.createElement('iframe'));
  });
  const tabId = await browser.tabId(page);
  const send = (messages: Record<string, unknown>[]): Promise<unknown> =>
    browser.inExtension(`(async () => {
      const results = await chrome.scripting.executeScript({
        target: { tabId: ${tabId}, allFrames: true },
        func: (all) =>
          Promise.all(all.map((one) => chrome.runtime.sendMessage({ ...one }).then((reply) => reply?.error, String))),
        args: [${JSON.stringify(messages)}],
      });
      return results.map(({ result }) => result);
    })()`);
  const claims = {
    sender: { origin: browser.origin },
    url: `${browser.origin}/src/popup/index.html`,
    origin: browser.origin,
  };
  const before = await browser.storage();
  const frames = (await send([...forged(tabId), ...forged(tabId).map((one) => ({ ...one, ...claims }))])) as string[][];
  expect(frames.length, 'frames that took part').toBeGreaterThan(1);
  for (const errors of frames) expect(new Set(errors)).toEqual(new Set(['wrong-sender']));
  expect(await browser.storage()).toBe(before);
  await stage.aftermath(page);
  await page.close();
});

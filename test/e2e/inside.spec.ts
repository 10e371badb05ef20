/** Tokens inside cookies, in cookies that are split, and in a database of the page's own, in a real browser. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { adas, opaque } from '../core/classify/values.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';

let chromium: Chromium;
const server = createServer((request, response) => {
  if (request.url?.startsWith('/login')) response.setHeader('Set-Cookie', pieces(supabase));
  response.setHeader('Content-Type', 'text/html');
  response.end('<!doctype html><title>Inside</title>');
});

const TOKEN = adas('inside');
const REFRESH = opaque('refresh');
const supabase = `base64-${Buffer.from(JSON.stringify({ access_token: TOKEN, refresh_token: REFRESH })).toString('base64url')}`;
const pieces = (value: string): string[] => {
  const half = Math.ceil(value.length / 2);
  return [value.slice(0, half), value.slice(half)].map((piece, at) => `sb-abc-auth-token.${at}=${piece}; Path=/`);
};

const opened = async (host: string, path = '/'): Promise<Page> => {
  const page = await chromium.newPage();
  await page.goto(`http://${host}.localhost:${(server.address() as AddressInfo).port}${path}`);
  return page;
};

const tokensOf = ({ credentials }: SiteReport): string[] =>
  credentials.map(
    ({ role, format, carriers }) =>
      `${role} ${format}: ${carriers.map(({ where, name, path = '' }) => `${where} ${name} ${path}`.trim()).join(', ')}`,
  );

const SPLIT = [
  'access-token jwt: cookie sb-abc-auth-token.0 access_token, cookie sb-abc-auth-token.1 access_token',
  'refresh-token opaque: cookie sb-abc-auth-token.0 refresh_token, cookie sb-abc-auth-token.1 refresh_token',
];

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  chromium = await launch();
});

afterAll(async () => {
  await chromium?.close();
  server.close();
});

test('a session in two cookies that the server sets is two tokens, and each can be revealed', async () => {
  const page = await opened('server', '/login');
  await page.goto(page.url().replace('/login', '/'));
  const report = await chromium.report(page);
  expect(tokensOf(report)).toEqual(SPLIT);
  expect(report.verdict).toMatchObject({ kind: 'token', mechanisms: ['jwt-cookie'] });
  const stored = await chromium.storage();
  for (const secret of [TOKEN.split('.')[2] ?? '', REFRESH, supabase.slice(-40)]) expect(stored).not.toContain(secret);

  const app = await chromium.openApp(page);
  await (await app.waitForSelector('#tab-credentials'))?.click();
  const button = await app.waitForSelector('button[aria-label^="Reveal sb-abc-auth-token.0"]');
  await button?.click();
  const shows = (text: string): boolean => document.body.textContent?.replace(/\s/g, '').includes(text) ?? false;
  await app.waitForFunction(shows, {}, TOKEN);
  await app.close();
  await page.close();
});

test('a session in two cookies that a script writes is the same', async () => {
  const page = await opened('script');
  await page.evaluate((lines) => {
    for (const line of lines) document.cookie = line;
  }, pieces(supabase));
  expect(tokensOf(await chromium.report(page))).toEqual(SPLIT);
  await page.close();
});

test('a token in a database of the page’s own is found by the header it travels in', async () => {
  const page = await opened('budget');
  await page.evaluate(async (token) => {
    const settled = (request: IDBRequest) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opening = indexedDB.open('budget', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('settings');
    const db = (await settled(opening)) as IDBDatabase;
    const store = () => db.transaction('settings', 'readwrite').objectStore('settings');
    const { publicKey } = await crypto.subtle
      .generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
      .catch(() => ({ publicKey: undefined }));
    await settled(store().put({ token, key: publicKey }, 'user-token'));
    await settled(store().put('nothing', 'letter'));
    db.close();
    await fetch('/api/me', { headers: { Authorization: `Bearer ${token}` } });
  }, TOKEN);
  await expect
    .poll(async () => tokensOf(await chromium.report(page)))
    .toEqual(['access-token jwt: indexedDB budget/settings/user-token token, header Authorization']);
  expect(await chromium.storage()).not.toContain('settings/letter');
  await page.close();
});

test('a page that upgrades or deletes its database while it is read waits for milliseconds at most, and none is made', async () => {
  const page = await opened('upgrade');
  const { usual, longest, left } = await page.evaluate(async (token) => {
    const done = (request: IDBOpenDBRequest, version = 0): Promise<void> =>
      new Promise((resolve, reject) => {
        request.onupgradeneeded = () => request.result.createObjectStore(`tokens${version}`);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          if (version > 0) request.result.close();
          resolve();
        };
      });
    const waits: number[] = [];
    for (let version = 1; version <= 20; version += 1) {
      const before = performance.now();
      await done(indexedDB.open('tokens', version), version);
      waits.push(performance.now() - before);
      void fetch(`/api/${version}`, { headers: { Authorization: `Bearer ${token}${version}` } });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const before = performance.now();
    await done(indexedDB.deleteDatabase('tokens'));
    waits.push(performance.now() - before);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const usual = waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? 0;
    return { usual, longest: Math.max(...waits), left: await indexedDB.databases() };
  }, opaque('upgrade'));
  expect(usual).toBeLessThan(100);
  // A machine that is busy with other things lets one of them wait.
  expect(longest).toBeLessThan(2_000);
  expect(left).toEqual([]);
  await page.close();
});

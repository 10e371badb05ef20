/** The library as it is built, in a Node of its own: no browser, no bundler, no help of the test runner. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { boundIn, isThere, namesIn, read, top } from './source.ts';

const LIBRARY = 'dist/core/index.js';
const BROWSER = `browser chrome window document self navigator location localStorage sessionStorage indexedDB fetch
  XMLHttpRequest WebSocket`.split(/\s+/);

const HAR = {
  log: {
    entries: [
      {
        startedDateTime: '2026-01-15T12:00:00.000Z',
        time: 20,
        _resourceType: 'document',
        request: {
          method: 'POST',
          url: 'https://shop.example/login',
          headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
          postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'user' }, { name: 'password' }] },
        },
        response: {
          status: 302,
          headers: [
            { name: 'Set-Cookie', value: 'sid=Zk3vQm8WfLr2Xb7NcTy5HsDp; Path=/; HttpOnly; Secure; SameSite=Lax' },
            { name: 'Location', value: '/home' },
          ],
        },
      },
      ...[1, 2].map((second) => ({
        startedDateTime: `2026-01-15T12:00:0${second}.000Z`,
        _resourceType: 'document',
        request: {
          method: 'GET',
          url: 'https://shop.example/home',
          headers: [{ name: 'Cookie', value: 'sid=Zk3vQm8WfLr2Xb7NcTy5HsDp' }],
        },
        response: { status: 200, headers: [] },
      })),
    ],
  },
};

/** Runs a module in Node that prints one JSON value, and gives that value. */
const inNode = (code: string): unknown => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `import * as library from './${LIBRARY}';\n${code}`],
    { cwd: fileURLToPath(top), encoding: 'utf8', env: {} },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
};

const print = (value: string): unknown => inNode(`process.stdout.write(JSON.stringify(${value}));`);

describe('the library', () => {
  it('is built', () => {
    expect(isThere(LIBRARY), `${LIBRARY} is missing: run \`npm run build\` first`).toBe(true);
  });

  it('loads in plain Node and has its entrances', () => {
    const missing = print(
      `['assess', 'observationsFromHar', 'findTokens', 'cookieRole', 'jsonOf', 'markdownOf', 'sarifOf']
        .filter((name) => typeof library[name] !== 'function')`,
    );
    expect(missing).toEqual([]);
  });

  it('is what package.json exports', () => {
    const { exports, types } = JSON.parse(read('package.json'));
    expect(exports['.']).toEqual({ types, default: `./${LIBRARY}` });
    expect(Object.keys(exports['.'])[0]).toBe('types');
    expect(isThere(types)).toBe(true);
  });

  it('knows no browser', () => {
    const code = read(LIBRARY);
    const own = boundIn(code);
    const names = namesIn(code);
    expect(BROWSER.filter((name) => names.has(name) && !own.has(name))).toEqual([]);
  });

  it('stands alone: it imports nothing', () => {
    expect(read(LIBRARY)).not.toMatch(/^\s*(import|export)\b.*\bfrom\b/m);
  });

  it('judges a small HAR', () => {
    const [report] = print(`library.assess(library.observationsFromHar(${JSON.stringify(HAR)}))`) as [
      { schema: number; site: string; verdict: { kind: string }; credentials: { role: string }[] },
    ];
    expect(report).toMatchObject({ schema: 1, site: 'https://shop.example', verdict: { kind: 'session' } });
    expect(report.credentials.map(({ role }) => role)).toContain('session-id');
    expect(JSON.stringify(report)).not.toContain('Zk3vQm8WfLr2Xb7NcTy5HsDp');
  });

  it('writes what it judged in three formats', () => {
    const [json, markdown, sarif] = print(
      `[library.jsonOf, library.markdownOf, library.sarifOf].map((write) =>
        write(library.assess(library.observationsFromHar(${JSON.stringify(HAR)}))))`,
    ) as [string, string, string];
    expect(JSON.parse(json)).toMatchObject([{ schema: 1, site: 'https://shop.example' }]);
    expect(markdown).toMatch(/^# Coatcheck: `https:\/\/shop\.example`/);
    expect(JSON.parse(sarif)).toMatchObject({ version: '2.1.0' });
  });

  it('says in one sentence what is no HAR', () => {
    const text = inNode(
      `try { library.observationsFromHar([]); } catch (error) { process.stdout.write(JSON.stringify(error.message)); }`,
    );
    expect(text).toMatch(/^This is not a HAR file: [^\n]+\.$/);
  });

  it('finds tokens in a text, and tells where', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU';
    const [found] = print(`library.findTokens('a ${token} b')`) as [Record<string, unknown>];
    expect(found).toMatchObject({ token, start: 2, end: 2 + token.length });
  });

  it('gives a cookie its role', () => {
    const cookie = `{ name: 'PHPSESSID', value: 'r2t5uvjq435r4q7ib3vtdjq120', domain: 'shop.example', path: '/', secure: true,
      httpOnly: true, sameSite: 'lax', session: true }`;
    expect(print(`library.cookieRole(${cookie})`)).toMatchObject({ role: 'session-id' });
  });
});

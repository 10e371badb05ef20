/** HAR files for the command line, with planted secrets in each place that may hold one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const jwt = (
  claims: object,
  header: object = { alg: 'RS256', typ: 'JWT' },
  signature = 'Q0hhbmdlTWVQbGFudGVkU2lnbmF0dXJl',
): string => `${part(header)}.${part(claims)}.${signature}`;

export const SESSION = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
export const PASSWORD = 'Planted-Passw0rd-31337';
export const TOKEN = jwt({
  sub: 'ada',
  iss: 'https://login.example',
  aud: 'shop',
  iat: 1_768_478_400,
  exp: 1_768_479_300,
});

/** What must be in no output. */
export const SECRETS: readonly string[] = [
  SESSION,
  PASSWORD,
  TOKEN,
  ...TOKEN.split('.').filter((one) => one.length > 20),
];

const headers = (all: Record<string, string>) => Object.entries(all).map(([name, value]) => ({ name, value }));

let second = 0;
export const entry = (
  method: string,
  url: string,
  sent: Record<string, string> = {},
  answered: Record<string, string> = {},
  more: { status?: number; body?: string; type?: string } = {},
) => {
  second += 1;
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString(),
    time: 20,
    _resourceType: more.type ?? 'document',
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      headers: headers(sent),
      cookies: [],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      ...(more.body === undefined
        ? {}
        : { postData: { mimeType: 'application/x-www-form-urlencoded', text: more.body } }),
    },
    response: {
      status: more.status ?? 200,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: headers(answered),
      cookies: [],
      content: { size: 2, mimeType: 'text/html', text: 'ok' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 1, wait: 1, receive: 1 },
  };
};

export const har = (...entries: unknown[]) => ({
  log: { version: '1.2', creator: { name: 'test', version: '1' }, pages: [], entries },
});

/** A careless session: its cookie is readable by scripts, and SameSite is left to the browser. */
export const careless = (origin = 'https://shop.example') =>
  har(
    entry(
      'POST',
      `${origin}/login`,
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      { 'Set-Cookie': `sid=${SESSION}; Path=/; Secure`, Location: '/home' },
      { status: 302, body: `user=ada&password=${PASSWORD}` },
    ),
    entry('GET', `${origin}/home`, { Cookie: `sid=${SESSION}` }),
    entry(
      'GET',
      `${origin}/api`,
      { Cookie: `sid=${SESSION}`, Authorization: `Bearer ${TOKEN}` },
      {},
      { type: 'fetch' },
    ),
  );

/** Nothing of a login. */
export const quiet = (origin = 'https://quiet.example') => har(entry('GET', `${origin}/`));

/** A folder that is gone after the file's tests. `put` writes a file there and gives its path. */
export const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    put: (name: string, content: string | Uint8Array | object): string => {
      const path = join(folder, name);
      const isRaw = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(path, isRaw ? content : JSON.stringify(content));
      return path;
    },
  };
};

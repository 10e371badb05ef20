/** A HAR file of any size, as browsers export them: many small answers, some scripts, few pictures, each with its body. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const START = Date.UTC(2026, 0, 15, 12);
const SITE = 'https://shop.example';

/** Text that does not repeat, the same in each run. */
const noise = (seed: string, length: number): string => {
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += createHash('sha512').update(`${seed} ${at}`).digest('base64');
  return text.slice(0, length);
};

const PICTURE = noise('picture', 80_000);
const SCRIPT = `function f(a, b) {\n  return "${noise('script', 60)}" + a[b];\n}\n`.repeat(200);
const DATA = JSON.stringify({ items: Array.from({ length: 12 }, (_, id) => ({ id, name: noise(`name ${id}`, 40) })) });
const SESSION = noise('session', 32).replace(/\W/g, 'x');

const headers = (all: Record<string, string>) => Object.entries(all).map(([name, value]) => ({ name, value }));

const REQUEST = headers({
  Accept: 'application/json, text/plain, */*',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-GB,en;q=0.9',
  'Cache-Control': 'no-cache',
  Cookie: `sid=${SESSION}; theme=dark; _ga=GA1.1.1234567890.1768478400`,
  Referer: `${SITE}/`,
  'Sec-Fetch-Dest': 'empty',
  'Sec-Fetch-Mode': 'cors',
  'Sec-Fetch-Site': 'same-origin',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
});
const RESPONSE = headers({
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "default-src 'self'; img-src *",
  'Content-Type': 'application/json; charset=utf-8',
  Date: 'Thu, 15 Jan 2026 12:00:00 GMT',
  Server: 'nginx',
  'Strict-Transport-Security': 'max-age=31536000',
  Vary: 'Cookie',
  'X-Request-Id': '4b7a8f1e-6c55-4a0e-9f83-0a1d2c3b4e5f',
});

const KINDS = [
  ['image', PICTURE, 'image/webp', 'base64'],
  ['script', SCRIPT, 'text/javascript'],
  ...Array.from({ length: 8 }, () => ['fetch', DATA, 'application/json'] as const),
] as const;

const entry = (at: number): object => {
  const [type, text, mimeType, encoding] =
    at === 0 ? (['document', '<!doctype html>', 'text/html'] as const) : (KINDS[at % KINDS.length] ?? KINDS[0]);
  return {
    _resourceType: type,
    pageref: 'page_1',
    startedDateTime: new Date(START + at * 40).toISOString(),
    time: 21.5,
    request: {
      method: 'GET',
      url: `${SITE}/${at === 0 ? '' : `${type}/${at % 400}?page=${at % 7}`}`,
      httpVersion: 'HTTP/1.1',
      headers: REQUEST,
      cookies: [],
      queryString: [],
      headersSize: 900,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: RESPONSE,
      cookies: [],
      content: { size: text.length, mimeType, text, ...(encoding === undefined ? {} : { encoding }) },
      redirectURL: '',
      headersSize: 500,
      bodySize: text.length,
    },
    cache: {},
    timings: { blocked: 1, dns: -1, connect: -1, send: 0.5, wait: 15, receive: 5 },
  };
};

/** @returns how many entries were written */
export const writeHar = (path: string, bytes: number): number => {
  const file = openSync(path, 'w');
  const put = (text: string): number => writeSync(file, text);
  const page = { id: 'page_1', startedDateTime: new Date(START).toISOString(), title: `${SITE}/`, pageTimings: {} };
  let written = put(
    `{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"pages":[${JSON.stringify(page)}],"entries":[`,
  );
  let count = 0;
  for (; written < bytes; count += 1) written += put(`${count === 0 ? '' : ',\n'}${JSON.stringify(entry(count))}`);
  put(']}}');
  closeSync(file);
  return count;
};

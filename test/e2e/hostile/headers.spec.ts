/** Attacks from headers, of requests and of answers: too many, too long, under names that are more than names, in circles. */
import { createServer, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Attack, credentialAt, OTHER, SESSION_ID, setStage, TOKEN } from './stage.ts';

const KEPT = `sid=${SESSION_ID}; Path=/; HttpOnly; SameSite=Lax`;

const ATTACKS: Attack[] = [
  {
    name: '300 cookies',
    headers: {
      'set-cookie': [...Array.from({ length: 300 }, (_, at) => `c${at}=${'v'.repeat(40)}${at}; Path=/`), KEPT],
    },
    // The browser itself throws the oldest of them away: what counts comes last.
    serve: (_request, response) => void response.writeHead(204, { 'set-cookie': KEPT }).end(),
    script: async () => {
      await fetch('/api');
      await fetch('/api');
    },
    holds: async (report, _stage, page) => {
      const kept = (await page.cookies()).length;
      expect(kept, 'the browser itself keeps some of them').toBeGreaterThan(100);
      expect(report.dropped, 'lines beyond the limit are told of').toBeGreaterThan(0);
      expect(report.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    },
  },
  {
    name: '300 new cookies with each answer',
    serve: (request, response) => {
      const turn = (request.url ?? '').split('?')[1];
      response.setHeader(
        'set-cookie',
        Array.from({ length: 300 }, (_, at) => `c${turn}x${at}=Zk3vQm8WfLr2Xb7NcTy5${turn}x${at}; Path=/`),
      );
      response.writeHead(200).end();
    },
    script: async () => {
      for (let turn = 0; turn < 3; turn += 1) await fetch(`/api?${turn}`);
    },
    holds: (report) => {
      expect(report.dropped).toBeGreaterThan(0);
      expect(JSON.stringify(report).length).toBeLessThan(1_000_000);
    },
  },
  {
    name: 'cookies that every object has',
    headers: {
      'set-cookie': ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'length']
        .map((name) => `${name}=${TOKEN}${name.replaceAll('_', '-')}; Path=/`)
        .concat(KEPT),
    },
    script: async () => void (await fetch('/api')),
    holds: async (report, stage) => {
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'])
        expect(credentialAt(report, 'cookie', name), name).toMatchObject({ format: 'jwt' });
      expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'headers that every object has',
    serve: (_request, response) => void response.writeHead(204).end(),
    script: async ({ token }) => {
      const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
      await fetch('/api', {
        headers: names.map((name): [string, string] => [name, `${token}${name.replaceAll('_', '-')}`]),
      });
    },
    holds: async (report, stage) => {
      for (const name of ['__proto__', 'constructor', 'tostring', 'hasownproperty', 'valueof'])
        expect(credentialAt(report, 'header', name), name).toMatchObject({ format: 'jwt' });
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'fields, paths and methods that every object has',
    serve: (_request, response) => void response.writeHead(200).end('{}'),
    script: async ({ token }) => {
      for (const name of ['__proto__', 'constructor', 'toString']) {
        const body = `{"__proto__":{"polluted":"yes"},"${name}":{"password":"x"},"username":"a"}`;
        await fetch(`/${name}/login?${name}=${token}`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        await fetch(`/${name}`, { method: name, headers: { authorization: `Bearer ${token}` } });
        await fetch(`/${name}`, {
          method: 'POST',
          body: new URLSearchParams([
            [name, 'x'],
            ['__proto__[polluted]', 'yes'],
          ]),
        });
      }
    },
    holds: async (report, stage) => {
      expect(credentialAt(report, 'query', '__proto__')).toMatchObject({ format: 'jwt' });
      expect(credentialAt(report, 'header', 'Authorization')).toMatchObject({ format: 'jwt' });
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'answers with headers of 64 KB',
    headers: {
      // Chromium takes 256 KB in all; each is as long as the extension reads.
      'set-cookie': [`long=${'x'.repeat(65_000)}`, KEPT, `access=${TOKEN}; Path=/`],
      'www-authenticate': 'Basic realm="x", '.repeat(3_800),
      'cache-control': 'a, '.repeat(21_000),
    },
    script: async () => void (await fetch('/api')),
    holds: (report) => {
      expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
      expect(credentialAt(report, 'cookie', 'access')).toMatchObject({ format: 'jwt' });
      expect(credentialAt(report, 'cookie', 'long')).toBeUndefined();
    },
  },
  {
    name: 'requests with headers of 64 KB, and of 4 MB',
    serve: (_request, response) => void response.writeHead(204).end(),
    script: async ({ token }) => {
      const send = async (headers: Record<string, string>) => {
        const answer = await fetch('/api', { headers });
        if (answer.status !== 204) throw new Error(String(answer.status));
      };
      for (const filler of ['a=b; ', 'Bearer "', 'Basic a=", ', 'eyJ.', '%25', '"\\', '-', 'A1b', '{"a":'])
        await send({ authorization: filler.repeat(65_536 / filler.length), 'x-token': token });
      await send({ authorization: `Bearer ${'A1b'.repeat(1_400_000)}` });
      await send({ authorization: `Bearer ${token}` });
    },
    holds: (report) => {
      expect(credentialAt(report, 'header', 'x-token')).toMatchObject({ format: 'jwt' });
      expect(credentialAt(report, 'header', 'Authorization')).toBeDefined();
      expect(report.dropped, 'what was cut is told').toBeGreaterThan(0);
      expect(JSON.stringify(report).length).toBeLessThan(200_000);
    },
  },
  {
    name: 'a redirect loop that sets another cookie each time',
    serve: (request, response) => {
      const turn = Number((request.url ?? '').split('?')[1] ?? 0) + 1;
      response
        .writeHead(302, { location: `/loop?${turn}`, 'set-cookie': `turn${turn}=${SESSION_ID}${turn}; Path=/` })
        .end();
    },
    headers: { 'set-cookie': [KEPT] },
    script: async () => {
      for (let loop = 0; loop < 5; loop += 1) await fetch(`/loop?${loop * 100}`).catch(() => undefined);
      const frame = document.createElement('iframe');
      frame.src = '/loop?1000';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
    holds: (report) => {
      expect(report.requests, 'each of the hops').toBeGreaterThan(100);
      expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
    },
  },
  {
    name: 'a page that redirects to itself for ever',
    serve: (_request, response) => void response.writeHead(302, { location: '/loop', 'set-cookie': KEPT }).end(),
    open: async (page, url) => {
      await page.goto(url);
      await page.goto(`${url}loop`).catch((error: unknown) => {
        if (!/ERR_TOO_MANY_REDIRECTS|NS_ERROR_REDIRECT_LOOP/.test(String(error))) throw error;
      });
      await page.goto('about:blank');
      await page.goto(url);
    },
    holds: (report) => {
      expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
      expect(report.story.length).toBeLessThan(60);
    },
  },
  {
    name: 'redirects to nowhere, with secrets in the address',
    serve: (request, response) => {
      const host = request.headers.host;
      const where: Record<string, string> = {
        '/script': 'javascript:alert(1)',
        '/data': `data:text/html,<script>alert("${OTHER}")</script>`,
        '/userinfo': `http://user:${SESSION_ID}@${host}/api?access_token=${OTHER}`,
        '/bad': 'http://[::::]/%00',
        '/long': `/${'%25'.repeat(20_000)}`,
        '/hash': `/api#access_token=${OTHER}`,
      };
      const location = where[request.url ?? ''];
      if (location === undefined) return void response.writeHead(200).end();
      response.writeHead(302, { location }).end();
    },
    script: async ({ token }) => {
      for (const path of ['/script', '/data', '/userinfo', '/bad', '/long', '/hash'])
        await fetch(path, { headers: { 'x-token': token } }).catch(() => undefined);
    },
    holds: async (report, stage) => {
      expect(credentialAt(report, 'header', 'x-token')).toMatchObject({ format: 'jwt' });
      for (const text of [JSON.stringify(report), await stage.browser.storage()]) {
        expect(text).not.toContain(SESSION_ID);
        expect(text).not.toContain(OTHER);
        expect(text).not.toContain('alert(');
      }
    },
  },
  {
    name: 'addresses of a megabyte',
    serve: (_request, response) => void response.writeHead(204).end(),
    script: async ({ token }) => {
      await fetch(`/api?${'a=b&'.repeat(250_000)}`).catch(() => undefined);
      await fetch(`/${'a;b=c/'.repeat(150_000)}`).catch(() => undefined);
      await fetch(`/api?access_token=${token}`);
      await fetch(`/api?q=${'%2525'.repeat(200_000)}`).catch(() => undefined);
      try {
        history.replaceState(null, '', `/?q=${'x'.repeat(1_000_000)}#${'y'.repeat(500_000)}`);
      } catch {
        // Firefox takes addresses of half a megabyte.
        history.replaceState(null, '', `/?q=${'x'.repeat(300_000)}#${'y'.repeat(100_000)}`);
      }
      history.replaceState(null, '', '/');
    },
    holds: (report) => {
      expect(credentialAt(report, 'query', 'access_token')).toMatchObject({ format: 'jwt' });
      expect(JSON.stringify(report).length).toBeLessThan(100_000);
    },
  },
  {
    name: 'attributes that are none',
    headers: {
      'set-cookie': [
        `a=${SESSION_ID}a; Path=/${'<script>'.repeat(100)}`,
        `b=${SESSION_ID}b; Domain=session.localhost`,
        `c=${SESSION_ID}c; Expires=${'9'.repeat(9_000)}; Max-Age=${'9'.repeat(400)}; Path=/`,
        `d=${SESSION_ID}d; SameSite=${'None'.repeat(1_000)}; Partitioned; Priority=__proto__; Path=/`,
        `${';'.repeat(5_000)}`,
        `__Host-e=${SESSION_ID}e; Domain=localhost`,
        KEPT,
      ],
    },
    script: async () => void (await fetch('/api')),
    holds: (report) => {
      expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
      expect(credentialAt(report, 'cookie', 'b'), 'a cookie for another site').toBeUndefined();
      expect(report.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    },
  },
  {
    name: '1,000 headers, and 1,000 challenges',
    serve: (_request, response) => {
      for (let at = 0; at < 1_000; at += 1) response.setHeader(`x-set-${at}`, TOKEN);
      response.setHeader(
        'www-authenticate',
        Array.from({ length: 1_000 }, (_, at) => `Scheme${at} realm="<b>${at}</b>"`),
      );
      response.writeHead(401).end();
    },
    script: async ({ token }) => {
      const many = Array.from({ length: 900 }, (_, at): [string, string] => [`x-token-${at}`, `${token}${at}`]);
      for (let turn = 0; turn < 3; turn += 1) await fetch('/api', { headers: many });
    },
    holds: (report) => {
      expect(report.credentials.length).toBeGreaterThan(50);
      expect(report.credentials.length).toBeLessThanOrEqual(400);
      expect(report.dropped, 'headers that nobody looked at').toBeGreaterThan(0);
    },
  },
];

const stage = setStage(ATTACKS);

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));

/** What Node would not write: octets that are no text, and lines that are no headers. */
const RAW = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/html',
  `Set-Cookie: sid=${SESSION_ID}; Path=/; HttpOnly`,
  'Set-Cookie: octets=\xff\xfe\xc0\x80\xed\xa0\x80; Path=/',
  'Set-Cookie: \xffname=x; Path=/\xff',
  'WWW-Authenticate: B\xffsic realm="\xff"',
  'Location: /\xff\xfe',
  'X-\xff: \xff',
  'no header at all',
  ': nameless',
  'Connection: close',
  '',
  '<!doctype html><title>octets</title><link rel="icon" href="data:,">',
];

test('headers that are no text', async () => {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.from(RAW.join('\r\n'), 'latin1')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const page = await stage.browser.newPage();
  await page.goto(`http://octets.localhost:${port}/`);
  const { report } = await stage.ask(page);
  expect(credentialAt(report, 'cookie', 'sid')).toBeDefined();
  expect(JSON.stringify(report).isWellFormed()).toBe(true);
  await stage.aftermath(page);
  await page.close();
  // Browsers open connections ahead of time.
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

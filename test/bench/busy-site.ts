/** A site with sixty credentials, and requests by the thousand that carry them. */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';

export const CREDENTIALS = 60;
const COOKIES = 30;

const random = (): string => randomBytes(32).toString('base64url');

const jwt = (at: number): string => {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'https://bench.example',
    aud: `api-${at}`,
    sub: `user-${at}`,
    iat,
    exp: iat + 3600,
    scope: 'read write',
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: String(at) })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'a key of no meaning').update(signed).digest('base64url')}`;
};

const answer = (req: IncomingMessage, res: ServerResponse): void => {
  res.setHeader('Cache-Control', 'no-store');
  if (req.url === '/login') {
    const lines = Array.from({ length: COOKIES }, (_, at) => {
      const name = at === 0 ? 'connect.sid' : `session_${at}`;
      return `${name}=${random()}; Path=/; SameSite=Lax${at % 2 === 0 ? '; HttpOnly' : ''}`;
    });
    res.writeHead(303, { 'Set-Cookie': lines, Location: '/' }).end();
    return;
  }
  if (req.url?.startsWith('/api/')) {
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true}');
    return;
  }
  res.writeHead(200, { 'Content-Type': 'text/html' });
  res.end(
    `<!doctype html><title>Busy</title><form method="post" action="/login"><input name="username" value="ada">` +
      `<input name="password" type="password" value="engine"><button>Sign in</button></form>`,
  );
};

export interface BusySite {
  origin: string;
  stop(): void;
}

export const startBusySite = async (): Promise<BusySite> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://busy.localhost:${port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** Signs in, and sends the requests: a handful at once, each with one of the tokens. */
export const drive = async (page: Page, { origin }: BusySite, requests: number): Promise<void> => {
  await page.goto(origin);
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  const tokens = Array.from({ length: CREDENTIALS - COOKIES }, (_, at) => jwt(at));
  await page.evaluate((values) => {
    values.forEach((value, at) => {
      localStorage.setItem(`access_token_${at}`, value);
    });
  }, tokens);
  const chunk = 500;
  for (let sent = 0; sent < requests; sent += chunk) {
    await page.evaluate(
      async (values, from, count) => {
        const queue = Array.from({ length: count }, (_, at) => from + at);
        await Promise.all(
          Array.from({ length: 6 }, async () => {
            for (let at = queue.shift(); at !== undefined; at = queue.shift())
              await fetch(`/api/${at % 50}`, { headers: { authorization: `Bearer ${values[at % values.length]}` } });
          }),
        );
      },
      tokens,
      sent,
      Math.min(chunk, requests - sent),
    );
  }
};

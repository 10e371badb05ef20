/** Pages as they are met: cookies, a token in web storage, and requests by the hundred, half of them with the token. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many of each kind a page asks for. */
export interface Load {
  api: number;
  images: number;
  scripts?: number;
  styles?: number;
  fonts?: number;
  /** Whether it keeps a token in web storage and sends it; it does, if nothing is said. */
  token?: boolean;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const token = (): string => {
  const claims = { iss: 'https://bench.example', aud: 'api', sub: 'user-1', iat: 1.7e9, exp: 2e9, scope: 'read write' };
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: '1' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'a key of no meaning').update(signed).digest('base64url')}`;
};

const COOKIES = [
  `sid=${'a1B2c3D4'.repeat(4)}; HttpOnly; Path=/; SameSite=Lax`,
  `csrftoken=${'q9Z8'.repeat(8)}; Path=/`,
  '_ga=GA1.1.1234567890.1700000000; Path=/; Max-Age=63072000',
  'theme=dark; Path=/',
];

/** Runs in the page; `took` is settled once all has come. Milliseconds since the navigation began. */
const script = ({ api, images, scripts = 0, styles = 0, fonts = 0, token: bearer }: Load, jwt: string): string => `
  const bearer = ${bearer !== false};
  if (bearer) localStorage.setItem('access_token', ${JSON.stringify(jwt)});
  if (${api} > 0) for (let at = 0; at < 30; at += 1) localStorage.setItem('setting-' + at, 'v'.repeat(2000));
  const queue = Array.from({ length: ${api} }, (_, at) => at);
  const ask = async (at) => {
    const headers = bearer && at % 2 ? { authorization: 'Bearer ' + localStorage.getItem('access_token') } : {};
    const body = at % 10 === 9 ? JSON.stringify({ id: at, title: 'A note', tags: ['a', 'b'] }) : undefined;
    if (body) headers['content-type'] = 'application/json';
    await (await fetch('/api/' + at, { method: body ? 'POST' : 'GET', headers, body })).text();
  };
  const lane = async () => { for (let at = queue.shift(); at !== undefined; at = queue.shift()) await ask(at); };
  const element = (count, name, about) => Array.from({ length: count }, (_, at) => new Promise((done) => {
    const made = Object.assign(document.createElement(name), about(at));
    made.onload = made.onerror = done;
    document.body.append(made);
  }));
  const parts = [
    ...element(${images}, 'img', (at) => ({ src: '/image/' + at + '.png' })),
    ...element(${scripts}, 'script', (at) => ({ src: '/script/' + at + '.js' })),
    ...element(${styles}, 'link', (at) => ({ rel: 'stylesheet', href: '/style/' + at + '.css' })),
    ...Array.from({ length: ${fonts} }, (_, at) => new FontFace('f' + at, 'url(/font/' + at + '.woff2)').load().catch(() => 0)),
  ];
  globalThis.took = Promise.all([...parts, ...Array.from({ length: 6 }, lane)]).then(() => performance.now());
`;

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** What else pages are made of: it has to come, not to be anything. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['script', 'text/javascript'],
  ['style', 'text/css'],
  ['font', 'font/woff2'],
]);

export interface LoadedSite {
  /** The address of a page of this kind, on a site of this name. */
  page(load: Load, name?: string): string;
  stop(): void;
}

export const startLoadedSite = async (): Promise<LoadedSite> => {
  const jwt = token();
  const answer = (req: IncomingMessage, res: ServerResponse): void => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
    res.setHeader('Cache-Control', 'no-store');
    if (pathname.startsWith('/api/')) {
      if (pathname.endsWith('5')) res.setHeader('Set-Cookie', COOKIES[0] ?? '');
      res.writeHead(200, { 'Content-Type': 'application/json', 'X-Request-Id': pathname }).end('{"ok":true}');
      return;
    }
    if (pathname.startsWith('/image/')) {
      res.writeHead(200, { 'Content-Type': 'image/png' }).end(PIXEL);
      return;
    }
    const kind = KINDS.get(pathname.split('/')[1] ?? '');
    if (kind !== undefined) {
      res.writeHead(200, { 'Content-Type': kind }).end();
      return;
    }
    const load = JSON.parse(searchParams.get('load') ?? '{}') as Load;
    res.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': COOKIES });
    res.end(`<!doctype html><title>Loaded</title><body><script>${script(load, jwt)}</script>`);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    page: (load, name = 'loaded') =>
      `http://${name}.localhost:${port}/?load=${encodeURIComponent(JSON.stringify(load))}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

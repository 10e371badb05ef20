/** The lab: one process on loopback, one virtual host for each way of authenticating. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { WebSocketServer } from 'ws';
import { chapters } from './sites/index.ts';
import { type ListedChapter, startPage } from './start-page.ts';
import type { Context, LabSite, Place, SiteMaker, SiteSpec } from './types.ts';
import { createVault } from './vault.ts';

export type { Decisive, Expected, LabSite, Stages } from './types.ts';
export { user } from './types.ts';

export interface LabOptions {
  /** 0 for any free port. */
  port: number;
  apiPort: number;
  tls?: { key: string; cert: string };
  /** Replaces `localhost`. */
  suffix?: string;
}

export interface Lab {
  /** Start page. */
  url: string;
  sites: LabSite[];
  /** Every secret given out so far. */
  secrets: () => string[];
  stop: () => Promise<void>;
}

/** @throws Error for a name that no site of the lab on *.localhost has */
export const siteNamed = ({ sites }: Lab, name: string): LabSite => {
  const site = sites.find(({ host }) => host === `${name}.localhost`);
  if (site === undefined) throw new Error(`The lab has no site ${name}.`);
  return site;
};

type Hosts = Map<string, RequestListener>;
type Sockets = Map<string, ReturnType<NonNullable<SiteSpec['socket']>>>;

const assets = fileURLToPath(new URL('./assets', import.meta.url));
const loopback = ['127.0.0.1', '::1'];

export async function startLab({ port, apiPort, tls, suffix = 'localhost' }: LabOptions): Promise<Lab> {
  const place: Place = { tls: Boolean(tls), local: suffix === 'localhost' };
  const pages: Hosts = new Map();
  const apis: Hosts = new Map();
  const sockets: Sockets = new Map();
  const main = await listen(port, tls, pages, sockets);
  const second = await listen(apiPort, tls, apis).catch(async (error: unknown) => {
    await main.close();
    throw error;
  });

  const scheme = tls ? 'https' : 'http';
  const vault = createVault();
  const url = `${scheme}://${suffix}:${main.port}`;
  const stranger = strangerOf(suffix);
  const strangerOrigin = `${scheme}://${stranger}:${main.port}`;
  pages.set(stranger, strangerApp());

  const open = (maker: SiteMaker): LabSite[] => {
    const spec = maker(place);
    if (!spec) return [];
    const host = `${spec.label ?? (spec.variant === 'sound' ? spec.id : `${spec.id}-careless`)}.${suffix}`;
    const site = describe(spec, place, host, `${scheme}://${host}:${main.port}`);
    const partner = host.replace('.', '-partner.');
    const context: Context = {
      site,
      place,
      vault,
      home: url,
      apiOrigin: `${scheme}://${host}:${second.port}`,
      strangerOrigin,
      partnerOrigin: `${scheme}://${partner}:${main.port}`,
    };
    pages.set(host, spec.app(context));
    if (spec.partner) pages.set(partner, spec.partner(context));
    if (spec.api) apis.set(host, spec.api(context));
    if (spec.socket) sockets.set(host, spec.socket(context));
    return [site];
  };

  const listed: ListedChapter[] = chapters.map((chapter) => ({ ...chapter, sites: chapter.sites.flatMap(open) }));
  pages.set(suffix, startApp(startPage(listed)));

  return {
    url,
    sites: listed.flatMap((chapter) => chapter.sites),
    secrets: vault.list,
    stop: async () => {
      await Promise.all([main.close(), second.close()]);
    },
  };
}

function describe(spec: SiteSpec, place: Place, host: string, origin: string): LabSite {
  const { app: _app, api: _api, partner: _partner, socket: _socket, label: _label, ...description } = spec;
  // Of Basic its own rule tells.
  const blamed = spec.login !== 'basic' && spec.expected.after.decisive.length > 0;
  const readable = blamed && !place.tls && !place.local;
  return { ...description, rules: [...spec.rules, ...(readable ? ['credential-over-http'] : [])], host, origin };
}

function startApp(html: string): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', (_req, res) => void res.set('Content-Security-Policy', "default-src 'self'").send(html));
  return app;
}

/** A neighbour of the suffix's: `stranger.test` beside `lab.test`, another site to browsers. */
export const strangerOf = (suffix: string): string => `stranger.${suffix.split('.').slice(1).join('.') || suffix}`;

/** Counts visits for whoever asks, and lets every page send it every header. */
function strangerApp(): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res) => {
    res.set({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'authorization, x-api-key',
      'Cache-Control': 'no-store',
    });
    res.sendStatus(req.method === 'OPTIONS' ? 200 : 204);
  });
  return app;
}

const hostOf = (req: IncomingMessage): string => (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();

/** Assets come before the sites: a style sheet must neither start a session nor ask for a password. */
function virtualHosts(hosts: Hosts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    if (hosts.has(hostOf(req))) return next();
    // A page that had its own name pointed at loopback must get nothing (DNS rebinding).
    res
      .status(421)
      .type('text')
      .send(`The lab has no site of this name. It knows: ${[...hosts.keys()].join(', ')}`);
  });
  app.use(express.static(assets, { index: false }));
  app.get('/favicon.ico', (_req, res) => void res.sendStatus(404));
  app.use((req, res) => hosts.get(hostOf(req))?.(req, res));
  return app;
}

interface Listening {
  port: number;
  close: () => Promise<void>;
}

async function listen(
  port: number,
  tls: LabOptions['tls'],
  hosts: Hosts,
  sockets: Sockets = new Map(),
): Promise<Listening> {
  const handler = virtualHosts(hosts);
  const servers: Server[] = [];
  let bound = port;
  for (const address of loopback) {
    const server = tls ? createTlsServer(tls, handler) : createServer(handler);
    upgrade(server, sockets);
    if (!(await bind(server, bound, address))) continue;
    bound = (server.address() as AddressInfo).port;
    servers.push(server);
  }
  return {
    port: bound,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

/** Opens a WebSocket where a site has one, for its own pages alone. */
function upgrade(server: Server, sockets: Sockets): void {
  const accepting = new WebSocketServer({ noServer: true });
  server.on('upgrade', (req, socket, head) => {
    const talk = sockets.get(hostOf(req));
    const own = req.headers.origin?.replace(/^https?:\/\//, '') === req.headers.host;
    if (talk === undefined || !own) return void socket.destroy();
    accepting.handleUpgrade(req, socket, head, talk);
  });
  // An open socket is no connection of the server's any more.
  server.once('stop', () => {
    for (const client of accepting.clients) client.terminate();
  });
}

/** False where the computer has no such address; any other trouble is an error. */
function bind(server: Server, port: number, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const absent = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
      if (absent) resolve(false);
      else reject(error);
    });
    server.listen(port, address, () => resolve(true));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    server.emit('stop');
  });
}

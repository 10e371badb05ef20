/** An API that recognises its caller by a bearer token, and the page that calls it. */
import type { Express, Request, RequestHandler, Response } from 'express';
import { page, type View } from './page.ts';
import { type Context, isUser, user } from './types.ts';

export interface BearerAuth {
  /** Members of the answer to a login, among them `access_token`. */
  issue: (name: string, req: Request, res: Response) => Record<string, unknown>;
  who: (token: string) => string | undefined;
  signOut?: (req: Request, res: Response) => void;
}

/** Read by assets/client.js. */
export interface ClientConfig {
  keep: { area: 'memory' | 'localStorage' | 'sessionStorage' | 'cookie'; key: string; json?: boolean };
  /** Origin of the API; empty for the page's own. */
  api?: string;
  /** Path of login, logout and refresh. */
  auth?: string;
  credentials?: 'omit' | 'same-origin' | 'include';
  /** Puts the token into the query too. */
  query?: boolean;
  /** Instead of `Authorization: Bearer`; the prefix is what stands in front of the token. */
  header?: { name: string; prefix: string };
  /** The login is an OAuth token request with this grant. */
  grant?: 'password';
  keepAtLogout?: boolean;
  /** Where the refresh token travels. */
  refresh?: 'cookie' | 'localStorage';
  /** Where a page with a session gets its token; the page then signs in and out by forms. */
  tokenUrl?: string;
}

export const bearerToken = (req: Request): string => /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';

type ReadToken = (req: Request) => string;

const tokenIn =
  ({ name, prefix }: NonNullable<ClientConfig['header']>): ReadToken =>
  (req) => {
    const value = req.get(name) ?? '';
    return value.startsWith(prefix) ? value.slice(prefix.length) : '';
  };

export function bearerData(app: Express, who: BearerAuth['who'], read: ReadToken = bearerToken): void {
  let notes = 0;
  const signedIn: RequestHandler = (req, res, next) => {
    if (who(read(req))) return next();
    res.status(401).set('WWW-Authenticate', 'Bearer error="invalid_token"').json({ error: 'invalid_token' });
  };
  app.get('/api/me', signedIn, (req, res) => void res.json({ user: who(read(req)) }));
  app.get('/api/notes', signedIn, (_req, res) => void res.json({ notes }));
  app.post('/api/notes', signedIn, (_req, res) => {
    notes += 1;
    res.json({ notes });
  });
}

export function bearerLogin(app: Express, auth: BearerAuth, base = '/api'): void {
  app.post(`${base}/login`, (req, res) => {
    if (!isUser(req.body?.username, req.body?.password)) return void res.status(401).json({ error: 'wrong_login' });
    res.json({ ...auth.issue(user.name, req, res), token_type: 'Bearer', user: user.name });
  });
  app.post(`${base}/logout`, (req, res) => {
    auth.signOut?.(req, res);
    res.sendStatus(204);
  });
}

export function spaPage(app: Express, context: Context, config: ClientConfig): void {
  const view: View = { spa: true, act: 'script', load: 'script', scripts: ['client.js'], config };
  app.get('/', (_req, res) => void res.send(page(context, { ...view, refresh: Boolean(config.refresh) })));
}

/** The usual case: page and API on one origin. */
export function bearerSite(app: Express, context: Context, auth: BearerAuth, config: ClientConfig): void {
  spaPage(app, context, config);
  bearerLogin(app, auth, config.auth);
  bearerData(app, auth.who, config.header && tokenIn(config.header));
}

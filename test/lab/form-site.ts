/** A site of pages and forms. How a visitor is recognised is the site's own business: `FormAuth`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Express, Request, RequestHandler, Response } from 'express';
import { page, type View } from './page.ts';
import { type Context, isUser, user } from './types.ts';
import { randomId } from './vault.ts';

type Eventually<T> = T | Promise<T>;

export interface Csrf {
  field: string;
  token: (req: Request, res: Response) => string;
  valid: (req: Request) => boolean;
}

export interface FormAuth {
  who: (req: Request, res: Response) => Eventually<string | undefined>;
  signIn: (req: Request, res: Response, name: string) => Eventually<void>;
  signOut: (req: Request, res: Response) => Eventually<void>;
  /** Absent where the site is careless. */
  csrf?: Csrf | undefined;
  /** Where the login leads to. */
  landing?: string;
}

export function sameText(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token computed from the visitor's credential: needs no place to be kept (OWASP, HMAC-based token pattern). */
export function boundCsrf(credential: (req: Request) => string): Csrf {
  const key = randomId();
  const token = (req: Request) => createHmac('sha256', key).update(credential(req)).digest('base64url');
  return { field: '_csrf', token, valid: (req) => sameText(req.body?._csrf, token(req)) };
}

/** Refuses a state-changing request that does not carry the token. */
export const csrfGuard =
  (csrf: Csrf | undefined): RequestHandler =>
  (req, res, next) => {
    if (!csrf || csrf.valid(req)) return next();
    res.status(403).type('text').send('The form carried no valid anti-CSRF token.');
  };

export function formSite(app: Express, context: Context, auth: FormAuth, look: View = {}): void {
  let notes = 0;

  const csrfFor = (req: Request, res: Response, who: string | undefined): View['csrf'] => {
    if (!who || !auth.csrf) return undefined;
    return { field: auth.csrf.field, token: context.vault.add(auth.csrf.token(req, res)) };
  };

  const show = async (req: Request, res: Response, result: string) => {
    const who = await auth.who(req, res);
    res.send(page(context, { ...look, who, result, csrf: csrfFor(req, res, who) }));
  };

  const signedIn: RequestHandler = async (req, res, next) => {
    if (await auth.who(req, res)) return next();
    res.redirect(303, '/');
  };

  app.get('/', (req, res) => show(req, res, notes ? `${notes} notes kept.` : ''));
  app.get('/account', signedIn, (req, res) => show(req, res, `Your account: ${notes} notes.`));

  const login: RequestHandler = async (req, res) => {
    const said = look.loginBy === 'get' ? req.query : req.body;
    // There is no session yet that a token could be bound to; what the browser says about the request must do.
    if (auth.csrf && req.get('sec-fetch-site') === 'cross-site') return void res.sendStatus(403);
    if (!isUser(said?.username, said?.password)) {
      return void res.status(401).send(page(context, { ...look, error: 'Wrong user name or password.' }));
    }
    await auth.signIn(req, res, user.name);
    res.redirect(302, auth.landing ?? '/');
  };
  if (look.loginBy === 'get') app.get('/login', login);
  else if (context.site.login === 'form') app.post('/login', login);

  app.post('/notes', signedIn, csrfGuard(auth.csrf), (req, res) => {
    notes += 1;
    if (req.is('json')) return void res.json({ notes });
    res.redirect(303, '/');
  });

  app.post('/logout', csrfGuard(auth.csrf), async (req, res) => {
    await auth.signOut(req, res);
    res.redirect(303, '/');
  });
}

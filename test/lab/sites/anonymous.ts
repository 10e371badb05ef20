import type { Request, Response } from 'express';
import type { CookieOptions } from 'express-session';
import { createApp } from '../app.ts';
import { type Csrf, csrfGuard } from '../form-site.ts';
import { page } from '../page.ts';
import { carelessCookie, serverSession, sessionCookie, soundCookie, synchroniser } from '../session.ts';
import { type Context, type Expected, prefixHint, type SiteMaker, type SiteSpec } from '../types.ts';

const visitor: Expected = { kind: 'session', state: 'server', signedIn: 'no', decisive: [sessionCookie] };

const shared = {
  id: 'anonymous',
  title: 'Session without a login',
  login: 'none',
  expected: { before: visitor, after: visitor, out: visitor },
} satisfies Partial<SiteSpec>;

function basketApp(context: Context, cookie: CookieOptions, csrf?: Csrf) {
  const app = createApp(context);
  app.use(serverSession({ cookie, anonymous: true }));
  const show = (req: Request, res: Response) => {
    const token = csrf && { field: csrf.field, token: context.vault.add(csrf.token(req, res)) };
    res.send(page(context, { csrf: token, result: `${req.session.basket ?? 0} things in your basket.` }));
  };
  app.get('/', show);
  app.get('/account', show);
  app.post('/notes', csrfGuard(csrf), (req, res) => {
    req.session.basket = (req.session.basket ?? 0) + 1;
    res.redirect(303, '/');
  });
  return app;
}

export const sound: SiteMaker = (place) => ({
  ...shared,
  variant: 'sound',
  lesson:
    'The shop remembers your basket by a session, but it never asks who you are. ' +
    'See that Coatcheck says "session" and yet "not signed in": being recognised is not being known.',
  rules: prefixHint(place),
  app: (context) => basketApp(context, soundCookie(context.place), synchroniser),
});

export const careless: SiteMaker = ({ tls }) => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The same basket, but its cookie can be read by scripts and is not bound to this site. ' +
    'Look how the flags of the cookie are judged although nobody is signed in.',
  rules: [
    'session-cookie-without-httponly',
    'session-cookie-without-samesite',
    'csrf-exposed',
    ...(tls ? ['session-cookie-without-secure'] : []),
  ],
  app: (context) => basketApp(context, carelessCookie),
});

import type { Request, RequestHandler } from 'express';
import { createApp } from '../app.ts';
import { boundCsrf, formSite } from '../form-site.ts';
import { page } from '../page.ts';
import { type Context, isUser, type SiteMaker, type SiteSpec, stages, user } from '../types.ts';

const shared = {
  id: 'basic',
  title: 'HTTP Basic',
  login: 'basic',
  expected: stages('http-auth', 'server', { where: 'header', name: 'Authorization', format: 'basic' }),
} satisfies Partial<SiteSpec>;

function basicUser(req: Request): string | undefined {
  const encoded = /^Basic (\S+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
  const [name, password] = Buffer.from(encoded, 'base64').toString().split(':', 2);
  return isUser(name, password) ? user.name : undefined;
}

function basicApp(context: Context) {
  const app = createApp(context);
  const refuse =
    (challenge: string): RequestHandler =>
    (_req, res) => {
      res.status(401).set('WWW-Authenticate', challenge).send(page(context, {}));
    };
  const ask = refuse('Basic realm="lab", charset="UTF-8"');
  // HTTP has no logout. A refusal makes browsers forget the password; a scheme that none knows keeps them from asking.
  app.get('/logout', refuse('Logout realm="lab"'));
  app.use((req, res, next) => (basicUser(req) ? next() : ask(req, res, next)));
  formSite(app, context, {
    who: basicUser,
    signIn: () => {},
    signOut: () => {},
    csrf: boundCsrf((req) => req.get('authorization') ?? ''),
  });
  return app;
}

export const sound: SiteMaker = ({ tls, local }) => {
  if (!tls && !local) return null;
  return {
    ...shared,
    variant: 'sound',
    lesson:
      'The browser asks for the password itself and sends it with every request. ' +
      'See that there is no cookie and no token, and that "logout" is a trick: a refused request.',
    rules: [],
    app: basicApp,
  };
};

/** The same site is careless as soon as anybody on the way can read it. */
export const careless: SiteMaker = ({ tls, local }) => {
  if (tls || local) return null;
  return {
    ...shared,
    variant: 'careless',
    lesson:
      'The password itself travels with every request, readable on the way because there is no TLS. ' +
      'Look for the finding about Basic over plain http, which stays silent on localhost.',
    rules: ['basic-over-http'],
    app: basicApp,
  };
};

import type { RequestHandler } from 'express';
import { createApp } from '../app.ts';
import { bearerData, bearerLogin, spaPage } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type Context, type SiteMaker, type SiteSpec, stages } from '../types.ts';

const life = 600;

const shared = {
  id: 'spa',
  title: 'API on another port',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'localStorage', name: 'access_token', format: 'jwt' }),
  rules: ['token-in-local-storage'],
  app: (context) => {
    const app = createApp(context);
    const keep = { area: 'localStorage', key: 'access_token' } as const;
    spaPage(app, context, { keep, api: context.apiOrigin, credentials: 'include' });
    return app;
  },
} satisfies Partial<SiteSpec>;

const cors =
  (allows: (origin: string) => boolean): RequestHandler =>
  (req, res, next) => {
    const origin = req.get('origin') ?? '';
    res.vary('Origin');
    if (origin && allows(origin)) {
      res.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Allow-Methods': 'GET, POST',
      });
    }
    if (req.method === 'OPTIONS') return void res.sendStatus(204);
    next();
  };

function api(context: Context, allows: (origin: string) => boolean) {
  const app = createApp(context);
  const issuer = jwtIssuer(context, { life });
  app.use(cors(allows));
  bearerLogin(app, {
    issue: (name) => ({ access_token: issuer.issue(name), expires_in: life }),
    who: issuer.who,
  });
  bearerData(app, issuer.who);
  return app;
}

export const sound: SiteMaker = () => ({
  ...shared,
  variant: 'sound',
  lesson:
    'The page comes from one port and its API from another, so the browser asks the API for leave first (CORS). ' +
    "See that Coatcheck counts the API's traffic to this page, and names the other origin that gets the token.",
  api: (context) => api(context, (origin) => origin === context.site.origin),
});

export const careless: SiteMaker = () => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The same API, but it answers any origin that asks, credentials included. ' +
    'Look at the responses: Access-Control-Allow-Origin repeats whatever the request said.',
  api: (context) => api(context, () => true),
});

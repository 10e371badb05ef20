import type { RequestHandler } from 'express';
import { createApp } from '../app.ts';
import { formSite } from '../form-site.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { prefixHint, type SiteMaker, stages } from '../types.ts';

/** What a CDN does that was told to keep everything. */
const sharedCache: RequestHandler = (req, res, next) => {
  if (req.path === '/account') {
    res.set({ Age: '120', 'X-Cache': 'HIT' });
    res.removeHeader('Cache-Control');
  }
  next();
};

export const careless: SiteMaker = (place) => ({
  id: 'open',
  variant: 'careless',
  title: 'Password in the address, pages in the cache',
  lesson:
    'The login form sends the password by GET, and a cache in front of the site keeps pages that are for one user. ' +
    'Look at the address right after the login, and at the headers Age and X-Cache of your account.',
  login: 'form',
  expected: stages('session', 'server', sessionCookie),
  rules: ['password-in-url', 'authenticated-response-cacheable', ...prefixHint(place)],
  app: (context) => {
    const app = createApp(context);
    app.use(sharedCache, serverSession({ cookie: soundCookie(context.place) }));
    formSite(app, context, soundSession, { loginBy: 'get' });
    return app;
  },
});

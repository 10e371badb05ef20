import { createApp } from '../app.ts';
import { type Csrf, formSite, sameText } from '../form-site.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { prefixHint, type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const name = 'XSRF-TOKEN';

/** A random cookie, compared with its copy: nothing ties it to the session. */
const naive: Csrf = {
  field: '_csrf',
  token: (req, res) => {
    const known: unknown = req.cookies[name];
    const token = typeof known === 'string' ? known : randomId();
    res.cookie(name, token, { sameSite: 'lax' });
    return token;
  },
  valid: (req) => sameText(req.get('x-csrf-token') ?? req.body?._csrf, req.cookies[name]),
};

export const careless: SiteMaker = (place) => ({
  id: 'double-submit',
  variant: 'careless',
  title: 'A cookie, repeated',
  lesson:
    'Forms and scripts repeat a random cookie, and the server compares the two. ' +
    'Look at the finding about the token: whoever can set a cookie for this host knows it.',
  login: 'form',
  expected: stages('session', 'server', sessionCookie),
  rules: ['csrf-token-not-secret', ...prefixHint(place)],
  app: (context) => {
    const app = createApp(context);
    app.use(serverSession({ cookie: soundCookie(context.place) }));
    formSite(app, context, { ...soundSession, csrf: naive }, { act: 'script', scripts: ['csrf.js'] });
    return app;
  },
});

import { createApp } from '../app.ts';
import { type FormAuth, formSite } from '../form-site.ts';
import { carelessCookie, serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { prefixHint, type SiteMaker, stages } from '../types.ts';

const learnt = stages('session', 'server', sessionCookie);

export const sound: SiteMaker = (place) => ({
  id: 'session',
  variant: 'sound',
  title: 'Server session',
  lesson:
    'The server keeps who you are and gives the browser only a ticket, the cookie connect.sid. ' +
    'See that it comes at login, that no script can read it, that forms carry a CSRF token, and that logout ends it.',
  login: 'form',
  expected: learnt,
  rules: prefixHint(place),
  app: (context) => {
    const app = createApp(context);
    app.use(serverSession({ cookie: soundCookie(context.place) }));
    formSite(app, context, soundSession);
    return app;
  },
});

/** Neither a new id at login nor an end of the session at logout. */
const carelessSession: FormAuth = {
  who: (req) => req.session.user,
  signIn: (req, _res, name) => {
    req.session.user = name;
  },
  signOut: (req) => {
    delete req.session.user;
  },
};

export const careless: SiteMaker = ({ tls }) => ({
  id: 'session',
  variant: 'careless',
  title: 'Server session',
  lesson:
    'You get a session before you log in, and the very same one signs you in. ' +
    'Look for the ticket that survives login and logout, that scripts can read, and for forms without a CSRF token.',
  login: 'form',
  expected: { ...learnt, before: { ...learnt.after, signedIn: 'no' } },
  rules: [
    'session-cookie-without-httponly',
    'session-cookie-without-samesite',
    'csrf-exposed',
    'session-not-rotated-at-login',
    'logout-keeps-credential',
    ...(tls ? ['session-cookie-without-secure'] : []),
  ],
  app: (context) => {
    const app = createApp(context);
    app.use(serverSession({ cookie: carelessCookie, anonymous: true }));
    formSite(app, context, carelessSession);
    return app;
  },
});

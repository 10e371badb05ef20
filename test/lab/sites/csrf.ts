import { doubleCsrf } from 'csrf-csrf';
import type { Request } from 'express';
import { createApp } from '../app.ts';
import { type Csrf, formSite } from '../form-site.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { type Place, prefixHint, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const shared = {
  id: 'csrf',
  title: 'Cross-site request forgery',
  login: 'form',
  expected: stages('session', 'server', sessionCookie),
} satisfies Partial<SiteSpec>;

const cookieName = ({ tls }: Place): string => (tls ? '__Host-csrf-token' : 'csrf-token');

function signedDoubleSubmit(place: Place): Csrf {
  const key = randomId();
  const { generateCsrfToken, validateRequest } = doubleCsrf({
    getSecret: () => key,
    getSessionIdentifier: (req) => req.sessionID,
    getCsrfTokenFromRequest: (req: Request) => req.get('x-csrf-token') ?? req.body?._csrf,
    cookieName: cookieName(place),
    cookieOptions: { sameSite: 'strict', secure: place.tls },
  });
  return { field: '_csrf', token: generateCsrfToken, valid: validateRequest };
}

export const sound: SiteMaker = (place) => ({
  ...shared,
  variant: 'sound',
  lesson:
    'Beside the session cookie lies a signed token that must come back in a header or a form field. ' +
    'See that the CSRF cookie is recognised as a defence and not blamed as a session.',
  rules: prefixHint(place),
  app: (context) => {
    const { place } = context;
    const app = createApp(context);
    app.use(serverSession({ cookie: soundCookie(place) }));
    const auth = {
      ...soundSession,
      csrf: signedDoubleSubmit(place),
      signOut: async (...[req, res]: Parameters<typeof soundSession.signOut>) => {
        await soundSession.signOut(req, res);
        res.clearCookie(cookieName(place), { secure: place.tls });
      },
    };
    formSite(app, context, auth, { act: 'script', scripts: ['csrf.js'] });
    return app;
  },
});

export const careless: SiteMaker = (place) => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The session cookie is sent with requests from every site, and the form asks for no token. ' +
    'Press Add and look for the exposure: any page on the web could have sent the same form in your name.',
  rules: ['session-cookie-samesite-none', 'csrf-exposed', ...prefixHint(place)],
  app: (context) => {
    const app = createApp(context);
    app.use(serverSession({ cookie: { httpOnly: true, sameSite: 'none', secure: true } }));
    const { csrf: _none, ...auth } = soundSession;
    formSite(app, context, auth);
    return app;
  },
});

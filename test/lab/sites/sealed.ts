import cookieSession from 'cookie-session';
import type { Request, Response } from 'express';
import { getIronSession } from 'iron-session';
import { createApp } from '../app.ts';
import { boundCsrf, type FormAuth, formSite } from '../form-site.ts';
import { prefixHint, type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const sealName = 'app_session';

interface Visit {
  user?: string;
  /** Makes each login's cookie another one. */
  visit?: string;
}

export const sound: SiteMaker = (place) => ({
  id: 'sealed',
  variant: 'sound',
  title: 'Session kept in the client',
  lesson:
    'The whole session lies in the cookie, encrypted and sealed by iron-session, and the server keeps nothing. ' +
    'See that Coatcheck names the seal (Fe26.2) and says "session, state in the client".',
  login: 'form',
  expected: stages('session', 'client', { where: 'cookie', name: sealName, format: 'sealed:iron' }),
  rules: prefixHint(place),
  app: (context) => {
    const app = createApp(context);
    const options = {
      cookieName: sealName,
      password: randomId(),
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: context.place.tls },
    } as const;
    const open = (req: Request, res: Response) => getIronSession<Visit>(req, res, options);
    formSite(app, context, {
      who: async (req, res) => (await open(req, res)).user,
      signIn: async (req, res, user) => {
        const session = await open(req, res);
        Object.assign(session, { user, visit: randomId() });
        await session.save();
      },
      signOut: async (req, res) => (await open(req, res)).destroy(),
      csrf: boundCsrf((req) => String(req.cookies[sealName] ?? '')),
    });
    return app;
  },
});

/** Both session middlewares type `req.session`; here it is cookie-session's: a plain object, or null to end it. */
const visitOf = (req: Request): { session: Visit | null } => req as unknown as { session: Visit | null };

const signedCookie: FormAuth = {
  who: (req) => visitOf(req).session?.user,
  signIn: (req, _res, user) => {
    visitOf(req).session = { user, visit: randomId() };
  },
  signOut: (req) => {
    visitOf(req).session = null;
  },
};

export const careless: SiteMaker = ({ tls }) => ({
  id: 'sealed',
  variant: 'careless',
  title: 'Session kept in the client',
  lesson:
    'The session lies in the cookie as readable Base64 with a signature beside it, by cookie-session. ' +
    'Look for the cookie that scripts can read: the signature protects what it says, not who uses it.',
  login: 'form',
  expected: stages('session', 'client', { where: 'cookie', name: 'session', format: 'sealed:keygrip' }),
  rules: [
    'session-cookie-without-httponly',
    'session-cookie-without-samesite',
    'csrf-exposed',
    ...(tls ? ['session-cookie-without-secure'] : []),
  ],
  app: (context) => {
    const app = createApp(context);
    app.use(cookieSession({ name: 'session', keys: [randomId()], httpOnly: false, secure: false }));
    formSite(app, context, signedCookie);
    return app;
  },
});

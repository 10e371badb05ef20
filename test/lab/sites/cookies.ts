import { randomBytes, randomInt } from 'node:crypto';
import type { Request, Response } from 'express';
import { createApp } from '../app.ts';
import { boundCsrf, formSite } from '../form-site.ts';
import { type Context, type Place, type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const soundName = ({ tls }: Place): string => (tls ? '__Host-sid' : 'sid');

export const sound: SiteMaker = (place) => ({
  id: 'cookies',
  variant: 'sound',
  title: 'A cookie as it should be',
  lesson:
    'A long random id, for this host alone, gone with the browser; over https its name begins with __Host-. ' +
    'See how many rules about cookies were looked through and had nothing to say.',
  login: 'form',
  expected: stages('session', 'server', { where: 'cookie', name: soundName(place), format: 'opaque' }),
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const sessions = new Map<string, string>();
    const name = soundName(place);
    const options = { httpOnly: true, sameSite: 'lax', secure: place.tls } as const;
    const idOf = (req: Request) => String(req.cookies[name] ?? '');
    formSite(app, context, {
      who: (req) => sessions.get(idOf(req)),
      signIn: (_req, res, user) => {
        const id = randomId();
        sessions.set(id, user);
        res.cookie(name, id, options);
        // A preference may be kept as long as one likes, and a line that takes a cookie away demands nothing.
        res.cookie('theme', 'dark', { maxAge: 31_536_000_000, sameSite: 'lax', secure: place.tls });
        res.append('Set-Cookie', '__Secure-old=; Path=/; SameSite=None; Max-Age=0');
      },
      signOut: (req, res) => {
        sessions.delete(idOf(req));
        res.clearCookie(name, options);
      },
      csrf: boundCsrf(idOf),
    });
    return app;
  },
});

const ninetyDays = 90 * 24 * 3600;

/** Everything that browsers refuse, and a session that they keep twice. */
const setCareless = (res: Response, { site, place }: Context, id: string): void => {
  const domain = new URL(site.origin).hostname;
  const secure = place.tls ? '; Secure' : '';
  const common = `HttpOnly; SameSite=Lax${secure}`;
  for (const line of [
    `sid=${id}; Path=/; Domain=${domain}; Max-Age=${ninetyDays}; ${common}`,
    `sid=${id}; Path=/account; ${common}`,
    `__Host-device=${randomId()}; Path=/account; Secure; HttpOnly`,
    `embedded=${randomId()}; Path=/; HttpOnly; SameSite=None`,
    `everything=${randomBytes(3_200).toString('base64url')}; Path=/; ${common}`,
  ]) {
    res.append('Set-Cookie', line);
  }
};

export const careless: SiteMaker = (place) => ({
  id: 'cookies',
  variant: 'careless',
  title: 'Cookies that go wrong',
  lesson:
    'The session id has eight digits, is kept for ninety days and twice; three more cookies are set that no browser keeps. ' +
    'Look in the browser’s own list of cookies for those three, and see that Coatcheck says why they are not there.',
  login: 'form',
  expected: stages('session', 'server', { where: 'cookie', name: 'sid', format: 'text' }),
  rules: [
    'cookie-prefix-violated',
    'cookie-shadowed',
    'cookie-too-large',
    'csrf-exposed',
    'samesite-none-without-secure',
    'session-cookie-long-lived',
    'session-cookie-wide-domain',
    'session-id-short',
  ],
  app: (context) => {
    const app = createApp(context);
    const sessions = new Map<string, string>();
    const idOf = (req: Request) => String(req.cookies.sid ?? '');
    const domain = new URL(context.site.origin).hostname;
    formSite(app, context, {
      who: (req) => sessions.get(idOf(req)),
      signIn: (_req, res, user) => {
        const id = String(randomInt(30_000_000, 100_000_000));
        sessions.set(id, user);
        setCareless(res, { ...context, place }, id);
      },
      signOut: (req, res) => {
        sessions.delete(idOf(req));
        res.append('Set-Cookie', `sid=; Path=/; Domain=${domain}; Max-Age=0`);
        res.append('Set-Cookie', 'sid=; Path=/account; Max-Age=0');
      },
    });
    return app;
  },
});

import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { createApp } from '../app.ts';
import { type Csrf, formSite, sameText } from '../form-site.ts';
import { type Place, type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const sessionName = ({ tls }: Place): string => (tls ? '__Host-sid' : 'sid');

/** Django's way: a readable cookie whose value each form repeats. */
const csrf: Csrf = {
  field: 'csrfmiddlewaretoken',
  token: (req) => String(req.cookies.csrftoken ?? ''),
  valid: (req) => Boolean(req.cookies.csrftoken) && sameText(req.body?.csrfmiddlewaretoken, req.cookies.csrftoken),
};

export const sound: SiteMaker = (place) => ({
  id: 'odd-cookies',
  variant: 'sound',
  title: 'Unusual cookies',
  lesson:
    'The login leads over two redirects that set a quoted session id, a deletion, and names that mislead. ' +
    'See that Coatcheck finds the one real session among them and leaves the others in peace.',
  login: 'form',
  expected: stages('session', 'server', { where: 'cookie', name: sessionName(place), format: 'opaque' }),
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const secure = place.tls ? '; Secure' : '';
    const name = sessionName(place);
    const sessions = new Map<string, string>();
    const idOf = (req: Request) => String(req.cookies[name] ?? '');
    const set = (res: Response, cookie: string) => void res.append('Set-Cookie', `${cookie}${secure}`);

    app.get('/login/welcome', (_req, res) => {
      set(res, `csrftoken=${randomId()}; Path=/; SameSite=Lax`);
      set(res, 'possession=one-umbrella; Path=/');
      set(res, 'user_pref=dense; Path=/; Max-Age=31536000');
      set(res, 'flow=; Path=/; Max-Age=0');
      set(res, 'old_session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
      res.redirect(302, '/');
    });

    formSite(app, context, {
      who: (req) => sessions.get(idOf(req)),
      signIn: (_req, res, user) => {
        // 32 bytes end in one equals sign; a cookie parser takes the quotes off.
        const id = randomBytes(32).toString('base64');
        sessions.set(id, user);
        set(res, `${name}="${id}"; Path=/; HttpOnly; SameSite=Lax`);
        set(res, `flow=${randomId(8)}; Path=/; HttpOnly; SameSite=Lax`);
      },
      signOut: (req, res) => {
        sessions.delete(idOf(req));
        set(res, `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
      },
      csrf,
      landing: '/login/welcome',
    });
    return app;
  },
});

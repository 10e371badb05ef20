import type { Request } from 'express';
import { createApp } from '../app.ts';
import { formSite } from '../form-site.ts';
import { prefixHint, type SiteMaker, stages } from '../types.ts';

const name = 'session';

const userOf = (req: Request): string | undefined => {
  const text = Buffer.from(String(req.cookies[name] ?? ''), 'base64').toString();
  return text.startsWith('{') ? (JSON.parse(text) as { user?: string }).user : undefined;
};

export const careless: SiteMaker = (place) => ({
  id: 'readable',
  variant: 'careless',
  title: 'Session that anybody can write',
  lesson:
    'The cookie says who you are and what you may do, in base64 and without a signature, and the server believes it. ' +
    'Look for the names of its members in the finding: whoever can read them can write them.',
  login: 'form',
  expected: stages('session', 'client', { where: 'cookie', name, format: 'sealed:base64-json' }),
  rules: ['session-cookie-readable-content', 'csrf-exposed', ...prefixHint(place)],
  app: (context) => {
    const app = createApp(context);
    formSite(app, context, {
      who: userOf,
      signIn: (_req, res, user) => {
        const data = Buffer.from(JSON.stringify({ user, role: 'author', since: Date.now() })).toString('base64');
        res.cookie(name, data, { httpOnly: true, sameSite: 'lax', secure: place.tls, encode: String });
      },
      signOut: (_req, res) => void res.clearCookie(name),
    });
    return app;
  },
});

import type { CookieOptions, Request } from 'express';
import { createApp } from '../app.ts';
import { boundCsrf, type Csrf, formSite } from '../form-site.ts';
import { jwtIssuer } from '../jwt.ts';
import { type Context, prefixHint, type SiteMaker, type SiteSpec, stages } from '../types.ts';

const name = 'token';
const hour = 3600;
const ninetyDays = 90 * 24 * hour;

const shared = {
  id: 'jwt-cookie',
  title: 'JWT in a cookie',
  login: 'form',
  expected: stages('token', 'client', { where: 'cookie', name, format: 'jwt' }),
} satisfies Partial<SiteSpec>;

const tokenOf = (req: Request): string => String(req.cookies[name] ?? '');

function jwtCookieApp(context: Context, life: number, cookie: CookieOptions, csrf?: Csrf) {
  const app = createApp(context);
  const issuer = jwtIssuer(context, { life });
  formSite(app, context, {
    who: (req) => issuer.who(tokenOf(req)),
    signIn: (_req, res, user) => void res.cookie(name, issuer.issue(user), { ...cookie, maxAge: life * 1000 }),
    signOut: (_req, res) => void res.clearCookie(name, cookie),
    csrf,
  });
  return app;
}

export const sound: SiteMaker = (place) => ({
  ...shared,
  variant: 'sound',
  lesson:
    'The JWT travels in a cookie, so the browser attaches it, and no script can read it. ' +
    'See that Coatcheck calls it a token although it is a cookie: the server looks nothing up, it reads the card.',
  rules: prefixHint(place),
  app: (context) => {
    const cookie: CookieOptions = { httpOnly: true, sameSite: 'strict', secure: context.place.tls };
    return jwtCookieApp(context, hour, cookie, boundCsrf(tokenOf));
  },
});

export const careless: SiteMaker = (place) => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The same cookie, but scripts can read it, other sites can make the browser send it, and it lives ninety days. ' +
    'Look for the two halves of the square at once: it can be stolen by script and abused across sites.',
  rules: [
    'session-cookie-without-httponly',
    'session-cookie-samesite-none',
    'session-cookie-long-lived',
    'jwt-long-lived',
    'csrf-exposed',
    ...prefixHint(place),
  ],
  app: (context) => jwtCookieApp(context, ninetyDays, { sameSite: 'none', secure: true }),
});

import type { CookieOptions, Request, Response } from 'express';
import { createApp } from '../app.ts';
import { bearerSite } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type Context, type SiteMaker, stages } from '../types.ts';
import { randomId, type Vault } from '../vault.ts';

const name = 'refresh_token';
const fiveMinutes = 300;
const twoDays = 48 * 3600;
const cookieOf = ({ place }: Context): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/auth',
  secure: place.tls,
});

/** Refresh tokens in force. */
function refreshTokens(vault: Vault) {
  const owners = new Map<string, string>();
  return {
    issue: (owner: string) => {
      const token = vault.add(randomId());
      owners.set(token, owner);
      return token;
    },
    owner: (token: unknown) => owners.get(String(token)),
    revoke: (token: unknown) => void owners.delete(String(token)),
  };
}

export const sound: SiteMaker = () => ({
  id: 'refresh',
  variant: 'sound',
  title: 'Access and refresh token',
  lesson:
    'The access token lives five minutes in memory; a refresh token in a cookie for /auth fetches the next one. ' +
    'Press Refresh and watch the refresh token change with each use.',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const access = jwtIssuer(context, { life: fiveMinutes });
    const tokens = refreshTokens(context.vault);
    const cookie = cookieOf(context);
    const issue = (owner: string, _req: Request, res: Response) => {
      res.cookie(name, tokens.issue(owner), { ...cookie, maxAge: 7 * 24 * 3_600_000 });
      return { access_token: access.issue(owner), expires_in: fiveMinutes };
    };
    app.post('/auth/refresh', (req, res) => {
      const owner = tokens.owner(req.cookies[name]);
      // A header that no form can send: another site cannot rotate the token behind the user's back.
      if (!owner || !req.get('x-requested-with')) return void res.status(401).json({ error: 'invalid_grant' });
      tokens.revoke(req.cookies[name]);
      res.json({ ...issue(owner, req, res), user: owner });
    });
    const signOut = (req: Request, res: Response) => {
      tokens.revoke(req.cookies[name]);
      res.clearCookie(name, cookie);
    };
    const keep = { area: 'memory', key: '' } as const;
    bearerSite(app, context, { issue, who: access.who, signOut }, { keep, auth: '/auth', refresh: 'cookie' });
    return app;
  },
});

export const careless: SiteMaker = () => ({
  id: 'refresh',
  variant: 'careless',
  title: 'Access and refresh token',
  lesson:
    'Both tokens lie in localStorage, the access token lives two days, and the refresh token is never replaced. ' +
    'Look for the refresh token: whoever reads it once stays signed in for good.',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'localStorage', name: 'access_token', format: 'jwt' }),
  rules: ['token-in-local-storage', 'refresh-token-in-web-storage', 'jwt-long-lived'],
  app: (context) => {
    const app = createApp(context);
    const access = jwtIssuer(context, { life: twoDays });
    const tokens = refreshTokens(context.vault);
    const grant = (owner: string, token: string) => ({
      access_token: access.issue(owner),
      refresh_token: token,
      expires_in: twoDays,
    });
    app.post('/auth/refresh', (req, res) => {
      const token = req.body?.refresh_token;
      const owner = tokens.owner(token);
      if (!owner) return void res.status(401).json({ error: 'invalid_grant' });
      res.json({ ...grant(owner, token), user: owner });
    });
    const issue = (owner: string) => grant(owner, tokens.issue(owner));
    const keep = { area: 'localStorage', key: 'access_token' } as const;
    bearerSite(app, context, { issue, who: access.who }, { keep, auth: '/auth', refresh: 'localStorage' });
    return app;
  },
});

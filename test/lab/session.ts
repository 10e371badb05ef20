/** Server-side sessions by express-session, shared by every site that has one. */
import type { Request, RequestHandler } from 'express';
import session, { type CookieOptions } from 'express-session';
import { type Csrf, type FormAuth, sameText } from './form-site.ts';
import type { Decisive, Place } from './types.ts';
import { randomId } from './vault.ts';

declare module 'express-session' {
  interface SessionData {
    user: string;
    csrf: string;
    basket: number;
  }
}

export const sessionCookie: Decisive = { where: 'cookie', name: 'connect.sid', format: 'sealed:express' };

export const soundCookie = ({ tls }: Place): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure: tls });

export const carelessCookie: CookieOptions = { httpOnly: false };

interface ServerSession {
  cookie: CookieOptions;
  /** Gives visitors a session before they have done anything. */
  anonymous?: boolean;
}

export function serverSession({ cookie, anonymous = false }: ServerSession): RequestHandler[] {
  // express-session withholds a Secure cookie over plain http, although browsers take it from *.localhost.
  const pretendTls: RequestHandler = (req, _res, next) => {
    req.headers['x-forwarded-proto'] = 'https';
    next();
  };
  const options = { secret: randomId(), resave: false, saveUninitialized: anonymous, proxy: true, cookie };
  return [pretendTls, session(options)];
}

const regenerate = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())));

const destroy = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));

/** Synchroniser token: kept in the session, repeated by each form. */
export const synchroniser: Csrf = {
  field: '_csrf',
  token: (req) => (req.session.csrf ??= randomId()),
  valid: (req) => sameText(req.body?._csrf, req.session.csrf),
};

export const soundSession: FormAuth = {
  who: (req) => req.session.user,
  signIn: async (req, _res, name) => {
    await regenerate(req);
    req.session.user = name;
  },
  signOut: async (req, res) => {
    await destroy(req);
    res.clearCookie(sessionCookie.name);
  },
  csrf: synchroniser,
};

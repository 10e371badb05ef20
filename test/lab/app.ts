/** The Express application that every site starts from. */
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import type { Context } from './types.ts';

/**
 * @param formsTo another origin that a form may go to
 * @param connectsTo another origin that a script may ask
 */
export function createApp({ site, apiOrigin, vault }: Context, { formsTo = '', connectsTo = '' } = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': [
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'",
        `form-action 'self' ${formsTo}`,
        `base-uri 'none'; frame-ancestors 'none'; connect-src 'self' ${apiOrigin} ${connectsTo}`,
      ].join('; '),
    });
    next();
  });
  // Where nothing is a credential, no cookie is a secret, however random it looks.
  if (site.expected.after.decisive.length > 0) app.use(vault.watchCookies);
  app.use(express.urlencoded({ extended: false }), express.json(), cookieParser());
  return app;
}

import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { createApp } from '../app.ts';
import { boundCsrf, formSite, sameText } from '../form-site.ts';
import { page } from '../page.ts';
import { type Context, type SiteMaker, stages, user } from '../types.ts';
import { randomId } from '../vault.ts';

const realm = 'lab';
const hash = (...parts: string[]): string => createHash('sha256').update(parts.join(':')).digest('hex');

/** The parameters of an Authorization header, by name. */
function digestOf(req: Request): Record<string, string> {
  const [, list = ''] = /^Digest (.*)$/is.exec(req.get('authorization') ?? '') ?? [];
  const pairs = [...list.matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]*))/g)];
  return Object.fromEntries(pairs.map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
}

/** RFC 7616 section 3.4.1, with `qop=auth`. */
function digestUser(req: Request, nonce: string): string | undefined {
  const { username = '', uri = '', nc = '', cnonce = '', response, nonce: used } = digestOf(req);
  if (username !== user.name || used !== nonce || uri !== req.originalUrl) return undefined;
  const right = hash(hash(username, realm, user.password), nonce, nc, cnonce, 'auth', hash(req.method, uri));
  return sameText(response, right) ? username : undefined;
}

function digestApp(context: Context) {
  const app = createApp(context);
  const nonce = randomId();
  const who = (req: Request) => digestUser(req, nonce);
  const refuse =
    (challenge: string): RequestHandler =>
    (_req, res) => {
      res.status(401).set('WWW-Authenticate', challenge).send(page(context, {}));
    };
  const ask = refuse(`Digest realm="${realm}", qop="auth", algorithm=SHA-256, nonce="${nonce}"`);
  // As with Basic: a scheme that no browser knows makes it forget.
  app.get('/logout', refuse('Logout realm="lab"'));
  app.use((req, res, next) => (who(req) ? next() : ask(req, res, next)));
  formSite(app, context, {
    who,
    signIn: () => {},
    signOut: () => {},
    csrf: boundCsrf((req) => digestOf(req)['username'] ?? ''),
  });
  return app;
}

export const sound: SiteMaker = () => ({
  id: 'digest',
  variant: 'sound',
  title: 'HTTP Digest',
  lesson:
    'The browser proves that it knows the password without sending it, anew for each request. ' +
    'See that Coatcheck can tell this from the challenge alone, since the answer is shown to nobody.',
  login: 'basic',
  expected: stages('http-auth', 'server', { where: 'header', name: 'Authorization', format: 'digest' }),
  rules: [],
  app: digestApp,
});

import { createHmac } from 'node:crypto';
import type { Request, Response } from 'express';
import { createApp } from '../app.ts';
import { bearerData, type ClientConfig } from '../bearer-api.ts';
import { type Csrf, formSite } from '../form-site.ts';
import { type Context, prefixHint, type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const life = 600;
/** RFC 6265bis 5.6 lets browsers keep any name without `=`, `;` and control characters. */
export const sessionName = '<script>alert(1)</script>';
export const storageKey = '\u202Egnp.exe"><img src=x onerror=alert(1)>';

/** Own members of these names exist in JSON alone: an object literal, and many a copy, would take the first for a prototype. */
const hostileClaims =
  '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},' +
  `"roles":["admin\u202E","<img src=x onerror=alert(1)>"],"na\u200Bme":"\u2066zero\u200Bwidth",` +
  `"picture":"javascript:alert(1)","long":"${'A'.repeat(5000)}"`;

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** By hand: libraries lose a member that is called `__proto__` on its way. */
const issuer = ({ site, vault }: Context) => {
  const key = randomId();
  const given = new Map<string, string>();
  const issue = (name: string): string => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: site.origin, aud: site.id, sub: name, jti: randomId(16), iat, exp: iat + life };
    const text = `${JSON.stringify(claims).slice(0, -1)},${hostileClaims}}`;
    const signed = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(text)}`;
    const token = `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    given.set(token, name);
    return vault.addJwt(token);
  };
  return { issue, who: (token: string) => given.get(token) };
};

export const careless: SiteMaker = (place) => ({
  id: 'hostile',
  label: 'hostile',
  variant: 'careless',
  title: 'Hostile names and values',
  lesson:
    'Cookies, storage keys, claims and form fields are named so as to trick whoever shows them: markup, text that runs backwards, __proto__. ' +
    'See that Coatcheck shows each of them as harmless text, spells out what hides, and shortens what is long.',
  login: 'form',
  expected: stages(
    'hybrid',
    'both',
    { where: 'cookie', name: sessionName, format: 'opaque' },
    { where: 'localStorage', name: storageKey, format: 'jwt' },
  ),
  rules: ['token-in-local-storage', 'csrf-exposed', ...prefixHint(place)],
  app: (context) => {
    const app = createApp(context);
    const tokens = issuer(context);
    const sessions = new Map<string, string>();
    const secure = place.tls ? '; Secure' : '';
    const sessionOf = (req: Request) => sessions.get(String(req.cookies[sessionName] ?? ''));
    const set = (res: Response, cookie: string) => void res.append('Set-Cookie', `${cookie}; SameSite=Lax${secure}`);
    const csrf: Csrf = {
      field: 'constructor',
      token: () => randomId(),
      // Nobody looks at it.
      valid: () => true,
    };

    bearerData(app, tokens.who);
    app.get('/api/token', (req, res) => {
      const name = sessionOf(req);
      if (name === undefined) return void res.status(401).json({ error: 'no_session' });
      res.json({ access_token: tokens.issue(name), token_type: 'Bearer', expires_in: life });
    });
    const config: ClientConfig = {
      keep: { area: 'localStorage', key: storageKey },
      tokenUrl: '/api/token',
      credentials: 'omit',
    };
    formSite(
      app,
      context,
      {
        who: sessionOf,
        signIn: (_req, res, name) => {
          const id = randomId();
          sessions.set(id, name);
          set(res, `${sessionName}=${id}; Path=/; HttpOnly`);
          set(res, '__proto__=polluted; Path=/');
          set(res, 'constructor=dark; Path=/');
        },
        signOut: (req, res) => {
          sessions.delete(String(req.cookies[sessionName] ?? ''));
          set(res, `${sessionName}=; Path=/; HttpOnly; Max-Age=0`);
        },
        csrf,
      },
      { load: 'script', scripts: ['client.js', 'hostile.js'], config },
    );
    return app;
  },
});

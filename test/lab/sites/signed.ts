import { createHmac } from 'node:crypto';
import type { Express, Request, RequestHandler } from 'express';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import jwt from 'jsonwebtoken';
import { createApp } from '../app.ts';
import { bearerToken } from '../bearer-api.ts';
import { sameText } from '../form-site.ts';
import { page } from '../page.ts';
import { type Context, isUser, type SiteMaker, stages, user } from '../types.ts';
import { randomId } from '../vault.ts';

/** Pages need the browser's own cryptography, which is there over TLS and on localhost alone. */
const needsCryptography = ({ tls, local }: Parameters<SiteMaker>[0]): boolean => tls || local;

function notesFor(app: Express, signedIn: RequestHandler): void {
  let notes = 0;
  app.get('/api/notes', signedIn, (_req, res) => void res.json({ notes }));
  app.post('/api/notes', signedIn, (_req, res) => {
    notes += 1;
    res.json({ notes });
  });
}

function show(app: Express, context: Context, script: string, config: unknown = {}): void {
  const view = { spa: true, act: 'script', load: 'script', scripts: [script], config } as const;
  app.get('/', (_req, res) => void res.send(page(context, view)));
}

const urlOf = (req: Request, { site }: Context): string => `${site.origin}${req.originalUrl}`;

/** RFC 9421 section 3.2, for the one set of components that the page signs. */
function verified(req: Request, context: Context, keys: ReadonlyMap<string, string>): string | undefined {
  const input = /^sig1=(\("@method" "@target-uri"\);created=\d+;keyid="([\w-]+)";alg="hmac-sha256")$/;
  const [, params = '', id = ''] = input.exec(req.get('signature-input') ?? '') ?? [];
  const secret = keys.get(id);
  if (secret === undefined) return undefined;
  const lines = [`"@method": ${req.method}`, `"@target-uri": ${urlOf(req, context)}`, `"@signature-params": ${params}`];
  const right = createHmac('sha256', secret).update(lines.join('\n')).digest('base64');
  return sameText(req.get('signature'), `sig1=:${right}:`) ? id : undefined;
}

export const signed: SiteMaker = (place) => {
  if (!needsCryptography(place)) return null;
  return {
    id: 'signed-requests',
    variant: 'sound',
    title: 'Signed requests',
    lesson:
      'The login hands out a key, and the page signs each request with it instead of showing it (HTTP Message Signatures). ' +
      'See that there are many signatures and one credential: the id of the key.',
    login: 'fetch',
    expected: stages('token', 'server', { where: 'header', name: 'signature-input', format: 'key-id' }),
    rules: [],
    app: (context) => {
      const app = createApp(context);
      const keys = new Map<string, string>();
      app.post('/api/login', (req, res) => {
        if (!isUser(req.body?.username, req.body?.password)) return void res.status(401).json({ error: 'wrong_login' });
        const [id, secret] = [randomId(16), context.vault.add(randomId())];
        keys.set(id, secret);
        res.json({ key_id: id, secret, user: user.name });
      });
      const signedIn: RequestHandler = (req, res, next) => {
        if (verified(req, context, keys)) return next();
        res.status(401).json({ error: 'invalid_signature' });
      };
      app.post('/api/logout', signedIn, (req, res) => {
        keys.delete(verified(req, context, keys) ?? '');
        res.sendStatus(204);
      });
      notesFor(app, signedIn);
      show(app, context, 'sign.js');
      return app;
    },
  };
};

interface Proven {
  jkt: string;
  nonce: unknown;
}

/** RFC 9449 section 4.3. */
async function provenBy(req: Request, context: Context): Promise<Proven | undefined> {
  const proof = await jwtVerify(req.get('dpop') ?? '', EmbeddedJWK, { typ: 'dpop+jwt', maxTokenAge: 60 }).catch(
    () => undefined,
  );
  const jwk = proof?.protectedHeader.jwk;
  const { htm, htu, nonce } = proof?.payload ?? {};
  if (jwk === undefined || htm !== req.method || htu !== urlOf(req, context)) return undefined;
  return { jkt: await calculateJwkThumbprint(jwk), nonce };
}

export const dpop: SiteMaker = (place) => {
  if (!needsCryptography(place)) return null;
  return {
    id: 'dpop',
    variant: 'sound',
    title: 'Token bound to a key (DPoP)',
    lesson:
      'The token works only beside a proof that the page holds a certain key, made anew for each request. ' +
      'See that the proofs are no credentials, and that a stolen token would open nothing.',
    login: 'fetch',
    expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
    rules: [],
    app: (context) => {
      const app = createApp(context);
      const [secret, nonce] = [randomId(), randomId(16)];
      app.post('/api/login', async (req, res) => {
        const proven = await provenBy(req, context);
        if (!proven || !isUser(req.body?.username, req.body?.password))
          return void res.status(401).json({ error: 'wrong_login' });
        const claims = { sub: user.name, cnf: { jkt: proven.jkt } };
        const token = jwt.sign(claims, secret, { expiresIn: 600, issuer: context.site.origin, audience: 'dpop' });
        res.json({ access_token: context.vault.addJwt(token), token_type: 'DPoP', user: user.name });
      });
      const signedIn: RequestHandler = async (req, res, next) => {
        const proven = await provenBy(req, context);
        const token = /^DPoP (.+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
        if (proven?.jkt !== boundTo(token, secret)) return void res.status(401).json({ error: 'invalid_token' });
        if (proven?.nonce === nonce) return next();
        res.status(401).set({ 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': nonce }).json({});
      };
      app.post('/api/logout', (_req, res) => void res.sendStatus(204));
      notesFor(app, signedIn);
      show(app, context, 'dpop.js');
      return app;
    },
  };
};

export const dpopCareless: SiteMaker = (place) => {
  if (!needsCryptography(place)) return null;
  return {
    id: 'dpop',
    variant: 'careless',
    title: 'Token bound to a key (DPoP)',
    lesson:
      'The login takes a proof that is for the whole host, and hands out an ID token for its key, which the API takes ' +
      'without any proof. Look for the proof that does not fit, and for the binding that nobody asks for.',
    login: 'fetch',
    expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
    rules: ['dpop-mismatch', 'jwt-binding-unused', 'jwt-id-token-as-access-token'],
    app: (context) => {
      const app = createApp(context);
      const secret = randomId();
      app.post('/api/login', async (req, res) => {
        const proof = await jwtVerify(req.get('dpop') ?? '', EmbeddedJWK).catch(() => undefined);
        const jwk = proof?.protectedHeader.jwk;
        if (jwk === undefined || !isUser(req.body?.username, req.body?.password))
          return void res.status(401).json({ error: 'wrong_login' });
        const claims = { sub: user.name, nonce: randomId(16), cnf: { jkt: await calculateJwkThumbprint(jwk) } };
        const token = jwt.sign(claims, secret, { expiresIn: 600, issuer: context.site.origin, audience: 'dpop' });
        res.json({ access_token: context.vault.addJwt(token), token_type: 'Bearer', user: user.name });
      });
      const signedIn: RequestHandler = (req, res, next) => {
        if (boundTo(bearerToken(req), secret) !== 'nothing') return next();
        res.status(401).json({ error: 'invalid_token' });
      };
      app.post('/api/logout', (_req, res) => void res.sendStatus(204));
      notesFor(app, signedIn);
      show(app, context, 'dpop.js', { careless: true });
      return app;
    },
  };
};

function boundTo(token: string, secret: string): string {
  try {
    const claims = jwt.verify(token, secret, { algorithms: ['HS256'], audience: 'dpop' });
    return typeof claims === 'string' ? 'nothing' : String(claims['cnf']?.jkt);
  } catch {
    return 'nothing';
  }
}

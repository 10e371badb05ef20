/** A small OpenID provider (RFC 6749, RFC 7636, OpenID Connect Core), on the second port of the site that is its client. */
import { createHash } from 'node:crypto';
import type { Express } from 'express';
import { type CryptoKey, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { createApp } from './app.ts';
import { sameText } from './form-site.ts';
import { providerPage } from './page.ts';
import { type Context, isUser, user } from './types.ts';
import { randomId } from './vault.ts';

export interface Client {
  id: string;
  redirect: string;
  /** Absent for a public client. */
  secret?: string;
}

interface Grant {
  redirect: string;
  nonce: string | undefined;
  challenge: string | undefined;
  plain: boolean;
}

export interface AuthorizationServer {
  /** Address of the authorization endpoint. */
  authorize: string;
  app: (issue: (name: string) => string) => Express;
  /** A server's own exchange, which no browser sees. @returns the ID token's subject */
  exchange: (code: string, proof: { verifier?: string; nonce?: string }) => Promise<string | undefined>;
}

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

export function authorizationServer(context: Context, client: Client): AuthorizationServer {
  const { site, apiOrigin, vault } = context;
  const grants = new Map<string, Grant>();
  const keys = generateKeyPair('ES256');
  const parties = { issuer: apiOrigin, audience: client.id };

  const redeem = (code: string, verifier: string | undefined): Grant | undefined => {
    const grant = grants.get(code);
    // A code is good for one exchange (RFC 6749 4.1.2).
    grants.delete(code);
    if (grant === undefined || grant.challenge === undefined) return grant;
    return sameText(grant.plain ? verifier : s256(verifier ?? ''), grant.challenge) ? grant : undefined;
  };

  const idToken = (privateKey: CryptoKey, nonce: string | undefined): Promise<string> =>
    new SignJWT(nonce === undefined ? {} : { nonce })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject(user.name)
      .setIssuer(parties.issuer)
      .setAudience(parties.audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);

  return {
    authorize: `${apiOrigin}/authorize`,

    app: (issue) => {
      const app = createApp(context, { formsTo: site.origin });
      app.use('/authorize', (req, res, next) => {
        const { client_id: id, redirect_uri: redirect, response_type: type } = req.query;
        if (id === client.id && redirect === client.redirect && type === 'code') return next();
        res.status(400).type('text').send('The provider does not know this client, or this address of it.');
      });
      app.get('/authorize', (req, res) => void res.send(providerPage(req.originalUrl)));
      app.post('/authorize', (req, res) => {
        if (!isUser(req.body?.username, req.body?.password)) {
          return void res.status(401).send(providerPage(req.originalUrl, 'Wrong user name or password.'));
        }
        const asked = new URL(req.originalUrl, apiOrigin).searchParams;
        const code = vault.add(randomId());
        grants.set(code, {
          redirect: client.redirect,
          nonce: asked.get('nonce') ?? undefined,
          challenge: asked.get('code_challenge') ?? undefined,
          plain: asked.get('code_challenge_method') !== 'S256',
        });
        const state = asked.get('state');
        res.redirect(303, `${client.redirect}?${new URLSearchParams({ code, ...(state === null ? {} : { state }) })}`);
      });

      app.use('/token', (req, res, next) => {
        if (req.get('origin') === site.origin) res.set('Access-Control-Allow-Origin', site.origin);
        next();
      });
      app.post('/token', (req, res) => {
        const {
          grant_type: type,
          client_id: id,
          client_secret: secret,
          code,
          code_verifier: verifier,
        } = req.body ?? {};
        const known = id === client.id && (client.secret === undefined || sameText(secret, client.secret));
        if (!known) return void res.status(401).json({ error: 'invalid_client' });
        if (type !== 'authorization_code' || redeem(String(code), verifier) === undefined) {
          return void res.status(400).json({ error: 'invalid_grant' });
        }
        res.json({ access_token: issue(user.name), token_type: 'Bearer', expires_in: 600 });
      });
      return app;
    },

    exchange: async (code, { verifier, nonce }) => {
      const grant = redeem(code, verifier);
      if (grant === undefined) return undefined;
      const { privateKey, publicKey } = await keys;
      const { payload } = await jwtVerify(await idToken(privateKey, grant.nonce), publicKey, parties);
      return payload['nonce'] === nonce ? payload.sub : undefined;
    },
  };
}

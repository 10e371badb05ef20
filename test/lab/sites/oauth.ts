import { createHash } from 'node:crypto';
import type { Express } from 'express';
import { createApp } from '../app.ts';
import { type AuthorizationServer, authorizationServer } from '../authorization-server.ts';
import { bearerData } from '../bearer-api.ts';
import { formSite } from '../form-site.ts';
import { jwtIssuer } from '../jwt.ts';
import { page } from '../page.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { type Context, type Place, prefixHint, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

declare module 'express-session' {
  interface SessionData {
    transaction: { state: string; nonce: string; verifier: string };
  }
}

/** On plain http that is not local the answer goes over it, too. */
const openRedirect = ({ tls, local }: Place): string[] => (tls || local ? [] : ['oauth-redirect-over-http']);

const shared = {
  id: 'oauth',
  title: 'OpenID Connect, by the server',
  login: 'provider',
  expected: stages('session', 'server', sessionCookie),
} satisfies Partial<SiteSpec>;

const asks = (site: Context['site']): Record<string, string> => ({
  client_id: site.id,
  response_type: 'code',
  scope: 'openid',
  redirect_uri: `${site.origin}/callback`,
});

/** The provider belongs to the site, on its second port; the two are made one after the other. */
function provided(start: (app: Express, context: Context, server: AuthorizationServer) => void) {
  let server: AuthorizationServer | undefined;
  return {
    app: (context: Context) => {
      const app = createApp(context);
      server = authorizationServer(context, { id: context.site.id, redirect: `${context.site.origin}/callback` });
      app.use(serverSession({ cookie: soundCookie(context.place) }));
      start(app, context, server);
      formSite(app, context, soundSession);
      return app;
    },
    api: (context: Context) => server?.app(() => '') ?? createApp(context),
  };
}

export const sound: SiteMaker = (place) => ({
  ...shared,
  variant: 'sound',
  lesson:
    'The server sends you to a provider and changes the code for tokens itself; the browser gets a session cookie alone. ' +
    'See in the story how you went there and back, and that PKCE, state and nonce are among what was found fine.',
  rules: [...openRedirect(place), ...prefixHint(place)],
  ...provided((app, { site, vault }, { authorize, exchange }) => {
    app.get('/login', (req, res) => {
      const transaction = {
        state: vault.add(randomId()),
        nonce: vault.add(randomId()),
        verifier: vault.add(randomId()),
      };
      req.session.transaction = transaction;
      const { state, nonce, verifier } = transaction;
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
      res.redirect(`${authorize}?${new URLSearchParams({ ...asks(site), ...pkce, state, nonce })}`);
    });
    app.get('/callback', async (req, res) => {
      const { transaction } = req.session;
      const { code, state } = req.query;
      const known = transaction !== undefined && state === transaction.state;
      const name = known ? await exchange(String(code), transaction) : undefined;
      if (name === undefined) return void res.status(403).type('text').send('This login did not begin here.');
      await soundSession.signIn(req, res, name);
      res.redirect('/');
    });
  }),
});

export const careless: SiteMaker = (place) => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The same, but the request to the provider carries nothing that ties its answer to you. ' +
    'Look for what is missing: without state, PKCE and nonce this site takes a code from any page that brings one.',
  rules: ['oauth-without-pkce', 'oauth-without-state', ...openRedirect(place), ...prefixHint(place)],
  ...provided((app, { site }, { authorize, exchange }) => {
    app.get('/login', (_req, res) => res.redirect(`${authorize}?${new URLSearchParams(asks(site))}`));
    app.get('/callback', async (req, res) => {
      const name = await exchange(String(req.query['code']), {});
      if (name === undefined) return void res.sendStatus(403);
      await soundSession.signIn(req, res, name);
      res.redirect('/');
    });
  }),
});

export const byPage: SiteMaker = (place) => {
  let provider = createApp as (context: Context) => Express;
  return {
    id: 'oauth-page',
    label: 'oauth-page',
    variant: 'careless',
    title: 'OAuth, by the page',
    lesson:
      'The page changes the code for a token itself, with a client secret that everybody can read in its script. ' +
      'Look for that secret, and for a PKCE challenge that is no hash: whoever reads the request can answer it.',
    login: 'fetch',
    expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
    rules: ['oauth-client-secret-in-browser', 'oauth-pkce-plain', ...openRedirect(place)],
    app: (context) => {
      const app = createApp(context, { formsTo: context.apiOrigin });
      const { issue, who } = jwtIssuer(context, { life: 600 });
      const secret = context.vault.add(randomId());
      const client = { id: context.site.id, redirect: `${context.site.origin}/`, secret };
      const server = authorizationServer(context, client);
      provider = () => server.app(issue);
      bearerData(app, who);
      app.post('/api/logout', (_req, res) => void res.sendStatus(204));
      const config = { authorize: server.authorize, token: `${context.apiOrigin}/token`, ...client };
      const view = { spa: true, act: 'script', load: 'script', scripts: ['oauth.js'], config } as const;
      app.get('/', (_req, res) => void res.send(page(context, view)));
      return app;
    },
    api: (context) => provider(context),
  };
};

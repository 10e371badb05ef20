import type { Page } from 'puppeteer-core';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill, quiet } from '../page.ts';

interface Variant {
  /** Of the access token. A provider's own tokens are opaque; those for an API of its own are signed. */
  format: 'opaque' | 'jwt';
  /** Whether Swagger UI keeps the token in localStorage, or nowhere but in memory. */
  persist: boolean;
}

/** Swagger UI as the browser-only client of an identity provider on another origin. */
const client = ({ format, persist }: Variant): Omit<ZooApp, 'name' | 'title' | 'truth' | 'traps'> => ({
  stack: 'Node · Koa and Express, React',
  packages: { npm: ['swagger-ui-dist@5.35.0', 'oidc-provider@9.13.3', 'express@5.1.0', 'jose@6.2.17'] },
  async start(home) {
    const app = `http://${HOST}:${await freePort()}`;
    // Another host than the application's, so that neither cookies nor storage are shared.
    const provider = `http://localhost:${await freePort()}`;
    const swagger = `${home.folder}/node_modules/swagger-ui-dist`;
    home.spawn('node', [home.write('provider.mjs', providerScript), provider, app, format]);
    home.spawn('node', [home.write('api.mjs', apiScript), app, provider, format, String(persist), swagger]);
    await Promise.all([home.waitFor(`${provider}/.well-known/openid-configuration`), home.waitFor(app)]);
    return app;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#operations-default-list .execute');
  },
  async login(page) {
    await click(page, '.auth-wrapper .authorize.unlocked');
    const opened = new Promise<Page>((resolve) => page.once('popup', (popup) => resolve(popup as Page)));
    await click(page, '.modal-ux .auth-btn-wrapper .authorize');
    const popup = await opened;
    popup.setDefaultTimeout(page.getDefaultTimeout());
    await fill(popup, 'input[name=login]', user.name);
    await fill(popup, 'input[name=password]', user.password);
    await Promise.all([popup.waitForNavigation(), popup.click('button[type=submit]')]);
    const closed = new Promise((resolve) => popup.once('close', resolve));
    await click(popup, 'form[action*=interaction] button[type=submit]');
    await closed;
    await page.bringToFront();
    await page.waitForSelector('.auth-wrapper .authorize.locked');
    await click(page, '.modal-ux .close-modal');
    if ((await statusOf(page, 'list')) !== 200) throw new Error('Swagger UI: not signed in');
  },
  async use(page) {
    await statusOf(page, 'add');
    await statusOf(page, 'list');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    return (await statusOf(page, 'list')) === 200;
  },
});

export const swaggerUi: ZooApp = {
  name: 'swagger-ui',
  title: 'Swagger UI with oidc-provider',
  ...client({ format: 'opaque', persist: true }),
  async logout(page) {
    await click(page, '.auth-wrapper .authorize.locked');
    await click(page, '.modal-ux [aria-label="Remove authorization"]');
    await page.waitForSelector('.auth-wrapper .authorize.unlocked');
    await click(page, '.modal-ux .close-modal');
    await statusOf(page, 'list');
  },
  truth: {
    kind: 'token',
    state: 'server',
    decisive: [{ where: 'localStorage', name: 'authorized', format: 'opaque' }],
    mechanisms: ['bearer-opaque', 'oauth-code', 'oidc'],
  },
  traps: [
    'the ID token lies beside the access token and opens nothing',
    "`_session` is the provider's cookie on another origin",
    'the login happens in a second window, the code is exchanged by the first',
    'logging out here forgets the token and leaves the provider signed in',
  ],
};

export const swaggerUiInMemory: ZooApp = {
  name: 'swagger-ui-in-memory',
  title: 'Swagger UI with oidc-provider, token in memory',
  ...client({ format: 'jwt', persist: false }),
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [{ where: 'header', name: 'Authorization', format: 'jwt' }],
    mechanisms: ['bearer-jwt', 'oauth-code', 'oidc'],
    reloaded: 'no',
  },
  traps: ['nothing of it is in a cookie or in storage: a reload forgets it, and no request tells so'],
};

/** Sends the request of an operation from the page, and tells what the server answered. */
const statusOf = async (page: Page, operation: 'list' | 'add'): Promise<number> => {
  const block = `#operations-default-${operation}`;
  await page.waitForSelector(`${block} .execute`);
  if ((await page.$(`${block} .btn-clear`)) !== null) await click(page, `${block} .btn-clear`);
  await click(page, `${block} .execute`);
  const shown = await page.waitForSelector(`${block} .live-responses-table .response .response-col_status`);
  await quiet(page);
  return Number.parseInt((await shown?.evaluate((cell) => cell.textContent)) ?? '', 10);
};

/** The identity provider: everybody may sign in, the one client is public and must use PKCE. */
const providerScript = `
  import { Provider } from 'oidc-provider';
  const [issuer, app, format] = process.argv.slice(2);
  const { hostname, port } = new URL(issuer);
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'notes',
      redirect_uris: [app + '/oauth2-redirect.html'],
      token_endpoint_auth_method: 'none',
    }],
    cookies: { keys: ['only here'] },
    clientBasedCORS: (_context, origin) => origin === app,
    features: {
      resourceIndicators: {
        enabled: format === 'jwt',
        defaultResource: () => app,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'notes', audience: app, accessTokenFormat: 'jwt' }),
      },
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  provider.listen(Number(port), hostname);
`;

/** Swagger UI over an API of notes, which asks the provider whose an opaque token is, and checks the signature of others. */
const apiScript = `
  import express from 'express';
  import { createRemoteJWKSet, jwtVerify } from 'jose';
  const [app, provider, format, persist, swagger] = process.argv.slice(2);
  const { hostname, port } = new URL(app);
  const notes = [];
  const keys = createRemoteJWKSet(new URL(provider + '/jwks'));
  const isGood = {
    opaque: (authorization) => fetch(provider + '/me', { headers: { authorization } }).then(({ ok }) => ok),
    jwt: (authorization) => jwtVerify(authorization.slice('Bearer '.length), keys, { issuer: provider, audience: app })
      .then(() => true, () => false),
  }[format];
  const signedIn = async (request, response, next) => {
    if (await isGood(request.headers.authorization ?? '')) next();
    else response.set('WWW-Authenticate', 'Bearer').sendStatus(401);
  };
  const scopes = format === 'jwt' ? { openid: 'Who you are', notes: 'Your notes' } : { openid: 'Who you are' };
  const operation = (operationId) => ({ operationId, security: [{ login: [] }], responses: { 200: { description: 'Notes' } } });
  const description = {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    paths: { '/notes': { get: operation('list'), post: operation('add') } },
    components: { securitySchemes: { login: { type: 'oauth2', flows: { authorizationCode: {
      authorizationUrl: provider + '/auth', tokenUrl: provider + '/token', scopes,
    } } } } },
  };
  const settings = { url: '/openapi.json', dom_id: '#swagger-ui', tryItOutEnabled: true, docExpansion: 'full', persistAuthorization: persist === 'true' };
  const oauth = { clientId: 'notes', scopes: Object.keys(scopes), usePkceWithAuthorizationCodeGrant: true };
  const server = express();
  server.get('/swagger-initializer.js', (_request, response) => response.type('js').send(
    'window.onload = () => SwaggerUIBundle(' + JSON.stringify(settings) + ').initOAuth(' + JSON.stringify(oauth) + ');'));
  server.get('/openapi.json', (_request, response) => response.json(description));
  server.get('/notes', signedIn, (_request, response) => response.json(notes));
  server.post('/notes', signedIn, (_request, response) => response.json(notes.push('note ' + notes.length)));
  server.use(express.static(swagger));
  server.listen(Number(port), hostname);
`;

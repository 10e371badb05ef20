import type { Page } from 'puppeteer-core';
import type { ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, quiet } from '../page.ts';
import { CLIENT_ID, PROVIDER, signInAtProvider, startProvider } from '../provider.ts';

interface Variant {
  /** The access token is signed; otherwise opaque. */
  jwt: boolean;
  /** Whether Swagger UI keeps the token in localStorage, or nowhere but in memory. */
  persist: boolean;
}

/** Swagger UI as the browser-only client of an identity provider on another origin. */
const client = ({ jwt, persist }: Variant): Omit<ZooApp, 'name' | 'title' | 'truth' | 'traps'> => ({
  folder: 'swagger-ui',
  stack: 'Node · Koa and Express, React',
  packages: { npm: ['swagger-ui-dist@5.35.0', PROVIDER, 'express@5.1.0', 'jose@6.2.17'] },
  async start(home) {
    const origin = `http://${HOST}:${await freePort()}`;
    const issuer = await startProvider(home, { origin, callback: `${origin}/oauth2-redirect.html`, jwt });
    const settings = { origin, issuer, jwt, persist, swagger: `${home.folder}/node_modules/swagger-ui-dist` };
    home.spawn('node', [home.write('api.mjs', apiScript), JSON.stringify(settings)]);
    await home.waitFor(origin);
    return origin;
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
    const closed = new Promise((resolve) => popup.once('close', resolve));
    await signInAtProvider(popup);
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
  ...client({ jwt: false, persist: true }),
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
  wrong: ['mechanisms'],
  traps: [
    'the scope `openid` is asked for in a second window, which belongs to another site: `oidc` is not seen here',
    'the ID token lies beside the access token and opens nothing',
    "`_session` is the provider's cookie on another origin",
    'the login happens in a second window, the code is exchanged by the first',
    'logging out here forgets the token and leaves the provider signed in',
  ],
};

export const swaggerUiInMemory: ZooApp = {
  name: 'swagger-ui-in-memory',
  title: 'Swagger UI with oidc-provider, token in memory',
  ...client({ jwt: true, persist: false }),
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [{ where: 'header', name: 'Authorization', format: 'jwt' }],
    mechanisms: ['bearer-jwt', 'oauth-code', 'oidc'],
    reloaded: 'no',
  },
  wrong: ['mechanisms', 'reload'],
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

/** Swagger UI over an API of notes, which asks the provider whose an opaque token is, and checks the signature of others. */
const apiScript = `
  import express from 'express';
  import { createRemoteJWKSet, jwtVerify } from 'jose';
  const { origin, issuer, jwt, persist, swagger } = JSON.parse(process.argv[2]);
  const { hostname, port } = new URL(origin);
  const notes = [];
  const keys = createRemoteJWKSet(new URL(issuer + '/jwks'));
  const isGood = jwt
    ? (authorization) => jwtVerify(authorization.slice('Bearer '.length), keys, { issuer, audience: origin })
      .then(() => true, () => false)
    : (authorization) => fetch(issuer + '/me', { headers: { authorization } }).then(({ ok }) => ok);
  const signedIn = async (request, response, next) => {
    if (await isGood(request.headers.authorization ?? '')) next();
    else response.set('WWW-Authenticate', 'Bearer').sendStatus(401);
  };
  const scopes = jwt ? { openid: 'Who you are', notes: 'Your notes' } : { openid: 'Who you are' };
  const operation = (operationId) => ({ operationId, security: [{ login: [] }], responses: { 200: { description: 'Notes' } } });
  const description = {
    openapi: '3.0.3',
    info: { title: 'Notes', version: '1' },
    paths: { '/notes': { get: operation('list'), post: operation('add') } },
    components: { securitySchemes: { login: { type: 'oauth2', flows: { authorizationCode: {
      authorizationUrl: issuer + '/auth', tokenUrl: issuer + '/token', scopes,
    } } } } },
  };
  const settings = { url: '/openapi.json', dom_id: '#swagger-ui', tryItOutEnabled: true, docExpansion: 'full', persistAuthorization: persist };
  const oauth = { clientId: '${CLIENT_ID}', scopes: Object.keys(scopes), usePkceWithAuthorizationCodeGrant: true };
  const server = express();
  server.get('/swagger-initializer.js', (_request, response) => response.type('js').send(
    'window.onload = () => SwaggerUIBundle(' + JSON.stringify(settings) + ').initOAuth(' + JSON.stringify(oauth) + ');'));
  server.get('/openapi.json', (_request, response) => response.json(description));
  server.get('/notes', signedIn, (_request, response) => response.json(notes));
  server.post('/notes', signedIn, (_request, response) => response.json(notes.push('note ' + notes.length)));
  server.use(express.static(swagger));
  server.listen(Number(port), hostname);
`;

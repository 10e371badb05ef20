import { createHash, randomBytes } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import type { ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click } from '../page.ts';
import { CLIENT_ID, PROVIDER, signInAtProvider, startProvider } from '../provider.ts';

export const oidcProvider: ZooApp = {
  name: 'oidc-provider',
  title: 'oidc-provider, the provider itself',
  stack: 'Node · Koa, server-rendered',
  packages: { npm: [PROVIDER] },
  async start(home) {
    const origin = `http://${HOST}:${await freePort()}`;
    home.spawn('node', ['-e', clientScript, origin]);
    await home.waitFor(origin);
    return startProvider(home, { origin, callback: origin });
  },
  async open(page, url) {
    await askForCode(page, url);
    await page.waitForSelector('input[name=password]', { visible: true });
  },
  async login(page, url) {
    await signInAtProvider(page);
    await page.waitForFunction(() => location.search.includes('code='));
    await page.goto(`${url}/session/end`);
    await page.waitForSelector('button[name=logout]');
  },
  async use(page, url) {
    await askForCode(page, url);
    await page.goto(`${url}/session/end`);
    await page.waitForSelector('button[name=logout]');
  },
  async logout(page, url) {
    await page.goto(`${url}/session/end`);
    await click(page, 'button[name=logout]');
    await page.waitForFunction(() => location.pathname === '/session/end/success');
  },
  async isSignedIn(page, url) {
    const { searchParams } = new URL(await askForCode(page, url, 'none'));
    return searchParams.has('code');
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      { where: 'cookie', name: '_session', format: /./, flags: { httpOnly: true, secure: false, sameSite: 'lax' } },
      // The seal of the cookie beside it: neither counts without the other.
      { where: 'cookie', name: '_session.sig', format: /./, optional: true },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'the cookie has a seal beside it and is a mere id: a seal does not say that the state lies in the cookie',
    '`_interaction` and `_interaction_resume` are the ids of one login, and stand in the path of its pages',
    'the code goes to another origin: this one is the provider, not the client',
  ],
};

/** Begins a login as the client does. @returns where the browser ends up */
const askForCode = async (page: Page, issuer: string, prompt?: 'none'): Promise<string> => {
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    scope: 'openid',
    state: randomBytes(16).toString('hex'),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
  });
  await page.goto(`${issuer}/auth?${query}`);
  return page.url();
};

/** The client takes the code, and does no more. */
const clientScript = `
  const { hostname, port } = new URL(process.argv[1]);
  require('node:http').createServer((_request, response) => response.end('Thanks')).listen(Number(port), hostname);
`;

import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill, quiet } from '../page.ts';

export const swaggerStats: ZooApp = {
  name: 'swagger-stats',
  title: 'swagger-stats',
  stack: 'Node · Express, Vue',
  packages: { npm: ['swagger-stats@0.99.7', 'express@4.21.2', 'prom-client@14.2.0'] },
  async start(home) {
    const url = `http://${HOST}:${await freePort()}`;
    home.spawn('node', [home.write('server.cjs', serverScript), url, user.name, user.password]);
    await home.waitFor(url);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/swagger-stats/`);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async login(page) {
    await fill(page, 'input[type=text]', user.name);
    await fill(page, 'input[type=password]', user.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector(SIGNED_IN);
  },
  async use(page, url) {
    for (const path of ['requests', 'rates']) {
      await page.goto(`${url}/swagger-stats/#/${path}`);
      await quiet(page);
    }
    await page.goto(`${url}/swagger-stats/#/`);
    await page.waitForSelector(SIGNED_IN);
  },
  async logout(page) {
    await click(page, '::-p-xpath(//button[.//i[text()="logout"]])');
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/swagger-stats/`);
    await page.waitForSelector(`${SIGNED_IN}, input[type=password]`);
    return (await page.$(SIGNED_IN)) !== null;
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'sws-session-id',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'the login is a GET with an Authorization header that a script fills with Basic, once; afterwards only the cookie counts',
    'without a login the answer is 403 and no challenge',
    'the session is a UUID of version 1, made of the time',
    'the cookie holds for one path and is set anew by each answer',
    'the logout deletes a cookie of another path: the browser keeps this one, and the server has forgotten it',
  ],
};

const SIGNED_IN = '.db-number';

/** An API that is watched. */
const serverScript = `
  const express = require('express');
  const stats = require('swagger-stats');
  const [url, name, password] = process.argv.slice(2);
  const { hostname, port } = new URL(url);
  const server = express();
  server.use(stats.getMiddleware({
    name: 'Zoo',
    version: '1.0.0',
    authentication: true,
    onAuthenticate: (_request, givenName, givenPassword) => givenName === name && givenPassword === password,
  }));
  server.get('/', (_request, response) => response.json({ animals: 1 }));
  server.listen(Number(port), hostname);
`;

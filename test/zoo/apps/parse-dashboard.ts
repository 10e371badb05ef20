import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const parseDashboard: ZooApp = {
  name: 'parse-dashboard',
  title: 'Parse Dashboard',
  stack: 'Node · Express, React',
  packages: { npm: ['parse-dashboard@5.3.0'] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    // Nobody listens at the address of its one database.
    const apps = [
      {
        serverURL: `http://${HOST}:${await freePort()}/parse`,
        appId: 'zoo',
        masterKey: 'master of the zoo',
        appName: 'Zoo',
      },
    ];
    const users = [{ user: user.name, pass: user.password }];
    const config = home.write('config.json', JSON.stringify({ apps, users }));
    const bin = join(home.folder, 'node_modules/parse-dashboard/bin/parse-dashboard');
    const args = [
      '--config',
      config,
      '--host',
      HOST,
      '--port',
      String(port),
      '--cookieSessionSecret',
      'known here only',
    ];
    home.spawn('node', [bin, ...args]);
    await home.waitFor(`${url}/login`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('input[name=password]', { visible: true });
  },
  async login(page) {
    await fill(page, 'input[name=username]', user.name);
    await fill(page, 'input[name=password]', user.password);
    await page.click('input[type=submit]');
    await page.waitForSelector('a[href*="/logout"]');
  },
  async use(page, url) {
    await page.goto(`${url}/apps/Zoo/browser`);
    await page.goto(`${url}/apps`);
    await page.waitForSelector('a[href*="/logout"]');
  },
  async logout(page) {
    await click(page, 'a[href*="/logout"]');
    await page.waitForSelector('input[name=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/apps`);
    await page.waitForSelector('a[href*="/logout"], input[name=password]');
    return (await page.$('a[href*="/logout"]')) !== null;
  },
  truth: {
    kind: 'session',
    state: 'client',
    decisive: [
      {
        where: 'cookie',
        name: 'session',
        format: /^sealed:/,
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
      // The seal of the cookie beside it: neither counts without the other.
      { where: 'cookie', name: 'session.sig', format: /./, optional: true },
    ],
    mechanisms: ['sealed-session-cookie'],
  },
  traps: [
    'the cookie is there before the login, and the login changes what it says',
    'its seal is a second cookie, `session.sig`',
    '`Parse/zoo/installationId` in localStorage names the device and opens nothing',
  ],
};

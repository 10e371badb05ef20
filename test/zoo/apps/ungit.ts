import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const ungit: ZooApp = {
  name: 'ungit',
  title: 'ungit',
  stack: 'Node · Express with Passport, Knockout',
  packages: { npm: ['ungit@1.5.30'], apt: ['git'] },
  async start(home) {
    const port = await freePort();
    const own = join(home.data, 'home');
    mkdirSync(own, { recursive: true });
    home.run('git', ['init', '--quiet', join(home.data, 'repo')]);
    const settings = [`--port=${port}`, `--ungitBindIp=${HOST}`, '--launchBrowser=false', '--authentication'];
    const repositories = `--defaultRepositories=${join(home.data, 'repo')}`;
    const quietly = [repositories, '--no-bugtracking', '--autoFetch=false', '--ungitVersionCheckOverride'];
    home.spawn(
      'node',
      [`${home.folder}/node_modules/ungit/bin/ungit`, ...settings, `--users.${user.name}=${user.password}`, ...quietly],
      { env: { HOME: own } },
    );
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#inputUsername', { visible: true });
  },
  async login(page) {
    await fill(page, '#inputUsername', user.name);
    await fill(page, '#inputPassword', user.password);
    await click(page, '.login button[type=submit]');
    await page.waitForSelector('#inputPassword', { hidden: true });
  },
  async use(page) {
    await page.waitForSelector('.home a.repository');
    const there = await page.$eval('.home a.repository', (link) => (link as HTMLAnchorElement).href);
    await page.goto(`${there}-${Date.now()}`);
    await click(page, '.create-dir button');
    await click(page, '.uninited .panel button');
    await page.waitForSelector('.repository-view, .staging');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    return page.evaluate(async () => (await (await fetch('/api/loggedin')).json()).loggedIn === true);
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'connect.sid',
        format: 'sealed:express',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    '`connect.sid` is there before the login, and another one after it',
    'socket.io puts a `sid` of its own into URLs, which is no credential',
    'the address of its logout exists, and no control leads there',
  ],
};

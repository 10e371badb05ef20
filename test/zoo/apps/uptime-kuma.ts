import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

const ROOT = 'node_modules/uptime-kuma';

export const uptimeKuma: ZooApp = {
  name: 'uptime-kuma',
  title: 'Uptime Kuma',
  stack: 'Node · Socket.IO, Vue',
  packages: { npm: ['uptime-kuma@2.0.0-dev.0'] },
  async install(home) {
    // The package holds some of its migrations one folder above the place where it reads them.
    const db = join(home.folder, ROOT, 'db');
    for (const name of readdirSync(db).filter((one) => one.endsWith('.sql')))
      cpSync(join(db, name), join(db, 'old_migrations', name));
  },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    home.spawn('node', ['server/server.js', `--host=${HOST}`, `--port=${port}`, `--data-dir=${home.data}/`], {
      cwd: join(home.folder, ROOT),
      env: { UPTIME_KUMA_DB_TYPE: 'sqlite' },
    });
    await home.waitFor(`${url}/api/entry-page`);
    home.run('node', ['-e', signUp, url, user.name, user.password]);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/dashboard`);
    await page.waitForSelector('#floatingPassword', { visible: true });
  },
  async login(page) {
    await page.type('#floatingInput', user.name);
    await page.type('#floatingPassword', user.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.dropdown-profile-pic');
  },
  async use(page, url) {
    await page.goto(`${url}/add`);
    await fill(page, '#name', `itself ${Date.now()}`);
    await page.click('#url', { count: 3 });
    await page.type('#url', `${url}/robots.txt`);
    await click(page, '#monitor-submit-btn');
    await page.waitForFunction(() => /^\/dashboard\/\d+$/.test(location.pathname));
  },
  async logout(page) {
    await click(page, '.dropdown-profile-pic .nav-link');
    await click(page, '.dropdown-menu.show button.dropdown-item');
    await page.waitForSelector('#floatingPassword', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/dashboard`);
    await page.waitForSelector('#floatingPassword, .dropdown-profile-pic');
    return (await page.$('.dropdown-profile-pic')) !== null;
  },
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [{ where: 'localStorage', name: 'token', format: 'jwt' }],
    mechanisms: ['bearer-jwt'],
  },
  traps: [
    'login, token and every write travel inside one WebSocket: no request shows them',
    'the token has no `exp`, and the server asks for it once per connection',
  ],
};

/** Makes the first user as the set-up page does: by a message on the socket. */
const signUp = `
  const [url, name, password] = process.argv.slice(1);
  const socket = require('socket.io-client').io(url, { transports: ['websocket'] });
  socket.on('connect', () => socket.emit('setup', name, password, ({ ok, msg }) => {
    if (!ok) console.error(msg);
    process.exit(ok ? 0 : 1);
  }));
  setTimeout(() => process.exit(2), 30_000);
`;

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { quiet } from '../page.ts';

const EMAIL = `${user.name}@example.com`;

export const directus: ZooApp = {
  name: 'directus',
  title: 'Directus',
  stack: 'Node · Express, Vue',
  packages: { npm: ['directus@11.2.2'] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const cli = join(home.folder, 'node_modules/directus/cli.js');
    for (const folder of ['uploads', 'extensions']) mkdirSync(join(home.data, folder));
    const env = {
      HOST,
      PORT: String(port),
      PUBLIC_URL: url,
      SECRET: 'known to this machine only',
      DB_CLIENT: 'sqlite3',
      DB_FILENAME: join(home.data, 'data.db'),
      STORAGE_LOCATIONS: 'local',
      STORAGE_LOCAL_ROOT: join(home.data, 'uploads'),
      EXTENSIONS_PATH: join(home.data, 'extensions'),
      TELEMETRY: 'false',
      ADMIN_EMAIL: EMAIL,
      ADMIN_PASSWORD: user.password,
    };
    home.run('node', [cli, 'bootstrap'], { cwd: home.data, env });
    home.spawn('node', [cli, 'start'], { env });
    await home.waitFor(`${url}/server/ping`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/admin/login`);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async login(page) {
    await page.type('input[type=email]', EMAIL);
    await page.type('input[type=password]', user.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.module-bar');
  },
  async use(page, url) {
    // Each page is written down on the server as the one last seen.
    for (const path of ['users', 'files', 'settings/project']) {
      await page.goto(`${url}/admin/${path}`);
      await page.waitForSelector('.module-bar');
      await quiet(page);
    }
  },
  async logout(page, url) {
    await page.goto(`${url}/admin/logout`);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/admin/users`);
    await page.waitForSelector('.module-bar, input[type=password]');
    return (await page.$('.module-bar')) !== null;
  },
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [
      {
        where: 'cookie',
        name: 'directus_session_token',
        format: 'jwt',
        flags: { httpOnly: true, secure: false, sameSite: 'lax' },
      },
    ],
    mechanisms: ['jwt-cookie'],
  },
  traps: [
    'POST /auth/refresh is answered by 400 before the login and renews the cookie at every load of a page after it',
    'the token says who you are, and the server also asks whether the session named in it still lives',
  ],
};

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST, type Home } from '../home.ts';
import { click, fill, quiet } from '../page.ts';

const EMAIL = `${user.name}@example.com`;

const dependencies = {
  '@strapi/strapi': '5.50.0',
  'better-sqlite3': '12.4.1',
  react: '18.3.1',
  'react-dom': '18.3.1',
  'react-router-dom': '6.30.1',
  'styled-components': '6.1.19',
};

export const strapi: ZooApp = {
  name: 'strapi',
  title: 'Strapi admin',
  stack: 'Node · Koa, React',
  packages: {
    npm: Object.entries(dependencies).map(([name, version]) => `${name}@${version}`),
    npmSettings: { name: 'zoo', version: '1.0.0', dependencies },
  },
  async install(home) {
    for (const folder of ['config', 'src', 'public/uploads', 'database/migrations'])
      mkdirSync(join(home.folder, folder), { recursive: true });
    for (const [name, text] of Object.entries(settings))
      writeFileSync(join(home.folder, 'config', `${name}.js`), `module.exports = ${text};\n`);
    writeFileSync(join(home.folder, 'src/index.js'), 'module.exports = {};\n');
    home.run('node', [STRAPI, 'build'], { env: environment(home, 1) });
  },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    home.spawn('node', [STRAPI, 'start'], { cwd: home.folder, env: environment(home, port) });
    await home.waitFor(`${url}/admin/init`);
    const person = { firstname: 'Alice', lastname: 'Liddell', email: EMAIL, password: user.password };
    const answer = await fetch(`${url}/admin/register-admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    if (!answer.ok) throw new Error(`strapi took no user: ${answer.status} ${await answer.text()}`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/admin/`);
    await page.waitForSelector('input[name=password]', { visible: true });
  },
  async login(page) {
    await fill(page, 'input[name=email]', EMAIL);
    await fill(page, 'input[name=password]', user.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('nav');
  },
  async use(page, url) {
    await page.goto(`${url}/admin/me`);
    await fill(page, 'input[name=username]', 'x');
    await click(page, 'button[type=submit]:not([disabled])');
    await page.waitForSelector('[role=status], [role=alert]');
  },
  async logout(page) {
    await click(page, 'nav [aria-haspopup=menu]');
    await click(page, '[role=menu] ::-p-text(Log out)');
    await page.waitForSelector('input[name=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/admin/me`);
    await page.waitForSelector('input[name=email]');
    await quiet(page);
    return (await page.$('input[name=firstname]')) !== null;
  },
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [
      {
        where: 'cookie',
        name: 'jwtToken',
        format: 'jwt',
        flags: { httpOnly: false, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['bearer-jwt'],
  },
  traps: [
    'the access token lies in a cookie, and only the Authorization header that a script makes of it counts',
    '`strapi_admin_refresh` is a second JWT in an HttpOnly cookie that the browser sends along: it opens no page by itself',
    '`Bearer null` is sent before the login',
    '`isLoggedIn` and `strapi.admin.deviceId` are no credentials',
  ],
};

const STRAPI = 'node_modules/@strapi/strapi/bin/strapi.js';

const environment = (home: Home, port: number): Record<string, string> => ({
  NODE_ENV: 'production',
  STRAPI_TELEMETRY_DISABLED: 'true',
  ZOO_PORT: String(port),
  ZOO_DATABASE: join(home.data, 'data.db'),
});

const settings = {
  server: `{ host: '${HOST}', port: Number(process.env.ZOO_PORT), app: { keys: ['known here only'] } }`,
  admin: `{ auth: { secret: 'known here only' }, apiToken: { salt: 'salt' }, transfer: { token: { salt: 'salt' } } }`,
  api: '{}',
  database: `{ connection: { client: 'sqlite', connection: { filename: process.env.ZOO_DATABASE }, useNullAsDefault: true } }`,
  middlewares: `['logger', 'errors', 'security', 'cors', 'poweredBy', 'query', 'body', 'session', 'favicon', 'public'].map((name) => 'strapi::' + name)`,
};

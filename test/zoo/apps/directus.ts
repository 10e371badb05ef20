import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TrueCredential, user, type ZooApp } from '../app.ts';
import { freePort, HOST, type Home } from '../home.ts';
import { click, quiet } from '../page.ts';
import { CLIENT_ID, PROVIDER, signInAtProvider, startProvider } from '../provider.ts';

const EMAIL = `${user.name}@example.com`;
const SECRET = 'known to this machine only';

/** What both have in common: they differ in who asks for the password. */
const directusWith = (sso: boolean): Omit<ZooApp, 'name' | 'title' | 'login' | 'truth' | 'traps'> => ({
  folder: 'directus',
  stack: 'Node · Express, Vue',
  packages: { npm: ['directus@11.2.2', PROVIDER] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const cli = join(home.folder, 'node_modules/directus/cli.js');
    for (const folder of ['uploads', 'extensions']) mkdirSync(join(home.data, folder));
    const env = {
      HOST,
      PORT: String(port),
      PUBLIC_URL: url,
      SECRET,
      DB_CLIENT: 'sqlite3',
      DB_FILENAME: join(home.data, 'data.db'),
      STORAGE_LOCATIONS: 'local',
      STORAGE_LOCAL_ROOT: join(home.data, 'uploads'),
      EXTENSIONS_PATH: join(home.data, 'extensions'),
      TELEMETRY: 'false',
      ADMIN_EMAIL: EMAIL,
      ADMIN_PASSWORD: user.password,
      ...(sso ? await settingsForLogin(home, url) : {}),
    };
    home.run('node', [cli, 'bootstrap'], { cwd: home.data, env });
    home.spawn('node', [cli, 'start'], { env });
    await home.waitFor(`${url}/server/ping`);
    if (sso) await leaveLoginToProvider(url);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/admin/login`);
    await page.waitForSelector('input[type=password]', { visible: true });
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
});

/** Starts the provider, and tells Directus of it. */
const settingsForLogin = async (home: Home, origin: string): Promise<Record<string, string>> => {
  const issuer = await startProvider(home, { origin, callback: `${origin}/auth/login/zoo/callback`, secret: SECRET });
  return {
    AUTH_PROVIDERS: 'zoo',
    AUTH_ZOO_DRIVER: 'openid',
    AUTH_ZOO_ISSUER_URL: issuer,
    AUTH_ZOO_CLIENT_ID: CLIENT_ID,
    AUTH_ZOO_CLIENT_SECRET: SECRET,
    AUTH_ZOO_SCOPE: 'openid',
  };
};

/** The first user is known by a password; from now on by the provider's word. */
const leaveLoginToProvider = async (url: string): Promise<void> => {
  const send = async (method: string, path: string, body: unknown, token = ''): Promise<Response> => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`Directus refused ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const { data } = await (await send('POST', '/auth/login', { email: EMAIL, password: user.password })).json();
  await send('PATCH', '/users/me', { provider: 'zoo', external_identifier: user.name }, data.access_token);
};

const cookie: TrueCredential = {
  where: 'cookie',
  name: 'directus_session_token',
  format: 'jwt',
  flags: { httpOnly: true, secure: false, sameSite: 'lax' },
};

export const directus: ZooApp = {
  name: 'directus',
  title: 'Directus',
  ...directusWith(false),
  async login(page) {
    await page.type('input[type=email]', EMAIL);
    await page.type('input[type=password]', user.password);
    await page.click('button[type=submit]');
    await page.waitForSelector('.module-bar');
  },
  truth: { kind: 'token', state: 'client', decisive: [cookie], mechanisms: ['jwt-cookie'] },
  traps: [
    'POST /auth/refresh is answered by 400 before the login and renews the cookie at every load of a page after it',
    'the token says who you are, and the server also asks whether the session named in it still lives',
  ],
};

export const directusSso: ZooApp = {
  name: 'directus-sso',
  title: 'Directus with oidc-provider',
  ...directusWith(true),
  async login(page) {
    await click(page, 'a[href*="/auth/login/zoo"]');
    await signInAtProvider(page);
    await page.waitForSelector('.module-bar');
  },
  truth: { kind: 'token', state: 'client', decisive: [cookie], mechanisms: ['jwt-cookie', 'oauth-code', 'oidc'] },
  traps: [
    '`openid.zoo` is a signed JWT in an HttpOnly cookie too: it holds the PKCE verifier and lives for the login only',
    'the ID token goes from server to server, and the browser never sees it: only `scope=openid` and `nonce` tell of it',
    "the provider's session outlives the logout",
  ],
};

import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const nodeRed: ZooApp = {
  name: 'node-red',
  title: 'Node-RED',
  stack: 'Node · Express, jQuery',
  packages: { npm: ['node-red@4.1.15'] },
  async start(home) {
    const port = await freePort();
    const hash = home.run('node', ['-p', `require('bcryptjs').hashSync(${JSON.stringify(user.password)}, 8)`]).trim();
    const settings = {
      uiHost: HOST,
      uiPort: port,
      flowFile: 'flows.json',
      credentialSecret: 'zoo',
      adminAuth: { type: 'credentials', users: [{ username: user.name, password: hash, permissions: '*' }] },
      telemetry: { enabled: false, updateNotification: false },
      editorTheme: { tours: false, palette: { catalogues: [] } },
    };
    const file = home.write('settings.js', `module.exports = ${JSON.stringify(settings)};\n`);
    home.spawn('node', [`${home.folder}/node_modules/node-red/red.js`, '--userDir', home.data, '--settings', file]);
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#node-dialog-login-username', { visible: true });
  },
  async login(page) {
    await fill(page, '#node-dialog-login-username', user.name);
    await fill(page, '#node-dialog-login-password', user.password);
    await click(page, '#node-dialog-login-submit');
    await page.waitForSelector('#red-ui-header-button-user', { visible: true });
    await page.waitForSelector('#red-ui-workspace-chart', { visible: true });
  },
  async use(page) {
    await click(page, '#red-ui-header-button-deploy-options');
    const written = page.waitForResponse(
      (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/flows'),
    );
    await click(page, '#deploymenu-item-reload');
    await written;
  },
  async logout(page) {
    await click(page, '#red-ui-header-button-user');
    await click(page, '#usermenu-item-logout');
    await page.waitForSelector('#node-dialog-login-username', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#node-dialog-login-username, #red-ui-header-button-user', { visible: true });
    return (await page.$('#node-dialog-login-username')) === null;
  },
  truth: {
    kind: 'token',
    // 128 random bytes, looked up in the list of sessions (editor-api/lib/auth/tokens.js).
    state: 'server',
    decisive: [{ where: 'localStorage', name: 'auth-tokens', format: 'opaque' }],
    mechanisms: ['bearer-opaque'],
  },
  traps: [
    'the token lies inside JSON: the whole storage value is never sent',
    'it is sent once more in the first frame of a WebSocket, which nobody outside sees',
    'a 401 carries `WWW-Authenticate: Bearer`, which is no challenge to the browser',
  ],
};

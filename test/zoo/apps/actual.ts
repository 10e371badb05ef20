import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const actual: ZooApp = {
  name: 'actual',
  title: 'Actual Budget',
  stack: 'Node · Express, React, SQLite in a worker',
  packages: { npm: ['@actual-app/sync-server@25.6.0'] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const own = { ACTUAL_PORT: String(port), ACTUAL_HOSTNAME: HOST, ACTUAL_DATA_DIR: home.data };
    home.spawn('node', ['node_modules/@actual-app/sync-server/build/bin/actual-server.js'], {
      cwd: home.folder,
      // Express sends no file whose path leads through a folder with a dot, such as `.cache`: this path leads around it.
      env: { ...own, ACTUAL_WEB_ROOT: '/proc/self/cwd/node_modules/@actual-app/web/build', NODE_ENV: 'production' },
    });
    await home.waitFor(`${url}/account/needs-bootstrap`);
    const answer = await fetch(`${url}/account/bootstrap`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: user.password }),
    });
    if (!answer.ok) throw new Error(`actual took no password: ${answer.status} ${await answer.text()}`);
    return url;
  },
  async open(page, url) {
    await roomFor(url);
    await page.goto(`${url}/`);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async login(page) {
    await fill(page, 'input[type=password]', user.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('::-p-text(Server online)');
  },
  async use(page) {
    await click(page, '::-p-text(Start fresh), ::-p-text(Create new file)');
    await page.waitForSelector('::-p-text(Add account)');
  },
  async logout(page) {
    await click(page, '::-p-text(Server online)');
    await click(page, '::-p-text(Sign out)');
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await roomFor(url);
    await page.goto(`${url}/`);
    const own = '::-p-text(Start fresh), ::-p-text(Create new file)';
    await page.waitForSelector(`input[type=password], ${own}`);
    return (await page.$(own)) !== null;
  },
  truth: {
    kind: 'token',
    // A UUID, looked up in the table of sessions (sync-server: util/validate-user.js).
    state: 'server',
    decisive: [{ where: 'indexedDB', name: 'actual/asyncStorage/user-token', format: 'opaque' }],
    mechanisms: ['custom-header-token'],
  },
  traps: [
    'nothing of it is in cookies or web storage',
    'its requests come from a worker, and carry the token in a header of its own name',
    'one token for all who know the password: it outlives the logout, and is issued again',
  ],
};

/** What the pages ask for between here and the next visit, with some to spare. */
const ENOUGH = 250;

/** It answers 500 requests a minute, and a page that is new to a browser asks for more than a hundred: waits for more. */
const roomFor = async (url: string): Promise<void> => {
  const { headers } = await fetch(`${url}/health`);
  const [left, seconds] = [headers.get('ratelimit-remaining'), headers.get('ratelimit-reset')].map(Number);
  if ((left ?? 0) < ENOUGH) await new Promise((resolve) => setTimeout(resolve, (seconds ?? 0) * 1_000));
};

import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const redisCommander: ZooApp = {
  name: 'redis-commander',
  title: 'Redis Commander',
  stack: 'Node · Express, jQuery',
  packages: { npm: ['redis-commander@0.9.0'], apt: ['redis-server'] },
  async start(home) {
    const [port, database] = [await freePort(), await freePort()];
    const there = ['--bind', HOST, '--port', String(database)];
    home.spawn('/usr/bin/redis-server', [...there, '--dir', home.data, '--save', '']);
    const login = ['--http-auth-username', user.name, '--http-auth-password', user.password];
    home.spawn(
      'node',
      [
        `${home.folder}/node_modules/redis-commander/bin/redis-commander.js`,
        ...['--redis-host', HOST, '--redis-port', String(database), '--address', HOST, '--port', String(port)],
        ...['--noload', '--nosave', ...login],
      ],
      { env: { HOME: home.data } },
    );
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    // The dialog takes the focus once it has come to rest; what is typed before goes astray.
    await page.waitForSelector('#signinUsername:focus');
  },
  async login(page) {
    await fill(page, '#signinUsername', user.name);
    await fill(page, '#signinPassword', user.password);
    await click(page, '#signinButton');
    await page.waitForSelector('#keyTree .jstree-anchor', { visible: true });
  },
  async use(page) {
    await click(page, '#keyTreeActions .dropdown-toggle');
    await click(page, '#redisImportData');
    await fill(page, '#importData', 'SET greeting hello');
    const written = page.waitForResponse((answer) => answer.url().endsWith('/tools/import'));
    await click(page, '#redisImportForm input[type=submit]');
    await written;
    await fill(page, '#_readline_input', 'GET greeting');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#commandLineOutput')?.textContent.includes('hello'));
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#signinUsername, #keyTree .jstree-anchor', { visible: true });
    return (await page.$('#keyTree .jstree-anchor')) !== null;
  },
  truth: {
    kind: 'token',
    // Signed with a key of the server's memory (`jwtVerify` in lib/app.js); nothing is looked up.
    state: 'client',
    decisive: [{ where: 'sessionStorage', name: 'redisCommanderBearerToken', format: 'jwt' }],
    mechanisms: ['bearer-jwt'],
  },
  traps: [
    'it lives a minute, is refreshed every 20 seconds, and belongs to one tab',
    '`redisCommanderQueryToken` is a second JWT, good for one use, and goes into bodies and URLs',
    'its claims name nobody, and no control signs out',
  ],
};

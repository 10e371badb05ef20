import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freeSocket, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const signalk: ZooApp = {
  name: 'signalk',
  title: 'Signal K server',
  stack: 'Node · Express, React',
  packages: { npm: ['signalk-server@2.23.0'] },
  async install(home) {
    // It looks for its screens under its own folder, where a global installation puts them.
    const own = join(home.folder, 'node_modules/signalk-server/node_modules');
    mkdirSync(own, { recursive: true });
    symlinkSync(join(home.folder, 'node_modules/@signalk'), join(own, '@signalk'));
  },
  async start(home) {
    const { socket, port } = await freeSocket();
    const hash = home.run('node', ['-p', `require('bcryptjs').hashSync(${JSON.stringify(user.password)}, 8)`]).trim();
    const interfaces = { 'admin-ui': true, tcp: false, 'nmea-tcp': false, rest: true, appstore: false, ws: true };
    const security = { strategy: './tokensecurity' };
    home.write(
      'settings.json',
      JSON.stringify({ interfaces, port, ssl: false, mdns: false, pipedProviders: [], security }),
    );
    home.write(
      'security.json',
      JSON.stringify({
        allow_readonly: false,
        expiration: '1d',
        secretKey: '0123456789abcdef'.repeat(4),
        users: [{ username: user.name, type: 'admin', password: hash }],
        devices: [],
        acls: [],
      }),
    );
    home.spawn('node', [`${home.folder}/node_modules/signalk-server/bin/signalk-server`, '-c', home.data], {
      env: { SIGNALK_NODE_CONFIG_DIR: home.data },
      socket,
    });
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/admin/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/admin/#/login`);
    await page.waitForSelector('input[name=username]', { visible: true });
  },
  async login(page) {
    await fill(page, 'input[name=username]', user.name);
    await fill(page, 'input[name=password]', user.password);
    await click(page, '.card-body button.btn-primary');
    await page.waitForSelector('header ::-p-text(Logout)');
  },
  async use(page, url) {
    await page.goto(`${url}/admin/#/security/users`);
    await click(page, '.card-footer ::-p-text(Add)');
    for (const name of ['userId', 'password', 'confirmPassword'])
      await fill(page, `input[name=${name}]`, 'bob-bob-bob');
    await click(page, '.card-footer ::-p-text(Apply)');
    await page.waitForSelector('td ::-p-text(bob-bob-bob)');
  },
  async logout(page) {
    await click(page, 'header ::-p-text(Logout)');
    await page.waitForSelector('header ::-p-text(Login)');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/admin/`);
    return page.evaluate(async () => (await fetch('/skServer/security/users')).status === 200);
  },
  truth: {
    kind: 'token',
    // The server keeps no list of what it has signed (`http_authorize` in dist/tokensecurity.js).
    state: 'client',
    decisive: [
      {
        where: 'cookie',
        name: 'JAUTHENTICATION',
        format: 'jwt',
        flags: { httpOnly: true, secure: false, sameSite: 'strict' },
      },
    ],
    mechanisms: ['jwt-cookie'],
  },
  traps: [
    '`skLoginInfo` only tells the page who is signed in, and the server never reads it',
    'adding a user sends a password, and signs nobody in',
    'its address is a socket handed over, as by systemd: it knows no setting for one',
  ],
};

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

const SIGNED_IN = '#logout:not(.x-item-disabled)';
const SALT = '0dd5a17feed5';

export const deluge: ZooApp = {
  name: 'deluge',
  title: 'Deluge',
  stack: 'Python · Twisted, Ext JS, JSON-RPC',
  packages: { apt: ['deluge-web'] },
  async start(home) {
    const port = await freePort();
    const settings = {
      pwd_salt: SALT,
      pwd_sha1: createHash('sha1').update(SALT).update(user.password).digest('hex'),
      first_login: false,
      default_daemon: '',
    };
    home.write('config/web.conf', `{"file": 2, "format": 1}${JSON.stringify(settings)}`);
    const place = ['--interface', HOST, '--port', String(port), '--config', join(home.data, 'config')];
    home.spawn('/usr/bin/deluge-web', ['--do-not-daemonize', ...place]);
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async login(page) {
    // It selects what is in the field when it takes the focus, a moment later.
    await page.waitForFunction(() => document.activeElement?.matches('input[type=password]'));
    await fill(page, 'input[type=password]', user.password);
    await page.keyboard.press('Enter');
    await page.waitForSelector(SIGNED_IN);
  },
  async use(page) {
    // There is no daemon to connect to; its own settings it keeps all the same.
    await click(page, '.x-window button::-p-text(Close)');
    await click(page, '#preferences');
    await click(page, '.x-window ::-p-text(Interface)');
    await click(page, '[name=show_session_speed]');
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('web.set_config') === true);
    await click(page, '.x-window button::-p-text(Apply)');
    await saved;
  },
  async logout(page) {
    await click(page, SIGNED_IN);
    await page.waitForSelector('input[type=password]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    const seen = await page.waitForSelector(`${SIGNED_IN}, input[type=password]`);
    return (await seen?.evaluate((element) => element.id)) === 'logout';
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: '_session_id',
        format: 'opaque',
        flags: { httpOnly: false, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'the password is a nameless parameter of a JSON-RPC call; there is no user name',
    'the cookie has the path /json: no page is ever asked for with it, and scripts may read it',
    'each answer sets the cookie again with the same value and a later end',
    'after the logout the cookie is still there, and dead',
  ],
};

import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, quiet } from '../page.ts';

export const transmission: ZooApp = {
  name: 'transmission',
  title: 'Transmission',
  stack: 'C · libevent, jQuery, JSON-RPC',
  packages: { apt: ['transmission-daemon'] },
  async start(home) {
    const port = await freePort();
    const settings = {
      'rpc-bind-address': HOST,
      'rpc-port': port,
      'rpc-authentication-required': true,
      'rpc-username': user.name,
      'rpc-password': user.password,
      'bind-address-ipv4': HOST,
      'bind-address-ipv6': '::1',
      'peer-port': await freePort(),
      'port-forwarding-enabled': false,
      'dht-enabled': false,
      'lpd-enabled': false,
      'utp-enabled': false,
      'download-dir': join(home.data, 'downloads'),
    };
    home.write('config/settings.json', JSON.stringify(settings));
    home.spawn('/usr/bin/transmission-daemon', ['--foreground', '--config-dir', join(home.data, 'config')]);
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/transmission/web/`);
    return url;
  },
  async open(page, url) {
    // A challenge that nobody answers ends in an error page.
    await page.goto(`${url}/transmission/web/`).catch(() => undefined);
  },
  async login(page, url) {
    const withLogin = new URL(`${url}/transmission/web/`);
    Object.assign(withLogin, { username: user.name, password: user.password });
    await page.goto('about:blank');
    await page.goto(withLogin.href);
    await page.goto(`${url}/transmission/web/`);
    await quiet(page);
  },
  async use(page) {
    await click(page, '#turtle-button');
    await quiet(page);
  },
  async isSignedIn(page, url) {
    const answer = await page.goto(`${url}/transmission/web/`).catch(() => null);
    return answer?.status() === 200;
  },
  truth: {
    kind: 'http-auth',
    state: 'server',
    decisive: [{ where: 'header', name: 'Authorization', format: 'basic' }],
    mechanisms: ['basic'],
  },
  traps: [
    'the browser never shows its Authorization header',
    'X-Transmission-Session-Id is against CSRF: the server gives it to everybody who asks without it, with 409',
  ],
};

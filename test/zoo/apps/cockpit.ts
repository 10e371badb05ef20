import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

/**
 * Checks the password in the place of PAM, so that the system needs no new user, and becomes the bridge of a user who may
 * do nothing. cockpit-project.org: doc/authentication.md, doc/protocol.md
 */
const CHECK = `#!/usr/bin/python3
import base64, json, os, sys

def send(**message):
    text = '\\n' + json.dumps(message)
    sys.stdout.write(f'{len(text)}\\n{text}')
    sys.stdout.flush()

def receive():
    size = b''
    while not size.endswith(b'\\n'):
        size += os.read(0, 1)
    text = b''
    while len(text) < int(size):
        text += os.read(0, int(size) - len(text))
    return json.loads(text)

send(command='authorize', cookie='zoo', challenge='*')
scheme, _, login = receive()['response'].partition(' ')
if base64.b64decode(login).decode() != '${user.name}:${user.password}':
    send(command='init', problem='authentication-failed', message='Not known')
    sys.exit(1)
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
os.environ.update(HOME='/nonexistent', USER='nobody', SHELL='/bin/false')
os.chdir('/')
os.execv('/usr/bin/cockpit-bridge', ['cockpit-bridge'])
`;

export const cockpit: ZooApp = {
  name: 'cockpit',
  title: 'Cockpit',
  stack: 'C · GLib, React, WebSocket',
  packages: { apt: ['cockpit-ws', 'cockpit-bridge', 'cockpit-system'] },
  async start(home) {
    const port = await freePort();
    const check = home.write('check.py', CHECK);
    chmodSync(check, 0o700);
    home.write('etc/cockpit/cockpit.conf', `[Basic]\nCommand = ${check}\n\n[WebService]\nLoginTo = false\n`);
    home.spawn('/usr/lib/cockpit/cockpit-ws', ['--no-tls', `--port=${port}`, `--address=${HOST}`], {
      env: { XDG_CONFIG_DIRS: join(home.data, 'etc') },
    });
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/ping`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#login-user-input', { visible: true });
  },
  async login(page) {
    await fill(page, '#login-user-input', user.name);
    await fill(page, '#login-password-input', user.password);
    await click(page, '#login-button');
    await page.waitForSelector('#toggle-menu');
  },
  /** All that it asks and does goes over a WebSocket. */
  async use(page, url) {
    for (const place of ['users', 'system/logs']) {
      await page.goto(`${url}/${place}`);
      await page.waitForSelector('iframe.container-frame[data-ready]');
    }
  },
  async logout(page) {
    await click(page, '#toggle-menu');
    await click(page, '#logout');
    await page.waitForSelector('#login-user-input', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    const seen = await page.waitForSelector('#toggle-menu, #login-user-input');
    return (await seen?.evaluate((element) => element.id)) === 'toggle-menu';
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'cockpit',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'strict' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'the login is an `Authorization: Basic` that the script sends once; afterwards only the cookie counts',
    'a visitor gets the cookie too, with the value `deleted` and no end',
    'the value is readable base64, `v=2;k=…`, and says nothing',
    '`superuser:alice` in localStorage is a preference',
  ],
};

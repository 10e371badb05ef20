import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST, type Home } from '../home.ts';
import { click, fill, quiet } from '../page.ts';
import { servePhp } from '../php.ts';

const CODE = '/var/lib/roundcube';

/** Mailboxes in memory, for one user. */
const serveMail = async (home: Home): Promise<number> => {
  const port = await freePort();
  const mail = [
    `From: Rabbit <rabbit@example.test>`,
    `To: Alice <alice@example.test>`,
    'Subject: Late',
    'Message-Id: <late@example.test>',
    'Date: Fri, 13 Sep 2024 15:01:00 +0000',
    '',
    'Oh my ears and whiskers.',
  ];
  const settings = {
    users: { [user.name]: { password: user.password } },
    plugins: ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'IDLE', 'ENABLE', 'LITERALPLUS', 'UNSELECT'],
    storage: { INBOX: { messages: [{ raw: mail.join('\r\n') }] }, '': { separator: '/', folders: { Trash: {} } } },
  };
  const server = createRequire(join(home.folder, 'package.json')).resolve('hoodiecrow-imap');
  const script = home.write(
    'imap.cjs',
    `require(${JSON.stringify(server)})(${JSON.stringify(settings)}).listen(${port}, ${JSON.stringify(HOST)});\n`,
  );
  home.spawn(process.execPath, [script]);
  return port;
};

const layOut = (home: Home, mailPort: number): void => {
  for (const folder of ['temp', 'logs']) mkdirSync(join(home.data, folder), { recursive: true });
  const database = join(home.data, 'roundcube.db');
  const tables = `(new SQLite3('${database}'))->exec(file_get_contents('${CODE}/SQL/sqlite.initial.sql'));`;
  home.run('php', ['-r', tables]);
  const settings = {
    db_dsnw: `sqlite:///${database}?mode=0640`,
    imap_host: `${HOST}:${mailPort}`,
    smtp_host: '',
    des_key: 'twenty-four-characters..',
    plugins: [],
    enable_installer: false,
    temp_dir: join(home.data, 'temp'),
    log_dir: join(home.data, 'logs'),
    log_driver: 'file',
  };
  const lines = Object.entries(settings).map(([name, value]) => `$config['${name}'] = ${JSON.stringify(value)};`);
  home.write('config/config.inc.php', `<?php\n${lines.join('\n')}\n`);
  home.write('config/defaults.inc.php', "<?php include '/etc/roundcube/defaults.inc.php';\n");
};

export const roundcube: ZooApp = {
  name: 'roundcube',
  title: 'Roundcube',
  stack: 'PHP · Roundcube, jQuery',
  packages: { apt: ['roundcube-core', 'roundcube-sqlite3', 'php-cli', 'php-sqlite3'], npm: ['hoodiecrow-imap@2.1.0'] },
  async start(home) {
    layOut(home, await serveMail(home));
    const url = servePhp(home, join(CODE, 'public_html'), await freePort(), {
      env: { ROUNDCUBE_CONFIG_DIR: join(home.data, 'config') },
    });
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#rcmloginuser');
  },
  async login(page) {
    await fill(page, '#rcmloginuser', user.name);
    await fill(page, '#rcmloginpwd', user.password);
    await click(page, '#rcmloginsubmit');
    await page.waitForSelector('#messagelist tr.message');
  },
  async use(page, url) {
    await page.goto(`${url}/?_task=mail&_mbox=INBOX&_uid=1&_action=show`);
    await quiet(page);
    await page.goto(`${url}/?_task=settings&_action=identities`);
    await page.goto(`${url}/?_task=mail&_mbox=INBOX`);
    // The flag is to be seen only under the pointer.
    await page.waitForSelector('#messagelist tr.message', { visible: true });
    await page.hover('#messagelist tr.message');
    const marked = page.waitForResponse((answer) => answer.url().includes('_action=mark'));
    await click(page, '#messagelist tr.message .flags .flag');
    await marked;
  },
  async logout(page) {
    await click(page, 'a.logout');
    await page.waitForSelector('#rcmloginuser');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/?_task=settings`);
    return (await page.$('a.logout')) !== null;
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'roundcube_sessid',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
      {
        where: 'cookie',
        name: 'roundcube_sessauth',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'neither cookie signs in without the other',
    '`roundcube_sessid` is there before the login; `roundcube_sessauth` comes with it, and changes every five minutes',
    'the header X-Roundcube-Request and the field `_token` are against CSRF',
  ],
};

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { user, type ZooApp } from '../app.ts';
import { freePort, type Home } from '../home.ts';
import { click, fill } from '../page.ts';
import { servePhp } from '../php.ts';

const FOLDERS = [
  'attic',
  'cache',
  'index',
  'locks',
  'log',
  'media',
  'media_attic',
  'media_meta',
  'meta',
  'pages',
  'tmp',
];

const start = async (home: Home): Promise<string> => {
  const port = await freePort();
  for (const folder of FOLDERS) mkdirSync(join(home.data, 'wiki', folder), { recursive: true });
  const settings = { title: 'Zoo', savedir: join(home.data, 'wiki'), useacl: 1, superuser: '@admin', updatecheck: 0 };
  const lines = Object.entries(settings).map(([name, value]) => `$conf['${name}'] = ${JSON.stringify(value)};`);
  home.write('conf/local.php', `<?php\n${lines.join('\n')}\n`);
  const hash = home.run('php', ['-r', `echo password_hash('${user.password}', PASSWORD_BCRYPT);`]);
  home.write('conf/users.auth.php', `# <?php exit()?>\n${user.name}:${hash}:Alice:alice@example.test:admin,user\n`);
  home.write('conf/acl.auth.php', '# <?php exit()?>\n*\t@ALL\t1\n*\t@user\t8\n');
  const preload = home.write(
    'preload.php',
    `<?php define('DOKU_CONF', ${JSON.stringify(join(home.data, 'conf/'))});\n`,
  );
  const url = servePhp(home, '/usr/share/dokuwiki', port, { settings: { auto_prepend_file: preload } });
  await home.waitFor(`${url}/doku.php`);
  return url;
};

const open = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/doku.php`);
  await click(page, '.action.login a');
  await page.waitForSelector('#dw__login');
};

const login = async (page: Page, remember: boolean): Promise<void> => {
  await fill(page, '#dw__login [name=u]', user.name);
  await fill(page, '#dw__login [name=p]', user.password);
  if (remember) await click(page, '#remember__me');
  await click(page, '#dw__login [type=submit]');
  await page.waitForSelector('.action.logout a');
};

const use = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/doku.php?id=start&do=profile`);
  await page.goto(`${url}/doku.php?id=rabbit&do=edit`);
  await fill(page, '#wiki__text', 'It is late.');
  await click(page, '#edbtn__save');
  await page.waitForSelector('.mode_show');
  await page.goto(`${url}/doku.php?id=rabbit&do=revisions`);
};

const logout = async (page: Page): Promise<void> => {
  await click(page, '.action.logout a');
  await page.waitForSelector('.action.login a');
};

const isSignedIn = async (page: Page, url: string): Promise<boolean> => {
  await page.goto(`${url}/doku.php?id=start&do=profile`);
  return (await page.$('.action.logout a')) !== null;
};

/** Who it is, whether to remember, and the password, encrypted: `base64|0|base64`. */
const sealedLogin = {
  where: 'cookie',
  name: /^DW[0-9a-f]{32}$/,
  format: 'composite',
  flags: { httpOnly: true, secure: false, sameSite: 'unset' },
} as const;

const traps = [
  'the login form has fields `u` and `p`, and no word of a password',
  'name and encrypted password are in the cookie: the server decrypts it, and goes on to know the user without its sessions',
  'the cookie `DokuWiki` is there before the login, and the login does not change it',
  'each answer to a visitor deletes the cookie that is not there',
];

export const dokuwiki: ZooApp = {
  name: 'dokuwiki',
  title: 'DokuWiki',
  stack: 'PHP · DokuWiki, server-rendered',
  packages: { apt: ['dokuwiki', 'php-cli', 'php-xml'] },
  start,
  open,
  login: (page) => login(page, false),
  use,
  logout,
  isSignedIn,
  truth: {
    kind: 'session',
    state: 'client',
    // The id of the session is part of the key: needed too, but it does not say who it is.
    decisive: [sealedLogin, { where: 'cookie', name: 'DokuWiki', format: 'opaque', optional: true }],
    mechanisms: ['sealed-session-cookie'],
  },
  unsure: ['state', 'mechanisms'],
  traps,
};

export const dokuwikiRemembered: ZooApp = {
  ...dokuwiki,
  name: 'dokuwiki-remembered',
  title: 'DokuWiki, remembered',
  login: (page) => login(page, true),
  truth: { ...dokuwiki.truth, decisive: [sealedLogin] },
  // A value with fields may carry the login or only say where to look it up.
  unsure: ['state', 'mechanisms'],
  traps: [...traps, 'for a year the cookie opens the wiki without any session'],
};

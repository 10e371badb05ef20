import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill, quiet } from '../page.ts';
import { servePhp } from '../php.ts';

const CODE = '/var/lib/mediawiki';

export const mediawiki: ZooApp = {
  name: 'mediawiki',
  title: 'MediaWiki',
  stack: 'PHP · MediaWiki, server-rendered',
  packages: { apt: ['mediawiki', 'php-cli', 'php-sqlite3'] },
  async start(home) {
    const port = await freePort();
    home.run('php', [
      `${CODE}/maintenance/install.php`,
      '--dbtype=sqlite',
      '--dbname=zoo',
      `--dbpath=${join(home.data, 'db')}`,
      `--confpath=${home.data}`,
      `--server=http://${HOST}:${port}`,
      '--scriptpath=',
      `--pass=${user.password}`,
      '--skins=Vector',
      'Zoo',
      user.name,
    ]);
    const url = servePhp(home, CODE, port, { env: { MW_CONFIG_FILE: join(home.data, 'LocalSettings.php') } });
    await home.waitFor(`${url}/index.php`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/index.php`);
    await click(page, '#pt-login a');
    await page.waitForSelector('#wpName1');
  },
  async login(page) {
    await fill(page, '#wpName1', user.name);
    await fill(page, '#wpPassword1', user.password);
    await click(page, '#wpLoginAttempt');
    await page.waitForSelector('#pt-logout');
  },
  async use(page, url) {
    await page.goto(`${url}/index.php?title=Special:Watchlist`);
    await quiet(page);
    await page.goto(`${url}/index.php?title=Rabbit&action=edit`);
    await fill(page, '#wpTextbox1', 'It is late.');
    await click(page, '#wpSave');
    await page.waitForSelector('body.action-view');
  },
  async logout(page) {
    await click(page, '#pt-logout a');
    await page.waitForSelector('#pt-login');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/index.php?title=Special:Watchlist`);
    return (await page.$('#pt-logout')) !== null;
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'zoo_session',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
      // No secret, but without it the session is taken for a visitor's.
      { where: 'cookie', name: 'zooUserID', format: /./, optional: true },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: [
    'the cookies are named after the database',
    '`zoo_session` is there as soon as a visitor sees the login form',
    '`zooUserID` and `zooUserName` live for a month, are HttpOnly, and sign nobody in by themselves',
    'the login form asks for a token of its own, and the editor for another',
  ],
};

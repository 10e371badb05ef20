import { user, type ZooApp } from '../app.ts';
import { freePort } from '../home.ts';
import { MARIADB, startMariadb } from '../mariadb.ts';
import { click, fill } from '../page.ts';
import { servePhp } from '../php.ts';

const SIGNED_IN = 'a.logout';
const flags = { httpOnly: true, secure: false, sameSite: 'strict' } as const;

export const phpmyadmin: ZooApp = {
  name: 'phpmyadmin',
  title: 'phpMyAdmin',
  stack: 'PHP · phpMyAdmin, jQuery',
  packages: { apt: ['phpmyadmin', 'php-cli', 'php-mysql', MARIADB] },
  async start(home) {
    const { socket, query } = await startMariadb(home);
    query(`CREATE USER '${user.name}'@'localhost' IDENTIFIED BY '${user.password}';
      GRANT ALL ON \`zoo%\`.* TO '${user.name}'@'localhost'`);
    // Its settings are everybody's, and name the server that PHP finds by itself.
    const url = servePhp(home, '/usr/share/phpmyadmin', await freePort(), {
      settings: { 'mysqli.default_socket': socket },
    });
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#input_username');
  },
  async login(page) {
    await fill(page, '#input_username', user.name);
    await fill(page, '#input_password', user.password);
    await click(page, '#input_go');
    await page.waitForSelector(SIGNED_IN);
  },
  async use(page, url) {
    await page.goto(`${url}/index.php?route=/server/databases`);
    await fill(page, '#text_create_db', `zoo_${Date.now()}`);
    await click(page, '#buttonGo');
    await page.waitForSelector('#create_table_form_minimal, #createTableMinimalForm');
  },
  async logout(page) {
    await click(page, SIGNED_IN);
    await page.waitForSelector('#input_username');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/index.php?route=/server/databases`);
    return (await page.$(SIGNED_IN)) !== null;
  },
  truth: {
    kind: 'session',
    state: 'both',
    decisive: [
      { where: 'cookie', name: 'phpMyAdmin', format: 'opaque', flags },
      { where: 'cookie', name: 'pmaAuth-1', format: 'opaque', flags },
      // Needed too, but it only says who it is.
      { where: 'cookie', name: 'pmaUser-1', format: 'opaque', flags, optional: true },
    ],
    mechanisms: ['session-cookie'],
  },
  // Its cookies are written anew with every answer: sealed, or good for one use, the outside does not show.
  unsure: ['state'],
  traps: [
    'the password itself is in `pmaAuth-1`, sealed with a key that lies in the session of the cookie `phpMyAdmin`',
    'each answer seals both anew: the values change all the time, the login does not',
    '`pmaUser-1` lives for a month, outlives the logout, and signs nobody in',
    '`token`, in forms, URLs and sessionStorage, is against CSRF; `guid` names the tab',
  ],
};

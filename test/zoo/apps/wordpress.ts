import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { MARIADB, startMariadb } from '../mariadb.ts';
import { click, fill } from '../page.ts';

const KEYS = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'];

export const wordpress: ZooApp = {
  name: 'wordpress',
  title: 'WordPress',
  stack: 'PHP · server-rendered, React',
  packages: {
    apt: ['wordpress', 'wordpress-theme-twentytwentythree', 'php-cli', 'php-mysql', 'php-mbstring', 'php-xml', MARIADB],
  },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const { socket, query } = await startMariadb(home);
    query('CREATE DATABASE wp CHARACTER SET utf8mb4');
    // The package's own settings lie beside its code and are everybody's: a copy has its own.
    const root = join(home.data, 'www');
    cpSync('/usr/share/wordpress', root, { recursive: true, dereference: true });
    mkdirSync(join(root, 'wp-content/uploads'), { recursive: true });
    const settings = {
      DB_NAME: 'wp',
      DB_USER: 'root',
      DB_PASSWORD: '',
      DB_HOST: `localhost:${socket}`,
      DB_CHARSET: 'utf8mb4',
      DB_COLLATE: '',
      WP_HOME: url,
      WP_SITEURL: url,
      ...Object.fromEntries(KEYS.flatMap((key) => [`${key}_KEY`, `${key}_SALT`]).map((key) => [key, key.repeat(6)])),
    };
    const quietly = ['WP_HTTP_BLOCK_EXTERNAL', 'DISABLE_WP_CRON', 'AUTOMATIC_UPDATER_DISABLED'];
    home.write(
      'www/wp-config.php',
      [
        '<?php',
        ...Object.entries(settings).map(([name, value]) => `define('${name}', '${value}');`),
        ...quietly.map((name) => `define('${name}', true);`),
        "$table_prefix = 'wp_';",
        "define('ABSPATH', __DIR__ . '/');",
        "require_once ABSPATH . 'wp-settings.php';",
      ].join('\n'),
    );
    home.spawn(
      'php',
      ['-d', 'display_errors=0', '-d', 'sendmail_path=/bin/true', '-S', `${HOST}:${port}`, '-t', root],
      {
        env: { PHP_CLI_SERVER_WORKERS: '4' },
      },
    );
    await home.waitFor(`${url}/wp-login.php`);
    await setUp(url);
    // No pictures from other servers: of its users, and of the tour that the editor gives at first.
    query(`UPDATE wp.wp_options SET option_value = '0' WHERE option_name = 'show_avatars';
      INSERT INTO wp.wp_usermeta (user_id, meta_key, meta_value) VALUES (1, 'wp_persisted_preferences',
        'a:1:{s:14:"core/edit-post";a:1:{s:12:"welcomeGuide";b:0;}}')`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/wp-login.php`);
    // Its script puts the cursor into the first field when all is loaded.
    await page.waitForSelector('#user_login:focus');
  },
  async login(page) {
    await fill(page, '#user_login', user.name);
    await fill(page, '#user_pass', user.password);
    await click(page, '#wp-submit');
    await page.waitForSelector('#wpadminbar');
  },
  async use(page, url) {
    await page.goto(`${url}/wp-admin/options-general.php`);
    await click(page, '#submit');
    await page.waitForSelector('#setting-error-settings_updated');
    await page.goto(`${url}/wp-admin/post-new.php`);
    await fill(page, '.editor-post-title__input', 'Hello');
    await click(page, '.editor-post-save-draft');
    await page.waitForSelector('.editor-post-saved-state.is-saved');
    await page.goto(`${url}/`);
    await page.waitForSelector('#wpadminbar');
  },
  async logout(page) {
    await page.hover('#wp-admin-bar-my-account');
    await click(page, '#wp-admin-bar-logout a');
    await page.waitForSelector('#user_login');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    if ((await page.$('#wpadminbar')) !== null) return true;
    await page.goto(`${url}/wp-admin/users.php`);
    return (await page.$('#the-list')) !== null;
  },
  truth: {
    kind: 'session',
    // Signed, and with a token inside that is looked up in the list of the user's sessions (wp-includes/pluggable.php).
    state: 'server',
    decisive: [/^wordpress_[0-9a-f]{32}$/, /^wordpress_logged_in_[0-9a-f]{32}$/].map((name) => ({
      where: 'cookie',
      name,
      format: 'sealed:wordpress',
      flags: { httpOnly: true, secure: false, sameSite: 'unset' },
    })),
    mechanisms: ['session-cookie'],
  },
  traps: [
    'two cookies, each for its own part of the site, and one of them on two paths',
    '`X-WP-Nonce` and `_wpnonce` are against forgery and no credentials',
    '`wordpress_test_cookie` is there before the login, `wp-settings-…` comes after it',
  ],
};

/** Its own first screen, which makes the tables and the user. */
const setUp = async (url: string): Promise<void> => {
  const answer = await fetch(`${url}/wp-admin/install.php?step=2`, {
    method: 'POST',
    body: new URLSearchParams({
      weblog_title: 'Zoo',
      user_name: user.name,
      admin_password: user.password,
      admin_password2: user.password,
      pw_weak: 'on',
      admin_email: 'alice@example.test',
      blog_public: '0',
      language: '',
    }),
  });
  const said = await answer.text();
  if (!said.includes('Success!')) throw new Error(`wordpress was not set up: ${answer.status} ${said.slice(-500)}`);
};

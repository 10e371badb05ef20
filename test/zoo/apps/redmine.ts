import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST, type Home } from '../home.ts';
import { click, fill } from '../page.ts';

const CODE = '/usr/share/redmine';

/** Debian's Redmine serves several instances, each a folder under its own; enough steps up end at the root. */
const settingsOf = (folder: string): Record<string, string> => ({
  REDMINE_INSTANCE: `../../../../..${folder}`,
  RAILS_ENV: 'production',
  REDMINE_LANG: 'en',
  // Where the migrations would write what the tables look like.
  SCHEMA: '/dev/null',
});

const database = (file: string): string => `production: {adapter: sqlite3, database: ${JSON.stringify(file)}}\n`;

const SEED = `
Setting.autologin = '7'
alice = User.new(firstname: 'Alice', lastname: 'Liddell', mail: 'alice@example.test', language: 'en', admin: true)
alice.login = '${user.name}'
alice.password = alice.password_confirmation = '${user.password}'
alice.save!
Project.create!(name: 'Zoo', identifier: 'zoo', trackers: Tracker.all)
`;

const layOut = (home: Home, file: string): void => {
  for (const folder of ['log', 'files', 'tmp', 'public/plugin_assets'])
    mkdirSync(join(home.data, folder), { recursive: true });
  home.write('config/database.yml', database(file));
  home.write('config/secret_key.txt', '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e');
};

const templateOf = (home: Home): string => join(home.folder, 'template.db');

export const redmine: ZooApp = {
  name: 'redmine',
  title: 'Redmine',
  stack: 'Ruby · Rails, server-rendered',
  packages: { apt: ['redmine', 'redmine-sqlite', 'puma'] },
  async install(home) {
    const template = templateOf(home);
    rmSync(template, { force: true });
    home.emptyData();
    layOut(home, template);
    const options = { cwd: CODE, env: settingsOf(home.data) };
    // In one run the default data would still see the classes as they were before there were tables.
    home.run('/usr/bin/rake', ['db:migrate'], options);
    home.run('/usr/bin/rake', ['redmine:load_default_data'], options);
    home.run('/usr/bin/rails', ['runner', home.write('seed.rb', SEED)], options);
  },
  async start(home) {
    const port = await freePort();
    const file = join(home.data, 'redmine.db');
    copyFileSync(templateOf(home), file);
    layOut(home, file);
    home.spawn('/usr/bin/puma', ['-e', 'production', '-b', `tcp://${HOST}:${port}`], {
      cwd: CODE,
      env: settingsOf(home.data),
    });
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/login`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await click(page, 'a.login');
    await page.waitForSelector('#username');
  },
  async login(page) {
    await fill(page, '#username', user.name);
    await fill(page, '#password', user.password);
    await click(page, '#autologin');
    await click(page, '#login-submit');
    await page.waitForSelector('#loggedas');
  },
  async use(page, url) {
    await page.goto(`${url}/my/page`);
    await page.goto(`${url}/projects/zoo/issues/new`);
    await fill(page, '#issue_subject', 'The rabbit is late');
    await click(page, 'input[name=commit]');
    await page.waitForSelector('#flash_notice');
    await page.goto(`${url}/projects/zoo/issues`);
  },
  async logout(page) {
    await click(page, 'a.logout');
    await page.waitForSelector('a.login');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/my/page`);
    return (await page.$('#loggedas')) !== null;
  },
  truth: {
    kind: 'session',
    state: 'client',
    decisive: [
      {
        where: 'cookie',
        name: 'Redmine',
        format: 'sealed:rails',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
      { where: 'cookie', name: 'autologin', format: 'opaque', optional: true },
    ],
    mechanisms: ['sealed-session-cookie'],
  },
  traps: [
    'Debian names the cookie `Redmine`, not `_redmine_session`, and drops its SameSite',
    'the cookie holds the session itself, and in it a token that the server also looks up: a logout ends it',
    'a visitor who is not signed in has the cookie too, and each answer changes it',
    '`autologin` alone signs in as well',
  ],
};

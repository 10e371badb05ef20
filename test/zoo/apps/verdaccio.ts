import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { quiet } from '../page.ts';

export const verdaccio: ZooApp = {
  name: 'verdaccio',
  title: 'Verdaccio',
  stack: 'Node · Express, React',
  // It asks for a dist-tag of node-fetch that a mirror may lack.
  packages: { npm: ['verdaccio@6.8.0'], npmSettings: { overrides: { 'node-fetch': '2.7.0' } } },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const hash = home.run('node', ['-p', `require('bcryptjs').hashSync(${JSON.stringify(user.password)}, 8)`]).trim();
    home.write('htpasswd', `${user.name}:${hash}:autocreated 2024-01-01T00:00:00.000Z\n`);
    const config = home.write(
      'config.yaml',
      [
        `storage: ${home.data}/storage`,
        `auth: {htpasswd: {file: ${home.data}/htpasswd, max_users: 10}}`,
        'uplinks: {}',
        'web: {enable: true, title: Zoo}',
        "packages: {'@secret/*': {access: $authenticated, publish: $authenticated}, '**': {access: $all, publish: $authenticated}}",
        'log: {type: stdout, format: json, level: http}',
      ].join('\n'),
    );
    home.spawn('node', [`${home.folder}/node_modules/verdaccio/bin/verdaccio`, '--config', config, '--listen', url]);
    await home.waitFor(`${url}/-/ping`);
    await publishSecret(url);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('[data-testid="header--button-login"]');
  },
  async login(page) {
    await page.click('[data-testid="header--button-login"]');
    await page.waitForSelector('#login--dialog-username', { visible: true });
    await page.type('#login--dialog-username', user.name);
    await page.type('#login--dialog-password', user.password);
    await page.click('#login--dialog-button-submit');
    await page.waitForSelector('[data-testid="logInDialogIcon"]');
  },
  async use(page, url) {
    await page.goto(`${url}/-/web/detail/@secret/zoo`);
    await quiet(page);
  },
  async logout(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('[data-testid="logInDialogIcon"]');
    await page.click('[data-testid="logInDialogIcon"]');
    await page.waitForSelector('[data-testid="logOutDialogIcon"]', { visible: true });
    await page.click('[data-testid="logOutDialogIcon"]');
    await page.waitForSelector('[data-testid="header--button-login"]');
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('[data-testid="header--button-login"], [data-testid="logInDialogIcon"]');
    await quiet(page);
    return page.evaluate(() => document.body.textContent.includes('@secret/zoo'));
  },
  truth: {
    kind: 'token',
    state: 'client',
    decisive: [{ where: 'localStorage', name: 'token', format: 'jwt' }],
    mechanisms: ['bearer-jwt'],
  },
  traps: ['`username` lies beside the token and is no credential', 'readable without a login'],
};

/** A package that only signed-in users see in the list. */
const publishSecret = async (url: string): Promise<void> => {
  const name = '@secret/zoo';
  const version = '1.0.0';
  const data = Buffer.from('H4sIAAAAAAAAAwMAAAAAAAAAAAA=', 'base64');
  const file = `zoo-${version}.tgz`;
  const body = {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, dist: { tarball: `${url}/${name}/-/${file}` } } },
    _attachments: {
      [file]: { content_type: 'application/octet-stream', data: data.toString('base64'), length: data.length },
    },
  };
  const authorization = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  const answer = await fetch(`${url}/${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`verdaccio took no package: ${answer.status} ${await answer.text()}`);
};

import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { answerChallenge, click, fill, openChallenged } from '../page.ts';

export const prometheus: ZooApp = {
  name: 'prometheus',
  title: 'Prometheus',
  stack: 'Go · net/http, server-rendered',
  packages: { apt: ['prometheus', 'apache2-utils'] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    const login = home.run('htpasswd', ['-niB', user.name], { input: user.password }).trim();
    const hash = login.slice(user.name.length + 1);
    const web = home.write('web.yml', `basic_auth_users: {${user.name}: '${hash}'}\n`);
    const config = home.write('prometheus.yml', 'global: {scrape_interval: 5s}\n');
    home.spawn('prometheus', [
      `--config.file=${config}`,
      `--web.config.file=${web}`,
      `--web.listen-address=${HOST}:${port}`,
      `--storage.tsdb.path=${join(home.data, 'tsdb')}`,
    ]);
    await home.waitFor(`${url}/-/healthy`);
    return url;
  },
  async open(page, url) {
    await openChallenged(page, `${url}/graph`);
  },
  async login(page, url) {
    await answerChallenge(page, `${url}/graph`);
    await page.waitForSelector('.expression_input');
  },
  async use(page, url) {
    await fill(page, 'textarea[name=expr]', '1 + 1');
    await click(page, '.execute_btn');
    await page.waitForSelector('.console tbody td');
    await page.goto(`${url}/classic/targets`);
  },
  async isSignedIn(page, url) {
    const answer = await page.goto(`${url}/graph`).catch(() => null);
    return answer?.status() === 200;
  },
  truth: {
    kind: 'http-auth',
    // The name and the hash are looked up for every request (exporter-toolkit: web/handler.go).
    state: 'server',
    decisive: [{ where: 'header', name: 'Authorization', format: 'basic' }],
    mechanisms: ['basic'],
  },
  traps: [
    'the browser never shows its Authorization header, and there is no cookie',
    'nothing of it can be signed out of, and nothing of it writes',
  ],
};

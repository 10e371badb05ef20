import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { answerChallenge, click, fill, openChallenged } from '../page.ts';

/** What would speak to other machines. */
const OFF = [
  'globalAnnounceEnabled',
  'localAnnounceEnabled',
  'relaysEnabled',
  'natEnabled',
  'crashReportingEnabled',
  'announceLANAddresses',
];

export const syncthing: ZooApp = {
  name: 'syncthing',
  title: 'Syncthing',
  stack: 'Go · net/http, AngularJS',
  packages: { apt: ['syncthing'] },
  async start(home) {
    const port = await freePort();
    const url = `http://${HOST}:${port}`;
    home.write(
      'config.xml',
      `<configuration version="36">
<gui enabled="true" tls="false"><address>${HOST}:${port}</address></gui>
<options><listenAddress>tcp://${HOST}:${await freePort()}</listenAddress>${OFF.map((name) => `<${name}>false</${name}>`).join('')}
<urAccepted>-1</urAccepted></options></configuration>`,
    );
    const there = `--home=${home.data}`;
    const login = [`--gui-user=${user.name}`, '--gui-password=-'];
    home.run('syncthing', ['generate', there, '--no-default-folder', ...login], { input: `${user.password}\n` });
    home.spawn('syncthing', ['serve', there, '--no-browser', '--no-restart', '--no-upgrade']);
    await home.waitFor(`${url}/`);
    return url;
  },
  async open(page, url) {
    await openChallenged(page, `${url}/`);
  },
  async login(page, url) {
    await answerChallenge(page, `${url}/`);
    await page.waitForSelector('#device-this');
  },
  async use(page) {
    await click(page, 'a.dropdown-toggle ::-p-text(Actions)');
    await click(page, 'li a[ng-click="showSettings()"]');
    await fill(page, '#DeviceName', 'zoo');
    const written = page.waitForResponse(
      (answer) => answer.request().method() !== 'GET' && answer.url().includes('/rest/'),
    );
    await click(page, '#settings button[ng-click="saveSettings()"]');
    await written;
  },
  async isSignedIn(page, url) {
    const answer = await page.goto(`${url}/`).catch(() => null);
    return answer?.status() === 200;
  },
  truth: {
    kind: 'hybrid',
    // The session is forgotten when the server ends: the cookie alone gets 401 afterwards.
    state: 'server',
    decisive: [
      { where: 'header', name: 'Authorization', format: 'basic' },
      {
        where: 'cookie',
        name: /^sessionid-[0-9A-Z]{5}$/,
        format: 'opaque',
        flags: { httpOnly: false, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['basic', 'session-cookie'],
  },
  traps: [
    'both names end in five characters of the device, new for each installation',
    'the session and the anti-forgery cookie come with one answer, look alike, and scripts may read both',
    'the page sends `CSRF-Token-…` back as a header, which is no credential',
    'the settings that it saves hold a password field, and nobody signs in with them',
  ],
};

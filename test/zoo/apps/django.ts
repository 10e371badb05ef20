import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';

export const django: ZooApp = {
  name: 'django',
  title: 'Django admin',
  stack: 'Python · Django, server-rendered',
  packages: { apt: ['python3-django'] },
  async start(home) {
    const port = await freePort();
    const manage = (...args: string[]) =>
      home.run('/usr/bin/python3', ['manage.py', ...args], {
        cwd: home.data,
        env: { DJANGO_SUPERUSER_PASSWORD: user.password },
      });
    home.run('/usr/bin/django-admin', ['startproject', 'site0', '.'], { cwd: home.data });
    manage('migrate', '-v0');
    manage('createsuperuser', '--noinput', '--username', user.name, '--email', 'alice@example.test', '-v0');
    home.spawn('/usr/bin/python3', ['manage.py', 'runserver', '--noreload', `${HOST}:${port}`]);
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/admin/login/`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/admin/`);
    await page.waitForSelector('#id_username');
  },
  async login(page) {
    await page.type('#id_username', user.name);
    await page.type('#id_password', user.password);
    await page.click('input[type=submit]');
    await page.waitForSelector('#user-tools');
  },
  async use(page, url) {
    await page.goto(`${url}/admin/auth/group/add/`);
    await page.type('#id_name', `readers ${Date.now()}`);
    await page.click('input[name=_save]');
    await page.waitForSelector('.messagelist');
  },
  async logout(page, url) {
    await page.goto(`${url}/admin/logout/`);
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/admin/auth/user/`);
    return (await page.$('#user-tools')) !== null;
  },
  truth: {
    kind: 'session',
    state: 'server',
    decisive: [
      {
        where: 'cookie',
        name: 'sessionid',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'lax' },
      },
    ],
    mechanisms: ['session-cookie'],
  },
  traps: ['`csrftoken` is there before the login and lives a year', '`messages` is signed and no credential'],
};

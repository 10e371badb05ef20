import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { answerChallenge, openChallenged } from '../page.ts';

const SETTINGS = ['catalina.properties', 'context.xml', 'web.xml', 'logging.properties'];

export const tomcat: ZooApp = {
  name: 'tomcat',
  title: 'Tomcat Manager',
  stack: 'Java · Servlet, server-rendered',
  packages: { apt: ['tomcat10', 'tomcat10-admin'] },
  async start(home) {
    const port = await freePort();
    for (const folder of ['conf/Catalina/localhost', 'logs', 'temp', 'work', 'webapps/ROOT'])
      mkdirSync(join(home.data, folder), { recursive: true });
    for (const name of SETTINGS) cpSync(`/usr/share/tomcat10/etc/${name}`, join(home.data, 'conf', name));
    home.write(
      'conf/server.xml',
      `<Server port="-1"><Service name="Catalina"><Connector address="${HOST}" port="${port}" protocol="HTTP/1.1"/>
<Engine name="Catalina" defaultHost="localhost">
<Realm className="org.apache.catalina.realm.MemoryRealm" pathname="conf/tomcat-users.xml"/>
<Host name="localhost" appBase="webapps"/></Engine></Service></Server>`,
    );
    home.write(
      'conf/tomcat-users.xml',
      `<tomcat-users><role rolename="manager-gui"/><user username="${user.name}" password="${user.password}" roles="manager-gui"/></tomcat-users>`,
    );
    home.write(
      'conf/Catalina/localhost/manager.xml',
      '<Context path="/manager" docBase="/usr/share/tomcat10-admin/manager" antiResourceLocking="false" privileged="true"/>',
    );
    home.spawn('/bin/bash', ['/usr/share/tomcat10/bin/catalina.sh', 'run'], {
      env: {
        CATALINA_HOME: '/usr/share/tomcat10',
        CATALINA_BASE: home.data,
        CATALINA_TMPDIR: join(home.data, 'temp'),
      },
    });
    const url = `http://${HOST}:${port}`;
    await home.waitFor(`${url}/manager/html`);
    return url;
  },
  async open(page, url) {
    await openChallenged(page, `${url}/manager/html`);
  },
  async login(page, url) {
    await answerChallenge(page, `${url}/manager/html`);
    await page.waitForSelector('form[action*="/manager/html/stop"], form[action*="/manager/html/expire"]');
  },
  async use(page, url) {
    await page.goto(`${url}/manager/status`);
  },
  async isSignedIn(page, url) {
    const answer = await page.goto(`${url}/manager/html`).catch(() => null);
    return answer?.status() === 200;
  },
  truth: {
    kind: 'hybrid',
    state: 'server',
    decisive: [
      { where: 'header', name: 'Authorization', format: 'basic' },
      {
        where: 'cookie',
        name: 'JSESSIONID',
        format: 'opaque',
        flags: { httpOnly: true, secure: false, sameSite: 'unset' },
      },
    ],
    mechanisms: ['basic', 'session-cookie'],
  },
  traps: ['the browser never shows its Authorization header', 'a nonce in every URL looks like a token'],
};

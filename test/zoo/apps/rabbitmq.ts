import { user, type ZooApp } from '../app.ts';
import { freePort, HOST } from '../home.ts';
import { click, fill } from '../page.ts';

export const rabbitmq: ZooApp = {
  name: 'rabbitmq',
  title: 'RabbitMQ management',
  stack: 'Erlang · Cowboy, Sammy',
  packages: { apt: ['rabbitmq-server'] },
  async start(home) {
    const [port, amqp, nodes, names] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const url = `http://${HOST}:${port}`;
    const config = home.write(
      'rabbitmq.conf',
      [
        `listeners.tcp.local = ${HOST}:${amqp}`,
        `management.tcp.ip = ${HOST}`,
        `management.tcp.port = ${port}`,
        `default_user = ${user.name}`,
        `default_pass = ${user.password}`,
      ].join('\n'),
    );
    // Erlang's directory of nodes would start by itself, for everybody and for good.
    const erlang = { ERL_EPMD_PORT: String(names), ERL_EPMD_ADDRESS: HOST, HOME: home.data };
    home.spawn('epmd', [], { env: erlang });
    home.spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', [], {
      env: {
        ...erlang,
        RABBITMQ_NODENAME: `zoo@${HOST}`,
        RABBITMQ_USE_LONGNAME: 'true',
        RABBITMQ_DIST_PORT: String(nodes),
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-kernel inet_dist_use_interface {${HOST.replaceAll('.', ',')}}`,
        RABBITMQ_CONF_ENV_FILE: '/dev/null',
        RABBITMQ_CONFIG_FILE: config,
        RABBITMQ_ENABLED_PLUGINS_FILE: home.write('enabled_plugins', '[rabbitmq_management].\n'),
        RABBITMQ_MNESIA_BASE: `${home.data}/mnesia`,
        RABBITMQ_LOG_BASE: `${home.data}/log`,
        RABBITMQ_PID_FILE: `${home.data}/pid`,
      },
    });
    await home.waitFor(`${url}/api/overview`);
    return url;
  },
  async open(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#login input[name=username]', { visible: true });
  },
  async login(page) {
    await fill(page, '#login input[name=username]', user.name);
    await fill(page, '#login input[name=password]', user.password);
    await click(page, '#login input[type=submit]');
    await page.waitForSelector('#logout');
  },
  async use(page, url) {
    await page.goto(`${url}/#/queues`);
    await click(page, 'h2 ::-p-text(Add a new queue)');
    const name = `letters-${Date.now()}`;
    await fill(page, 'form[action="#/queues"] input[name=name]', name);
    await click(page, 'form[action="#/queues"] input[type=submit]');
    await page.waitForSelector(`td ::-p-text(${name})`);
  },
  async logout(page) {
    await click(page, '#logout input[type=submit]');
    await page.waitForSelector('#login input[name=username]', { visible: true });
  },
  async isSignedIn(page, url) {
    await page.goto(`${url}/`);
    await page.waitForSelector('#login, #logout');
    if ((await page.$('#logout')) !== null) return true;
    // Without the browser's own credentials: it would ask for them in a dialog that nobody answers.
    return page.evaluate(async () => (await fetch('/api/whoami', { credentials: 'omit' })).ok);
  },
  truth: {
    kind: 'http-auth',
    state: 'server',
    decisive: [
      { where: 'header', name: 'Authorization', format: 'basic' },
      {
        where: 'cookie',
        name: 'm',
        format: /./,
        flags: { httpOnly: false, secure: false, sameSite: 'unset' },
        optional: true,
      },
    ],
    mechanisms: ['basic'],
  },
  traps: [
    'the cookie `m` holds name and password among settings, for the script alone: the server looks at the header',
    'the login form is never sent: the script makes the header from it, and asks `api/whoami`',
    'after the logout `m` stays, without the password in it',
    'before the login the header says `null`',
  ],
};

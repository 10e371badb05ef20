/** A MariaDB of an application's own. */
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Home } from './home.ts';

/** What brings it, from apt. */
export const MARIADB = 'mariadb-server';

export interface Mariadb {
  /** Path of the unix socket; there is no other way in. `root` needs no password. */
  socket: string;
  /** Runs statements to their end. @throws with the server's words, if one fails */
  query(sql: string): string;
}

/** Starts a server with no databases but its own, in the data folder. It ends with the application. */
export const startMariadb = async (home: Home): Promise<Mariadb> => {
  const folder = join(home.data, 'mariadb');
  const socket = join(home.data, 'mariadb.sock');
  const here = ['--no-defaults', `--datadir=${folder}`, ...(process.getuid?.() === 0 ? ['--user=root'] : [])];
  home.run('mariadb-install-db', [...here, '--auth-root-authentication-method=normal', '--skip-test-db']);
  // Its data die with it: nothing need be safe on the disk.
  const quick = ['--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin'];
  const pid = `--pid-file=${join(home.data, 'mariadb.pid')}`;
  home.spawn('/usr/sbin/mariadbd', [...here, `--socket=${socket}`, '--skip-networking', pid, ...quick]);
  await home.waitUntil('open its database', 60, () => listens(socket));
  return {
    socket,
    query: (sql) => home.run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root'], { input: sql }),
  };
};

const listens = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = connect(path, () => {
      asking.destroy();
      resolve(true);
    });
    asking.once('error', () => resolve(false));
  });

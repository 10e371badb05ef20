/** PHP applications: by the server that PHP brings. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, type Home } from './home.ts';

export interface PhpOptions {
  env?: Record<string, string>;
  /** Settings of php.ini. */
  settings?: Record<string, string>;
}

/** Serves a folder; sessions lie in the data folder. Gives the address at once: `home.waitFor` it. */
export const servePhp = (
  home: Home,
  root: string,
  port: number,
  { env = {}, settings = {} }: PhpOptions = {},
): string => {
  const sessions = join(home.data, 'sessions');
  mkdirSync(sessions, { recursive: true });
  const all = { display_errors: '0', sendmail_path: '/bin/true', 'session.save_path': sessions, ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  home.spawn('php', [...flags, '-S', `${HOST}:${port}`, '-t', root], {
    // A page may ask for a dozen things at once.
    env: { PHP_CLI_SERVER_WORKERS: '4', ...env },
  });
  return `http://${HOST}:${port}`;
};

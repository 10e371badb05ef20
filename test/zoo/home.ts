/** Where an application of the zoo lives: its folder, its packages, its processes. Servers listen on loopback only. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ZooApp } from './app.ts';

export const HOST = '127.0.0.1';

/** Installed applications are kept between runs; what they write is not. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'coatcheck-zoo');

const quietNpm = {
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
  // Native modules need Node's headers; Debian's package brings them, and nothing has to be fetched.
  ...(existsSync('/usr/include/node') ? { npm_config_nodedir: '/usr' } : {}),
};

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  input?: string;
}

export interface SpawnOptions extends Omit<RunOptions, 'input'> {
  /** Handed over as systemd hands over a socket (sd_listen_fds(3)), to a server that cannot be told where to listen. */
  socket?: Server;
}

export class Home {
  readonly app: ZooApp;
  /** Packages and other things that stay. */
  readonly folder: string;
  /** Emptied at each start. */
  readonly data: string;
  readonly #children: ChildProcess[] = [];
  #logs = 0;

  constructor(app: ZooApp) {
    this.app = app;
    this.folder = join(CACHE, app.folder ?? app.name);
    this.data = join(this.folder, 'data');
    mkdirSync(this.folder, { recursive: true });
  }

  /** Packages of the application, once; again when their list has changed. */
  async install(): Promise<void> {
    const { npm = [], npmSettings = {}, apt = [] } = this.app.packages;
    const wanted = JSON.stringify([npm, npmSettings, apt]);
    const stamp = join(this.folder, 'installed.json');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && apt.every(isInstalled)) return;
    aptInstall(apt.filter((name) => !isInstalled(name)));
    if (npm.length > 0) {
      const settings = { private: true, ...npmSettings };
      writeFileSync(join(this.folder, 'package.json'), JSON.stringify(settings));
      const flags = ['--no-save', '--no-package-lock', '--omit=dev', '--legacy-peer-deps'];
      this.run('npm', ['install', ...flags, ...npm], { cwd: this.folder });
    }
    await this.app.install?.(this);
    writeFileSync(stamp, wanted);
  }

  emptyData(): void {
    rmSync(this.data, { recursive: true, force: true });
    mkdirSync(this.data, { recursive: true });
  }

  /** Writes a file of the data folder and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.data, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  /** Runs a command to its end. @throws with its output, if it fails */
  run(command: string, args: readonly string[], options: RunOptions = {}): string {
    const { cwd = this.folder, env = {}, input } = options;
    const done = spawnSync(command, [...args], {
      cwd,
      env: { ...process.env, ...quietNpm, ...env },
      encoding: 'utf8',
      timeout: 900_000,
      maxBuffer: 64 * 1024 * 1024,
      ...(input === undefined ? {} : { input }),
    });
    if (done.status === 0) return done.stdout;
    const said = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`.slice(-2_000);
    throw new Error(`${this.app.name}: ${command} ${args.join(' ')} failed (${done.status}):\n${said}`);
  }

  /** Starts a server in a process group of its own; `stop` ends it. Its output goes to `<name>.log` in the data folder. */
  spawn(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const { cwd = this.data, env = {}, socket } = options;
    this.#logs += 1;
    const log = openSync(join(this.data, `process-${this.#logs}.log`), 'a');
    const child = spawn(command, [...args], {
      cwd,
      env: { ...process.env, ...env, ...(socket === undefined ? {} : { LISTEN_FDS: '1' }) },
      stdio: ['ignore', log, log, ...(socket === undefined ? [] : [descriptorOf(socket)])],
      detached: true,
    });
    socket?.close();
    this.#children.push(child);
    if (child.pid !== undefined) running.add(child.pid);
    return child;
  }

  /** Waits until a URL answers at all. @throws with the servers' last words, if it does not in time */
  waitFor(url: string, seconds = 90): Promise<void> {
    return this.waitUntil(`answer at ${url}`, seconds, () =>
      fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) }).then(
        () => true,
        () => false,
      ),
    );
  }

  /** @throws with the servers' last words, if they do not do in time `what` is said of them */
  async waitUntil(what: string, seconds: number, done: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    while (Date.now() < end) {
      if (await done()) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${this.app.name} does not ${what}:\n${this.lastWords()}`);
  }

  lastWords(): string {
    const logs = Array.from({ length: this.#logs }, (_, index) => join(this.data, `process-${index + 1}.log`));
    return logs.map((file) => readFileSync(file, 'utf8').slice(-1_500)).join('\n---\n');
  }

  /** Ends what was started here, by its process group, last one first. */
  async stop(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) {
      if (child.pid === undefined) continue;
      const ended = new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once('exit', () => resolve());
      });
      // The whole group, also where the first of it has ended already.
      signal(child.pid, 'SIGTERM');
      const timer = setTimeout(() => signal(child.pid as number, 'SIGKILL'), 8_000);
      await ended;
      clearTimeout(timer);
      running.delete(child.pid);
    }
  }
}

/** Process groups that end with this process, also when it is told to end in the middle of a visit. */
const running = new Set<number>();
process.once('exit', () => {
  for (const pid of running) signal(pid, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(1));

/** Node has no public name for it. */
const descriptorOf = (socket: Server): number => Reflect.get(Reflect.get(socket, '_handle'), 'fd');

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended by itself.
  }
};

const isInstalled = (name: string): boolean => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${Status}`, name], { encoding: 'utf8' });
  return stdout === 'install ok installed';
};

const POLICY = '/usr/sbin/policy-rc.d';

/** Installs without letting the packages start their daemons: ours listen on loopback, under our own settings. */
const aptInstall = (names: readonly string[]): void => {
  if (names.length === 0) return;
  const made = !existsSync(POLICY);
  if (made) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=900', ...args], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  try {
    const args = ['-o', 'Dpkg::Options::=--force-confold', 'install', '-y', '-q', '--no-install-recommends', ...names];
    let done = apt(...args);
    if (done.status !== 0) {
      apt('update', '-qq');
      done = apt(...args);
    }
    if (done.status !== 0) throw new Error(`apt could not install ${names.join(' ')}:\n${done.stderr.slice(-2_000)}`);
  } finally {
    if (made) rmSync(POLICY, { force: true });
  }
};

/** A socket that listens on a free port. */
export const freeSocket = (): Promise<{ socket: Server; port: number }> =>
  new Promise((resolve, reject) => {
    const socket = createServer();
    socket.once('error', reject);
    socket.listen(0, HOST, () => {
      const address = socket.address();
      resolve({ socket, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });

/** A port that nobody listens on. */
export const freePort = async (): Promise<number> => {
  const { socket, port } = await freeSocket();
  await new Promise((resolve) => socket.close(resolve));
  return port;
};

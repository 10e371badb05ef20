/**
 * All that a fresh clone needs: dependencies, a browser, the build. Plain JavaScript without imports of packages, because
 * it runs before there are any. `--browser=required` wants Chromium and Firefox and fails without, `--browser=none` looks for
 * none, `--browser=firefox` for Firefox; otherwise it is Chromium, whose lack is only said.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const say = (text) => process.stdout.write(`${text}\n`);

const run = (command, args, options = {}) => {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd: top, stdio: 'inherit', shell, ...options });
  return status === 0;
};

const stop = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`Coatcheck is built with Node 20.19 or newer; this is ${process.versions.node}.`);

const installDependencies = () => {
  const lock = readFileSync(join(top, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const stamp = join(top, 'node_modules', '.coatcheck-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('Installing dependencies …');
  if (!run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']))
    stop('The dependencies could not be installed: see npm’s message above.');
  writeFileSync(stamp, digest);
};

const onPath = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const names = JSON.parse(readFileSync(join(top, 'test', 'helpers', 'browser-names.json'), 'utf8'));

const BROWSERS = {
  chromium: { variable: 'COATCHECK_BROWSER', package: 'chromium', called: 'Chromium, Chrome or Edge' },
  firefox: { variable: 'COATCHECK_FIREFOX', package: 'firefox-esr', called: 'Firefox' },
};

const hasBrowser = (kind) => {
  const named = process.env[BROWSERS[kind].variable];
  if (named) return existsSync(named);
  if (process.platform !== 'linux') return true; // Looked for in its usual places when it is launched.
  return names[kind].some(onPath);
};

/** @returns whether it is there now */
const installBrowser = (kind) => {
  if (hasBrowser(kind)) return true;
  const root = process.getuid?.() === 0;
  const sudo = !root && onPath('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0;
  if (!onPath('apt-get') || !(root || sudo)) return false;
  say(`Installing ${BROWSERS[kind].package} with apt …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => (sudo ? run('sudo', ['apt-get', ...args], { env }) : run('apt-get', args, { env }));
  return (
    apt('update', '-qq') &&
    apt('install', '-y', '-qq', '--no-install-recommends', BROWSERS[kind].package, 'fonts-liberation') &&
    hasBrowser(kind)
  );
};

const build = () => {
  // Two builds are the same only if this is.
  const env = { ...process.env, NODE_ENV: 'production' };
  for (const mode of ['chrome', 'firefox', 'core', 'cli']) {
    if (
      !run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', mode, '--logLevel', 'warn'], { env })
    ) {
      stop(`The build "${mode}" failed: see the message above.`);
    }
  }
};

/** What was asked for: `required` are all, `none` is none, a name is one, and without a word it is Chromium. */
const asked = process.argv.find((word) => word.startsWith('--browser='))?.slice('--browser='.length) ?? 'chromium';
const wanted = asked === 'required' ? Object.keys(BROWSERS) : asked === 'none' ? [] : [asked];

installDependencies();
for (const kind of wanted) {
  if (installBrowser(kind)) continue;
  const { called, variable, package: name } = BROWSERS[kind];
  const advice = `No ${called} was found. Install one (Debian: \`apt install ${name}\`), or set ${variable} to its path.`;
  if (asked === 'required') stop(advice);
  say(advice);
}
say('Building …');
build();

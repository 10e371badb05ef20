/**
 * `npm pack` and `npm publish`: what npm gets has all libraries built in, so that whoever installs it installs nothing else. Before,
 * `package.json` is put aside and one takes its place that says so; afterwards it is put back. Plain JavaScript without imports of
 * packages, as setup.mjs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../..', import.meta.url));
const file = join(top, 'package.json');
const aside = join(top, 'dist/package.json.aside');

/** Written whole or not at all: others may be reading it. */
const put = (text) => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

const restore = () => {
  if (existsSync(aside)) renameSync(aside, file);
};

/** Scripts and libraries are for building it. */
const published = (text) => {
  const {
    scripts: _scripts,
    dependencies: _dependencies,
    devDependencies: _devDependencies,
    ...rest
  } = JSON.parse(text);
  return `${JSON.stringify(rest, null, 2)}\n`;
};

const isBuilt = () => ['dist/core/index.js', 'dist/cli/main.js'].every((path) => existsSync(join(top, path)));

const begin = () => {
  // Of a packing that was broken off.
  restore();
  if (!isBuilt()) {
    const { status } = spawnSync(process.execPath, [join(top, 'test/setup.mjs'), '--browser=none'], {
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0) process.exit(1);
  }
  const text = readFileSync(file, 'utf8');
  mkdirSync(dirname(aside), { recursive: true });
  writeFileSync(aside, text);
  put(published(text));
};

if (process.argv[2] === 'begin') begin();
else restore();

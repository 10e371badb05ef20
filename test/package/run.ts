/**
 * `npm run package`: what the stores get, from the build that was made just before. `-- --release` also stops where
 * vulnerabilities could not be asked for, or something is not committed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf } from '../contract/source.ts';
import { audit } from './audit.ts';
import { runTimeLibraries } from './libraries.ts';
import { lint } from './lint.ts';
import { reasonsIn, reviewOf } from './review.ts';
import { sourceOf } from './source.ts';
import { type Files, filesOf, zipOf } from './zip.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const to = join(top, 'dist/packages');
const release = process.argv.includes('--release');
const manifest = JSON.parse(readFileSync(join(top, 'manifest.json'), 'utf8'));
const pack = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

const stop = (text: string): never => {
  console.error(text);
  process.exit(1);
};

const nameOf = (kind: string): string => `${pack.name}-${pack.version}-${kind}.zip`;

/** Writes a package, tells of it, and gives its digest. */
const put = async (kind: string, files: Files): Promise<string> => {
  const bytes = await zipOf(files);
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(to, nameOf(kind)), bytes);
  console.log(`${digest}  ${String(bytes.length).padStart(8)} bytes  dist/packages/${nameOf(kind)}`);
  return digest;
};

/** Package → folders (or files) at the top of `src` that import it. */
const usersIn = (folder: string): Map<string, Set<string>> => {
  const users = new Map<string, Set<string>>();
  const files = [...filesOf(join(folder, 'src'))].filter(([path]) => /\.tsx?$/.test(path)).sort();
  for (const [path, code] of files) {
    for (const specifier of importsOf(Buffer.from(code).toString())) {
      const library = /^(@[^/]+\/)?[^./][^/]*/.exec(specifier)?.[0];
      if (library !== undefined) users.set(library, (users.get(library) ?? new Set()).add(`src/${path.split('/')[0]}`));
    }
  }
  return users;
};

const source = sourceOf(top);
if (release && !source?.clean) stop('A release is made from a commit: something here is not in one.');

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
console.log('Packing …');
const packages = new Map<string, string>();
for (const kind of ['chrome', 'firefox']) packages.set(nameOf(kind), await put(kind, filesOf(join(top, 'dist', kind))));
if (source !== undefined) {
  const review = reviewOf({
    name: manifest.short_name,
    version: pack.version,
    engine: pack.engines.node,
    node: process.versions.node,
    npm: spawnSync('npm', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).stdout.trim(),
    commit: source.commit,
    permissions: [...manifest.permissions, ...manifest.host_permissions],
    reasons: reasonsIn(readFileSync(join(top, 'README.md'), 'utf8')),
    libraries: runTimeLibraries(top),
    users: usersIn(top),
    packages,
  });
  await put('source', new Map([...source.files, ['REVIEW.md', Buffer.from(review)]]));
  if (!source.clean) console.log('Not all of it is committed: these packages are of no commit.');
} else console.log('This is no git repository: the source zip is left out.');

const complaints = await lint(join(to, nameOf('firefox')));
if (complaints.length > 0) stop(`web-ext lint complains:\n${complaints.join('\n')}`);
console.log('web-ext lint: no error, no warning, no notice.');

const vulnerabilities = await audit(top);
if (!vulnerabilities.asked) {
  const text = `npm audit: NOT ASKED (${vulnerabilities.why}). Run it where it can be asked, before you publish.`;
  if (release) stop(text);
  console.log(text);
} else if (vulnerabilities.found.length > 0)
  stop(`npm audit found vulnerabilities:\n${vulnerabilities.found.join('\n')}`);
else console.log('npm audit: no known vulnerability.');

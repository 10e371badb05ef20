/** What npm gets: packed, installed in an empty folder, and used from there as a library and as a command. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { careless, SECRETS } from '../cli/hars.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'coatcheck-npm-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Packing puts `package.json` aside for a moment: here in a copy, since other tests read it. */
const source = join(scratch, 'source');
const user = join(scratch, 'user');
const installed = join(user, 'node_modules/coatcheck');
const COPIED = [
  'package.json',
  'README.md',
  'LICENSE',
  'test/package/published.mjs',
  'dist/core',
  'dist/cli',
  'src/index.ts',
];

const run = (folder: string, program: string, ...args: string[]) => {
  const { npm_config_registry: _registry, ...env } = process.env;
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', shell, env });
  return { status, stdout, stderr };
};

interface Packed {
  filename: string;
  files: { path: string }[];
}

let packed: Packed | undefined;

beforeAll(() => {
  for (const path of COPIED) cpSync(join(top, path), join(source, path), { recursive: true });
  const pack = run(source, 'npm', 'pack', '--json');
  expect(pack.stderr).not.toContain('npm error');
  packed = (JSON.parse(pack.stdout) as Packed[])[0];
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  // Nothing has to be fetched: what it needs is in it.
  const install = run(
    user,
    'npm',
    'install',
    '--offline',
    '--no-audit',
    '--no-fund',
    join(source, packed?.filename ?? ''),
  );
  expect(install.status, install.stderr).toBe(0);
  writeFileSync(join(user, 'shop.har'), JSON.stringify(careless()));
}, 120_000);

describe('the package that npm gets', () => {
  it('holds the library, its types, the command, and what goes along, and nothing else', () => {
    const paths = packed?.files.map(({ path }) => path) ?? [];
    const TYPES = /^dist\/core\/types\/(index|har\/har|core\/[\w/-]+)\.d\.ts$/;
    expect(paths.filter((path) => !TYPES.test(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/cli/engine.js',
      'dist/cli/main.js',
      'dist/cli/pages.js',
      'dist/cli/reader.js',
      'dist/cli/third-party-licenses.txt',
      'dist/core/index.js',
      'dist/core/third-party-licenses.txt',
      'package.json',
    ]);
    expect(paths).toContain('dist/core/types/index.d.ts');
  });

  it('needs nothing else, and runs nothing when it is installed', () => {
    expect(readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['coatcheck']);
    const pack = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    for (const member of ['dependencies', 'devDependencies', 'scripts', 'private'])
      expect(pack).not.toHaveProperty(member);
    expect(pack).toMatchObject({ name: 'coatcheck', license: 'MIT', type: 'module', engines: { node: '>=20.19' } });
  });

  it('leaves package.json as it was', () => {
    expect(readFileSync(join(source, 'package.json'), 'utf8')).toBe(readFileSync(join(top, 'package.json'), 'utf8'));
  });

  it('is a library for ES modules', () => {
    writeFileSync(
      join(user, 'use.js'),
      `import { readFileSync } from 'node:fs';
       import { assess, findTokens, jsonOf, observationsFromHar } from 'coatcheck';
       const reports = assess(observationsFromHar(JSON.parse(readFileSync('shop.har', 'utf8'))));
       console.log(jsonOf(reports), findTokens('none').length);`,
    );
    const { status, stdout, stderr } = run(user, process.execPath, 'use.js');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('"site": "https://shop.example"');
    expect(SECRETS.filter((secret) => stdout.includes(secret))).toEqual([]);
  });

  it('is a command', () => {
    const { status, stdout, stderr } = run(
      user,
      'npx',
      '--no-install',
      'coatcheck',
      'audit',
      'shop.har',
      '--fail-on',
      'high',
    );
    expect([status, stderr.replace(/^npm warn.*\n/gm, '')]).toEqual([1, '']);
    expect(stdout).toContain('[session-cookie-without-httponly]');
    expect(SECRETS.filter((secret) => stdout.includes(secret))).toEqual([]);
    expect(run(user, 'npx', '--no-install', 'coatcheck', 'explain', 'token-in-url').stdout).toContain(
      'What triggers it',
    );
  });

  it.each(['bundler', 'nodenext'])('has types, as %s resolves them', (resolution) => {
    writeFileSync(
      join(user, 'typed.ts'),
      `import { assess, cookieRole, findTokens, observationsFromHar, type Finding, type SiteReport } from 'coatcheck';
       const reports: SiteReport[] = assess(observationsFromHar({}), { engine: 'firefox' });
       export const worst: Finding | undefined = reports[0]?.findings[0];
       export const kinds: ('jws' | 'jwe')[] = findTokens('').map(({ kind }) => kind);
       // @ts-expect-error: a report has no such member
       export const none = reports[0]?.secret;
       // @ts-expect-error: a cookie has a value
       export const role = cookieRole({ name: 'sid' });`,
    );
    const compiler = join(top, 'node_modules/typescript/bin/tsc');
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const options = [
      '--strict',
      '--noEmit',
      '--target',
      'es2022',
      '--module',
      module,
      '--moduleResolution',
      resolution,
      '--types',
      '',
    ];
    const { status, stdout } = run(user, process.execPath, compiler, ...options, 'typed.ts');
    expect([status, stdout]).toEqual([0, '']);
  });
});

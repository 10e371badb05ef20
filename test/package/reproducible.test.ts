/** Two builds of the same source are the same, wherever, whenever and in whatever language they are made. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, filesOf, zipOf } from './zip.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'coatcheck-twice-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const NEEDED = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'manifest.json',
  'test/e2e/differences.ts',
];

/** What a build needs, copied to a folder of that name; it shares the installed packages. */
const copyTo = (folder: string): void => {
  const all = new Map([
    ...[...filesOf(join(top, 'src'))].map(([path, content]) => [`src/${path}`, content] as const),
    ...[...filesOf(join(top, 'test/package'))].map(([path, content]) => [`test/package/${path}`, content] as const),
    ...NEEDED.map((path) => [path, readFileSync(join(top, path))] as const),
  ]);
  for (const [path, content] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'), 'junction');
};

const build = (folder: string, mode: string, environment: NodeJS.ProcessEnv): Promise<Files> =>
  new Promise((resolve, reject) => {
    const vite = join(folder, 'node_modules/vite/bin/vite.js');
    const env = { ...process.env, VITEST: undefined, NODE_ENV: 'production', ...environment };
    const building = spawn(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: folder,
      env,
    });
    let said = '';
    building.stderr.on('data', (text) => {
      said += text;
    });
    building.on('close', (status) =>
      status === 0 ? resolve(filesOf(join(folder, 'dist', mode))) : reject(new Error(said)),
    );
  });

const PLACES: { folder: string; environment: NodeJS.ProcessEnv }[] = [
  { folder: join(scratch, 'a'), environment: { TZ: 'UTC', LANG: 'C' } },
  {
    folder: join(scratch, 'another folder', 'deeper', 'Ünïcode'),
    environment: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  },
];

const MODES = ['chrome', 'firefox'];

/** Mode → its build in each of the places. */
const builds = new Map<string, Files[]>(MODES.map((mode) => [mode, []]));

beforeAll(async () => {
  for (const { folder } of PLACES) copyTo(folder);
  for (const mode of MODES)
    builds.set(mode, await Promise.all(PLACES.map(({ folder, environment }) => build(folder, mode, environment))));
}, 240_000);

describe.each(MODES)('two builds for %s', (mode) => {
  it('have the same files, with the same content', () => {
    const [one, other] = (builds.get(mode) ?? []).map((files) =>
      [...files].map(([path, content]) => [path, Buffer.from(content).toString('latin1')] as const).sort(),
    );
    expect(one?.length).toBeGreaterThan(20);
    expect(other?.map(([path]) => path)).toEqual(one?.map(([path]) => path));
    const different = one?.filter(([, content], at) => content !== other?.[at]?.[1]).map(([path]) => path);
    expect(different).toEqual([]);
  });

  it('make the same zip', async () => {
    const [one, other] = await Promise.all((builds.get(mode) ?? []).map(zipOf));
    expect(Buffer.compare(one ?? new Uint8Array(), other ?? new Uint8Array(1))).toBe(0);
  });

  it('tell nothing of the folder they were made in', () => {
    const places = [scratch, top].map((path) => path.replace(/[\\/]$/, ''));
    for (const files of builds.get(mode) ?? []) {
      for (const [path, content] of files) {
        const text = Buffer.from(content).toString('utf8');
        expect(
          places.filter((place) => text.includes(place)),
          path,
        ).toEqual([]);
      }
    }
  });
});

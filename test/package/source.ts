/** What the source zip is made of: the files that git tracks, as they lie in the folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './zip.ts';

const git = (folder: string, ...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  return status === 0 ? stdout : undefined;
};

export interface Source {
  files: Files;
  commit: string;
  /** Nothing differs from the commit. */
  clean: boolean;
}

/** `undefined` where the folder is no git repository of its own, such as an unpacked source zip. */
export const sourceOf = (folder: string): Source | undefined => {
  const root = git(folder, 'rev-parse', '--show-toplevel')?.trim();
  const commit = git(folder, 'rev-parse', 'HEAD')?.trim();
  if (root === undefined || commit === undefined || realpathSync(root) !== realpathSync(folder)) return undefined;
  const tracked = (git(folder, 'ls-files', '-z') ?? '')
    .split('\0')
    .filter((path) => existsSync(join(folder, path)) && path);
  return {
    files: new Map(tracked.map((path) => [path, readFileSync(join(folder, path))])),
    commit,
    clean: git(folder, 'status', '--porcelain')?.trim() === '',
  };
};

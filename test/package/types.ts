/** The library's types, as the compiler writes them: only the files that its entrance leads to. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';

const ENTRANCE = 'index';
/** Relative imports, as the source names them: by the file's full name. */
const RELATIVE = /(?<=from\s*|import\(\s*)(['"])(\.[^'"]*)\.ts\1/g;

/** As `tsconfig.json` has them: the compiler takes no settings from there for a single file. */
const options = (top: string): string[] => {
  const { compilerOptions } = JSON.parse(readFileSync(join(top, 'tsconfig.json'), 'utf8'));
  return Object.entries<string | boolean | string[]>({
    ...compilerOptions,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
  }).flatMap(([name, value]) => [`--${name}`, Array.isArray(value) ? value.join(',') : String(value)]);
};

/**
 * Writes `index.d.ts` and what it leads to. They name one another by `.js`, which every resolution of TypeScript's finds.
 * @throws Error with what the compiler said
 */
export const writeTypes = (top: string, to: string): void => {
  const scratch = mkdtempSync(join(tmpdir(), 'coatcheck-types-'));
  try {
    const compiler = join(top, 'node_modules/typescript/bin/tsc');
    const about = ['--ignoreConfig', `src/${ENTRANCE}.ts`, '--rootDir', 'src', '--outDir', scratch];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...about, ...options(top)], {
      cwd: top,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The types cannot be written:\n${stdout}`);
    rmSync(to, { recursive: true, force: true });
    const waiting = [ENTRANCE];
    const done = new Set<string>();
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (done.has(name)) continue;
      done.add(name);
      const text = readFileSync(join(scratch, `${name}.d.ts`), 'utf8');
      const folder = posix.dirname(name);
      for (const [, , path = ''] of text.matchAll(RELATIVE)) waiting.push(posix.join(folder, path));
      const file = join(to, `${name}.d.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text.replace(RELATIVE, '$1$2.js$1'));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
};

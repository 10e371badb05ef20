/**
 * `npm run mutate [-- [--survivors] [--part N/M] [PATH…]]`: how much of the judgement do the tests hold?
 *
 * Each small change that Stryker's instrumenter can make in `src/core/rules` and `src/core/classify` (a comparison turned,
 * a condition fixed, a block emptied) is tried against the tests that reach it. A change that no test notices survived. The
 * tests run in a plain process (test/mutate/worker.ts), because starting a test runner for each of thousands of changes
 * would take days.
 *
 * Not counted: changes to texts (what a finding says is read by people), and changes that take effect while a module is
 * loaded, as those in tables: each of them would need a process of its own. The score is a lower bound: what a test works
 * out while it is collected, it does not work out again for each change, and so it notices nothing there.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Mutant, Outcome } from './worker.ts';

const root = resolve(import.meta.dirname, '../..');
const MUTATED = ['src/core/rules', 'src/core/classify'];
const TESTS = [
  ...['test/core/rules', 'test/core/classify', 'test/core/site', 'test/core/story'],
  ...['test/core/assess.test.ts', 'test/contract/rule-pages.test.ts'],
];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { part: { type: 'string' }, survivors: { type: 'boolean' } },
});

const filesIn = (path: string): string[] =>
  path.endsWith('.ts')
    ? [path]
    : (readdirSync(join(root, path), { recursive: true }) as string[]).map((name) => join(path, name));

const silent = (): void => undefined;
const logger = {
  ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
  ...{ isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false },
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
};

/** A copy of the sources with every change in it, each behind a switch, and of the tests with a stand-in for vitest. */
const prepare = async (folder: string): Promise<{ mutants: Mutant[]; tests: string[] }> => {
  for (const part of ['src', 'test']) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const part of ['package.json', 'tsconfig.json']) cpSync(join(root, part), join(folder, part));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  const sources = (positionals.length > 0 ? positionals : MUTATED)
    .flatMap(filesIn)
    .filter((name) => name.endsWith('.ts'));
  const { files, mutants } = await new Instrumenter(logger).instrument(
    sources.map((name) => ({
      name: join(folder, name),
      mutate: true,
      content: readFileSync(join(root, name), 'utf8'),
    })),
    { plugins: null, excludedMutations: ['StringLiteral'], ignorers: [] },
  );
  for (const { name, content } of files) writeFileSync(name, content);

  const tests = TESTS.flatMap(filesIn).filter((name) => name.endsWith('.test.ts'));
  for (const name of tests) {
    const file = join(folder, name);
    const shim = join(folder, 'test/mutate/vitest.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll("from 'vitest'", `from '${shim}'`));
  }
  for (const name of filesIn('test/helpers').filter((one) => one.endsWith('.ts'))) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll("from 'vitest'", `from '${join(folder, 'test/mutate/vitest.ts')}'`));
  }
  const lines = new Map(
    sources.map((name) => [join(folder, name), readFileSync(join(root, name), 'utf8').split('\n')]),
  );
  return {
    tests,
    mutants: mutants
      .filter(({ status }) => status === undefined)
      .map(({ id, fileName, mutatorName, replacement = '', location: { start } }) => ({
        id,
        file: relative(folder, fileName),
        line: start.line + 1,
        what: `${mutatorName}: ${lines.get(fileName)?.[start.line]?.trim() ?? ''} → ${replacement.split('\n')[0]}`,
      })),
  };
};

/** Runs one share of the mutants in a process of its own, and starts another where a mutant brings it down. */
const work = async (
  folder: string,
  tests: string[],
  mutants: Mutant[],
  heard: (outcome: Outcome) => void,
): Promise<void> => {
  let left = mutants;
  while (left.length > 0) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/mutate/worker.ts'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(JSON.stringify({ tests, mutants: left }));
    let current: string | undefined;
    const done = new Set<string>();
    let alive: NodeJS.Timeout | undefined;
    for await (const line of createInterface(child.stdout)) {
      clearTimeout(alive);
      alive = setTimeout(() => child.kill('SIGKILL'), 120_000);
      const told = JSON.parse(line) as { begins: string } | Outcome;
      if ('begins' in told) current = told.begins;
      else {
        done.add(told.id);
        heard(told);
      }
    }
    clearTimeout(alive);
    // Out of memory, or in a loop that no counter ends: the change was noticed.
    if (current !== undefined && !done.has(current)) {
      done.add(current);
      heard({ id: current, outcome: 'killed', by: 'the process ended' });
    }
    if (done.size === 0) throw new Error('The tests could not be run.');
    left = left.filter(({ id }) => !done.has(id));
  }
};

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-mutants-'));
try {
  const { mutants, tests } = await prepare(folder);
  const [part = 1, of = 1] = (flags.part ?? '1/1').split('/').map(Number);
  const chosen = mutants.filter((_mutant, at) => at % of === part - 1);
  const byId = new Map(chosen.map((mutant) => [mutant.id, mutant]));
  const outcomes = new Map<string, Outcome>();
  const heard = (outcome: Outcome): void => {
    outcomes.set(outcome.id, outcome);
    if (process.stdout.isTTY) process.stdout.write(`\r${outcomes.size} of ${chosen.length} `);
    else if (outcomes.size % 500 === 0) console.log(`${outcomes.size} of ${chosen.length}`);
  };

  const count = Math.max(1, availableParallelism());
  const shares = Array.from({ length: count }, (_, nth) => chosen.filter((_mutant, at) => at % count === nth));
  await Promise.all(shares.map((share) => work(folder, tests, share, heard)));

  const those = (outcome: Outcome['outcome'], inFolder = ''): Mutant[] =>
    [...outcomes.values()]
      .filter((one) => one.outcome === outcome)
      .flatMap(({ id }) => byId.get(id) ?? [])
      .filter(({ file }) => file.startsWith(inFolder));
  if (flags.survivors === true) {
    for (const { file, line, what } of [...those('survived'), ...those('unreached')])
      console.log(`${file}:${line} ${what}`);
  }
  for (const path of [...MUTATED, '']) {
    const killed = those('killed', path).length;
    const survived = those('survived', path).length;
    const unreached = those('unreached', path).length;
    const all = killed + survived + unreached;
    if (all === 0) continue;
    const score = ((100 * killed) / all).toFixed(1);
    console.log(
      `${path || 'together'}: ${score} % of ${all} changes noticed (${survived} survived, ${unreached} reached by no test, ` +
        `${those('static', path).length} in tables not tried)`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Tries mutants, in the folder that `run.ts` prepared. Reads a job from standard input, and writes one line of JSON when it
 * begins a mutant and one when it is done.
 */
import { basename, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { collected, collectFrom } from './vitest.ts';

export interface Mutant {
  id: string;
  /** From the root of the project. */
  file: string;
  line: number;
  what: string;
}

export interface Outcome {
  id: string;
  /** `static`: it takes effect while a module is loaded. */
  outcome: 'killed' | 'survived' | 'unreached' | 'static';
  by?: string;
}

interface Job {
  tests: string[];
  mutants: Mutant[];
}

/** What the instrumented code reads and writes. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/** What no test has noticed by then counts as survived, though one of thousands of slow ones might have. */
const PATIENCE_MS = 4_000;

const switches: Switches = {};
Reflect.set(globalThis, '__stryker__', switches);

const tell = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const job = JSON.parse(await text(process.stdin)) as Job;
for (const file of job.tests) await collectFrom(file, () => import(resolve(file)));

const passes = async (run: () => unknown): Promise<boolean> => {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
};

// Once without any change: which test reaches which mutant, how often, and how long it takes.
const took = new Map<string, number>();
for (const { id, run } of collected) {
  switches.currentTestId = id;
  const began = performance.now();
  if (!(await passes(run))) {
    console.error(`Left out, because it is red without any change: ${id}`);
    delete switches.mutantCoverage?.perTest[id];
  }
  took.set(id, performance.now() - began);
}
switches.currentTestId = undefined;
const coverage = switches.mutantCoverage ?? { static: {}, perTest: {} };
switches.mutantCoverage = { static: {}, perTest: {} };

const reached = new Map<string, { id: string; hits: number; run: () => unknown }[]>();
for (const { id, run } of collected) {
  for (const [mutant, hits] of Object.entries(coverage.perTest[id] ?? {})) {
    const tests = reached.get(mutant) ?? [];
    tests.push({ id, hits, run });
    reached.set(mutant, tests);
  }
}

for (const { id, file } of job.mutants) {
  const tests = reached.get(id) ?? [];
  // What is reached while tests are collected as well is tried by what reaches it later.
  if (tests.length === 0 && coverage.static[id] !== undefined) {
    tell({ id, outcome: 'static' } satisfies Outcome);
    continue;
  }
  tell({ begins: id });
  // Those of the same name first, then the quick ones: most mutants fall at once.
  const own = basename(file, '.ts');
  const rank = (test: string): number => (took.get(test) ?? 0) + (test.includes(`/${own}.`) ? 0 : 1000);
  tests.sort((a, b) => rank(a.id) - rank(b.id));
  let by: string | undefined;
  const began = performance.now();
  switches.activeMutant = id;
  for (const test of tests) {
    if (performance.now() - began > PATIENCE_MS) break;
    switches.hitCount = 0;
    switches.hitLimit = 100 * test.hits + 1000;
    if (await passes(test.run)) continue;
    by = test.id;
    break;
  }
  switches.activeMutant = undefined;
  if (by !== undefined) tell({ id, outcome: 'killed', by } satisfies Outcome);
  else tell({ id, outcome: tests.length === 0 ? 'unreached' : 'survived' } satisfies Outcome);
}
process.exit();

/**
 * `npm run zoo [-- NAME…]`: installs and starts real applications, signs in with a real browser and the built extension,
 * and compares its reports with the truth.
 *   --prove   shows by ablation that the truth is true
 *   --late    also says what is reported when the extension comes after the login
 *   --record  writes the recordings of `test/sites` anew (needs `vite build --mode record`)
 *   --expect  starts nothing; writes anew what the engine makes of the recordings, and the README's table
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeBlock } from '../sites/results.ts';
import type { ZooApp } from './app.ts';
import { zoo } from './apps/index.ts';
import { Home } from './home.ts';
import { type Cell, judge } from './judge.ts';
import { prove } from './prove.ts';
import { expectAsReplayed, RECORDER, record } from './record.ts';
import { accuracyOf, type Result, tableOf } from './table.ts';
import { visit, visitLate } from './visit.ts';

const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith('--')));
const names = args.filter((arg) => !arg.startsWith('--'));
const known = new Set(['--record', '--prove', '--late', '--expect']);
const strange = [...[...flags].filter((flag) => !known.has(flag)), ...names.filter((name) => !byName(name))];
if (strange.length > 0) {
  console.error(`Not known: ${strange.join(', ')}. The zoo has ${zoo.map((app) => app.name).join(', ')}.`);
  process.exit(2);
}

function byName(name: string): ZooApp | undefined {
  return zoo.find((app) => app.name === name);
}

const chosen = names.length > 0 ? zoo.filter(({ name }) => names.includes(name)) : zoo;
if (flags.has('--expect')) {
  for (const { name } of chosen) expectAsReplayed(name);
  writeBlock();
  process.exit(0);
}

const pictures = resolve('node_modules/.cache/coatcheck-zoo');
mkdirSync(pictures, { recursive: true });

const told = (cells: readonly Cell[]): string =>
  cells
    .filter((cell) => cell.outcome !== 'right')
    .map((cell) => `  ${cell.outcome}: ${cell.column}: ${cell.said}`)
    .join('\n');

const judgeApp = async (app: ZooApp): Promise<Result> => {
  const home = new Home(app);
  const screenshot = join(pictures, `${app.name}.png`);
  try {
    await home.install();
    home.emptyData();
    const url = await app.start(home);
    if (flags.has('--prove')) console.log(await prove(app, url));
    if (flags.has('--late')) {
      const { verdict } = await visitLate(app, url);
      console.log(`  late: ${verdict.kind} ${verdict.state}, signed in: ${verdict.signedIn}, ${verdict.summary}`);
    }
    const done = await visit(app, url, { screenshot, ...(flags.has('--record') ? { extension: RECORDER } : {}) });
    if (flags.has('--record')) record(app, url, done);
    return { app, cells: judge(done.reports, app.truth) };
  } catch (error) {
    return { app, cells: [], error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await home.stop();
  }
};

const results: Result[] = [];
for (const app of chosen) {
  const begun = Date.now();
  const result = await judgeApp(app);
  results.push(result);
  const seconds = Math.round((Date.now() - begun) / 1_000);
  const fine = result.error === undefined && result.cells.every((cell) => cell.outcome === 'right');
  console.log(`${fine ? '✓' : '✗'} ${app.title} (${seconds} s)`);
  if (result.error !== undefined) console.log(`  ${result.error}`);
  else if (!fine) console.log(told(result.cells));
}
console.log(`\n${tableOf(results)}\n\n${accuracyOf(results)}`);
process.exitCode = results.every(({ cells, error }) => error === undefined && cells.every((c) => c.outcome === 'right'))
  ? 0
  : 1;

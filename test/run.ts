/** `npm test`: types, lint, then every test; closes with the true counts. Nothing is skipped in silence. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counts {
  passed: number;
  failed: number;
}

const tool = (...args: string[]): boolean => {
  console.log(`\n> ${args.join(' ')}`);
  const { status } = spawnSync('npx', ['--no-install', ...args], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
};

const check = (...args: string[]): Counts => (tool(...args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const vitest = (): Counts => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-tests-'));
  const file = join(folder, 'results.json');
  const fine = tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`);
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    const failed = results.numFailedTests + results.numPendingTests + results.numTodoTests;
    // A file that cannot be loaded fails without a failing test.
    return { passed: results.numPassedTests, failed: fine ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const counts = [check('tsc', '-p', '.'), check('biome', 'ci'), vitest()];
const passed = counts.reduce((sum, one) => sum + one.passed, 0);
const failed = counts.reduce((sum, one) => sum + one.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

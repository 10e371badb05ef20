/** Real applications, as the extension observed them: the verdict must be true, and complete as expected. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { user } from '../zoo/app.ts';
import { zoo } from '../zoo/apps/index.ts';
import { judge, type Reports } from '../zoo/judge.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { recordedNames, recordingOf, SITES } from './recording.ts';
import { replay, type Stage } from './replay.ts';
import { blockInReadme, blockOf, resultsOf } from './results.ts';

const expectedOf = (name: string): Partial<Record<Stage, Outcome>> =>
  JSON.parse(readFileSync(join(SITES, `${name}.expected.json`), 'utf8'));

test('every application of the zoo has a recording, and every recording an application', () => {
  expect(recordedNames().sort()).toEqual(zoo.map((app) => app.name).sort());
});

test('the README’s table says what the recordings say', () => {
  expect(blockInReadme()).toBe(blockOf(resultsOf()));
});

describe.each(zoo.map((app) => [app.name, app] as const))('%s', (name, app) => {
  const recording = recordingOf(name);
  const reports = replay(recording);

  test('is right in every column, or says that it does not know, or is known to be wrong', () => {
    const cells = judge(reports as Reports, app.truth);
    expect(cells.filter((cell) => cell.outcome === 'wrong').map((cell) => cell.column)).toEqual(app.wrong ?? []);
    expect(cells.filter((cell) => cell.outcome === 'unknown').map((cell) => cell.column)).toEqual(app.unsure ?? []);
  });

  test('gives the complete verdict and the rules that were looked through', () => {
    const outcomes = Object.fromEntries(
      Object.entries(reports).map(([stage, report]) => [stage, outcomeOf(report)] as const),
    );
    expect(outcomes).toEqual(expectedOf(name));
  });

  test('holds no secret', () => {
    const text = readFileSync(join(SITES, `${name}.json`), 'utf8');
    expect(existsSync(join(SITES, `${name}.json`))).toBe(true);
    expect(text).not.toContain(user.password);
    expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]+\./);
    for (const { masked } of shapesOf(text)) expect(masked.replaceAll(/[•…]/g, '').length).toBeLessThanOrEqual(4);
  });
});

const shapesOf = (text: string): { masked: string }[] => JSON.parse(text).shapes;

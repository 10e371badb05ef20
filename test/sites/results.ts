/** The zoo's results out of its recordings, and their place in the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { zoo } from '../zoo/apps/index.ts';
import { judge, type Reports } from '../zoo/judge.ts';
import { accuracyOf, type Result, tableOf } from '../zoo/table.ts';
import { recordingOf } from './recording.ts';
import { replay } from './replay.ts';

export const README = 'README.md';
const BLOCK = /(?<=<!-- zoo: written by `npm run zoo -- --expect` -->\n)[\s\S]*?(?=<!-- \/zoo -->)/;

export const resultsOf = (): Result[] =>
  zoo.map((app) => ({ app, cells: judge(replay(recordingOf(app.name)) as Reports, app.truth) }));

export const blockOf = (results: readonly Result[]): string => `${tableOf(results)}\n\n${accuracyOf(results)}\n`;

/** @throws if the README has no place for it */
export const blockInReadme = (): string => {
  const found = BLOCK.exec(readFileSync(README, 'utf8'))?.[0];
  if (found === undefined) throw new Error('README.md has lost the marks around the table of the zoo.');
  return found;
};

export const writeBlock = (): void => {
  blockInReadme();
  const block = blockOf(resultsOf());
  writeFileSync(
    README,
    readFileSync(README, 'utf8').replace(BLOCK, () => block),
  );
};

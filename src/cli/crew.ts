/** Files → reports, by one process per core; in the order of the files, whichever is done first. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { SiteReport } from '../core/report.ts';
import type { Told } from './reader.ts';

export type Outcome = { reports: SiteReport[] } | { fault: string };

/** @param seen is told how many bytes of which file were read */
export const readAll = async (
  files: readonly string[],
  seen: (file: string, bytes: number) => void,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const waiting = [...files.entries()];
  const lane = async (): Promise<void> => {
    let reader: ChildProcess | undefined;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, file] = next;
      if (reader?.connected !== true) reader = newReader();
      outcomes[at] = await ask(reader, file, (bytes) => seen(file, bytes));
    }
    if (reader?.connected === true) reader.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(files.length, availableParallelism()) }, lane));
  return outcomes;
};

/** What it writes to its standard error, if it breaks, is for nobody: the line about the file tells it. */
const newReader = (): ChildProcess =>
  fork(join(import.meta.dirname, 'reader.js'), { stdio: ['inherit', 'ignore', 'ignore', 'ipc'], execArgv: [] });

const ask = (reader: ChildProcess, file: string, seen: (bytes: number) => void): Promise<Outcome> =>
  new Promise((resolve) => {
    const done = (outcome: Outcome): void => {
      reader.removeAllListeners();
      resolve(outcome);
    };
    reader.on('message', (told: Told) => ('bytes' in told ? seen(told.bytes) : done(told)));
    reader.on('error', () => done({ fault: 'No process could be started to read it.' }));
    reader.on('exit', () => done({ fault: 'Reading it broke off: it may need more memory than there is.' }));
    reader.send(file, () => undefined);
  });

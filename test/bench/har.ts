/**
 * A HAR file, from its bytes to the report: how fast, against plain `JSON.parse` of the same file in the same run, and how much
 * memory the command takes for a large one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Assessment } from '../../src/core/assess.ts';
import { HarReader } from '../../src/har/reader.ts';
import { HarStream } from '../../src/har/stream.ts';
import type { Figure } from './figure.ts';
import { writeHar } from './har-file.ts';

const MB = 1_000_000;
const SPEED = 50;
const ROUNDS = 5;
/** As the command reads it. */
const PIECE = 262_144;

const plain = (bytes: Buffer): void => void JSON.parse(bytes.toString('utf8'));

const audited = (bytes: Buffer): void => {
  const assessment = new Assessment();
  const stream = new HarStream(new HarReader((observation) => assessment.take(observation)));
  for (let from = 0; from < bytes.length; from += PIECE) stream.write(bytes.subarray(from, from + PIECE));
  stream.end();
  if (assessment.reports().length === 0) throw new Error('The HAR of the bench has no site.');
};

const secondsOf = (work: () => void): number => {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const speed = (folder: string): Figure[] => {
  const file = join(folder, 'speed.har');
  const entries = writeHar(file, SPEED * MB);
  const bytes = readFileSync(file);
  // In turns, so that what disturbs the machine disturbs both.
  const rounds = Array.from({ length: ROUNDS + 1 }, () => ({
    plain: secondsOf(() => plain(bytes)),
    audited: secondsOf(() => audited(bytes)),
  })).slice(1);
  const [parse, audit] = [median(rounds.map((one) => one.plain)), median(rounds.map((one) => one.audited))];
  const how = `${SPEED} MB, ${entries} entries; median of ${ROUNDS} rounds, in turns`;
  return [
    { name: 'plain `JSON.parse` of a HAR', value: bytes.length / MB / parse, unit: 'MB/s', how, told: true },
    {
      name: 'audit of the same: parsed, observed, judged',
      value: bytes.length / MB / audit,
      unit: 'MB/s',
      how,
      told: true,
    },
    { name: '· entries', value: entries / audit, unit: 'per second', how, told: true },
    {
      name: '· time, against `JSON.parse`',
      value: median(rounds.map((one) => one.audited / one.plain)),
      unit: '×',
      how,
      told: true,
    },
  ];
};

/** Each process writes what it took at most, in kibibytes, when it ends. */
const TELL = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.BENCH_FOLDER + '/' + process.pid + '.rss', String(process.resourceUsage().maxRSS)));`;

const memory = (folder: string, command: string, megabytes: number): Figure => {
  const file = join(folder, 'large.har');
  writeHar(file, megabytes * MB);
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(TELL)}`;
  const env = { ...process.env, NODE_OPTIONS, BENCH_FOLDER: folder };
  const { status } = spawnSync(process.execPath, [command, 'audit', file], { env, stdio: 'ignore' });
  if (status !== 0) throw new Error(`The command ended with ${status}.`);
  const told = readdirSync(folder).filter((name) => name.endsWith('.rss'));
  const most = Math.max(...told.map((name) => Number(readFileSync(join(folder, name), 'utf8')) / 1024));
  const how = `${Math.round(statSync(file).size / MB)} MB; the largest of ${told.length} processes`;
  return { name: 'memory of the command over a large HAR', value: most, unit: 'MB', how, atMost: 300 };
};

/**
 * @param command path of the built command
 * @param megabytes size of the large file
 */
export const harBench = (command: string, megabytes = 500): Figure[] => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-har-'));
  try {
    return [...speed(folder), memory(folder, command, megabytes)];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Recordings: what the engine was told during a visit, without a secret, small enough to be kept. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { assess } from '../../src/core/assess.ts';
import type { Observation } from '../../src/core/observe/observation.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { outcomeOf } from '../sites/outcome.ts';
import { pack, type Recording, recordingOf, SITES } from '../sites/recording.ts';
import { replay } from '../sites/replay.ts';
import { user, type ZooApp } from './app.ts';
import type { Reports } from './judge.ts';
import type { Visit } from './visit.ts';

/** The extension with one hook more: its worker keeps what it observed (`vite build --mode record`). */
export const RECORDER = resolve('dist/record');

/** Ports are free ones, different each time; a recording has always the same. */
const PORT = 8080;
/** Repeats of one request within a stage teach nothing more. */
const REPEATS = 3;

/** Writes `test/sites/<name>.json`. @throws if it does not replay to the same verdict, or holds a secret */
export const record = (app: ZooApp, url: string, { observations, marks, reports, secrets }: Visit): void => {
  const stages = (Object.entries(marks) as [keyof Reports, number][]).sort(([, a], [, b]) => a - b);
  const kept: Observation[] = [];
  const ends: Recording['stages'] = {};
  let from = 0;
  for (const [stage, to] of stages) {
    kept.push(...withoutRepeats(observations.slice(from, to)));
    ends[stage] = kept.length;
    from = to;
  }
  const ports = [new URL(url).port];
  const site = withFixedPorts(url, ports);
  const plain = JSON.parse(withFixedPorts(JSON.stringify(kept), ports));
  for (const [stage, to] of Object.entries(ends) as [keyof Reports, number][]) {
    const replayed = assess(plain.slice(0, to), { engine: 'chromium' }).find((one) => one.site === site);
    const live = reports[stage];
    if (replayed === undefined || live === undefined || !isDeepStrictEqual(essence(replayed), essence(live)))
      throw new Error(`${app.name}: the recording of "${stage}" replays to another report than the extension gave`);
  }
  const recording: Recording = { app: app.name, site, stages: ends, observations: plain };
  const text = pack(recording);
  const leaked = [user.password, ...secrets].filter((secret) => text.includes(secret));
  if (leaked.length > 0) throw new Error(`${app.name}: ${leaked.length} values of the page are in the recording`);
  mkdirSync(SITES, { recursive: true });
  writeFileSync(join(SITES, `${app.name}.json`), text);
  expectAsReplayed(app.name);
};

/** Writes what the engine now makes of a recording. To be read before it is committed: it becomes what is expected. */
export const expectAsReplayed = (name: string): void => {
  const outcomes = Object.entries(replay(recordingOf(name))).map(
    ([stage, report]) => [stage, outcomeOf(report)] as const,
  );
  writeFileSync(join(SITES, `${name}.expected.json`), `${JSON.stringify(Object.fromEntries(outcomes), null, 1)}\n`);
};

/** The servers beside the application's own, such as its identity provider, get the ports after its own. */
const withFixedPorts = (text: string, ports: string[]): string =>
  text.replace(/\b(localhost|127\.0\.0\.1):(\d+)/g, (_all, host: string, port: string) => {
    if (!ports.includes(port)) ports.push(port);
    return `${host}:${PORT + ports.indexOf(port)}`;
  });

/** What a repeat does not change: all but counts and times. */
const essence = ({ verdict, credentials, checks }: SiteReport): unknown => ({
  kind: verdict.kind,
  state: verdict.state,
  signedIn: verdict.signedIn,
  mechanisms: verdict.mechanisms,
  decisive: credentials.filter((one) => one.decisive).map((one) => [one.id, one.role, one.format]),
  checks,
});

const withoutRepeats = (observations: readonly Observation[]): Observation[] => {
  const counts = new Map<string, number>();
  const dropped = new Set<string>();
  return observations.filter((seen) => {
    if (seen.type === 'response') return !dropped.delete(seen.id);
    if (seen.type !== 'request' || seen.resource === 'document') return true;
    const { at: _at, id: _id, ...rest } = seen;
    const key = JSON.stringify(rest);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > REPEATS) dropped.add(seen.id);
    return count <= REPEATS;
  });
};

/**
 * A worker may die between any two events. Recorded sessions of real applications are played to a worker that dies after
 * each of them in turn, and what follows to the next one: the report is that of a worker which never died.
 */
import { expect, test } from 'vitest';
import { Sites } from '../../src/background/sites.ts';
import type { Observation } from '../../src/core/observe/observation.ts';
import { settled } from '../helpers/expect-report.ts';
import { recordingOf } from '../sites/recording.ts';
import { FakeSession, NOON } from './fakes.ts';

interface Worker {
  session: FakeSession;
  sites: Sites;
}

const start = async (session = new FakeSession()): Promise<Worker> => {
  const sites = new Sites(session, () => undefined);
  sites.restore(await session.get());
  return { session, sites };
};

const play = ({ sites }: Worker, observations: readonly Observation[]): void => {
  for (const observation of observations) sites.apply(observation);
};

/** What the next worker finds. */
const keptBy = ({ session }: Worker): FakeSession => {
  const kept = new FakeSession();
  for (const [key, json] of session.items) kept.items.set(key, json);
  return kept;
};

test.each([
  'jupyter',
  'jupyter-token',
  'oidc-provider',
  'parse-dashboard',
  'rabbitmq',
  'signalk',
  'swagger-stats',
  'wordpress',
])('%s: whenever the worker dies, nothing is forgotten', async (name) => {
  const { site, observations } = recordingOf(name);
  const own = observations.filter((one) => one.site === site);
  const reportOf = ({ sites }: Worker): unknown => settled(sites.report(site, null, NOON, {}));
  const calm = await start();
  play(calm, own);
  const expected = reportOf(calm);

  const dying = await start();
  for (const [at, observation] of own.entries()) {
    const before = dying.session.writes;
    play(dying, [observation]);
    // What was written just now is what the worker knows.
    if (dying.session.writes > before) continue;
    const next = await start(keptBy(dying));
    play(next, own.slice(at + 1));
    expect(reportOf(next), `stopped after observation ${at}`).toEqual(expected);
  }
});

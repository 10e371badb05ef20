/** Firefox may tell that the jar has changed before it shows the answer that changed it. The report is the same. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assess } from '../../../src/core/assess.ts';
import type { CookieChanged, Observation, ResponseSeen } from '../../../src/core/observe/observation.ts';
import { settled } from '../../helpers/expect-report.ts';
import { recordingOf } from '../../sites/recording.ts';

const NEAR_MS = 1_000;

const NAMES = readdirSync(new URL('../../sites', import.meta.url))
  .filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json'))
  .map((file) => file.replace('.json', ''));

const sets = (one: Observation, { cookie, at }: CookieChanged): one is ResponseSeen =>
  one.type === 'response' &&
  at - one.at < NEAR_MS &&
  one.cookies.some(({ name, shape }) => name === cookie.name && shape.fingerprint === cookie.shape.fingerprint);

/** Each change that an answer made, moved in front of that answer. */
const early = (observations: readonly Observation[]): { observations: Observation[]; moved: number } => {
  const told: Observation[] = [];
  let moved = 0;
  for (const one of observations) {
    const cause = one.type === 'cookie-changed' && !one.removed ? told.findLastIndex((seen) => sets(seen, one)) : -1;
    if (cause === -1) told.push(one);
    else {
      told.splice(cause, 0, { ...one, at: told[cause]?.at ?? one.at });
      moved += 1;
    }
  }
  return { observations: told, moved };
};

const moves = new Map(NAMES.map((name) => [name, early(recordingOf(name).observations)]));

test.each(NAMES)('%s: what the jar tells early changes nothing', (name) => {
  const { site, observations } = recordingOf(name);
  const reportOf = (told: readonly Observation[]): unknown =>
    assess(told)
      .filter((report) => report.site === site)
      .map(settled);
  expect(reportOf(moves.get(name)?.observations ?? [])).toEqual(reportOf(observations));
});

test('many of the recordings have such changes', () => {
  expect([...moves.values()].filter(({ moved }) => moved > 0).length).toBeGreaterThan(15);
});

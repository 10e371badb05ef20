/**
 * Firefox, and a background that was just woken, may be told that the jar has changed, or read it, before they see the answer
 * that changed it. The report is the same.
 */
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

const sets = (one: Observation, { cookie, removed, at }: CookieChanged): one is ResponseSeen =>
  one.type === 'response' &&
  at - one.at < NEAR_MS &&
  one.cookies.some(
    ({ name, shape, deletes }) =>
      name === cookie.name && (removed ? deletes : shape.fingerprint === cookie.shape.fingerprint),
  );

type Ahead = 'of the answer' | 'of the request';

/** Each change that an answer made, moved in front of that answer, or even of its request. */
const early = (observations: readonly Observation[], ahead: Ahead): { observations: Observation[]; moved: number } => {
  const told: Observation[] = [];
  let moved = 0;
  for (const one of observations) {
    const answer = one.type === 'cookie-changed' ? told.findLastIndex((seen) => sets(seen, one)) : -1;
    const cause = told[answer] as ResponseSeen | undefined;
    const request = told.findIndex(
      (seen) => seen.type === 'request' && seen.id === cause?.id && seen.url === cause.url,
    );
    if (cause === undefined || (ahead === 'of the request' && request === -1)) told.push(one);
    else {
      // A background that was just woken hears it first, and looks at the clock then.
      if (ahead === 'of the answer') told.splice(answer, 0, { ...one, at: cause.at });
      else told.splice(request, 0, one);
      moved += 1;
    }
  }
  return { observations: told, moved };
};

const CASES = NAMES.flatMap((name) =>
  (['of the answer', 'of the request'] as const).map((ahead) => [name, ahead] as const),
);

test.each(CASES)('%s: what the jar tells ahead %s changes nothing', (name, ahead) => {
  const { site, observations } = recordingOf(name);
  const reportOf = (told: readonly Observation[]): unknown =>
    assess(told)
      .filter((report) => report.site === site)
      .map(settled);
  expect(reportOf(early(observations, ahead).observations)).toEqual(reportOf(observations));
});

/** Each reading of the jar, moved in front of the last page's request; what it tells of is what it told of. */
const readEarly = (observations: readonly Observation[]): Observation[] => {
  const told: Observation[] = [];
  for (const one of observations) {
    const page =
      one.type === 'cookies'
        ? told.findLastIndex(
            (seen) => seen.type === 'request' && seen.resource === 'document' && one.at - seen.at < NEAR_MS,
          )
        : -1;
    if (page === -1) told.push(one);
    else told.splice(page, 0, one);
  }
  return told;
};

test.each(NAMES)('%s: a jar that is read before the answer is seen changes nothing', (name) => {
  const { site, observations } = recordingOf(name);
  const reportOf = (seen: readonly Observation[]): unknown =>
    assess(seen)
      .filter((report) => report.site === site)
      .map(settled);
  expect(reportOf(readEarly(observations))).toEqual(reportOf(observations));
});

test.each(['of the answer', 'of the request'] as const)('many of the recordings have changes ahead %s', (ahead) => {
  const moved = NAMES.filter((name) => early(recordingOf(name).observations, ahead).moved > 0);
  expect(moved.length).toBeGreaterThan(15);
});

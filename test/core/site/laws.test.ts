import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, assessSite } from '../../../src/core/assess.ts';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS } from '../../../src/core/site/state.ts';
import { type Story, story } from '../../helpers/observations.ts';
import * as rarer from '../classify/mechanism-stories.ts';
import * as sites from '../classify/stories.ts';
import { adas, bearer, hex, opaque, PASSWORD } from '../classify/values.ts';
import { anyObservations } from './arbitrary.ts';
import { empty, fold, frozen, killedAfter, overCap, reordered, restored, SITE, withoutCounts } from './laws.ts';

const told: [name: string, observations: Observation[]][] = (
  [
    sites.expressOut,
    sites.careless,
    sites.jwtInStorage,
    sites.hybrid,
    sites.refreshed,
    sites.basic,
    sites.keygripSigned,
    sites.analytics,
    sites.supabaseIn,
    sites.inPieces,
    sites.xLike,
    sites.linkedInLike,
    sites.django,
    sites.wordpress,
    ...Object.values(rarer),
  ] as (() => Story)[]
).map((make) => [make.name, make().observations()]);

describe('the reducer', () => {
  it.each(told)('never touches what it is given (%s)', (_name, observations) => {
    expect(() =>
      observations.map(frozen).reduce((state, seen) => frozen(reduce(state, seen)), frozen(empty())),
    ).not.toThrow();
  });

  it.each(told)('gives a state that JSON does not change (%s)', (_name, observations) => {
    const state = fold(observations);

    expect(restored(state)).toStrictEqual(state);
  });

  it.each(told)('learns nothing from what it has seen before (%s)', (_name, observations) => {
    for (const [index, seen] of observations.entries()) {
      const once = fold(observations.slice(0, index + 1));

      expect(reduce(once, seen).facts).toBe(once.facts);
    }
  });

  it('counts what it has seen before', () => {
    const observations = story(SITE)
      .holds(`sid=${opaque('s')}`)
      .get('/')
      .observations();
    const [once, twice] = [fold(observations), fold([...observations, ...observations])];

    expect([once.tally.requests, twice.tally.requests]).toEqual([1, 2]);
    expect(Object.values(twice.tally.sent)).toEqual([{ count: 2, lastAt: observations[0]?.at }]);
  });

  it('never goes back in time', () => {
    const [early, , late] = story(SITE).get('/').get('/').observations() as [Observation, Observation, Observation];

    expect(fold([late, early]).tally.lastSeen).toBe(late.at);
  });
});

describe('a worker that is killed', () => {
  it.each(told)('after any observation comes to the same report (%s)', (_name, observations) => {
    const report = assessSite(fold(observations));

    for (const at of observations.keys()) {
      expect(assessSite(fold(observations.slice(at), restored(fold(observations.slice(0, at)))))).toEqual(report);
    }
  });

  it.each(told)(
    'comes to the same report whatever the order in which its state is given back (%s)',
    (_name, observations) => {
      const state = fold(observations);

      expect(assessSite(reordered(state))).toEqual(assessSite(state));
    },
  );

  it.each(told)('goes on from its last new fact; only counts are lower (%s)', (_name, observations) => {
    const report = withoutCounts(assessSite(fold(observations)));

    for (const at of observations.keys()) {
      expect(withoutCounts(assessSite(killedAfter(observations, at)))).toEqual(report);
    }
  });
});

describe('sites', () => {
  it('know nothing of each other', () => {
    const mine = sites.expressIn().observations();
    const other = { ...(mine[0] as Observation), site: 'https://other.example' };
    const container = { ...other, partition: 'firefox-container-1' };

    const reports = assess([...mine, other, container]);

    expect(reports.map(({ site, partition, requests }) => [site, partition, requests])).toEqual([
      ['https://app.example', null, mine.filter(({ type }) => type === 'request').length],
      ['https://other.example', null, 1],
      ['https://other.example', 'firefox-container-1', 1],
    ]);
    expect(reports[1]?.credentials).toEqual([]);
  });
});

describe('caps', () => {
  const times = (count: number, step: (told: Story, index: number) => Story): Story =>
    Array.from({ length: count }, (_, index) => index).reduce(step, story(SITE));

  it.each<[title: string, story: () => Story, dropped: number]>([
    [
      'cookies',
      () => times(CAPS.places + 5, (all, n) => all.get('/').sets(`c${n}=${hex(`${n}`)}; Path=/only/${n}`)),
      5,
    ],
    [
      'values of one header',
      () => times(CAPS.sendings + 5, (all, n) => all.calls('GET', '/', bearer(opaque(`${n}`)))),
      5,
    ],
    ['logins', () => times(CAPS.logins + 2, (all) => all.post('/login', PASSWORD)), 2],
    ['logouts', () => times(CAPS.logouts + 2, (all) => all.post('/logout')), 2],
    ['changes of state', () => times(CAPS.stateChanges + 3, (all, n) => all.post(`/todo/${n}`)), 3],
    ['checks', () => times(CAPS.tokenChecks + 3, (all, n) => all.tells(`${n}`, {})), 3],
    ['doors', () => times(CAPS.doors + 3, (all, n) => all.get(`/door/${n}`).answers(401)), 3],
    [
      'challenges',
      () =>
        times(CAPS.challenges + 2, (all, n) =>
          all.calls('GET', `https://api${n}.app.example/`).answers(401, { 'WWW-Authenticate': 'Basic' }),
        ),
      2,
    ],
    [
      'marks of protocols',
      () => times(CAPS.marks + 3, (all, n) => all.calls('GET', `https://a${n}.app.example/`, { resource: 'socket' })),
      3,
    ],
    [
      'expired tokens',
      () => times(CAPS.expiredUses + 2, (all, n) => all.calls('GET', '/', bearer(adas(`${n}`, { exp: 1 })))),
      2,
    ],
  ])('hold for %s, and what goes beyond is counted', (_title, make, dropped) => {
    const state = make().state();

    expect(overCap(state)).toEqual([]);
    expect(state.tally.dropped).toBe(dropped);
    expect(assessSite(state).dropped).toBe(dropped);
  });

  it('keep the last values of a cookie that changes with every answer', () => {
    const state = times(20, (all, n) => all.get('/').sets(`sid=${hex(`${n}`)}; Path=/`)).state();
    const [place] = Object.values(state.facts.places);

    expect(place?.values).toHaveLength(CAPS.valuesPerPlace);
    expect(place?.values.at(-1)?.masked).toBe(`…${hex('19').slice(-4)}`);
  });

  it('hold for requests that never get an answer', () => {
    const asked = times(CAPS.pending + 9, (all) => all.get('/'))
      .observations()
      .filter(({ type }) => type === 'request');

    expect(fold(asked).tally.pending).toHaveLength(CAPS.pending);
  });
});

describe('any sequence of observations', () => {
  it('is survived, stays under the caps, and gives a report that JSON does not change', () => {
    fc.assert(
      fc.property(anyObservations, (observations) => {
        const state = observations.map(frozen).reduce((before, seen) => frozen(reduce(before, seen)), frozen(empty()));
        const report = assessSite(state);

        expect(overCap(state)).toEqual([]);
        expect(restored(state)).toEqual(state);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        expect(assessSite(restored(state))).toEqual(report);
      }),
      { numRuns: 500 },
    );
  });
});

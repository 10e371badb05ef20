/** A site that fills everything it can stays small, and what it has to give up is counted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOM } from '../../../src/background/sites.ts';
import { assessSite } from '../../../src/core/assess.ts';
import { factsIn, lighten } from '../../../src/core/site/lighten.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import type { SiteState } from '../../../src/core/site/state.ts';
import { story } from '../../helpers/observations.ts';
import { adas } from '../classify/values.ts';
import { heavySteps, KINDS, type Step } from './heavy.ts';
import { empty, fold, frozen, overCap, restored, SITE } from './laws.ts';

const size = (state: SiteState): number => JSON.stringify(state).length;

/** As the worker does: it is made lighter whenever it grew too heavy. */
const told = (steps: readonly Step[]): SiteState =>
  heavySteps(steps).reduce((state, seen) => {
    const next = reduce(state, seen);
    return size(next) > ROOM.site ? lighten(next, ROOM.lightened) : next;
  }, empty());

const everything = (rounds: number): Step[] =>
  Array.from({ length: rounds * KINDS.length }, (_, at) => ({
    kind: KINDS[at % KINDS.length] ?? 'page',
    seed: at,
    many: 40,
  })).filter(({ kind }) => kind !== 'gone');

const steps = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), seed: fc.nat(5_000), many: fc.nat(40) }), {
  minLength: 8,
  maxLength: 20,
});

describe('a site that fills everything', () => {
  it('would be many times too heavy, and is not', () => {
    const all = everything(6);
    const heavy = fold(heavySteps(all));
    const light = told(all);

    expect(size(heavy)).toBeGreaterThan(4 * ROOM.site);
    expect(size(light)).toBeLessThanOrEqual(ROOM.site);
    expect(light.tally.dropped).toBeGreaterThan(heavy.tally.dropped);
  });

  it('in any order stays small, is judged, and has what it lost counted', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const heavy = fold(heavySteps(all));
        const light = lighten(frozen(heavy), ROOM.lightened);

        expect(overCap(heavy)).toEqual([]);
        expect(size(light)).toBeLessThanOrEqual(ROOM.lightened);
        expect(light.tally.dropped - heavy.tally.dropped).toBeGreaterThanOrEqual(factsIn(heavy) - factsIn(light));
        expect(lighten(restored(heavy), ROOM.lightened)).toEqual(light);
        expect(JSON.parse(JSON.stringify(assessSite(light)))).toEqual(assessSite(light));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

describe('a site that is made lighter', () => {
  it('gives up past values first, and stays what it was', () => {
    let seen = story(SITE);
    for (let n = 0; n < 8; n += 1) seen = seen.get('/').sets(`sid=${adas(`${n}`)}; Path=/; HttpOnly`);
    const state = seen.get('/').state();
    const light = lighten(state, size(state) - 1);
    const [place] = Object.values(light.facts.places);

    expect(place?.values).toEqual(Object.values(state.facts.places)[0]?.values.slice(-2));
    expect(light.tally.dropped).toBe(6);
    expect(assessSite(light).verdict.kind).toBe(assessSite(state).verdict.kind);
  });

  it('is the same where it was light enough', () => {
    const state = story(SITE).get('/').sets('sid=Zk3vQm8WfLr2Xb7N; Path=/').get('/').state();

    expect(lighten(frozen(state), size(state))).toEqual(state);
  });
});

describe('what the caps keep out', () => {
  it('is counted once, however often it comes', () => {
    const cookies = Array.from({ length: 250 }, (_, n) => `c${n}=Zk3vQm8WfLr2Xb7N${n}`).join('; ');
    const asked = (times: number): number => {
      let seen = story(SITE);
      for (let n = 0; n < times; n += 1) seen = seen.calls('GET', '/', { headers: { Cookie: cookies } });
      return seen.state().tally.dropped;
    };

    expect(asked(1)).toBe(10);
    expect(asked(9)).toBe(10);
  });

  it('makes room for what is new: a token that is changed all day is known by its last value', () => {
    let seen = story(SITE);
    for (let n = 0; n < 450; n += 1)
      seen = seen.calls('GET', '/', { headers: { Authorization: `Bearer ${adas(`${n}`)}` } });
    const { facts, tally } = seen.state();
    const current = Object.values(facts.places)[0]?.values.at(-1)?.fingerprint;

    expect(Object.values(facts.sendings).at(-1)?.fingerprint).toBe(current);
    expect(Object.keys(tally.sent)).toEqual(Object.keys(facts.sendings));
    expect(tally.dropped).toBe(50);
  });
});

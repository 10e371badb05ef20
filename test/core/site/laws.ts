/** What the laws of the reducer are checked with. */
import type { Observation } from '../../../src/core/observe/observation.ts';
import type { SiteReport } from '../../../src/core/report.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS, emptyState, type SiteState } from '../../../src/core/site/state.ts';
import { START } from '../../helpers/observations.ts';

export const SITE = 'https://app.example';

export const empty = (): SiteState => emptyState(SITE, null, START);

export const fold = (observations: readonly Observation[], from = empty()): SiteState =>
  observations.reduce(reduce, from);

/** As the browser's storage gives it back. */
export const restored = (state: SiteState): SiteState => JSON.parse(JSON.stringify(state));

/** As a browser's storage may give it back: the members of each object in another order. */
export const reordered = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_name, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toReversed())
      : part,
  );

export const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

const isPowerOfTwo = (count: number): boolean => count > 0 && (count & (count - 1)) === 0;

/** A worker that is killed after observation `at`, and goes on from what it had written by then (background/sites.ts). */
export const killedAfter = (observations: readonly Observation[], at: number): SiteState => {
  let [state, written] = [empty(), empty()];
  for (const [index, observation] of observations.entries()) {
    const next = reduce(state, observation);
    if (next.facts !== state.facts || isPowerOfTwo(next.tally.requests)) written = restored(next);
    state = index === at ? written : next;
  }
  return state;
};

/** Counts and last-seen times are lower bounds after a kill; everything else must be equal. */
export const withoutCounts = (report: SiteReport): unknown =>
  JSON.parse(JSON.stringify(report), (name, value) =>
    name === 'lastSeen' || name === 'lastAt' || name === 'count' || name === 'requests' ? undefined : value,
  );

/** The sizes that are over their cap: none, if all is well. */
export const overCap = ({ facts, tally }: SiteState): string[] => {
  const sizes: [name: string, size: number, cap: number][] = [
    ['places', Object.keys(facts.places).length, CAPS.places],
    ['sendings', Object.keys(facts.sendings).length, CAPS.sendings],
    ['logins', facts.logins.length, CAPS.logins],
    ['logouts', facts.logouts.length, CAPS.logouts],
    ['challenges', facts.challenges.length, CAPS.challenges],
    ['marks', Object.keys(facts.marks).length, CAPS.marks],
    ['stateChanges', Object.keys(facts.stateChanges).length, CAPS.stateChanges],
    ['tokenChecks', Object.keys(facts.tokenChecks).length, CAPS.tokenChecks],
    ['doors', Object.keys(facts.doors).length, CAPS.doors],
    ['expiredUses', Object.keys(facts.expiredUses).length, CAPS.expiredUses],
    ['proofs', Object.keys(facts.proofs).length, CAPS.proofs],
    ['proofIds', tally.proofs.length, CAPS.proofIds],
    ['corsAllowed', facts.corsAllowed.length, CAPS.corsAllowed],
    ['refererLeaks', Object.keys(facts.refererLeaks).length, CAPS.refererLeaks],
    ['passwordsInUrl', Object.keys(facts.passwordsInUrl).length, CAPS.passwordsInUrl],
    ['answers', Object.keys(facts.answers).length, CAPS.answers],
    ['lateUses', Object.keys(facts.lateUses).length, CAPS.lateUses],
    ['refreshes', Object.keys(facts.refreshes).length, CAPS.refreshes],
    ...Object.values(facts.refreshes).flatMap((refresh): [string, number, number][] => [
      ['sent', Object.keys(refresh.sent).length, 24],
      ['again', Object.keys(refresh.again).length, 24],
    ]),
    ['pending', tally.pending.length, CAPS.pending],
    ['sent', Object.keys(tally.sent).length, CAPS.sendings],
    ...Object.values(facts.places).map(
      (place) => [place.name, place.values.length, CAPS.valuesPerPlace] as [string, number, number],
    ),
    ...facts.logins.flatMap((login): [string, number, number][] => [
      ['set', login.set.length, CAPS.places],
      ['held', Object.keys(login.held).length, CAPS.places],
      ['statuses', login.statuses.length, CAPS.hops],
      ['redirects', login.redirects.length, CAPS.hops],
    ]),
  ];
  return sizes.filter(([, size, cap]) => size > cap).map(([name, size, cap]) => `${name}: ${size} > ${cap}`);
};

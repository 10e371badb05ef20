/** Which of the requests that may change something the rules about forged requests look at. */
import type { Facts } from './facts.ts';
import type { StateChange } from './facts-csrf.ts';
import { pathOf } from './origins.ts';

/** A request that was refused shows that something stands in its way, and not what. */
export function judgedChanges({ stateChanges }: Pick<Facts, 'stateChanges'>): StateChange[] {
  return stateChanges.filter((change) => change.outcome !== 'refused' && !isMeasurement(change));
}

const COUNTS = /\/(?:collect|beacon|analytics|telemetry|rum|csp[-_]?reports?)(?:\/|$)/i;

/** What counts visits and takes reports is not where money is sent. */
function isMeasurement({ resource, url }: StateChange): boolean {
  return resource === 'beacon' || COUNTS.test(pathOf(url));
}

/** A colour for each credential that matters, the same on the square, on its card and in the story. Pure. */
import type { Role, SiteReport } from '../core/report.ts';
import { sortedCredentials } from './view-credentials.ts';

/** Numbers of the style sheet's six, in order of preference: the first is the colour of the verdict that fits. */
const TICKETS = [0, 3, 5, 1, 2, 4];
const CARDS = [1, 2, 4, 0, 3, 5];
const LOGINS = [4, 2, 1, 5, 3, 0];

const PREFERRED: Partial<Record<Role, readonly number[]>> = {
  'session-id': TICKETS,
  'remember-me': TICKETS,
  'csrf-token': TICKETS,
  login: LOGINS,
};

/**
 * Credential id → number of its colour. Those that the verdict rests on come first, then whatever the story tells of. After
 * six, colours come again: the name beside them is what counts.
 */
export const coloursOf = (report: SiteReport): ReadonlyMap<string, number> => {
  const told = new Set(report.story.flatMap(({ credential }) => credential ?? []));
  const { decisive, others } = sortedCredentials(report);
  const cast = [...decisive, ...others.filter(({ id, role }) => told.has(id) || role === 'refresh-token')];
  const colours = new Map<string, number>();
  const free = new Set<number>();
  for (const { id, role } of cast) {
    if (free.size === 0) for (const colour of TICKETS) free.add(colour);
    const colour = (PREFERRED[role] ?? CARDS).find((one) => free.has(one)) ?? 0;
    free.delete(colour);
    colours.set(id, colour);
  }
  return colours;
};

/** A colour for each credential that matters, the same on the square, on its card and in the story. Pure. */
import type { Role, SiteReport } from '../core/report.ts';
import { sortedCredentials } from './view-credentials.ts';

/** Numbers of the style sheet's six. Tickets begin with the colour of a session, cards with that of a token. */
const TICKETS = [0, 3, 5, 1, 2, 4];
const CARDS = [1, 2, 4, 0, 3, 5];
const TICKET_ROLES: ReadonlySet<Role> = new Set(['session-id', 'remember-me', 'login', 'csrf-token']);

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
    const colour = (TICKET_ROLES.has(role) ? TICKETS : CARDS).find((one) => free.has(one)) ?? 0;
    free.delete(colour);
    colours.set(id, colour);
  }
  return colours;
};

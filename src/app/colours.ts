/** A colour for each credential that matters, the same on the square, on its card and in the story. Pure. */
import type { SiteReport } from '../core/report.ts';
import { sortedCredentials } from './view-credentials.ts';

/** As many as the style sheet has; after the last the first comes again. */
export const COLOURS = 6;

/** Credential id → number of its colour. Those that the verdict rests on come first, then whatever the story tells of. */
export const coloursOf = (report: SiteReport): ReadonlyMap<string, number> => {
  const told = new Set(report.story.flatMap(({ credential }) => credential ?? []));
  const { decisive, others } = sortedCredentials(report);
  const cast = [...decisive, ...others.filter(({ id, role }) => told.has(id) || role === 'refresh-token')];
  return new Map(cast.map(({ id }, index) => [id, index % COLOURS]));
};

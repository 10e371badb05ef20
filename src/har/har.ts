/** HAR → Observations, for the engine without a browser. */
import * as v from 'valibot';
import type { Observation } from '../core/observe/observation.ts';
import { at, HarReader } from './reader.ts';

const Har = v.object({ log: v.object({ pages: v.optional(v.array(v.unknown()), []), entries: v.array(v.unknown()) }) });

/**
 * @param har the parsed JSON of a HAR file
 * @throws Error with one clear sentence that names the place, if it is no HAR
 */
export const observationsFromHar = (har: unknown): Observation[] => {
  const observations: Observation[] = [];
  observationsOfHar(har, (observation) => void observations.push(observation));
  return observations;
};

/**
 * The same, one by one.
 * @returns how many entries there are
 */
export const observationsOfHar = (har: unknown, take: (observation: Observation) => void): number => {
  const read = v.safeParse(Har, har);
  if (!read.success) throw new Error(`This is not a HAR file: ${at(read.issues[0])}.`);
  const reader = new HarReader(take);
  for (const page of read.output.log.pages) reader.page(page);
  for (const entry of read.output.log.entries) reader.entry(entry);
  reader.end();
  return read.output.log.entries.length;
};

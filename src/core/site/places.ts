/** Places outside the cookie jar, and what is held at a moment. */
import type { SeenValue } from '../observe/observation.ts';
import { type Draft, holding } from './draft.ts';
import { currentValue, isKept, type Place, placeKey } from './state.ts';

/** Current value of every place that is kept: what the browser holds at this moment. */
export const heldValues = (draft: Draft): Record<string, string> => {
  const held: Record<string, string> = {};
  for (const [key, place] of Object.entries(draft.facts.places)) {
    const value = currentValue(place);
    if (isKept(place) && place.gone === undefined && value !== undefined) held[key] = value.fingerprint;
  }
  return held;
};

/**
 * Puts a value into its place outside the cookie jar.
 * @param foundThere it was there at the first look
 */
export const keep = (draft: Draft, value: SeenValue, origin: string, at: number, foundThere = false): string => {
  const key = placeKey(value.where, value.name, origin, { path: value.path, scheme: value.scheme });
  const known = draft.facts.places[key];
  const base: Place = known ?? {
    where: value.where,
    name: value.name,
    ...(value.path ? { path: value.path } : {}),
    ...(value.scheme === undefined ? {} : { scheme: value.scheme }),
    origin,
    values: [],
    foundThere,
  };
  const place = holding(base, value.shape, at);
  if (place !== known) draft.place(key, place);
  return key;
};

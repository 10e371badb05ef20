/** Places outside the cookie jar, and what is held at a moment. */
import type { SeenValue } from '../observe/observation.ts';
import { type Draft, holding } from './draft.ts';
import { currentValue, isKept, type Place, type PlaceValue, placeKey } from './state.ts';

/**
 * Value of every place that is kept: what the browser held when a request was sent. The jar may have told of later changes
 * by now: Firefox, and any background that was just woken, hear of them before they hear of the request.
 */
export const heldValues = (draft: Draft, at: number): Record<string, string> => {
  const held: Record<string, string> = {};
  for (const [key, place] of Object.entries(draft.facts.places)) {
    const value = isKept(place) ? valueHeldAt(place, at) : undefined;
    if (value !== undefined && (place.gone === undefined || place.gone > at)) held[key] = value.fingerprint;
  }
  return held;
};

/** What was found by looking was there before, whenever the look was. */
const valueHeldAt = (place: Place, at: number): PlaceValue | undefined =>
  place.issuedBy !== undefined && place.issuedBy.at > at
    ? place.values.findLast(({ firstAt }) => firstAt <= at)
    : currentValue(place);

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

/** Fields of bodies and what is kept under the same name: nobody looked at the field's value, so the name must do. */
import { isKept, type Place } from '../site/state.ts';

/** `_SessionToken` and `sessionToken`, `access_token` and `accessToken` are the same word. */
const spelling = (name: string): string => name.replace(/[^A-Za-z]/g, '').toLowerCase();

/** Members inside JSON go by their own name. */
const ownName = ({ name, path }: Place): string => (path ? (path.split('.').at(-1) ?? path) : name);

/**
 * Pairs of a field and the kept place that gives it its value, as far as names tell: the only one of that name.
 * @returns positions in the list
 */
export const sameByName = (places: readonly Place[]): [field: number, kept: number][] =>
  places.flatMap((field, at) => {
    if (field.where !== 'body') return [];
    const word = spelling(field.name);
    const kept = places.flatMap((place, index) => (isKept(place) && spelling(ownName(place)) === word ? [index] : []));
    return kept.length === 1 ? [[at, kept[0] as number] as [number, number]] : [];
  });

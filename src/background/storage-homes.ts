/**
 * Tokens that a page sends from a place nobody knows: the question that makes it worth looking through its own databases.
 * And the places that were found that way, which are read again like those of known SDKs.
 */
import { tokenHeader } from '../core/knowledge/headers.ts';
import { storeOf } from '../core/knowledge/indexed-db.ts';
import type { SeenValue, ValueShape } from '../core/observe/observation.ts';
import { currentValue, isKept, type Place, type SiteState } from '../core/site/state.ts';

/** One value in a database of the page's own. */
export interface Home {
  db: string;
  store: string;
  key: string;
}

const MAX_HOMELESS = 5;
const HTTP_LOGINS = new Set(['basic', 'digest', 'negotiate']);

/** Fingerprints of tokens that travel in headers, as of now, and were found in no place of the browser. */
export const homelessTokens = ({ facts }: SiteState, found: readonly SeenValue[]): Set<string> => {
  const places = Object.values(facts.places);
  const homes = new Set([
    ...places.filter(isKept).flatMap(({ values }) => values.flatMap(printsOf)),
    ...found.flatMap(({ shape }) => printsOf(shape)),
  ]);
  const tokens = places.filter(carriesToken).flatMap((place) => currentValue(place) ?? []);
  const homeless = tokens.filter((value) => isToken(value) && !printsOf(value).some((print) => homes.has(print)));
  return new Set(homeless.map(({ fingerprint }) => fingerprint).slice(-MAX_HOMELESS));
};

const carriesToken = ({ where, name }: Place): boolean =>
  where === 'header' && (name === 'Authorization' || tokenHeader(name));

const isToken = ({ format, trivial, length }: ValueShape): boolean =>
  !HTTP_LOGINS.has(format) && trivial !== true && length >= 8;

const printsOf = ({ fingerprint, inner, parts = [] }: ValueShape): string[] => [
  fingerprint,
  ...(inner === undefined ? [] : [inner]),
  ...parts.map(({ shape }) => shape.fingerprint),
];

/** The places in databases of the page's own, or in a library's store, where tokens were found and have not gone since. */
export const ownHomes = (state: SiteState | undefined): { home: Home; path: string }[] =>
  Object.values(state?.facts.places ?? {}).flatMap(({ where, name, path = '', gone }) => {
    if (where !== 'indexedDB' || gone !== undefined || storeOf(name)?.known.sdk !== undefined) return [];
    const [db = '', store = '', ...rest] = name.split('/');
    return [{ home: { db, store, key: rest.join('/') }, path }];
  });

export const nameOf = ({ db, store, key }: Home): string => `${db}/${store}/${key}`;

/** What the place where a credential is kept tells of it: its role by name, and the SDK that keeps it there. */
import { knownCookie } from '../knowledge/cookies.ts';
import { storageEntry, storageRole } from '../knowledge/storage.ts';
import { tokenParameter } from '../knowledge/words.ts';
import type { Role } from '../report.ts';
import { isKept, type Place } from '../site/state.ts';
import type { Weighed } from './dynamic.ts';
import type { Joined } from './join.ts';
import type { HeldPlace } from './nodes.ts';

type Named = Pick<Place | HeldPlace, 'where' | 'name' | 'path'>;

/** By the name of the place or, inside JSON, of the member. */
export const roleByWord = ({ where, name, path = '' }: Named): Role | undefined => {
  if (where === 'header') return undefined;
  if (where !== 'cookie') return storageRole(where, name, path) ?? PAIR.get(lastName(name, path));
  const role = path === '' ? undefined : tokenParameter(path);
  return role ?? (/refresh/i.test(name) ? 'refresh-token' : undefined);
};

/** What djangorestframework-simplejwt calls its two tokens, and clients keep them by. Only what looks like a token is kept. */
const PAIR: ReadonlyMap<string, Role> = new Map([
  ['access', 'access-token'],
  ['refresh', 'refresh-token'],
]);

const lastName = (name: string, path: string): string => (path === '' ? name : (path.split('.').at(-1) ?? path));

/** For a place in web storage. */
export const storedEvidence = (place: Named): Weighed[] => {
  const entry = storageEntry(place.where, place.name, place.path);
  const role = roleByWord(place);
  if (role === 'state' || role === 'other') return [];
  if (entry !== undefined) {
    return [{ code: 'sdk-storage', text: `${entry.sdk} keeps its tokens there`, weight: 2 }];
  }
  return role === undefined ? [] : [{ code: 'token-name', text: 'Its name says that it is a token', weight: 1.5 }];
};

/** The framework or SDK that is known by the name of one of the places. */
export const hintOf = (one: Joined): string | undefined => {
  for (const { place } of one.places) {
    const known =
      place.where === 'cookie'
        ? knownCookie(place.name, place.cookie?.domain)?.stack
        : storageEntry(place.where, place.name, place.path)?.sdk;
    if (known !== undefined && isKept(place)) return known;
  }
  return undefined;
};

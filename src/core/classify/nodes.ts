/** Places → what can be joined: a kept place is one, a place on the wire one for each value, a cookie that holds tokens one for each token. */
import { knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie } from '../knowledge/csrf.ts';
import { thirdPartyCookie } from '../knowledge/third-party.ts';
import { isKept, type Place, type PlaceValue } from '../site/state.ts';

/** A value as it lay in its place; of a token inside a cookie, `inside` is the fingerprint of the cookie's value. */
export interface HeldValue extends PlaceValue {
  inside?: string;
}

/** A place, or a token's share of it. */
export interface HeldPlace extends Omit<Place, 'values'> {
  values: HeldValue[];
}

export interface Node {
  id: string;
  /** Key of the place in the state. */
  key: string;
  place: HeldPlace;
  values: HeldValue[];
  kept: boolean;
}

export const nodesOf = (key: string, place: Place): Node[] => {
  if (!isKept(place)) return place.values.map((value) => ({ id: key, key, place, values: [value], kept: false }));
  const shares = place.where === 'cookie' && mayHoldTokens(place.name) ? sharesOf(place) : [];
  if (shares.length === 0) return [{ id: key, key, place, values: place.values, kept: true }];
  return shares.map((share) => ({ id: `${key}|${share.path}`, key, place: share, values: share.values, kept: true }));
};

/** What the state remembers a value of a place by. */
export const heldAs = (value: HeldValue): string => value.inside ?? value.fingerprint;

/** Is the value in force the one that the state remembers? Another token in the same cookie may have changed meanwhile. */
export const isHeld = (place: HeldPlace, inForce: HeldValue | undefined, remembered: string): boolean => {
  if (inForce === undefined) return false;
  const before = place.values.find((value) => heldAs(value) === remembered);
  return inForce.fingerprint === (before?.fingerprint ?? remembered);
};

/** Measurements, consent and half-done logins are JSON as well, with words of their own for what is a token here. */
const mayHoldTokens = (name: string): boolean => {
  const kind = knownCookie(name)?.kind;
  return kind !== 'transaction' && kind !== 'login-flag' && !csrfCookie(name) && thirdPartyCookie(name) === undefined;
};

/** One share for each token; the first one stands for the cookie, also while no token is in it. */
const sharesOf = (place: Place): HeldPlace[] => {
  const first = place.values.findLast((value) => value.parts !== undefined)?.parts?.[0]?.path;
  if (first === undefined) return [];
  const paths = new Set([first, ...place.values.flatMap(({ parts = [] }) => parts.map(({ path }) => path))]);
  return [...paths].map((path) => shareOf(place, path, path === first));
};

const shareOf = (place: Place, path: string, isFirst: boolean): HeldPlace => {
  const values = place.values.flatMap((value): HeldValue[] => {
    const part = value.parts?.find((each) => each.path === path);
    if (part === undefined) return isFirst && value.parts === undefined ? [value] : [];
    const { firstAt, gone, fingerprint, chunk } = value;
    return [
      {
        ...part.shape,
        firstAt,
        ...(gone === undefined ? {} : { gone }),
        ...(chunk === undefined ? {} : { chunk }),
        inside: fingerprint,
      },
    ];
  });
  const gone = place.gone ?? leftAt(place, values);
  return { ...place, values, ...(path === '' ? {} : { path }), ...(gone === undefined ? {} : { gone }) };
};

/** When the token was no longer in the cookie, though the cookie was still there. */
const leftAt = (place: Place, values: readonly HeldValue[]): number | undefined => {
  const last = values.at(-1);
  if (last === undefined) return undefined;
  const at = place.values.findLastIndex((value) => value.fingerprint === heldAs(last));
  return place.values[at + 1]?.firstAt;
};

/** Places → what can be joined: a kept place is one, a place on the wire one for each value, a cookie that holds tokens one for each token. */
import { knownCookie } from '../knowledge/cookies.ts';
import { csrfCookie } from '../knowledge/csrf.ts';
import { thirdPartyCookie } from '../knowledge/third-party.ts';
import type { ValueShape } from '../observe/observation.ts';
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

/** One share for each token; the one that most likely lets somebody in comes first. */
const sharesOf = (place: Place): HeldPlace[] => {
  const latest = place.values.findLast((value) => value.parts !== undefined)?.parts ?? [];
  const paths = [...latest, ...place.values.flatMap(({ parts = [] }) => parts)].map(({ path }) => path);
  return [...new Set(paths)].map((path) => shareOf(place, path));
};

const shareOf = (place: Place, path: string): HeldPlace => {
  const values: HeldValue[] = [];
  for (const value of place.values) {
    const part = value.parts?.find((each) => each.path === path);
    if (part !== undefined) values.push(heldIn(value, part.shape));
    // The cookie is still there, the token is not.
    else if (values.length > 0) values.push({ gone: value.firstAt, ...(values.pop() as HeldValue) });
  }
  const gone = place.gone ?? values.at(-1)?.gone;
  return { ...place, values, ...(path === '' ? {} : { path }), ...(gone === undefined ? {} : { gone }) };
};

const heldIn = ({ firstAt, gone, fingerprint, chunk }: PlaceValue, shape: ValueShape): HeldValue => ({
  ...shape,
  firstAt,
  ...(gone === undefined ? {} : { gone }),
  ...(chunk === undefined ? {} : { chunk }),
  inside: fingerprint,
});

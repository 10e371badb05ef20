/**
 * The same credential seen in many places is one credential. Places are joined by fingerprint; a value that exists on the
 * wire alone is joined with its successor in the same header when the two are of one family (a rotated token).
 */
import { splitCookie } from '../knowledge/chunks.ts';
import { chunkName } from '../knowledge/names.ts';
import { readToken } from '../observe/jose.ts';
import type { Place, PlaceValue, Sending, SiteFactsRecord, Tally } from '../site/state.ts';
import { currentValue, isKept } from '../site/state.ts';
import { sameByName } from './fields.ts';
import { type HeldPlace, type HeldValue, heldAs, type Node, nodesOf } from './nodes.ts';

export interface JoinedSending extends Sending {
  key: string;
  count: number;
  lastAt: number;
}

export interface Joined {
  id: string;
  /** Kept places first (cookie, storage), then places on the wire. */
  places: { key: string; place: HeldPlace }[];
  /** All values it had, oldest first. */
  values: HeldValue[];
  /** Of its values, and of the cookies that it lay in. */
  fingerprints: Set<string>;
  sendings: JoinedSending[];
}

const ORDER = ['cookie', 'localStorage', 'sessionStorage', 'indexedDB', 'header', 'query', 'fragment', 'body'];

export const joinPlaces = (facts: SiteFactsRecord, tally: Tally): Joined[] => {
  const nodes = inOrder(facts.places, firstHeld).flatMap(([key, place]) => nodesOf(key, place));
  const groups = new Groups(nodes.map(({ kept }) => kept));
  const owner = new Map<string, number>();
  nodes.forEach((node, index) => {
    for (const value of node.values) {
      if (value.trivial === true || value.length < 8) continue;
      for (const print of value.inner === undefined ? [value.fingerprint] : [value.fingerprint, value.inner]) {
        const other = owner.get(print);
        if (other === undefined) owner.set(print, index);
        else groups.union(other, index);
      }
    }
  });
  joinPieces(nodes, groups);
  joinSuccessors(nodes, groups);
  for (const [field, kept] of sameByName(nodes.map(({ place }) => place))) groups.union(field, kept);
  const joined = groups.lists().map((members) => assemble(members.map((index) => nodes[index] as Node)));
  attachSendings(joined, facts, tally);
  return named(joined.sort(byFirstSeen));
};

const firstHeld = (place: Place): number => place.values[0]?.firstAt ?? 0;

/** By time, then by key: a browser's storage gives a record back with its members in another order. */
const inOrder = <Item>(record: Record<string, Item>, timeOf: (item: Item) => number): [string, Item][] =>
  Object.entries(record).sort(([a, one], [b, other]) => timeOf(one) - timeOf(other) || (a < b ? -1 : 1));

/** Pieces of a split cookie are one credential, also while one is missing, and when the value fits into one cookie again. */
const joinPieces = (nodes: Node[], groups: Groups): void => {
  const owner = new Map<string, number>();
  nodes.forEach((node, index) => {
    const base = splitName(node);
    if (base === undefined) return;
    const known = owner.get(pieceKey(node, base));
    if (known === undefined) owner.set(pieceKey(node, base), index);
    else groups.union(known, index);
  });
  nodes.forEach((node, index) => {
    const pieces = node.place.where === 'cookie' ? owner.get(pieceKey(node, node.place.name)) : undefined;
    if (pieces !== undefined) groups.union(pieces, index);
  });
};

const splitName = ({ place, values }: Node): string | undefined => {
  if (place.where !== 'cookie') return undefined;
  const seen = values.findLast(({ chunk }) => chunk !== undefined)?.chunk?.of;
  const piece = chunkName(place.name);
  if (seen !== undefined || piece === undefined) return seen;
  return splitCookie(`${piece.base}${piece.separator}0`) === undefined ? undefined : piece.base;
};

const pieceKey = ({ place }: Node, base: string): string =>
  JSON.stringify([base, place.cookie?.domain, place.cookie?.path, place.cookie?.partitionKey, place.path ?? '']);

/** A wire value that no kept place explains belongs to the value that followed it in the same header, if they are kin. */
const joinSuccessors = (nodes: Node[], groups: Groups): void => {
  for (let index = 1; index < nodes.length; index += 1) {
    const [before, after] = [nodes[index - 1], nodes[index]];
    if (before === undefined || after === undefined || before.kept || before.key !== after.key) continue;
    const [old, young] = [before.values[0], after.values[0]];
    if (old === undefined || young === undefined || !kin(old, young)) continue;
    const keepsApart = groups.hasKept(index - 1) && groups.hasKept(index);
    if (!keepsApart) groups.union(index - 1, index);
  }
};

const kin = (a: PlaceValue, b: PlaceValue): boolean => {
  // What was not seen is known by its identity alone, so another one is another's.
  if (a.format !== b.format || a.length === 0) return false;
  if (a.token === undefined || b.token === undefined) return Math.abs(a.length - b.length) <= 8;
  const [one, two] = [readToken(a.token).claims, readToken(b.token).claims];
  return one?.['iss'] === two?.['iss'] && one?.['sub'] === two?.['sub'] && one?.['role'] === two?.['role'];
};

const assemble = (members: Node[]): Joined => {
  const places = new Map<string, { key: string; place: HeldPlace }>();
  const values = new Map<string, HeldValue>();
  const fingerprints = new Set<string>();
  for (const { id, key, place, values: held } of members) {
    places.set(id, { key, place });
    for (const value of held) {
      fingerprints.add(value.fingerprint).add(heldAs(value));
      const known = values.get(value.fingerprint);
      if (known === undefined || value.firstAt < known.firstAt) values.set(value.fingerprint, value);
    }
  }
  return {
    id: '',
    places: [...places.values()].sort((a, b) => rank(a.place) - rank(b.place)),
    values: [...values.values()].sort((a, b) => a.firstAt - b.firstAt),
    fingerprints,
    sendings: [],
  };
};

const rank = (place: Place): number => ORDER.indexOf(place.where);

const byFirstSeen = (a: Joined, b: Joined): number => {
  const byTime = (a.values[0]?.firstAt ?? 0) - (b.values[0]?.firstAt ?? 0);
  if (byTime !== 0) return byTime;
  const [one, other] = [a.places[0]?.key ?? '', b.places[0]?.key ?? ''];
  // The tokens of one cookie stay in the order in which they came.
  return one === other ? 0 : one < other ? -1 : 1;
};

/** A sending belongs to the credential that holds its value; a cookie's, to the cookie of that name, or all tokens in it. */
const attachSendings = (joined: Joined[], facts: SiteFactsRecord, tally: Tally): void => {
  const byFingerprint = new Map<string, Joined[]>();
  for (const one of joined) {
    for (const print of one.fingerprints) byFingerprint.set(print, [...(byFingerprint.get(print) ?? []), one]);
  }
  for (const [key, sending] of inOrder(facts.sendings, (one) => one.firstAt)) {
    const candidates = byFingerprint.get(sending.fingerprint) ?? [];
    const named = candidates.filter((one) =>
      one.places.some(({ place }) => place.where === sending.where && place.name === sending.name),
    );
    const [owner = candidates[0], ...others] = named;
    const counted = tally.sent[key];
    const sent = { ...sending, key, count: counted?.count ?? 1, lastAt: counted?.lastAt ?? sending.firstAt };
    owner?.sendings.push(sent);
    for (const other of others) if (liesIn(other, sending.fingerprint)) other.sendings.push(sent);
  }
};

const liesIn = (one: Joined, fingerprint: string): boolean =>
  one.places.some(({ place }) => place.values.some(({ inside }) => inside === fingerprint));

/** Ids are for people and for lists: the place's name, made unique where two share it. */
const named = (joined: Joined[]): Joined[] => {
  const taken = new Map<string, number>();
  return joined.map((one) => {
    const first = one.places[0]?.place;
    const base =
      first === undefined
        ? 'unknown'
        : `${first.where}:${first.name}${first.path ? `:${first.path}` : ''}`.slice(0, 160);
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return { ...one, id: count === 1 ? base : `${base}#${count}` };
  });
};

/** The value that is in force: the current one of the first kept place that is not gone, else the latest on the wire. */
export const valueInForce = (joined: Joined): PlaceValue | undefined => {
  const kept =
    joined.places.find(({ place }) => isKept(place) && place.gone === undefined) ??
    joined.places.find(({ place }) => isKept(place));
  const held = kept === undefined ? undefined : currentValue(kept.place);
  // `deleted` in the place of a secret is a way of taking it away: the secret is what there was.
  if (held?.trivial === true) return kept?.place.values.findLast((value) => value.trivial !== true) ?? held;
  return held ?? joined.values[joined.values.length - 1];
};

/** Disjoint sets (union by index: the lower one leads, so that the outcome does not depend on the order of unions). */
class Groups {
  readonly #parent: number[];
  /** Of each leader: whether one of its group lies in a place that is kept. */
  readonly #kept: boolean[];

  constructor(kept: readonly boolean[]) {
    this.#parent = kept.map((_, index) => index);
    this.#kept = [...kept];
  }

  find(index: number): number {
    let root = index;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    this.#parent[index] = root;
    return root;
  }

  hasKept(index: number): boolean {
    return this.#kept[this.find(index)] === true;
  }

  union(a: number, b: number): void {
    const [one, two] = [this.find(a), this.find(b)];
    const leader = Math.min(one, two);
    this.#parent[Math.max(one, two)] = leader;
    if (this.#kept[one] === true || this.#kept[two] === true) this.#kept[leader] = true;
  }

  lists(): number[][] {
    const byRoot = new Map<number, number[]>();
    this.#parent.forEach((_, index) => {
      const root = this.find(index);
      const known = byRoot.get(root);
      if (known === undefined) byRoot.set(root, [index]);
      else known.push(index);
    });
    return [...byRoot.values()];
  }
}

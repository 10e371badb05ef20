/** Copy on write for one reduction: the input is never touched, and `facts` keeps its identity if nothing was learnt. */
import type { SeenValue, ValueShape } from '../observe/observation.ts';
import type { Pending, Place, PlaceValue, Sending, SiteFactsRecord, SiteState, Tally } from './state.ts';
import { CAPS, currentValue, isKept } from './state.ts';

/** What went along within this time goes along again. */
const IN_USE_MS = 60_000;

/** FNV-1a. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
};

/** What is noted of a place that is kept out. */
export const missedPlace = (key: string): number => hashOf(`place ${key}`);

const without = <Item>(record: Record<string, Item>, key: string): Record<string, Item> => {
  const { [key]: _gone, ...rest } = record;
  return rest;
};

export class Draft {
  facts: SiteFactsRecord;
  tally: Tally;
  readonly #before: SiteFactsRecord;
  readonly #tallyBefore: Tally;

  constructor(state: SiteState) {
    this.#before = state.facts;
    this.#tallyBefore = state.tally;
    this.facts = state.facts;
    this.tally = { ...state.tally };
  }

  get state(): SiteState {
    return { facts: this.facts, tally: this.tally };
  }

  /** To be changed in place: copied from the state at the first change of this reduction. */
  get sent(): Tally['sent'] {
    if (this.tally.sent === this.#tallyBefore.sent) this.tally.sent = { ...this.tally.sent };
    return this.tally.sent;
  }

  /** A request that waits for its answer. */
  asked(id: string): Pending | undefined {
    return this.tally.pending.findLast((one) => one.id === id);
  }

  set(change: Partial<SiteFactsRecord>): void {
    this.facts = { ...this.facts, ...change };
  }

  /** Something known made room for something new. */
  forget(): void {
    this.tally.dropped += 1;
  }

  /**
   * Something new is not kept. It may come again with each request and each look at the site: it is counted once, and
   * no further when so much is missing that nobody could say what was counted.
   */
  miss(what: string): void {
    const { missed } = this.tally;
    const hash = hashOf(what);
    if (missed.length >= CAPS.missed || missed.includes(hash)) return;
    this.tally.missed = [...missed, hash];
    this.forget();
  }

  place(key: string, place: Place): void {
    if (!Object.hasOwn(this.facts.places, key) && !this.#hasRoomForPlace(key, place)) this.miss(`place ${key}`);
    else this.set({ places: { ...this.facts.places, [key]: place } });
  }

  /**
   * The place that was emptied longest ago makes room; what is still there does not, or two would take turns for ever. But
   * what the browser keeps goes before what was seen on the wire alone, of which a page can make up any number.
   */
  #hasRoomForPlace(key: string, place: Place): boolean {
    if (key.length > CAPS.key || this.tally.missed.includes(missedPlace(key))) return false;
    const places = Object.entries(this.facts.places);
    if (places.length < CAPS.places) return true;
    const [oldest] = places
      .filter(([, { gone }]) => gone !== undefined)
      .sort(([, a], [, b]) => (a.gone ?? 0) - (b.gone ?? 0));
    const fleeting = isKept(place) ? places.findLast(([, other]) => !isKept(other)) : undefined;
    const [given] = oldest ?? fleeting ?? [];
    if (given === undefined) return false;
    this.set({ places: without(this.facts.places, given) });
    this.forget();
    return true;
  }

  sending(key: string, sending: Sending): void {
    if (!Object.hasOwn(this.facts.sendings, key) && !this.#hasRoomForSending(key, sending.firstAt))
      this.miss(`sending ${key}`);
    else this.set({ sendings: { ...this.facts.sendings, [key]: sending } });
  }

  /** Tokens are changed for new ones all day. The one that was sent longest ago makes room, unless it still is in use. */
  #hasRoomForSending(key: string, at: number): boolean {
    if (key.length > CAPS.key) return false;
    const sendings = Object.keys(this.facts.sendings);
    if (sendings.length < CAPS.sendings) return true;
    const lastAt = (sent: string): number => this.tally.sent[sent]?.lastAt ?? 0;
    const oldest = sendings.reduce((first, one) => (lastAt(one) < lastAt(first) ? one : first));
    if (at - lastAt(oldest) < IN_USE_MS) return false;
    this.set({ sendings: without(this.facts.sendings, oldest) });
    this.tally.sent = without(this.tally.sent, oldest);
    this.forget();
    return true;
  }

  /** Appends to a list, dropping the oldest beyond the cap. */
  push<Item>(list: readonly Item[], item: Item, cap: number): Item[] {
    if (list.length < cap) return [...list, item];
    this.forget();
    return [...list.slice(list.length - cap + 1), item];
  }

  /** Adds to a record, refusing (and counting) what goes beyond the cap. */
  put<Item>(record: Record<string, Item>, key: string, item: Item, cap: number): Record<string, Item> {
    if (!Object.hasOwn(record, key) && Object.keys(record).length >= cap) {
      const kind = Object.entries(this.facts).find(([, each]) => each === record)?.[0];
      this.miss(`${kind} ${key}`);
      return record;
    }
    return { ...record, [key]: item };
  }

  /** A place is known under another key from now on; what logins and logouts remember of it moves along. */
  rename(from: string, to: string): void {
    const moved = <Event extends { held: Record<string, string> }>(event: Event): Event => {
      const { [from]: value, ...held } = event.held;
      return value === undefined ? event : { ...event, held: { ...held, [to]: value } };
    };
    this.set({ logins: this.facts.logins.map(moved), logouts: this.facts.logouts.map(moved) });
  }

  /** A value is known by another fingerprint from now on; what logins and logouts remember of it changes along. */
  reprint(key: string, from: string, to: string): void {
    const changed = <Event extends { held: Record<string, string> }>(event: Event): Event =>
      event.held[key] === from ? { ...event, held: { ...event.held, [key]: to } } : event;
    this.set({ logins: this.facts.logins.map(changed), logouts: this.facts.logouts.map(changed) });
  }

  get learnt(): boolean {
    return this.facts !== this.#before;
  }
}

/**
 * The place with `value` as its current value; the place itself if it holds it already and is not gone. A piece of a split
 * cookie that is seen alone is the one that is known; a known piece becomes its whole once the others are there.
 */
export const holding = (place: Place, value: SeenValue['shape'], at: number): Place => {
  const current = currentValue(place);
  if (current !== undefined && isSameValue(current, value))
    return place.gone === undefined ? place : withoutGone(place);
  if (current !== undefined && isWholeOf(value, current)) {
    const { gone: _gone, ...rest } = place;
    return { ...rest, values: place.values.with(-1, { ...value, firstAt: current.firstAt }) };
  }
  const others = place.values.filter((known) => known.fingerprint !== value.fingerprint);
  const added: PlaceValue = { ...value, firstAt: at };
  const { gone: _gone, issuedBy, ...rest } = place;
  // Of a split cookie another piece changed: this one was issued when it was.
  const stays = issuedBy !== undefined && value.chunk !== undefined && value.chunk.own === current?.chunk?.own;
  return { ...rest, ...(stays ? { issuedBy } : {}), values: [...others.slice(1 - CAPS.valuesPerPlace), added] };
};

/** Does a place that holds one value hold the other? A piece seen alone cannot tell whether its siblings changed. */
export const isSameValue = (held: PlaceValue, seen: ValueShape): boolean =>
  held.fingerprint === seen.fingerprint || (seen.chunk === undefined && held.chunk?.own === seen.fingerprint);

/** Was the one known so far as a piece of the other? */
export const isWholeOf = (whole: ValueShape, piece: ValueShape): boolean =>
  piece.chunk === undefined && whole.chunk?.own === piece.fingerprint;

const withoutGone = ({ gone: _gone, ...place }: Place): Place =>
  changeCurrent(place, ({ gone: _emptied, ...value }) => value);

export const emptied = (place: Place, at: number): Place => ({
  ...changeCurrent(place, (value) => ({ ...value, gone: at })),
  gone: at,
});

const changeCurrent = (place: Place, change: (value: PlaceValue) => PlaceValue): Place => {
  const current = currentValue(place);
  return current === undefined ? place : { ...place, values: place.values.with(-1, change(current)) };
};

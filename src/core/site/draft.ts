/** Copy on write for one reduction: the input is never touched, and `facts` keeps its identity if nothing was learnt. */
import type { SeenValue } from '../observe/observation.ts';
import type { Place, PlaceValue, Sending, SiteFactsRecord, SiteState, Tally } from './state.ts';
import { CAPS, currentValue } from './state.ts';

export class Draft {
  facts: SiteFactsRecord;
  tally: Tally;
  readonly #before: SiteFactsRecord;

  constructor(state: SiteState) {
    this.#before = state.facts;
    this.facts = state.facts;
    this.tally = { ...state.tally };
  }

  get state(): SiteState {
    return { facts: this.facts, tally: this.tally };
  }

  set(change: Partial<SiteFactsRecord>): void {
    this.facts = { ...this.facts, ...change };
  }

  forget(count = 1): void {
    this.set({ dropped: this.facts.dropped + count });
  }

  place(key: string, place: Place): void {
    const known = Object.hasOwn(this.facts.places, key);
    if (!known && Object.keys(this.facts.places).length >= CAPS.places) this.forget();
    else this.set({ places: { ...this.facts.places, [key]: place } });
  }

  sending(key: string, sending: Sending): void {
    const known = Object.hasOwn(this.facts.sendings, key);
    if (!known && Object.keys(this.facts.sendings).length >= CAPS.sendings) this.forget();
    else this.set({ sendings: { ...this.facts.sendings, [key]: sending } });
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
      this.forget();
      return record;
    }
    return { ...record, [key]: item };
  }

  get learnt(): boolean {
    return this.facts !== this.#before;
  }
}

/** The place with `value` as its current value; the place itself if it holds it already and is not gone. */
export const holding = (place: Place, value: SeenValue['shape'], at: number): Place => {
  const current = currentValue(place);
  if (current?.fingerprint === value.fingerprint) return place.gone === undefined ? place : withoutGone(place);
  const others = place.values.filter((known) => known.fingerprint !== value.fingerprint);
  const added: PlaceValue = { ...value, firstAt: at };
  const { gone: _gone, issuedBy: _issuedBy, ...rest } = place;
  return { ...rest, foundThere: false, values: [...others.slice(1 - CAPS.valuesPerPlace), added] };
};

export const withoutGone = (place: Place): Place => {
  const { gone: _gone, ...rest } = place;
  return rest;
};

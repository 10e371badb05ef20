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

  /** A place is known under another key from now on; what logins and logouts remember of it moves along. */
  rename(from: string, to: string): void {
    const moved = <Event extends { held: Record<string, string> }>(event: Event): Event => {
      const { [from]: value, ...held } = event.held;
      return value === undefined ? event : { ...event, held: { ...held, [to]: value } };
    };
    this.set({ logins: this.facts.logins.map(moved), logouts: this.facts.logouts.map(moved) });
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
  return { ...rest, values: [...others.slice(1 - CAPS.valuesPerPlace), added] };
};

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

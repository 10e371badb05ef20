/**
 * Keeps a site's record small whatever the site does. The caps bound how many things are remembered; names, addresses and
 * claims have no size of their own, so a site that fills them all may still grow too heavy. Then its record gives up what
 * tells least, until it fits.
 */
import { missedPlace } from './draft.ts';
import { CAPS, isKept, type Place, type SiteState } from './state.ts';

const KEPT_VALUES = 2;

/** @returns how many things were given up */
type Giving = (state: SiteState) => number;

/** A place that rotates its value all day: the current one, and the one before, tell that it does. */
const pastValues: Giving = ({ facts }) => {
  let given = 0;
  for (const place of Object.values(facts.places)) {
    given += Math.max(0, place.values.length - KEPT_VALUES);
    place.values = place.values.slice(-KEPT_VALUES);
  }
  return given;
};

const gonePlaces: Giving = ({ facts }) => {
  const gone = Object.keys(facts.places).filter((key) => facts.places[key]?.gone !== undefined);
  for (const key of gone) delete facts.places[key];
  return gone.length;
};

/** Something that can give up its older half, or the heavier one. */
interface Part {
  what: object;
  /** @returns how many things were given up; 0 where nothing is left */
  give: () => number;
}

const TIMES = ['at', 'firstAt', 'refusedAt', 'askedAt', 'sentAt'] as const;

const timeOf = (item: object): number => {
  const member = TIMES.find((name) => name in item);
  return member === undefined ? 0 : Number(Reflect.get(item, member));
};

/** @param timeOfKey when the item was last of use */
const recordPart = (record: Record<string, unknown>, timeOfKey: (key: string) => number): Part => ({
  what: record,
  give: () => {
    const keys = Object.keys(record).sort((a, b) => timeOfKey(a) - timeOfKey(b) || (a < b ? -1 : 1));
    const older = keys.slice(0, Math.ceil(keys.length / 2));
    for (const key of older) delete record[key];
    return older.length;
  },
});

const listPart = (list: unknown[]): Part => ({
  what: list,
  give: () => list.splice(0, Math.ceil(list.length / 2)).length,
});

const heavierHalf = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, weight: weigh(item) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, Math.ceil(items.length / 2))
    .map(({ item }) => item);

/**
 * First what the values say, decoded, goes: that they are there stays known. Then the places with the longest names go; they
 * are kept out from then on, since each look at the site would bring them back. What was seen on the wire alone goes before
 * what the browser keeps: a page can make up any number of it.
 */
const placesPart = (places: Record<string, Place>, tally: SiteState['tally']): Part => ({
  what: places,
  give: () => {
    const told = Object.values(places)
      .flatMap((place) => place.values)
      .filter(({ token, parts, content }) => token !== undefined || parts !== undefined || content !== undefined);
    for (const value of heavierHalf(told)) {
      delete value.token;
      delete value.parts;
      delete value.content;
    }
    if (told.length > 0) return Math.ceil(told.length / 2);
    const all = Object.entries(places);
    const onTheWire = all.filter(([, place]) => !isKept(place));
    const heavier = heavierHalf(onTheWire.length > 0 ? onTheWire : all);
    for (const [key] of heavier) delete places[key];
    tally.missed = [...tally.missed, ...heavier.map(([key]) => missedPlace(key))].slice(-CAPS.missed);
    return heavier.length;
  },
});

const partsOf = ({ facts, tally }: SiteState): Part[] => {
  const { places, sendings, ...others } = facts;
  const parts = [placesPart(places, tally), recordPart(sendings, (key) => tally.sent[key]?.lastAt ?? 0)];
  for (const [name, member] of Object.entries<unknown>(others)) {
    if (Array.isArray(member)) parts.push(listPart(member));
    else if (isRecord(member) && name !== 'leakyPage')
      parts.push(recordPart(member, (key) => timeOf(member[key] as object)));
  }
  return parts;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** In characters of JSON. */
const weigh = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/** The heaviest part gives, again and again. */
const heaviestGive = (state: SiteState, tooMuch: number): number => {
  let parts = partsOf(state).map((part) => ({ ...part, weight: weigh(part.what) }));
  let given = 0;
  for (let lost = 0; lost < tooMuch && parts.length > 0; ) {
    const heaviest = parts.reduce((most, part) => (part.weight > most.weight ? part : most));
    const gave = heaviest.give();
    if (gave === 0) parts = parts.filter((part) => part !== heaviest);
    given += gave;
    const weight = weigh(heaviest.what);
    lost += heaviest.weight - weight;
    heaviest.weight = weight;
  }
  return given;
};

/**
 * @param room in characters of JSON
 * @returns the state with what it had to forget counted
 */
export const lighten = (state: SiteState, room: number): SiteState => {
  const light = structuredClone(state);
  const { tally } = light;
  if (weigh(light) > room) {
    // What waits for an answer is no fact, and asked again by the next request.
    tally.pending = [];
    tally.dropped += pastValues(light);
  }
  if (weigh(light) > room) tally.dropped += gonePlaces(light);
  tally.dropped += heaviestGive(light, weigh(light) - room);
  for (const key of Object.keys(tally.sent)) if (!Object.hasOwn(light.facts.sendings, key)) delete tally.sent[key];
  return light;
};

/** How many things are known of a site. */
export const factsIn = ({ facts }: SiteState): number =>
  Object.values(facts).reduce<number>((sum, member) => sum + (isRecord(member) ? Object.keys(member).length : 0), 0);

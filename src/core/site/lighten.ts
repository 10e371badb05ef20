/**
 * Keeps a site's record small whatever the site does. The caps bound how many things are remembered; names, addresses and
 * claims have no size of their own, so a site that fills them all may still grow too heavy. Then its record gives up what
 * tells least, until it fits.
 */
import type { Place, SiteState } from './state.ts';

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
  weight: number;
  give: () => number;
}

const TIMES = ['at', 'firstAt', 'refusedAt', 'askedAt', 'sentAt'] as const;

const timeOf = (item: object): number => {
  const member = TIMES.find((name) => name in item);
  return member === undefined ? 0 : Number(Reflect.get(item, member));
};

/** @param timeOfKey when the item was last of use */
const recordPart = (record: Record<string, unknown>, timeOfKey: (key: string) => number): Part => ({
  weight: weigh(record),
  give: () => {
    const keys = Object.keys(record).sort((a, b) => timeOfKey(a) - timeOfKey(b) || (a < b ? -1 : 1));
    const older = keys.slice(0, Math.floor(keys.length / 2));
    for (const key of older) delete record[key];
    return older.length;
  },
});

const listPart = (list: unknown[]): Part => ({
  weight: weigh(list),
  give: () => list.splice(0, Math.floor(list.length / 2)).length,
});

/** What is there now stays known: only what its values say, decoded, is given up. */
const placesPart = (places: Record<string, Place>): Part => {
  const heavy = Object.values(places)
    .flatMap((place) => place.values)
    .filter(({ token, parts, content }) => token !== undefined || parts !== undefined || content !== undefined)
    .map((value) => ({ value, weight: weigh(value) }))
    .sort((a, b) => b.weight - a.weight);
  return {
    weight: heavy.reduce((sum, { weight }) => sum + weight, 0),
    give: () => {
      const heavier = heavy.slice(0, Math.ceil(heavy.length / 2));
      for (const { value } of heavier) {
        delete value.token;
        delete value.parts;
        delete value.content;
      }
      return heavier.length;
    },
  };
};

const partsOf = ({ facts, tally }: SiteState): Part[] => {
  const parts = [placesPart(facts.places), recordPart(facts.sendings, (key) => tally.sent[key]?.lastAt ?? 0)];
  for (const [name, member] of Object.entries(facts)) {
    if (Array.isArray(member)) parts.push(listPart(member));
    else if (isRecord(member) && name !== 'places' && name !== 'sendings' && name !== 'leakyPage')
      parts.push(recordPart(member, (key) => timeOf(member[key] as object)));
  }
  return parts;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const heaviestGives: Giving = (state) => {
  for (const part of partsOf(state).sort((a, b) => b.weight - a.weight)) {
    const given = part.give();
    if (given > 0) return given;
  }
  return 0;
};

/** In characters of JSON. */
const weigh = (value: unknown): number => JSON.stringify(value)?.length ?? 0;

/**
 * @param room in characters of JSON
 * @returns the state with what it has to forget counted. It is larger than `room` only where the names and addresses of
 *   what is there now fill it alone: they are capped in number and length.
 */
export const lighten = (state: SiteState, room: number): SiteState => {
  const light = structuredClone(state);
  const isHeavy = (): boolean => weigh(light) > room;
  const giveUp = (give: Giving): number => {
    const given = give(light);
    light.tally.dropped += given;
    return given;
  };
  if (isHeavy()) {
    // What waits for an answer is no fact, and asked again by the next request.
    light.tally.pending = {};
    giveUp(pastValues);
  }
  if (isHeavy()) giveUp(gonePlaces);
  while (isHeavy() && giveUp(heaviestGives) > 0) forgetCounts(light);
  return light;
};

const forgetCounts = ({ facts, tally }: SiteState): void => {
  for (const key of Object.keys(tally.sent)) if (!Object.hasOwn(facts.sendings, key)) delete tally.sent[key];
};

/** How many things are known of a site. */
export const factsIn = ({ facts }: SiteState): number =>
  Object.values(facts).reduce<number>((sum, member) => sum + (isRecord(member) ? Object.keys(member).length : 0), 0);

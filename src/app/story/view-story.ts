/** Steps → rows of a sequence diagram. Pure. */
import type { Actor, Credential, SiteReport, Step, StepKind } from '../../core/report.ts';
import { coloursOf } from '../colours.ts';
import { nameOf, requestName } from '../view-credentials.ts';
import { clock } from '../when.ts';
import { ROLE } from '../words.ts';

const ACTOR: Record<Actor, string> = {
  browser: 'Browser',
  page: 'Page',
  server: 'Server',
  provider: 'Identity provider',
};

/** A number of the textbook's pattern, or the mark of a step that is not part of it. */
interface Place {
  mark: string;
  name: string;
}

const PLACE: Record<StepKind, Place> = {
  challenge: { mark: '?', name: 'Asked' },
  'login-submitted': { mark: '1', name: 'Log in' },
  'login-refused': { mark: '!', name: 'Refused' },
  'credential-issued': { mark: '2', name: 'Issued' },
  'credential-kept': { mark: '3', name: 'Kept' },
  'credential-sent': { mark: '4', name: 'Sent' },
  'credential-checked': { mark: '5', name: 'Checked' },
  'credential-refused': { mark: '!', name: 'Refused' },
  'logout-requested': { mark: '6', name: 'Log out' },
  'credential-cleared': { mark: '–', name: 'Gone' },
};

const AT_LOGOUT: Partial<Record<StepKind, Place>> = {
  'credential-cleared': { mark: '6', name: 'Cleared' },
  'credential-kept': { mark: '6', name: 'Still kept' },
};

const REFUSALS: ReadonlySet<StepKind> = new Set(['login-refused', 'credential-refused']);

export interface StoryRow extends Place {
  /** The same for a step that is still there after a refetch. */
  key: string;
  /** Lanes by index, so that the drawing needs no names. */
  from: number;
  to: number;
  /** The two lanes between which the words stand. */
  between: [number, number];
  way: string;
  answer: boolean;
  refusal: boolean;
  /** Absent where no credential takes part. */
  colour?: number;
  /** Its credential, where there are several and the sentence does not name it. */
  about?: string;
  /** A login after a logout: the pattern begins again. */
  anew: boolean;
  text: string;
  time: string;
  request: string;
  count: number;
}

export interface CastMember {
  id: string;
  name: string;
  role: string;
  colour: number;
}

export interface Story {
  lanes: string[];
  cast: CastMember[];
  rows: StoryRow[];
}

const castOf = (report: SiteReport): CastMember[] => {
  const told = new Set(report.story.map(({ credential }) => credential));
  const byId = new Map(report.credentials.map((one): [string, Credential] => [one.id, one]));
  return [...coloursOf(report)].flatMap(([id, colour]) => {
    const one = byId.get(id);
    return one === undefined || !told.has(id) ? [] : { id, name: nameOf(one), role: ROLE[one.role].name, colour };
  });
};

/** What a logout did bears the logout's own time and comes after it. */
const placesOf = (story: readonly Step[]): Place[] => {
  let loggedOutAt: number | undefined;
  return story.map(({ kind, at }) => {
    if (kind === 'logout-requested') loggedOutAt = at;
    return (at === loggedOutAt ? AT_LOGOUT[kind] : undefined) ?? PLACE[kind];
  });
};

const keysOf = (story: readonly Step[]): string[] => {
  const times = new Map<string, number>();
  return story.map(({ kind, at, from, to, credential = '' }) => {
    const key = `${kind} ${at} ${from} ${to} ${credential}`;
    const before = times.get(key) ?? 0;
    times.set(key, before + 1);
    return `${key} ${before}`;
  });
};

const startsAnew = (story: readonly Step[]): boolean[] => {
  let loggedOut = false;
  return story.map(({ kind }) => {
    const anew = loggedOut && kind === 'login-submitted';
    if (kind === 'logout-requested') loggedOut = true;
    if (anew) loggedOut = false;
    return anew;
  });
};

/** A step within one lane has its words beside it: in the next gap, or in two where four lanes stand closer. */
const between = (from: number, to: number, last: number): [number, number] => {
  if (from !== to) return [Math.min(from, to), Math.max(from, to)];
  const reach = last - 1;
  return from === last ? [from - reach, from] : [from, Math.min(from + reach, last)];
};

const isAnswer = ({ from, to }: Step): boolean =>
  (from === 'server' || from === 'provider') && (to === 'browser' || to === 'page');

const wayOf = ({ from, to }: Step): string => {
  const goal = ACTOR[to].toLowerCase();
  return from === to ? `In the ${goal}` : `${ACTOR[from]} to ${goal}`;
};

/** The provider's lane stands beyond the server, and only when one took part. */
export const storyOf = (report: SiteReport, now: number): Story => {
  const { story, site } = report;
  const order: Actor[] = ['browser', 'page', 'server'];
  if (story.some((step) => step.from === 'provider' || step.to === 'provider')) order.push('provider');
  const cast = castOf(report);
  const places = placesOf(story);
  const keys = keysOf(story);
  const anew = startsAnew(story);
  const rowOf = (step: Step, index: number): StoryRow => {
    const from = order.indexOf(step.from);
    const to = order.indexOf(step.to);
    const one = cast.find(({ id }) => id === step.credential);
    const unnamed = one !== undefined && cast.length > 1 && !step.text.includes(`\`${one.name}`);
    return {
      ...(places[index] ?? PLACE[step.kind]),
      key: keys[index] ?? '',
      from,
      to,
      between: between(from, to, order.length - 1),
      way: wayOf(step),
      answer: isAnswer(step),
      refusal: REFUSALS.has(step.kind),
      ...(one !== undefined && { colour: one.colour }),
      ...(unnamed && { about: one.name }),
      anew: anew[index] ?? false,
      text: step.text,
      time: clock(step.at, now),
      request: requestName(step.method, step.url, site),
      count: step.count ?? 1,
    };
  };
  return { lanes: order.map((actor) => ACTOR[actor]), cast, rows: story.map(rowOf) };
};

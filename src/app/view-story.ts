/** Steps → rows of a sequence diagram. Pure. */
import type { Actor, SiteReport, StepKind } from '../core/report.ts';
import { requestName } from './view-credentials.ts';
import { clock } from './when.ts';

export const ACTOR: Record<Actor, string> = {
  browser: 'Browser',
  page: 'Page',
  server: 'Server',
  provider: 'Provider',
};

export type Mood = 'issue' | 'carry' | 'check' | 'end' | 'bad';

const MOOD: Record<StepKind, Mood> = {
  'login-submitted': 'carry',
  'login-refused': 'bad',
  'credential-issued': 'issue',
  'credential-kept': 'issue',
  'credential-sent': 'carry',
  'credential-checked': 'check',
  'credential-refused': 'bad',
  challenge: 'carry',
  'logout-requested': 'end',
  'credential-cleared': 'end',
};

export interface StoryRow {
  /** Lanes by index, so that the drawing needs no names. */
  from: number;
  to: number;
  way: string;
  mood: Mood;
  text: string;
  time: string;
  request: string;
  count: number;
}

export interface Story {
  lanes: string[];
  rows: StoryRow[];
}

/** The provider's lane stands beyond the server, and only when one took part. */
export const storyOf = ({ story, site }: SiteReport, now: number): Story => {
  const order: Actor[] = ['browser', 'page', 'server'];
  if (story.some((step) => step.from === 'provider' || step.to === 'provider')) order.push('provider');
  return {
    lanes: order.map((actor) => ACTOR[actor]),
    rows: story.map((step) => ({
      from: order.indexOf(step.from),
      to: order.indexOf(step.to),
      way: step.from === step.to ? `In the ${step.from}` : `${ACTOR[step.from]} to ${step.to}`,
      mood: MOOD[step.kind],
      text: step.text,
      time: clock(step.at, now),
      request: requestName(step.method, step.url, site),
      count: step.count ?? 1,
    })),
  };
};

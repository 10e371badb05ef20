/** Two credentials with a history, and the story in the forms that tests compare. */
import type { Step } from '../../../src/core/report.ts';
import { type StoryFacts, tellStory } from '../../../src/core/story/story.ts';
import { facts, MINUTE, NOW, ORIGIN, sentTo, session, stored } from '../../helpers/facts.ts';

export const story = (changes: Partial<StoryFacts>): Step[] => tellStory(facts(changes));

export const told = (changes: Partial<StoryFacts>): [kind: string, from: string, to: string][] =>
  story(changes).map(({ kind, from, to }) => [kind, from, to]);

export const texts = (changes: Partial<StoryFacts>): string[] => story(changes).map(({ text }) => text);

export const sessionFromLogin = session(
  {},
  {
    issuedBy: { how: 'set-cookie', method: 'POST', url: `${ORIGIN}/login`, at: NOW },
    sentTo: [sentTo({ firstAt: NOW + MINUTE, count: 4 })],
  },
);
export const tokenFromLogin = stored('localStorage', {
  issuedBy: { how: 'script', method: 'POST', url: `${ORIGIN}/api/login`, at: NOW },
  sentTo: [sentTo({ carrier: 'header', firstAt: NOW + MINUTE, count: 2 })],
});

import { expect, it } from 'vitest';
import { coloursOf } from '../../src/app/colours.ts';
import { credential, otherCookie, siteReport, tokenCredential } from '../helpers/reports.ts';

const SIX = 6;

it('gives a ticket the colour of a session and a card that of a token', () => {
  const colours = coloursOf(siteReport({ credentials: [tokenCredential(), credential()], story: [] }));
  expect(Object.fromEntries(colours)).toEqual({ 'c-session': 0, 'c-access': 1 });
});

it('gives each its own as long as there are enough, and begins again after six', () => {
  const credentials = Array.from({ length: 8 }, (_, index) => credential({ id: `c${index}`, firstSeen: index }));
  const colours = [...coloursOf(siteReport({ credentials, story: [] })).values()];
  expect(new Set(colours.slice(0, SIX)).size).toBe(SIX);
  expect(colours.slice(SIX)).toEqual(colours.slice(0, 2));
});

it('leaves out what neither the verdict nor the story speaks of', () => {
  const told = otherCookie('told', { id: 'told' });
  const step = { at: 1, from: 'browser', to: 'server', kind: 'credential-sent', text: '', credential: 'told' } as const;
  const report = siteReport({ credentials: [credential(), told, otherCookie('_ga', { id: 'ga' })], story: [step] });
  expect([...coloursOf(report).keys()]).toEqual(['c-session', 'told']);
});

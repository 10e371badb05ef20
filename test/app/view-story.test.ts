import { describe, expect, it } from 'vitest';
import { storyOf } from '../../src/app/story/view-story.ts';
import type { SiteReport } from '../../src/core/report.ts';
import {
  credential,
  DAY,
  MINUTE,
  NOW,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
} from '../helpers/reports.ts';
import { longStory, sessionStory } from '../helpers/stories.ts';

const accessToken = tokenCredential({ carriers: [{ where: 'localStorage', name: 'access_token', origin: SITE }] });
const both = (change: Partial<SiteReport> = {}): SiteReport =>
  siteReport({ credentials: [credential(), accessToken, otherCookie('_ga')], story: longStory, ...change });

describe('lanes', () => {
  it('are three, and a fourth only when a provider took part', () => {
    expect(storyOf(siteReport(), NOW).lanes).toEqual(['Browser', 'Page', 'Server']);
    expect(storyOf(tokenReport(), NOW).lanes).toEqual(['Browser', 'Page', 'Server', 'Identity provider']);
  });

  it('say who speaks to whom', () => {
    const ways = storyOf(both(), NOW).rows.map(({ way }) => way);
    expect(ways.slice(0, 5)).toEqual([
      'Browser to server',
      'Server to browser',
      'Identity provider to server',
      'Server to browser',
      'In the browser',
    ]);
  });

  it('hold the words between them, for a step within one lane beside it', () => {
    const betweens = (report: SiteReport) => storyOf(report, NOW).rows.map(({ between }) => between);
    expect(betweens(siteReport())).toEqual([
      [0, 2],
      [0, 2],
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(betweens(both()).slice(2, 9)).toEqual([
      [2, 3],
      [0, 2],
      [0, 2],
      [0, 2],
      [2, 3],
      [1, 2],
      [1, 3],
    ]);
  });

  it('tell answers from requests; a provider that sends you back asks the server', () => {
    const answers = storyOf(both(), NOW).rows.filter(({ answer }) => answer);
    expect(answers.map(({ name }) => name)).toEqual(['Refused', 'Issued', 'Issued', 'Refused', 'Issued']);
  });
});

describe('numbers', () => {
  it('are those of the textbook, for each credential and each login anew', () => {
    const rows = storyOf(both(), NOW).rows;
    expect(rows.map(({ mark, name }) => `${mark} ${name}`)).toEqual([
      '1 Log in',
      '! Refused',
      '1 Log in',
      '2 Issued',
      '3 Kept',
      '4 Sent',
      '5 Checked',
      '2 Issued',
      '3 Kept',
      '4 Sent',
      '5 Checked',
      '! Refused',
      '6 Log out',
      '6 Cleared',
      '6 Still kept',
      '1 Log in',
      '2 Issued',
      '3 Kept',
      '4 Sent',
      '5 Checked',
    ]);
    expect(rows.flatMap(({ anew }, index) => (anew ? [index] : []))).toEqual([15]);
  });

  it('begin anew once for each logout, however many times one tries', () => {
    const again = longStory.slice(-5).map((step) => ({ ...step, at: NOW }));
    const rows = storyOf(both({ story: [...longStory, ...again] }), NOW).rows;
    expect(rows.flatMap(({ anew }, index) => (anew ? [index] : []))).toEqual([15]);
  });

  it('are not given to a challenge, nor to what went without a logout', () => {
    const story = [
      { at: NOW, kind: 'challenge', from: 'server', to: 'browser', text: 'Who are you?' },
      { at: NOW, kind: 'login-submitted', from: 'browser', to: 'server', text: 'Me.' },
      { at: NOW + 1, kind: 'credential-cleared', from: 'browser', to: 'browser', text: 'It ran out.' },
    ] as const;
    const rows = storyOf(siteReport({ story: [...story] }), NOW).rows;
    expect(rows.map(({ mark, name }) => `${mark} ${name}`)).toEqual(['? Asked', '1 Log in', '– Gone']);
  });

  it('tell what a later time kept from what a logout left', () => {
    const kept = { kind: 'credential-kept', from: 'page', to: 'page', text: 'Kept.' } as const;
    const logout = { at: NOW, kind: 'logout-requested', from: 'browser', to: 'server', text: 'Out.' } as const;
    const rows = storyOf(siteReport({ story: [{ ...kept, at: NOW }, logout, { ...kept, at: NOW + 1 }] }), NOW).rows;
    expect(rows.map(({ name }) => name)).toEqual(['Kept', 'Log out', 'Kept']);
  });
});

describe('the cast', () => {
  it('names the credentials of the story in their colours, and no others', () => {
    expect(storyOf(both(), NOW).cast).toEqual([
      { id: 'c-session', name: 'connect.sid', role: 'Session id', colour: 0 },
      { id: 'c-access', name: 'access_token', role: 'Access token', colour: 1 },
    ]);
    expect(storyOf(both({ story: sessionStory }), NOW).cast.map(({ id }) => id)).toEqual(['c-session']);
    expect(storyOf(both({ credentials: [] }), NOW).cast).toEqual([]);
  });

  it('keeps its colour through all steps; a refusal says that it is one', () => {
    const rows = storyOf(both(), NOW).rows;
    expect(rows.slice(0, 12).map(({ colour }) => colour ?? '-')).toEqual(['-', '-', '-', 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(rows.flatMap(({ refusal }, index) => (refusal ? [index] : []))).toEqual([1, 11]);
  });

  it('is named where there are several and the sentence names none', () => {
    const unnamed = longStory.map((step) => ({ ...step, text: 'It is sent, to access_token or connect.sid.' }));
    const abouts = storyOf(both({ story: unnamed }), NOW).rows.map(({ about }) => about ?? '-');
    expect(abouts.slice(2, 8)).toEqual([
      '-',
      'connect.sid',
      'connect.sid',
      'connect.sid',
      'connect.sid',
      'access_token',
    ]);
    expect(storyOf(both(), NOW).rows.every(({ about }) => about === undefined)).toBe(true);
    expect(storyOf(siteReport(), NOW).rows.every(({ about }) => about === undefined)).toBe(true);
  });
});

describe('rows', () => {
  it('have counts, paths and times, with the day when that is over', () => {
    const rows = storyOf(siteReport(), NOW).rows;
    expect(rows[0]).toMatchObject({ from: 0, to: 2, request: 'POST /login', count: 1 });
    expect(rows[3]?.count).toBe(42);
    expect(rows[0]?.time).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(storyOf(siteReport(), NOW + DAY).rows[0]?.time).toMatch(/^\d+ \w+, \d\d:\d\d$/);
  });

  it('keep their keys when more is seen, and no two have the same', () => {
    const before = storyOf(both(), NOW).rows.map(({ key }) => key);
    const grown = longStory.map((step) => ({ ...step, count: 999 }));
    const [first] = longStory;
    const more = first === undefined ? [] : [first, { ...first, at: NOW + MINUTE }];
    const after = storyOf(both({ story: [...grown, ...more] }), NOW + DAY).rows.map(({ key }) => key);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(new Set(after).size).toBe(longStory.length + 2);
  });
});

/** Stories: short, long, with and without a provider. */
import type { Step } from '../../../src/core/report.ts';
import { credential, MINUTE, NOW, SITE, siteReport, tokenCredential, tokenReport } from '../../helpers/reports.ts';
import { longStory, sessionStory, tokenStory } from '../../helpers/stories.ts';
import { about, type Cases } from './case.ts';

const hop = (change: Partial<Step>): Step => ({
  at: NOW - MINUTE,
  from: 'browser',
  to: 'provider',
  kind: 'credential-sent',
  text: 'The browser was sent on.',
  ...change,
});

const all: Step[] = [
  ...tokenStory,
  hop({ kind: 'challenge', from: 'server', to: 'browser', text: 'The server asked for a login (`Basic`).' }),
  hop({ kind: 'login-refused', from: 'server', to: 'browser', text: 'The login was refused.', method: 'POST' }),
  hop({ from: 'provider', to: 'server', text: 'The provider told the server who you are.' }),
  hop({
    from: 'server',
    to: 'provider',
    text: 'The server traded the code for a token.',
    url: 'https://login.example/token',
  }),
  hop({ from: 'provider', to: 'provider', kind: 'credential-checked', text: 'The provider looked you up.' }),
  hop({
    method: 'POST',
    url: `${SITE}/${'a-very-long-path/'.repeat(20)}`,
    text: 'It went to `'.concat('x'.repeat(200), '`.'),
  }),
];

export const stories: Cases = {
  'story-none': about(siteReport({ story: [] }), { tab: 'story' }),
  'story-session': about(siteReport({ story: sessionStory }), { tab: 'story' }),
  'story-provider': about(tokenReport({ story: all }), { tab: 'story' }),
  'story-again': about(
    siteReport({
      credentials: [
        credential(),
        tokenCredential({ carriers: [{ where: 'localStorage', name: 'access_token', origin: SITE }] }),
      ],
      story: longStory,
    }),
    { tab: 'story' },
  ),
  'story-60': about(
    tokenReport({
      story: Array.from({ length: 60 }, (_, at) => ({ ...(all[at % all.length] as Step), at: NOW - (60 - at) * 1000 })),
    }),
    { tab: 'story' },
  ),
};

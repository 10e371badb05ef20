/** Every state of the screen as a whole, and every notice. */
import { failed } from '../../../src/messages/reply.ts';
import { DEFAULT_SETTINGS } from '../../../src/messages/settings.ts';
import {
  finding,
  MINUTE,
  NOW,
  nothingReport,
  otherCookie,
  SITE,
  siteReport,
  tokenReport,
  verdict,
} from '../../helpers/reports.ts';
import { about, type Cases, never } from './case.ts';
import { others, session } from './verdicts.ts';

const tracking = ['_ga', '_gid', 'consent', 'AWSALB', 'theme'].map((name) => otherCookie(name));
const nowhere = async (): Promise<void> => undefined;
const stopped = failed('failed', 'The background page did not answer within 2 seconds.');

export const screens: Cases = {
  loading: { report: never() },
  failed: { report: stopped },
  'failed-no-tab': { report: failed('no-tab', 'There is no tab 7.') },
  unsupported: about(nothingReport({ access: 'unsupported', requests: 0 })),
  withheld: about(nothingReport({ access: 'withheld', requests: 0 })),
  'withheld-refused': about(nothingReport({ access: 'withheld', requests: 0 }), {
    steps: ['Allow on this site…'],
    world: { granted: false },
  }),
  'just-begun': about(nothingReport({ requests: 0 })),
  nothing: about(nothingReport({ credentials: tracking, observedSince: NOW - 2 * MINUTE })),
  'nothing-at-all': about(nothingReport({ requests: 3 })),
  'stored-only': about(siteReport({ requests: 0, verdict: verdict({ confidence: 0.61, signedIn: 'no' }), story: [] })),
  'notice-withheld': about(siteReport({ access: 'withheld' }), { tab: 'risks' }),
  'notice-withheld-refused': about(siteReport({ access: 'withheld', dropped: 3 }), {
    tab: 'risks',
    steps: ['Allow on this site…'],
    world: { granted: false },
  }),
  'notice-dropped': about(tokenReport({ dropped: 1204 }), { tab: 'risks' }),
  'notice-out-of-date': about(session, { tab: 'risks', later: stopped }),
  'all-notices': about(siteReport({ requests: 0, dropped: 12, credentials: others }), { tab: 'risks', later: stopped }),
  'ways-out': about(session, { tab: 'risks', world: { openPage: nowhere, openPanel: nowhere } }),
  'paused-here': about(nothingReport({ requests: 0 }), {
    world: { settings: { ...DEFAULT_SETTINGS, pausedSites: [SITE] } },
  }),
  'paused-everywhere': about(nothingReport({ requests: 0 }), {
    world: { settings: { ...DEFAULT_SETTINGS, paused: true } },
  }),
  'notice-paused': about(session, { tab: 'risks', world: { settings: { ...DEFAULT_SETTINGS, pausedSites: [SITE] } } }),
  'notice-closed': about(session, { tab: 'risks', later: failed('no-tab', 'There is no tab 7.') }),
  'withheld-unnamed': about(nothingReport({ site: '', access: 'withheld', requests: 0 })),
  settings: about(session, { tab: 'risks', steps: ['Settings'] }),
  'settings-sites': about(session, {
    tab: 'risks',
    steps: ['Settings', 'Forget everything…'],
    world: {
      settings: { ...DEFAULT_SETTINGS, badge: false, pausedSites: [SITE, `https://${'long.'.repeat(30)}example`] },
    },
  }),
  'settings-refused': about(session, {
    tab: 'risks',
    steps: ['Settings', 'Forget everything…', 'Forget everything'],
    world: { decided: failed('failed', 'The browser could not write it.') },
  }),
  export: about(tokenReport({ findings: [finding()] }), { tab: 'risks', steps: ['Export'] }),
  'learn-marked': about(session, { tab: 'learn', steps: ['signed in'] }),
};

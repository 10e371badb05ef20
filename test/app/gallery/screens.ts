/** Every state of the screen as a whole, and every notice. */
import { failed } from '../../../src/messages/reply.ts';
import { MINUTE, NOW, nothingReport, otherCookie, siteReport, tokenReport, verdict } from '../../helpers/reports.ts';
import { about, type Cases, never } from './case.ts';
import { others, session } from './verdicts.ts';

const tracking = ['_ga', '_gid', 'consent', 'AWSALB', 'theme'].map((name) => otherCookie(name));
const stopped = failed('failed', 'The background page did not answer within 2 seconds.');

export const screens: Cases = {
  loading: { report: never() },
  failed: { report: stopped },
  'failed-no-tab': { report: failed('no-tab', 'There is no tab 7.') },
  unsupported: about(nothingReport({ access: 'unsupported', requests: 0 })),
  withheld: about(nothingReport({ access: 'withheld', requests: 0 })),
  'withheld-refused': about(nothingReport({ access: 'withheld', requests: 0 }), {
    steps: ['Allow access…'],
    world: { granted: false },
  }),
  'just-begun': about(nothingReport({ requests: 0 })),
  nothing: about(nothingReport({ credentials: tracking, observedSince: NOW - 2 * MINUTE })),
  'nothing-at-all': about(nothingReport({ requests: 3 })),
  'stored-only': about(siteReport({ requests: 0, verdict: verdict({ confidence: 0.61, signedIn: 'no' }), story: [] })),
  'notice-withheld': about(siteReport({ access: 'withheld' }), { tab: 'risks' }),
  'notice-withheld-refused': about(siteReport({ access: 'withheld', dropped: 3 }), {
    tab: 'risks',
    steps: ['Allow access…'],
    world: { granted: false },
  }),
  'notice-dropped': about(tokenReport({ dropped: 1204 }), { tab: 'risks' }),
  'notice-out-of-date': about(session, { tab: 'risks', later: stopped }),
  'all-notices': about(siteReport({ requests: 0, dropped: 12, credentials: others }), { tab: 'risks', later: stopped }),
  settings: about(session, { tab: 'risks', steps: ['Settings'] }),
};

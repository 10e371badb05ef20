import rule from '../../../src/core/rules/authenticated-response-cacheable.ts';
import type { SignedInAnswer } from '../../../src/core/rules/facts-motion.ts';
import { bearer, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const credentials = [session()];
const answer = (changes: Partial<SignedInAnswer> = {}): SignedInAnswer => ({
  url: `${ORIGIN}/account`,
  at: NOW,
  resource: 'document',
  credentials: ['c1'],
  storable: 'never',
  sharedHit: false,
  authorized: false,
  guarded: false,
  ...changes,
});
const subject = 'app.example';

ruleCases(rule, {
  pass: [
    ['an answer that may not be kept', { credentials, signedInAnswers: [answer()] }],
    [
      'a silent answer to a request with Authorization',
      { credentials: [bearer()], signedInAnswers: [answer({ storable: 'silent', authorized: true })] },
    ],
    [
      'a lifetime alone, which is no leave for an answer to a request with Authorization',
      { credentials: [bearer()], signedInAnswers: [answer({ storable: 'fresh', authorized: true })] },
    ],
  ],
  fail: [
    [
      'what came from a shared cache',
      { credentials, signedInAnswers: [answer({ sharedHit: true, storable: 'silent' })] },
      [{ subject, severity: 'high', confidence: 'tentative', credential: 'c1' }],
    ],
    [
      'it firmly where the server refuses others',
      { credentials, signedInAnswers: [answer({ sharedHit: true, guarded: true })] },
      [{ subject, severity: 'high', confidence: 'firm' }],
    ],
    [
      'leave for everybody, also where Authorization went along',
      { credentials, signedInAnswers: [answer({ storable: 'declared', authorized: true })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'must-revalidate with a lifetime',
      { credentials, signedInAnswers: [answer({ storable: 'allowed', authorized: true })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a lifetime where a cookie went along',
      { credentials, signedInAnswers: [answer({ storable: 'fresh' })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a date to guess from as information',
      { credentials, signedInAnswers: [answer({ storable: 'heuristic' })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'one finding for the site, with the worst first and the rest counted',
      {
        credentials,
        signedInAnswers: [
          answer({ url: `${ORIGIN}/a`, storable: 'silent' }),
          answer({ url: `${ORIGIN}/b`, storable: 'fresh' }),
          answer({ url: 'https://api.app.example/c', storable: 'fresh' }),
        ],
      },
      [
        {
          subject,
          severity: 'low',
          evidence: [
            'GET /b was sent with a session, and its answer may be kept for a time: it has a lifetime, and no private.',
            'GET api.app.example/c was sent with a session, and its answer may be kept for a time: it has a lifetime, and no private.',
            'So it is, or nearly so, at 1 more address.',
            'Whether the answer is about one user does not show in its headers.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a site without credentials', {}],
    ['a session that was not sent', { credentials: [session({}, { sentTo: [] })] }],
    ['cookies that let nobody in', { credentials: [session({}, { decisive: false, role: 'other' })] }],
  ],
  unknown: [['a session whose answers were no pages and no data', { credentials }]],
});

import { expect } from 'vitest';
import type { UseAfterLogout } from '../../../src/core/rules/facts-lifecycle.ts';
import rule from '../../../src/core/rules/session-alive-after-logout.ts';
import { bearer, HOUR, logout, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const logouts = [logout()];
const use = (changes: Partial<UseAfterLogout> = {}): UseAfterLogout => ({
  credential: 'c1',
  logoutAt: NOW + HOUR,
  usedAt: NOW + 2 * HOUR,
  url: `${ORIGIN}/account`,
  accepted: true,
  ...changes,
});

ruleCases(rule, {
  pass: [
    [
      'an old value that was refused',
      { credentials: [session()], logouts, usesAfterLogout: [use({ accepted: false })] },
    ],
    ['an old value of which nothing is known any more', { logouts, usesAfterLogout: [use()] }],
  ],
  fail: [
    [
      'an old value that was let in',
      { credentials: [session()], logouts, usesAfterLogout: [use()] },
      [
        {
          subject: 'connect.sid',
          severity: 'high',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'After POST /logout the value of connect.sid from before it went along with GET /account.',
            'That page was refused to strangers before, and now was answered with success.',
            'There was no login in between, and no new credential that explains it.',
          ],
        },
      ],
    ],
    [
      'each credential once, and only those that were let in',
      {
        credentials: [session(), bearer({ id: 'c2' })],
        logouts,
        usesAfterLogout: [use(), use({ url: `${ORIGIN}/orders` }), use({ credential: 'c2', accepted: false })],
      },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
    [
      'with the fix of the framework',
      { credentials: [session({}, { issuerHint: 'Laravel' })], logouts, usesAfterLogout: [use()] },
      [{ subject: 'connect.sid', severity: 'high', fix: expect.stringContaining('session()->invalidate()') }],
    ],
  ],
  notApplicable: [['a site without logout', { credentials: [session()] }]],
  unknown: [['a logout after which nobody sent the old value', { credentials: [session()], logouts }]],
});

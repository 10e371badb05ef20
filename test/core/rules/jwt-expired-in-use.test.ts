import type { ExpiredUse } from '../../../src/core/rules/facts.ts';
import rule from '../../../src/core/rules/jwt-expired-in-use.ts';
import { bearer, decoded, MINUTE, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const late = (minutes: number, changes: Partial<ExpiredUse> = {}): ExpiredUse => ({
  credential: 'c1',
  expiredAt: NOW,
  sentAt: NOW + minutes * MINUTE,
  url: `${ORIGIN}/api/me`,
  alone: true,
  ...changes,
});
const credentials = [bearer()];
const { expiresAt: _, ...timeless } = decoded();

ruleCases(rule, {
  pass: [
    ['a token that is used in time', { credentials }],
    ['exactly five minutes of clock skew', { credentials, expiredUses: [late(5)] }],
  ],
  fail: [
    [
      'a token that is accepted six minutes late',
      { credentials, expiredUses: [late(6)] },
      [
        {
          subject,
          severity: 'high',
          credential: 'c1',
          evidence: ['/api/me answered with success 6 minutes after exp, and no other credential explains it.'],
        },
      ],
    ],
    [
      'one token once, however often it was accepted',
      { credentials, expiredUses: [late(6), late(9, { url: `${ORIGIN}/api/you` })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'a use that stands alone among others that do not',
      { credentials, expiredUses: [late(6, { alone: false }), late(7)] },
      [{ subject, severity: 'high' }],
    ],
    [
      'an expired token that is gone by now, since it was accepted all the same',
      { credentials: [bearer({ gone: NOW })], expiredUses: [late(6)] },
      [{ subject, severity: 'high' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a token without exp', { credentials: [bearer({ token: timeless })] }],
    ['a token that was never sent', { credentials: [bearer({ sentTo: [] })] }],
    ['a proof', { credentials: [bearer({ token: decoded({ header: { typ: 'dbsc+jwt' } }) })], expiredUses: [late(6)] }],
    ['a bot wall’s token', { credentials: [bearer({ role: 'other' })], expiredUses: [late(6)] }],
  ],
  unknown: [['another credential that may have let it in', { credentials, expiredUses: [late(6, { alone: false })] }]],
});

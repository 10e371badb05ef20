import type { ExpiredUse } from '../../../src/core/rules/facts-tokens.ts';
import rule from '../../../src/core/rules/jwt-expired-in-use.ts';
import { bearer, decoded, MINUTE, NOW, ORIGIN, sentTo, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const late = (minutes: number, changes: Partial<ExpiredUse> = {}): ExpiredUse => ({
  credential: 'c1',
  expiredAt: NOW,
  sentAt: NOW + minutes * MINUTE,
  url: `${ORIGIN}/api/me`,
  alone: true,
  guarded: true,
  ...changes,
});
const credentials = [bearer()];
const inCookie = session({ name: 'jwt' }, { format: 'jwt', token: decoded(), sentTo: [sentTo()] });
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
          confidence: 'firm',
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
      'a use at an address that may be open to all, and says that it may be so',
      { credentials, expiredUses: [late(6, { guarded: false })] },
      [
        {
          subject,
          severity: 'high',
          confidence: 'tentative',
          evidence: [
            '/api/me answered with success 6 minutes after exp, and no other credential explains it.',
            '/api/me may be open to all.',
          ],
        },
      ],
    ],
    [
      'a guarded address beside an open one as sure',
      { credentials, expiredUses: [late(6), late(7, { guarded: false })] },
      [{ subject, severity: 'high', confidence: 'firm' }],
    ],
    [
      'a cookie that opens what was shut',
      { credentials: [inCookie], expiredUses: [late(6)] },
      [{ subject: 'jwt', severity: 'high', confidence: 'firm' }],
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
  unknown: [
    ['another credential that may have let it in', { credentials, expiredUses: [late(6, { alone: false })] }],
    [
      'a cookie, which goes to what is open to all as well',
      { credentials: [inCookie], expiredUses: [late(6, { guarded: false })] },
    ],
  ],
});

import type { DecodedToken } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-long-lived.ts';
import { defaultThresholds } from '../../../src/core/rules/thresholds.ts';
import { bearer, DAY, decoded, HOUR, living, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const inCookie = (milliseconds: number) => session({ name: 'jwt' }, { format: 'jwt', token: living(milliseconds) });
const { issuedAt: _, ...withoutIat } = living(2 * DAY);
const { expiresAt: __, ...timeless } = decoded({ kind: 'jwe' });
const backwards: DecodedToken = living(-DAY);

ruleCases(rule, {
  pass: [
    ['an access token of exactly one hour', { credentials: [bearer({ token: living(HOUR) })] }],
    ['a session of exactly 30 days in a cookie', { credentials: [inCookie(30 * DAY)] }],
    [
      'a budget that the settings widened',
      {
        credentials: [bearer({ token: living(2 * DAY) })],
        thresholds: { ...defaultThresholds, accessTokenLow: 3 * DAY, accessTokenMedium: 3 * DAY },
      },
    ],
  ],
  fail: [
    [
      'an access token over an hour as low',
      { credentials: [bearer({ token: living(HOUR + 1) })] },
      [{ subject, severity: 'low', confidence: 'firm' }],
    ],
    [
      'an access token of exactly a day as low',
      { credentials: [bearer({ token: living(DAY) })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'an access token over a day',
      { credentials: [bearer({ token: living(2 * DAY) })] },
      [{ subject, severity: 'medium', evidence: ['From iat to exp authorization header lives 2 days.'] }],
    ],
    [
      'a session over 30 days in a cookie',
      { credentials: [inCookie(31 * DAY)] },
      [{ subject: 'jwt', severity: 'medium' }],
    ],
    [
      'a token without iat by what was left of it, without insisting',
      { credentials: [bearer({ token: withoutIat })] },
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'a token that lets nobody in as information',
      { credentials: [bearer({ token: living(2 * DAY), decisive: false, sentTo: [] })] },
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    [
      'a refresh token, which lives long by nature',
      { credentials: [bearer({ role: 'refresh-token', token: living(90 * DAY) })] },
    ],
    [
      'an API key, which lives ten years by design',
      { credentials: [bearer({ role: 'api-key', token: living(3650 * DAY) })] },
    ],
    ['a bot wall’s token', { credentials: [bearer({ role: 'other', token: living(90 * DAY) })] }],
    ['a DPoP proof', { credentials: [bearer({ token: { ...living(2 * DAY), header: { typ: 'dpop+jwt' } } })] }],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [bearer({ token: living(2 * DAY), gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [
    ['an encrypted token, whose times are for the server', { credentials: [bearer({ token: timeless })] }],
    ['a token that expires before it is issued', { credentials: [bearer({ token: backwards })] }],
  ],
});

import rule from '../../../src/core/rules/session-cookie-long-lived.ts';
import { defaultThresholds } from '../../../src/core/rules/thresholds.ts';
import {
  anonymous,
  bareCookie,
  bearer,
  credential,
  DAY,
  HOUR,
  kept,
  living,
  NOW,
  session,
} from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const days = (count: number) => ({ session: false, expires: NOW + count * DAY });
const subject = 'connect.sid';
const UNSEEN = 'How long the server lets it in cannot be seen from here.';

function allowing(count: number): typeof defaultThresholds {
  return { ...defaultThresholds, sessionCookieLow: count * DAY };
}

ruleCases(rule, {
  pass: [
    ['a cookie that ends with the browser', { credentials: [session()], jar: [kept()] }],
    ['thirty days to the second', { credentials: [session(days(30))], jar: [kept(days(30))] }],
    [
      'a sliding expiry that is counted from the last time',
      { credentials: [session(days(40))], jar: [kept(days(40), { at: NOW + 20 * DAY })] },
    ],
    ['a clock that is a few minutes off', { credentials: [session({ expires: NOW + 30 * DAY + 240_000 })], jar: [] }],
    [
      'a token of an hour in a cookie of a year',
      { credentials: [session(days(365), { token: living(HOUR) })], jar: [kept(days(365))] },
    ],
    ['what a setting allows', { credentials: [session(days(90))], jar: [kept(days(90))], thresholds: allowing(100) }],
  ],
  fail: [
    [
      'ninety days',
      { credentials: [session(days(90))], jar: [kept(days(90))] },
      [
        {
          subject,
          severity: 'low',
          confidence: 'firm',
          evidence: ['The cookie connect.sid is kept for 90 days from when it was set.', UNSEEN],
        },
      ],
    ],
    [
      'what a stricter setting does not allow',
      { credentials: [session(days(9))], jar: [kept(days(9))], thresholds: allowing(7) },
      [{ subject, severity: 'low' }],
    ],
    [
      'a cookie that was there before, by what is left of it',
      { credentials: [session(days(90))], jar: [kept(days(90), { seenSet: false })] },
      [
        {
          subject,
          severity: 'low',
          evidence: ['The cookie connect.sid has 90 days left from when it was first seen.', UNSEEN],
        },
      ],
    ],
    [
      'the most that browsers give, and says so',
      { credentials: [session(days(400))], jar: [kept(days(400))] },
      [
        {
          subject,
          severity: 'low',
          evidence: [
            'The cookie connect.sid is kept for 400 days from when it was set.',
            'More than 400 days browsers do not give, whatever the server asks for.',
            UNSEEN,
          ],
        },
      ],
    ],
    [
      'a token of a year in a cookie of a year',
      { credentials: [session(days(365), { token: living(365 * DAY) })], jar: [kept(days(365))] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a remember-me cookie as a note, also where the login rests on it',
      { credentials: [session(days(90), { role: 'remember-me' })], jar: [kept(days(90))] },
      [
        {
          subject,
          severity: 'info',
          evidence: [
            'The cookie connect.sid is kept for 90 days from when it was set.',
            UNSEEN,
            'It is there to remember somebody for long, on purpose.',
          ],
        },
      ],
    ],
    [
      'a refresh token as a note',
      { credentials: [session(days(90), { role: 'refresh-token', decisive: false })], jar: [kept(days(90))] },
      [{ subject, severity: 'info' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session(days(90))], jar: [kept(days(90))], verdict: anonymous },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    [
      'a Django session with the line to paste',
      { credentials: [session(days(90), { issuerHint: 'django' })], jar: [kept(days(90))] },
      [{ subject, severity: 'low', fix: 'settings.py: SESSION_COOKIE_AGE = 8 * 60 * 60' }],
    ],
  ],
  notApplicable: [
    ['a token in a header', { credentials: [bearer()] }],
    ['a visitor’s number', { credentials: [session(days(400), { role: 'other', decisive: false })] }],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

import rule from '../../../src/core/rules/cookie-too-large.ts';
import { bearer, refused, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

ruleCases(rule, {
  pass: [
    ['a session cookie', { credentials: [session()] }],
    ['a cookie that another rule tells of', { refusedCookies: [refused()] }],
  ],
  fail: [
    [
      'a cookie that no browser keeps',
      { refusedCookies: [refused({ why: 'too-large', size: 4210 })] },
      [
        {
          subject: 'connect.sid',
          severity: 'low',
          confidence: 'certain',
          evidence: [
            'The cookie connect.sid has 4,210 octets with its name.',
            'Browsers keep 4,096 at most: it is dropped.',
          ],
        },
      ],
    ],
    [
      'a cookie that is nearly as large, without insisting',
      { refusedCookies: [refused({ why: 'nearly-too-large', size: 3950 })] },
      [{ subject: 'connect.sid', severity: 'low', confidence: 'tentative' }],
    ],
  ],
  notApplicable: [['a site without cookies', { credentials: [bearer()] }]],
  // What is too large is said by the line itself.
  unknown: [],
});

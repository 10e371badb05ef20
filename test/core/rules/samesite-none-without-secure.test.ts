import rule from '../../../src/core/rules/samesite-none-without-secure.ts';
import { bearer, cookie, credential, kept, refused, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'connect.sid';
const none = { sameSite: 'none', secure: false } as const;

ruleCases(rule, {
  pass: [
    ['a cookie as it should be', { credentials: [session()], jar: [kept()] }],
    ['SameSite=None with Secure', { credentials: [session()], jar: [kept({ sameSite: 'none' })] }],
    ['a stranger’s measurement', { refusedCookies: [refused({ thirdParty: true, role: 'other' })] }],
    ['a cookie that another rule tells of', { refusedCookies: [refused({ why: 'prefix-violated' })] }],
    [
      'a browser that cannot tell None from nothing',
      { credentials: [session()], jar: [kept(none, { sameSiteSure: false })] },
    ],
    ['a cookie of that kind that is gone', { credentials: [session()], jar: [kept(none, { gone: 1 })] }],
  ],
  fail: [
    [
      'a cookie that was asked for in vain',
      { refusedCookies: [refused()] },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'certain',
          evidence: [
            'app.example asked for the cookie connect.sid without Secure. It says SameSite=None.',
            'Chrome and Edge since 80 and Firefox since 131 refuse SameSite=None without Secure; Safari takes it.',
            'Browsers drop it without a word, and it was not seen to be sent.',
          ],
        },
      ],
    ],
    [
      'one cookie once, however many hosts ask for it',
      { refusedCookies: [refused(), refused({ url: 'https://api.app.example/' })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a session that another site’s service asks for',
      { refusedCookies: [refused({ thirdParty: true })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a cookie of the site that is no credential',
      { refusedCookies: [refused({ role: 'other', name: 'cart' })] },
      [{ subject: 'cart', severity: 'medium' }],
    ],
    [
      'a cookie that this browser kept, as Safari does',
      { credentials: [credential({ carriers: [cookie(none)] })], jar: [kept(none)] },
      [
        {
          subject,
          credential: 'c1',
          severity: 'medium',
          evidence: [
            'The cookie connect.sid says SameSite=None and has no Secure; this browser kept it.',
            'Chrome and Edge since 80 and Firefox since 131 refuse SameSite=None without Secure; Safari takes it.',
          ],
        },
      ],
    ],
    [
      'a refused cookie that was kept after all, once',
      { credentials: [session(none)], jar: [kept(none)], refusedCookies: [refused({ keptHere: true })] },
      [{ subject, severity: 'medium' }],
    ],
  ],
  notApplicable: [['a site without cookies', { credentials: [bearer()] }]],
  // What was refused is said by the line itself.
  unknown: [],
});

import rule from '../../../src/core/rules/cookie-prefix-violated.ts';
import { bearer, refused, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const broken = (name: string, ...what: string[]) => refused({ name, why: 'prefix-violated', broken: what });

ruleCases(rule, {
  pass: [
    ['a session cookie', { credentials: [session()] }],
    ['a cookie that another rule tells of', { refusedCookies: [refused()] }],
    [
      'a stranger’s measurement',
      { refusedCookies: [{ ...broken('__Host-x', 'Secure'), thirdParty: true, role: 'other' }] },
    ],
  ],
  fail: [
    [
      '__Host- with everything wrong',
      { refusedCookies: [broken('__Host-sid', 'Secure', 'Path=/', 'Domain')] },
      [
        {
          subject: '__Host-sid',
          severity: 'medium',
          confidence: 'certain',
          evidence: [
            'app.example asked for the cookie __Host-sid without Secure and Path=/ and with Domain.',
            '__Host- promises Secure, Path=/ and no Domain; every browser holds the server to it.',
            'Browsers drop it without a word, and it was not seen to be sent.',
          ],
        },
      ],
    ],
    [
      '__Host- with Domain alone',
      { refusedCookies: [broken('__Host-sid', 'Domain')] },
      [
        {
          subject: '__Host-sid',
          severity: 'medium',
          evidence: [
            'app.example asked for the cookie __Host-sid with Domain.',
            '__Host- promises Secure, Path=/ and no Domain; every browser holds the server to it.',
            'Browsers drop it without a word, and it was not seen to be sent.',
          ],
        },
      ],
    ],
    [
      'a prefix in another case, which an old browser kept',
      { refusedCookies: [{ ...broken('__HOST-HTTP-sid', 'HttpOnly'), keptHere: true }] },
      [
        {
          subject: '__HOST-HTTP-sid',
          severity: 'medium',
          evidence: [
            'app.example asked for the cookie __HOST-HTTP-sid without HttpOnly.',
            '__Host-Http- promises Secure, HttpOnly, Path=/ and no Domain (Chrome since 140, Firefox since 143).',
            'This browser kept it; the others drop it without a word.',
          ],
        },
      ],
    ],
    [
      '__Http- and __Secure-, each by its own promise',
      { refusedCookies: [broken('__Http-a', 'HttpOnly'), broken('__Secure-b', 'Secure')] },
      [
        { subject: '__Http-a', severity: 'medium' },
        { subject: '__Secure-b', severity: 'medium' },
      ],
    ],
  ],
  notApplicable: [['a site without cookies', { credentials: [bearer()] }]],
  // What was refused is said by the line itself.
  unknown: [],
});

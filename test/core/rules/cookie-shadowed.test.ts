import rule from '../../../src/core/rules/cookie-shadowed.ts';
import { bareCookie, bearer, cookie, credential, DAY, kept, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const host = { domain: 'www.shop.example' };
const wide = { domain: 'shop.example', hostOnly: false };
const subject = 'connect.sid';
const credentials = [session(host)];

ruleCases(rule, {
  pass: [
    ['one cookie', { credentials, jar: [kept(host)] }],
    ['two names', { credentials, jar: [kept(host), kept({ ...wide, name: 'other' })] }],
    ['two hosts that share nothing', { credentials, jar: [kept(host), kept({ domain: 'api.shop.example' })] }],
    ['a host that only ends alike', { credentials, jar: [kept({ domain: 'myshop.example' }), kept(wide)] }],
    ['two paths that never meet', { credentials, jar: [kept({ path: '/wp-admin' }), kept({ path: '/wp-content' })] }],
    ['a path that only begins alike', { credentials, jar: [kept({ path: '/app' }), kept({ path: '/apple' })] }],
    ['one that was taken away when the other came', { credentials, jar: [kept(host), kept(wide, { gone: NOW })] }],
    [
      'two that were there one after the other',
      { credentials, jar: [kept(host, { gone: NOW + DAY }), kept(wide, { gone: NOW })] },
    ],
    ['one that has expired', { credentials, jar: [kept(host), kept({ ...wide, expires: NOW })] }],
    [
      'the same cookie in a jar of another site',
      { credentials, jar: [kept(host), kept({ ...host, partitionKey: 'https://other.example' })] },
    ],
  ],
  fail: [
    [
      'one for the host and one for the domain',
      { credentials, jar: [kept(host), kept(wide, { credential: 'c2' })] },
      [
        {
          subject,
          severity: 'medium',
          credential: 'c1',
          evidence: [
            'The cookie connect.sid is kept more than once: for www.shop.example alone at / and ' +
              'for shop.example and all hosts under it at /.',
            'Their paths and hosts overlap, so that both go along with one request; the server cannot tell which is whose.',
          ],
        },
      ],
    ],
    [
      'two of one domain, one of them for the host alone',
      { credentials, jar: [kept({ domain: 'shop.example' }), kept(wide)] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'one for all and one for a part',
      { credentials, jar: [kept({ path: '/' }), kept({ path: '/account' })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'two that a logout took away together',
      { credentials, jar: [kept(host, { gone: NOW + 1000 }), kept(wide, { gone: NOW })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'three, of which two meet',
      { credentials, jar: [kept({ path: '/a' }), kept({ path: '/b' }), kept({ path: '/a/c' })] },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'The cookie connect.sid is kept more than once: for app.example alone at /a and for app.example alone at /a/c.',
            'Their paths and hosts overlap, so that both go along with one request; the server cannot tell which is whose.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a token in a header', { credentials: [bearer()] }],
    ['preferences', { credentials: [session({}, { role: 'other', decisive: false })], jar: [kept(host), kept(wide)] }],
    ['CSRF cookies', { credentials: [session({}, { role: 'csrf-token' })], jar: [kept(host), kept(wide)] }],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
    [
      'another cookie in the jar',
      { credentials: [credential({ carriers: [bareCookie, cookie()] })], jar: [kept({ name: 'x' })] },
    ],
  ],
});

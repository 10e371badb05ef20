import rule from '../../../src/core/rules/session-cookie-without-prefix.ts';
import { anonymous, bareCookie, bearer, credential, session, site } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['__Host-', { credentials: [session({ name: '__Host-sid', prefix: '__Host-' })] }],
    ['__Secure- with Domain', { credentials: [session({ name: '__Secure-a', prefix: '__Secure-', hostOnly: false })] }],
  ],
  fail: [
    [
      'a cookie that meets all that the prefix demands',
      { credentials: [session()] },
      [
        {
          subject,
          severity: 'info',
          confidence: 'certain',
          evidence: [
            'The cookie connect.sid is Secure, for one host and for the path /: it meets all that __Host- demands. ' +
              '__Host-Http- says as well that no script set it (Chrome, Firefox).',
          ],
        },
      ],
    ],
    [
      'a readable one, for which __Host-Http- is nothing',
      { credentials: [session({ httpOnly: false })] },
      [
        {
          subject,
          severity: 'info',
          evidence: [
            'The cookie connect.sid is Secure, for one host and for the path /: it meets all that __Host- demands.',
          ],
        },
      ],
    ],
    ['an anonymous session as well', { credentials: [session()], verdict: anonymous }, [{ subject, severity: 'info' }]],
    [
      'a PHP session with the line to paste',
      { credentials: [session({}, { issuerHint: 'php' })] },
      [{ subject, severity: 'info', fix: 'php.ini: session.name = "__Host-PHPSESSID"' }],
    ],
  ],
  notApplicable: [
    ['a token in a header', { credentials: [bearer()] }],
    ['a site over plain http', { credentials: [session()], site: site({ scheme: 'http' }) }],
    ['a site on this machine', { credentials: [session()], site: site({ local: true }) }],
    ['a cookie without Secure', { credentials: [session({ secure: false })] }],
    ['a cookie with Domain', { credentials: [session({ hostOnly: false })] }],
    ['a cookie with a path', { credentials: [session({ path: '/app' })] }],
    ['a cookie of this machine', { credentials: [session({ origin: 'https://localhost:3000' })] }],
    ['a CSRF cookie', { credentials: [session({}, { role: 'csrf-token' })] }],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

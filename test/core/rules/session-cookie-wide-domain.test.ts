import rule from '../../../src/core/rules/session-cookie-wide-domain.ts';
import { anonymous, bareCookie, bearer, cookie, credential, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const origin = 'https://www.shop.example';
const wide = { domain: 'shop.example', hostOnly: false, origin };
const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['a cookie for one host', { credentials: [session()] }],
    ['a line that deletes the wide cookie', { credentials: [session({ ...wide, expires: NOW })] }],
  ],
  fail: [
    [
      'a cookie for the parent domain',
      { credentials: [session(wide)] },
      [
        {
          subject,
          severity: 'low',
          confidence: 'firm',
          evidence: [
            'The cookie connect.sid is set for shop.example and goes to every host under it.',
            'Signing in once for several hosts needs that; each of them must be as safe as the safest.',
          ],
        },
      ],
    ],
    [
      'a registrable domain that sets it for all its hosts',
      { credentials: [session({ ...wide, origin: 'https://shop.example' })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a host that shares it with what lies below, as a note',
      { credentials: [session({ domain: 'www.shop.example', hostOnly: false, origin })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'a domain where strangers have hosts',
      { credentials: [session({ domain: 'zendesk.com', hostOnly: false, origin: 'https://acme.zendesk.com' })] },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'The cookie connect.sid is set for zendesk.com and goes to every host under it.',
            'Strangers have hosts there, too: zendesk.com gives each customer a host of their own.',
          ],
        },
      ],
    ],
    [
      'a public suffix',
      { credentials: [session({ domain: 'github.io', hostOnly: false, origin: 'https://acme.github.io' })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a remember-me cookie one step lower',
      { credentials: [session({ ...wide, name: 'remember' }, { role: 'remember-me', decisive: false })] },
      [{ subject: 'remember', severity: 'info' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session(wide)], verdict: anonymous },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    [
      'a Laravel session with the line to paste',
      { credentials: [session(wide, { issuerHint: 'laravel' })] },
      [{ subject, severity: 'low', fix: '.env: SESSION_DOMAIN=null' }],
    ],
  ],
  notApplicable: [
    ['a token in a header', { credentials: [bearer()] }],
    ['a preference', { credentials: [session(wide, { role: 'other', decisive: false })] }],
    ['a CSRF cookie', { credentials: [session(wide, { role: 'csrf-token' })] }],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
    [
      'one such cookie beside a good one',
      { credentials: [credential({ carriers: [bareCookie, cookie({ name: 'b' })] })] },
    ],
  ],
});

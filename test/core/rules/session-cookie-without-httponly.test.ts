import rule from '../../../src/core/rules/session-cookie-without-httponly.ts';
import { anonymous, bareCookie, bearer, cookie, credential, login, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const readable = { httpOnly: false };
const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['an HttpOnly session cookie', { credentials: [session()] }],
    ['a line that deletes the cookie with a past date', { credentials: [session({ ...readable, expires: NOW })] }],
  ],
  fail: [
    [
      'a readable session cookie',
      { credentials: [session(readable)] },
      [{ subject, severity: 'high', confidence: 'firm', credential: 'c1' }],
    ],
    [
      'only the readable one of two',
      {
        credentials: [session({ name: 'a' }, { id: 'a' }), session({ ...readable, name: 'b' }, { id: 'b' })],
      },
      [{ subject: 'b', severity: 'high', credential: 'b' }],
    ],
    [
      'the readable one of two places of one session',
      { credentials: [credential({ carriers: [cookie(), cookie({ ...readable, name: 'legacy.sid' })] })] },
      [{ subject: 'legacy.sid', severity: 'high' }],
    ],
    [
      'one cookie with two paths once, as WordPress sets its login',
      {
        credentials: [
          credential({
            carriers: [cookie({ ...readable, path: '/wp-admin' }), cookie({ ...readable, path: '/wp-content' })],
          }),
          session({ ...readable, path: '/x' }, { id: 'c2' }),
        ],
      },
      [
        {
          subject,
          severity: 'high',
          credential: 'c1',
          evidence: [
            'The cookie connect.sid has no HttpOnly: document.cookie shows it to every script of the page.',
            'It is kept for the paths /wp-admin, /wp-content and /x.',
          ],
        },
      ],
    ],
    [
      'a readable remember-me cookie, one step lower where nothing rests on it',
      { credentials: [session({ ...readable, name: 'remember' }, { role: 'remember-me', decisive: false })] },
      [{ subject: 'remember', severity: 'medium' }],
    ],
    [
      'a readable refresh token cookie, one step lower where nothing rests on it',
      { credentials: [session({ ...readable, name: 'rt' }, { role: 'refresh-token', decisive: false })] },
      [{ subject: 'rt', severity: 'medium' }],
    ],
    [
      'a cookie that its SDK reads by design, with the explanation',
      { credentials: [session({ ...readable, name: '__session' }, { issuerHint: 'Clerk' })] },
      [
        {
          subject: '__session',
          severity: 'medium',
          evidence: [
            'The cookie __session has no HttpOnly: document.cookie shows it to every script of the page.',
            "Clerk's script reads this cookie on purpose; its token lives about a minute, which limits the harm.",
          ],
        },
      ],
    ],
    [
      'an anonymous session, one step lower and without insisting',
      { credentials: [session(readable)], verdict: anonymous },
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'a session with full severity once a login was accepted',
      { credentials: [session(readable)], verdict: anonymous, logins: [login()] },
      [{ subject, severity: 'high', confidence: 'firm' }],
    ],
    [
      'an anonymous session after a refused login as anonymous',
      { credentials: [session(readable)], verdict: anonymous, logins: [login({ outcome: 'refused' })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a Django session with the line to paste',
      { credentials: [session({ ...readable, name: 'sessionid' }, { issuerHint: 'Django' })] },
      [{ subject: 'sessionid', severity: 'high', fix: 'settings.py: SESSION_COOKIE_HTTPONLY = True' }],
    ],
    [
      'a session of nobody knows what with a Set-Cookie line',
      { credentials: [session(readable)] },
      [{ subject, severity: 'high', fix: rule.meta.fix }],
    ],
  ],
  notApplicable: [
    ['a site without credentials', { credentials: [] }],
    ['a token in a header', { credentials: [bearer()] }],
    ['a CSRF cookie, which scripts must read', { credentials: [session(readable, { role: 'csrf-token' })] }],
    [
      'a flag, an analytics or load-balancer cookie',
      { credentials: [session(readable, { role: 'other', decisive: false })] },
    ],
    ['a session cookie that nothing rests on', { credentials: [session(readable, { decisive: false })] }],
    [
      'a cookie that is gone and that the verdict has left behind',
      { credentials: [session(readable, { gone: NOW, decisive: false })] },
    ],
    ['an empty cookie', { credentials: [session(readable, { length: 0 })] }],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

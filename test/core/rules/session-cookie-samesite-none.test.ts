import rule from '../../../src/core/rules/session-cookie-samesite-none.ts';
import { anonymous, bareCookie, credential, kept, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const none = { sameSite: 'none' } as const;
const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['Lax', { credentials: [session()] }],
    ['no SameSite, of which another rule speaks', { credentials: [session({ sameSite: 'unset' })] }],
  ],
  fail: [
    [
      'a session cookie that goes along from other sites',
      { credentials: [session(none)] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a partitioned cookie less severely, since each embedding site has its own',
      { credentials: [session({ ...none, partitionKey: 'https://shop.example' })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a refresh token cookie one step lower',
      { credentials: [session(none, { role: 'refresh-token', decisive: false })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session(none)], verdict: anonymous },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
  ],
  notApplicable: [
    ['a CSRF cookie', { credentials: [session(none, { role: 'csrf-token' })] }],
    [
      'a cookie that is gone and that the verdict has left behind',
      { credentials: [session(none, { gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [
    [
      'a browser that cannot tell SameSite=None from none at all',
      { credentials: [session({ sameSite: 'none' })], jar: [kept({ sameSite: 'none' }, { sameSiteSure: false })] },
    ],
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

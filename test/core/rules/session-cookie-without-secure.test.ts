import rule from '../../../src/core/rules/session-cookie-without-secure.ts';
import { anonymous, bareCookie, credential, NOW, session, site } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const open = { secure: false };
const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['a Secure session cookie', { credentials: [session()] }],
    ['a cookie of an API on this machine', { credentials: [session({ ...open, origin: 'http://localhost:3000' })] }],
  ],
  fail: [
    [
      'a session cookie that may travel unencrypted',
      { credentials: [session(open)] },
      [{ subject, severity: 'high', confidence: 'firm' }],
    ],
    [
      'it less severely under HSTS',
      { credentials: [session(open)], site: site({ hsts: true }) },
      [{ subject, severity: 'medium' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session(open)], verdict: anonymous },
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'a Flask session with the line to paste',
      { credentials: [session(open, { issuerHint: 'flask' })] },
      [{ subject, severity: 'high', fix: 'app.config["SESSION_COOKIE_SECURE"] = True' }],
    ],
  ],
  notApplicable: [
    ['a site on localhost', { credentials: [session(open)], site: site({ local: true }) }],
    [
      'a site over plain http, where another rule speaks',
      { credentials: [session(open)], site: site({ scheme: 'http' }) },
    ],
    ['a CSRF cookie', { credentials: [session(open, { role: 'csrf-token' })] }],
    [
      'a cookie that is gone and that the verdict has left behind',
      { credentials: [session(open, { gone: NOW, decisive: false })] },
    ],
    [
      'a remember-me cookie that nothing rests on',
      { credentials: [session(open, { role: 'remember-me', decisive: false })] },
    ],
  ],
  unknown: [
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

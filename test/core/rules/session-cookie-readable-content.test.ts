import type { ReadableContent } from '../../../src/core/rules/facts-cookies.ts';
import rule from '../../../src/core/rules/session-cookie-readable-content.ts';
import { anonymous, bearer, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const readable = (kind: ReadableContent['kind'] = 'user-data', ...members: string[]) => ({
  readableContents: [{ credential: 'c1', kind, members }],
});
const subject = 'connect.sid';
const aside = { decisive: false, role: 'other' } as const;

ruleCases(rule, {
  pass: [
    ['an opaque id', { credentials: [session()] }],
    ['content in another place', { credentials: [session({}, { id: 'c2' })], ...readable() }],
  ],
  fail: [
    [
      'user data, with the names of its members',
      { credentials: [session()], ...readable('user-data', 'user.id', 'role') },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'The cookie connect.sid holds data that everybody can read, and no signature was found on it.',
            'Among its members: user.id and role.',
          ],
        },
      ],
    ],
    ['a php-object', { credentials: [session()], ...readable('php-object') }, [{ subject, severity: 'high' }]],
    ['a java-object', { credentials: [session()], ...readable('java-object') }, [{ subject, severity: 'high' }]],
    ['a dotnet-object', { credentials: [session()], ...readable('dotnet-object') }, [{ subject, severity: 'high' }]],
    ['a python-pickle', { credentials: [session()], ...readable('python-pickle') }, [{ subject, severity: 'high' }]],
    ['a ruby-marshal', { credentials: [session()], ...readable('ruby-marshal') }, [{ subject, severity: 'high' }]],
    [
      'a view state without insisting: a signature there looks like data',
      { credentials: [session({}, { format: 'sealed:viewstate' })], ...readable('dotnet-object') },
      [{ subject, severity: 'high', confidence: 'tentative' }],
    ],
    [
      'an object in a cookie that lets nobody in, low and without insisting',
      { credentials: [session({}, aside)], ...readable('php-object') },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'a remember-me cookie one step lower',
      { credentials: [session({}, { decisive: false, role: 'remember-me' })], ...readable('user-data', 'user') },
      [{ subject, severity: 'low' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session()], verdict: anonymous, ...readable('user-data', 'user') },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'a PHP session with the line to paste',
      { credentials: [session({}, { issuerHint: 'php' })], ...readable('php-object') },
      [{ subject, severity: 'high', fix: "session_start(); $_SESSION['user_id'] = $id;" }],
    ],
  ],
  notApplicable: [
    ['a token in a header', { credentials: [bearer()] }],
    [
      'user data in a cookie that lets nobody in',
      { credentials: [session({}, aside)], ...readable('user-data', 'user') },
    ],
    ['a CSRF cookie', { credentials: [session({}, { role: 'csrf-token' })], ...readable('php-object') }],
  ],
  // A value tells what it is.
  unknown: [],
});

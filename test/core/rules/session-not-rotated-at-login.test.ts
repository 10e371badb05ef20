import { expect } from 'vitest';
import rule from '../../../src/core/rules/session-not-rotated-at-login.ts';
import { bearer, cookie, credential, HOUR, login, logout, MINUTE, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const other = (role: 'csrf-token' | 'access-token' | 'other' | 'state') =>
  credential({ id: 'c2', role, decisive: false, carriers: [cookie({ name: 'second' })] });
const kept = { kept: ['c1'] };

ruleCases(rule, {
  pass: [
    [
      'a password that somebody types who is signed in, as in a form for a new user',
      {
        credentials: [session()],
        logins: [
          login({ appeared: ['c1'] }),
          login({ at: NOW + MINUTE, url: `${ORIGIN}/users/new`, how: 'password-json', kept: ['c1'] }),
        ],
      },
    ],
    ['a session that the login replaced', { credentials: [session()], logins: [login({ appeared: ['c1'] })] }],
    [
      'a session that stayed while another credential appeared',
      { credentials: [session(), other('access-token')], logins: [login({ ...kept, appeared: ['c2'] })] },
    ],
    [
      'a session that stayed while something unknown appeared',
      { credentials: [session(), other('other')], logins: [login({ ...kept, appeared: ['c2'] })] },
    ],
    [
      'a session that stayed while something appeared that was forgotten since',
      { credentials: [session()], logins: [login({ ...kept, appeared: ['c9'] })] },
    ],
    [
      'a session that stayed at a refused login',
      { credentials: [session()], logins: [login({ ...kept, outcome: 'refused' }), login({ appeared: ['c1'] })] },
    ],
  ],
  fail: [
    [
      'the second login, after a logout',
      {
        credentials: [session()],
        logins: [login({ appeared: ['c1'] }), login({ at: NOW + 2 * HOUR, kept: ['c1'] })],
        logouts: [logout()],
      },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
    [
      'a session that stayed at a login by PUT',
      { credentials: [session()], logins: [login({ ...kept, method: 'PUT' })] },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
    [
      'a session that stayed, with the fix of the framework',
      { credentials: [session({}, { issuerHint: 'Express' })], logins: [login(kept)] },
      [{ subject: 'connect.sid', severity: 'high', fix: expect.stringContaining('session.regenerate') }],
    ],
    [
      'a session that stayed while nothing else appeared',
      { credentials: [session()], logins: [login(kept)] },
      [{ subject: 'connect.sid', severity: 'high', confidence: 'tentative', credential: 'c1' }],
    ],
    [
      'a session that stayed while only the CSRF token changed',
      { credentials: [session(), other('csrf-token')], logins: [login({ ...kept, appeared: ['c2'] })] },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
    [
      'a session once, at the login where it stayed',
      { credentials: [session()], logins: [login({ appeared: ['c1'] }), login(kept), login(kept)] },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
  ],
  notApplicable: [
    [
      'a password that is put into the settings',
      { credentials: [session()], logins: [login({ ...kept, method: 'PUT', url: 'https://app.example/config' })] },
    ],
    [
      'a password that is changed in an account',
      { credentials: [session()], logins: [login({ ...kept, method: 'PATCH', url: 'https://app.example/users/me' })] },
    ],
    ['a site without logins', { credentials: [session()] }],
    ['a login that was refused', { credentials: [session()], logins: [login({ ...kept, outcome: 'refused' })] }],
    ['a login that gives out a bearer token', { credentials: [bearer()], logins: [login(kept)] }],
    [
      'HTTP authentication, which has no session to rotate',
      { credentials: [session()], logins: [login({ ...kept, how: 'http-auth' })] },
    ],
    ['a cookie that nothing rests on', { credentials: [session({}, { decisive: false })], logins: [login(kept)] }],
    ['a CSRF cookie', { credentials: [session({}, { role: 'csrf-token' })], logins: [login(kept)] }],
  ],
  unknown: [
    [
      'a login whose outcome was not seen',
      { credentials: [session()], logins: [login({ ...kept, outcome: 'unknown' })] },
    ],
  ],
});

import { expect } from 'vitest';
import rule from '../../../src/core/rules/logout-keeps-credential.ts';
import { bearer, HOUR, living, logout, MINUTE, NOW, session, stored } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const kept = [logout({ kept: ['c1'] })];

ruleCases(rule, {
  pass: [
    [
      'a logout that clears the session',
      { credentials: [session({}, { gone: NOW })], logouts: [logout({ cleared: ['c1'] })] },
    ],
    [
      'a last logout that clears what an earlier one kept',
      {
        credentials: [session()],
        logouts: [logout({ at: NOW + 2 * HOUR, cleared: ['c2'] }), logout({ kept: ['c1'] })],
      },
    ],
    ['a credential that went away a little later', { credentials: [session({}, { gone: NOW })], logouts: kept }],
    ['an API key, which belongs to the application', { credentials: [bearer({ role: 'api-key' })], logouts: kept }],
  ],
  fail: [
    [
      'a session that is still there',
      { credentials: [session()], logouts: kept },
      [{ subject: 'connect.sid', severity: 'medium', confidence: 'firm', credential: 'c1' }],
    ],
    [
      'a session that is still there, with the fix of the framework',
      { credentials: [session({}, { issuerHint: 'PHP' })], logouts: kept },
      [{ subject: 'connect.sid', severity: 'medium', fix: expect.stringContaining('session_destroy()') }],
    ],
    [
      'a token that is still in localStorage',
      { credentials: [stored('localStorage')], logouts: kept },
      [{ subject: 'auth.access_token', severity: 'medium' }],
    ],
    [
      'a token that expires soon as low',
      { credentials: [stored('localStorage', { token: living(14 * MINUTE) })], logouts: kept },
      [{ subject: 'auth.access_token', severity: 'low' }],
    ],
    [
      'only the kept one of two',
      {
        credentials: [session(), session({ name: 'b' }, { id: 'c2', gone: NOW })],
        logouts: [logout({ kept: ['c1'], cleared: ['c2'] })],
      },
      [{ subject: 'connect.sid', severity: 'medium' }],
    ],
  ],
  notApplicable: [['a site without logout', { credentials: [session()] }]],
  unknown: [['a logout at which no credential was known', { credentials: [session()], logouts: [logout()] }]],
});

import rule from '../../../src/core/rules/token-in-session-storage.ts';
import { bearer, living, MINUTE, NOW, stored } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'auth.access_token';

ruleCases(rule, {
  pass: [
    ['a token that is kept in memory', { credentials: [bearer()] }],
    ['a token in localStorage, of which another rule speaks', { credentials: [stored('localStorage')] }],
  ],
  fail: [
    [
      'an access token',
      { credentials: [stored('sessionStorage')] },
      [{ subject, severity: 'medium', confidence: 'firm' }],
    ],
    [
      'a token that lives under 15 minutes less severely',
      { credentials: [stored('sessionStorage', { token: living(5 * MINUTE) })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'an API key as information',
      { credentials: [stored('sessionStorage', { role: 'api-key' })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'a token that was never sent as information',
      { credentials: [stored('sessionStorage', { decisive: false, sentTo: [] })] },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
  ],
  notApplicable: [
    [
      'a refresh token, of which another rule speaks',
      { credentials: [stored('sessionStorage', { role: 'refresh-token' })] },
    ],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [stored('sessionStorage', { gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [['storage that was not read', { storageRead: false }]],
});

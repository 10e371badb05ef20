import rule from '../../../src/core/rules/token-in-local-storage.ts';
import {
  anonymous,
  bearer,
  credential,
  living,
  login,
  MINUTE,
  NOW,
  ORIGIN,
  session,
  stored,
} from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'auth.access_token';
const { issuedAt: _, ...withoutIat } = living(5 * MINUTE);

ruleCases(rule, {
  pass: [
    ['a token that is kept in memory', { credentials: [bearer()] }],
    ['a token in sessionStorage, of which another rule speaks', { credentials: [stored('sessionStorage')] }],
  ],
  fail: [
    [
      'an access token inside a JSON text',
      { credentials: [stored('localStorage')] },
      [{ subject, severity: 'high', confidence: 'firm', credential: 'c1' }],
    ],
    [
      'an opaque session token under its own key',
      {
        credentials: [credential({ carriers: [{ where: 'localStorage', name: 'sid', origin: ORIGIN }] })],
      },
      [{ subject: 'sid', severity: 'high' }],
    ],
    ['an ID token', { credentials: [stored('localStorage', { role: 'id-token' })] }, [{ subject, severity: 'high' }]],
    [
      'a token that lives under 15 minutes less severely',
      { credentials: [stored('localStorage', { token: living(15 * MINUTE - 1) })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a token that lives exactly 15 minutes with full severity',
      { credentials: [stored('localStorage', { token: living(15 * MINUTE) })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'a token without iat with full severity, since nobody knows how long it lived before',
      { credentials: [stored('localStorage', { token: withoutIat })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'an API key as information, since many are public by design',
      { credentials: [stored('localStorage', { role: 'api-key' })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'a token that was never sent as information',
      { credentials: [stored('localStorage', { decisive: false, sentTo: [] })] },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    [
      'a guest’s token one step lower',
      { credentials: [stored('localStorage')], verdict: anonymous },
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'the token of an accepted login with full severity',
      { credentials: [stored('localStorage')], verdict: anonymous, logins: [login()] },
      [{ subject, severity: 'high' }],
    ],
    [
      'what was found even before the storage was read to the end',
      { credentials: [stored('localStorage')], storageRead: false },
      [{ subject, severity: 'high' }],
    ],
  ],
  notApplicable: [
    ['a site without credentials', { credentials: [] }],
    [
      'a refresh token, of which another rule speaks',
      { credentials: [stored('localStorage', { role: 'refresh-token' })] },
    ],
    ['a CSRF token', { credentials: [stored('localStorage', { role: 'csrf-token' })] }],
    ['a value that is no credential', { credentials: [stored('localStorage', { role: 'other', decisive: false })] }],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [stored('localStorage', { gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [
    ['storage that was not read', { storageRead: false }],
    ['a session, as long as storage was not read', { credentials: [session()], storageRead: false }],
  ],
});

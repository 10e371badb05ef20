import rule from '../../../src/core/rules/refresh-token-in-web-storage.ts';
import { ORIGIN, session, stored } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const refresh = { role: 'refresh-token', decisive: false, sentTo: [] } as const;

ruleCases(rule, {
  pass: [['a refresh token in a cookie', { credentials: [session({ name: 'rt' }, { role: 'refresh-token' })] }]],
  fail: [
    [
      'one in localStorage, though it was not seen on its way',
      { credentials: [stored('localStorage', { ...refresh, sentTo: [] })] },
      [{ subject: 'auth.access_token', severity: 'high', credential: 'c1' }],
    ],
    [
      'one in a database of the browser',
      {
        credentials: [
          stored('localStorage', {
            ...refresh,
            sentTo: [],
            carriers: [{ where: 'indexedDB', name: 'keyval-store/keyval/rt', origin: ORIGIN }],
          }),
        ],
      },
      [{ subject: 'keyval-store/keyval/rt', severity: 'high' }],
    ],
    [
      'one in sessionStorage',
      { credentials: [stored('sessionStorage', { ...refresh, sentTo: [] })] },
      [{ subject: 'auth.access_token', severity: 'high' }],
    ],
  ],
  notApplicable: [['an access token, of which another rule speaks', { credentials: [stored('localStorage')] }]],
  unknown: [['storage that was not read', { storageRead: false }]],
});

import rule from '../../../src/core/rules/token-in-indexeddb.ts';
import { anonymous, bearer, living, MINUTE, ORIGIN, stored } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const name = 'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:key';
const carriers = [{ where: 'indexedDB', name, path: 'stsTokenManager.accessToken', origin: ORIGIN }] as const;
const inDatabase = (changes = {}) => stored('localStorage', { carriers: [...carriers], ...changes });
const subject = `${name}.stsTokenManager.accessToken`;

ruleCases(rule, {
  pass: [
    ['a token in memory', { credentials: [bearer()] }],
    ['a token in localStorage, of which another rule speaks', { credentials: [stored('localStorage')] }],
  ],
  fail: [
    [
      'an access token in a database',
      { credentials: [inDatabase()] },
      [{ subject, severity: 'medium', confidence: 'firm', credential: 'c1' }],
    ],
    [
      'a token of few minutes less severely',
      { credentials: [inDatabase({ token: living(10 * MINUTE) })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'a token of nobody as a possibility',
      { credentials: [inDatabase()], verdict: anonymous },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'what was never sent as information',
      { credentials: [inDatabase({ decisive: false, sentTo: [] })] },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    ['a key as information', { credentials: [inDatabase({ role: 'api-key' })] }, [{ subject, severity: 'info' }]],
  ],
  notApplicable: [
    ['a site without credentials', {}],
    ['a refresh token, of which another rule speaks', { credentials: [inDatabase({ role: 'refresh-token' })] }],
    ['flags and keys of an SDK', { credentials: [inDatabase({ role: 'other' })] }],
  ],
  unknown: [['storage that was not read', { credentials: [bearer()], storageRead: false }]],
});

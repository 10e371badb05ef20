import { expect } from 'vitest';
import rule from '../../../src/core/rules/csrf-token-not-secret.ts';
import type { CsrfToken } from '../../../src/core/rules/facts-csrf.ts';
import { bearer, cookie, credential, httpAuth, session, site, stateChange } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const credentials = [session()];
const csrfCookie = credential({
  id: 'c2',
  role: 'csrf-token',
  decisive: false,
  carriers: [cookie({ name: 'XSRF-TOKEN' })],
});
const naive: CsrfToken = { where: 'header', name: 'x-xsrf-token', bits: 128, cookie: 'XSRF-TOKEN' };
const withTokens = (...tokens: CsrfToken[]) => [stateChange({ tokens })];

ruleCases(rule, {
  pass: [
    [
      'a token that no cookie repeats',
      { credentials, stateChanges: withTokens({ where: 'body', name: '_csrf', bits: 128 }) },
    ],
    ['a signed double submit', { credentials, stateChanges: withTokens({ ...naive, signed: true }) }],
    [
      'a cookie that no other host can set',
      { credentials, stateChanges: withTokens({ ...naive, cookie: '__Host-csrf' }) },
    ],
    [
      'Django’s, which checks Origin as well',
      { credentials, stateChanges: withTokens({ ...naive, cookie: 'csrftoken' }) },
    ],
    [
      'Flask-JWT-Extended’s, which the JWT repeats',
      { credentials, stateChanges: withTokens({ ...naive, cookie: 'csrf_access_token' }) },
    ],
    ['the session’s own id, repeated', { credentials, stateChanges: withTokens({ ...naive, cookie: 'connect.sid' }) }],
    [
      'a secret of the page’s beside the repeated cookie',
      { credentials, stateChanges: withTokens(naive, { where: 'body', name: '_token', bits: 128 }) },
    ],
  ],
  fail: [
    [
      'a cookie that is repeated as it is',
      { credentials: [...credentials, csrfCookie], stateChanges: withTokens(naive) },
      [{ subject: 'XSRF-TOKEN', severity: 'low', confidence: 'tentative', credential: 'c2' }],
    ],
    [
      'a cookie of which nothing else is known',
      { credentials, stateChanges: withTokens({ ...naive, where: 'body', name: '_csrf', cookie: '_csrf' }) },
      [
        {
          subject: '_csrf',
          severity: 'low',
          evidence: [
            'In POST /transfer the field _csrf repeats the cookie _csrf.',
            'Neither carries a signature that shows, and the cookie lacks __Host-, so other hosts of the site can set it.',
            'Whether the server compares the token with the session as well cannot be seen from here.',
          ],
        },
      ],
    ],
    [
      'a cookie once, however often it is repeated',
      {
        credentials,
        stateChanges: [
          stateChange({ tokens: [naive] }),
          stateChange({ url: 'https://app.example/b', tokens: [naive] }),
        ],
      },
      [{ subject: 'XSRF-TOKEN', severity: 'low' }],
    ],
    [
      'with the fix of the framework',
      { credentials: [session({}, { issuerHint: 'Spring' })], stateChanges: withTokens(naive) },
      [{ subject: 'XSRF-TOKEN', severity: 'low', fix: expect.stringContaining('__Host-XSRF-TOKEN') }],
    ],
    [
      'a double submit beside the browser’s own login',
      {
        credentials: [bearer({ format: 'basic', role: 'login' })],
        httpAuth: [httpAuth({ credential: 'c1' })],
        stateChanges: withTokens(naive),
      },
      [{ subject: 'XSRF-TOKEN', severity: 'low' }],
    ],
    [
      'a double submit on a site of this machine',
      { credentials, site: site({ scheme: 'http', local: true }), stateChanges: withTokens(naive) },
      [{ subject: 'XSRF-TOKEN', severity: 'low' }],
    ],
  ],
  notApplicable: [
    ['a site without ambient credentials', { credentials: [bearer()], stateChanges: withTokens(naive) }],
    ['requests without a token, which csrf-exposed judges', { credentials, stateChanges: withTokens() }],
    [
      'a token of which only the name was seen',
      { credentials, stateChanges: withTokens({ where: 'body', name: '_csrf' }) },
    ],
    ['a site over plain http', { credentials, site: site({ scheme: 'http' }), stateChanges: withTokens(naive) }],
  ],
  unknown: [
    ['no request that may change something', { credentials }],
    ['a request without the session', { credentials, stateChanges: [stateChange({ ambient: [], tokens: [naive] })] }],
    ['a body that nobody read', { credentials, stateChanges: [stateChange({ bodyUnread: true })] }],
    [
      'a request that was refused',
      { credentials, stateChanges: [stateChange({ outcome: 'refused', tokens: [naive] })] },
    ],
  ],
});

import rule from '../../../src/core/rules/oauth-implicit.ts';
import { authorization } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const asks = (...responseTypes: string[]) => authorization({ responseTypes });

ruleCases(rule, {
  pass: [
    ['a code', { authorizations: [authorization()] }],
    ['an ID token alone', { authorizations: [asks('id_token')] }],
    ['a code and an ID token', { authorizations: [asks('code', 'id_token')] }],
  ],
  fail: [
    [
      'a token',
      { authorizations: [asks('token')] },
      [
        {
          subject: 'idp.example/authorize',
          severity: 'high',
          confidence: 'certain',
          evidence: ['The authorization request says response_type=token.', 'The answer goes to /callback.'],
        },
      ],
    ],
    [
      'a token beside others, on the site’s own host',
      { authorizations: [authorization({ responseTypes: ['id_token', 'token'], url: 'https://app.example/o/auth' })] },
      [{ subject: '/o/auth', severity: 'high' }],
    ],
    [
      'a token that comes in a form, and says so',
      { authorizations: [authorization({ responseTypes: ['token'], responseMode: 'form_post' })] },
      [
        {
          subject: 'idp.example/authorize',
          severity: 'high',
          evidence: [
            'The authorization request says response_type=token.',
            'It comes back in a form, and not in the address.',
            'The answer goes to /callback.',
          ],
        },
      ],
    ],
    [
      'one flow of two',
      { authorizations: [authorization(), authorization({ responseTypes: ['token'], flow: 'other' })] },
      [{ subject: 'idp.example/authorize', severity: 'high' }],
    ],
    [
      'a flow once, however often it was asked',
      { authorizations: [asks('token'), asks('id_token', 'token')] },
      [{ subject: 'idp.example/authorize', severity: 'high' }],
    ],
  ],
  notApplicable: [['a site without OAuth', {}]],
  unknown: [['a pushed request', { authorizations: [authorization({ responseTypes: [], hidden: true })] }]],
});

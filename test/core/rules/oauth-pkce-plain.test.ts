import rule from '../../../src/core/rules/oauth-pkce-plain.ts';
import { authorization } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const { challengeMethod: _method, ...unsaid } = authorization();
const subject = 'idp.example/authorize';

ruleCases(rule, {
  pass: [
    ['S256', { authorizations: [authorization()] }],
    ['a method that is not known', { authorizations: [authorization({ challengeMethod: 'other' })] }],
    ['a repeated request that lost its method', { authorizations: [authorization(), unsaid] }],
  ],
  fail: [
    [
      'plain',
      { authorizations: [authorization({ challengeMethod: 'plain' })] },
      [
        {
          subject,
          severity: 'medium',
          evidence: ['The authorization request says code_challenge_method=plain.', 'The answer goes to /callback.'],
        },
      ],
    ],
    [
      'no method, which means plain',
      { authorizations: [unsaid] },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'The authorization request has a code_challenge and no code_challenge_method, which means plain.',
            'The answer goes to /callback.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a site without OAuth', {}],
    ['a flow without PKCE', { authorizations: [{ ...unsaid, challenge: false }] }],
    [
      'an ID token alone',
      { authorizations: [{ ...unsaid, challenge: false, responseTypes: ['id_token'], hidden: true }] },
    ],
  ],
  unknown: [
    ['a pushed request', { authorizations: [{ ...unsaid, challenge: false, responseTypes: [], hidden: true }] }],
  ],
});

import rule from '../../../src/core/rules/oauth-without-state.ts';
import { authorization } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const bare = { state: false, nonce: false, challenge: false, exchange: 'elsewhere' } as const;
const subject = 'idp.example/authorize';

ruleCases(rule, {
  pass: [
    ['a state alone', { authorizations: [authorization({ ...bare, state: true })] }],
    ['PKCE alone', { authorizations: [authorization({ ...bare, challenge: true })] }],
    ['a nonce alone', { authorizations: [authorization({ ...bare, nonce: true })] }],
    ['a verifier seen later', { authorizations: [authorization({ ...bare, exchange: 'browser-with-verifier' })] }],
    ['a state in another request of the flow', { authorizations: [authorization(bare), authorization()] }],
  ],
  fail: [
    [
      'a request without any of them',
      { authorizations: [authorization(bare)] },
      [
        {
          subject,
          severity: 'high',
          evidence: [
            'The authorization request has neither state nor code_challenge nor nonce.',
            'The answer goes to /callback.',
          ],
        },
      ],
    ],
    [
      'an implicit flow without state',
      { authorizations: [authorization({ ...bare, responseTypes: ['token'] })] },
      [{ subject, severity: 'high' }],
    ],
  ],
  notApplicable: [['a site without OAuth', {}]],
  unknown: [['a pushed request', { authorizations: [authorization({ ...bare, hidden: true })] }]],
});

import rule from '../../../src/core/rules/oauth-without-pkce.ts';
import { authorization } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const bare = { challenge: false, nonce: false, openid: false, exchange: 'elsewhere' } as const;
const subject = 'idp.example/authorize';

ruleCases(rule, {
  pass: [
    ['a challenge', { authorizations: [authorization({ exchange: 'elsewhere' })] }],
    [
      'a challenge in another request of the flow',
      { authorizations: [authorization(bare), authorization({ exchange: 'elsewhere' })] },
    ],
    [
      'a verifier that the browser sent with the code',
      { authorizations: [authorization({ ...bare, exchange: 'browser-with-verifier' })] },
    ],
  ],
  fail: [
    [
      'a page that changes the code itself',
      { authorizations: [authorization({ ...bare, exchange: 'browser' })] },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'The authorization request has no code_challenge.',
            'The answer goes to /callback.',
            'The browser changed the code for tokens itself, so the client has no secret.',
          ],
        },
      ],
    ],
    [
      'a nonce that is no help to a page',
      { authorizations: [authorization({ challenge: false, exchange: 'browser' })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'what may be a server with a secret, less severely',
      { authorizations: [authorization(bare)] },
      [
        {
          subject,
          severity: 'low',
          confidence: 'tentative',
          evidence: [
            'The authorization request has no code_challenge.',
            'The answer goes to /callback.',
            'The browser was not seen to change the code for tokens: a server with a secret may have done it.',
          ],
        },
      ],
    ],
    [
      'such a server that has a nonce as information',
      { authorizations: [authorization({ ...bare, openid: true, nonce: true })] },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    [
      'a nonce without OpenID Connect as nothing',
      { authorizations: [authorization({ ...bare, nonce: true })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'one client of two, and a server without a redirect',
      {
        authorizations: [
          authorization(),
          { ...authorization({ ...bare, flow: 'b', responseTypes: ['code', 'id_token'] }), redirect: 'app:' },
        ],
      },
      [{ subject, severity: 'low' }],
    ],
    [
      'what is open beside what is hidden',
      {
        authorizations: [authorization(bare), authorization({ ...bare, flow: 'b', hidden: true, responseTypes: [] })],
      },
      [{ subject, severity: 'low' }],
    ],
  ],
  notApplicable: [
    ['a site without OAuth', {}],
    ['a flow without a code', { authorizations: [authorization({ ...bare, responseTypes: ['id_token'] })] }],
  ],
  unknown: [
    ['a pushed request', { authorizations: [authorization({ ...bare, hidden: true, responseTypes: [] })] }],
    ['a hidden request that says code', { authorizations: [authorization({ ...bare, hidden: true })] }],
    [
      'a hidden request beside a sound one',
      { authorizations: [authorization(), authorization({ ...bare, hidden: true, flow: 'b' })] },
    ],
  ],
});

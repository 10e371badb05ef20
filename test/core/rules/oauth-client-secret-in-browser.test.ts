import rule from '../../../src/core/rules/oauth-client-secret-in-browser.ts';
import { ORIGIN, tokenRequest } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const secret = tokenRequest({ clientSecret: true });

ruleCases(rule, {
  pass: [['a public client', { tokenRequests: [tokenRequest(), tokenRequest({ grant: 'refresh_token' })] }]],
  fail: [
    [
      'a secret',
      { tokenRequests: [secret] },
      [
        {
          subject: 'idp.example/token',
          severity: 'high',
          confidence: 'certain',
          evidence: ['A token request that the browser made carries a client secret.'],
        },
      ],
    ],
    [
      'each endpoint once',
      { tokenRequests: [secret, { ...secret, grant: 'refresh_token' }, { ...secret, url: `${ORIGIN}/token` }] },
      [
        { subject: '/token', severity: 'high' },
        { subject: 'idp.example/token', severity: 'high' },
      ],
    ],
  ],
  notApplicable: [['a browser that made no token request', {}]],
  // A body that could not be read gives no token request.
  unknown: [],
});

import rule from '../../../src/core/rules/oauth-password-grant.ts';
import { ORIGIN, tokenRequest } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const password = tokenRequest({ grant: 'password', verifier: false });

ruleCases(rule, {
  pass: [
    ['a code', { tokenRequests: [tokenRequest()] }],
    ['a refresh', { tokenRequests: [tokenRequest({ grant: 'refresh_token' })] }],
    ['another grant', { tokenRequests: [tokenRequest({ grant: 'other' })] }],
  ],
  fail: [
    [
      'a password',
      { tokenRequests: [password] },
      [
        {
          subject: 'idp.example/token',
          severity: 'high',
          confidence: 'certain',
          evidence: ['The browser sent a token request with grant_type=password.'],
        },
      ],
    ],
    [
      'each endpoint once',
      { tokenRequests: [password, { ...password, clientSecret: true }, { ...password, url: `${ORIGIN}/token` }] },
      [
        { subject: '/token', severity: 'high' },
        { subject: 'idp.example/token', severity: 'high' },
      ],
    ],
  ],
  notApplicable: [['a browser that made no token request', {}]],
  // A token request says its grant, or is none.
  unknown: [],
});

import rule from '../../../src/core/rules/oauth-redirect-over-http.ts';
import { authorization } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const to = (redirect: string) => ({ authorizations: [authorization({ redirect })] });
const { redirect: _redirect, ...unsaid } = authorization();

ruleCases(rule, {
  pass: [
    ['https', to('https://app.example/cb')],
    ['an IPv4 loopback', to('http://127.0.0.1:4711/cb')],
    ['an IPv6 loopback', to('http://[::1]:4711/cb')],
    ['localhost', to('http://localhost:3000/cb')],
    ['an app’s own scheme', to('com.example.app:')],
  ],
  fail: [
    [
      'plain http',
      to('http://app.example/cb'),
      [
        {
          subject: 'idp.example/authorize',
          severity: 'medium',
          confidence: 'certain',
          evidence: ['redirect_uri is http: the answer goes to app.example/cb.'],
        },
      ],
    ],
    [
      'one address of two',
      { authorizations: [authorization(), authorization({ redirect: 'http://10.0.0.7/cb' })] },
      [{ subject: 'idp.example/authorize', severity: 'medium' }],
    ],
  ],
  notApplicable: [['a site without OAuth', {}]],
  unknown: [['a request that leaves its address to the registration', { authorizations: [unsaid] }]],
});

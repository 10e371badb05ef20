import rule from '../../../src/core/rules/password-in-url.ts';
import { login, NOW, ORIGIN } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const found = { url: `${ORIGIN}/login`, field: 'password', at: NOW };

ruleCases(rule, {
  pass: [
    ['a login by form', { logins: [login()] }],
    ['a login by script', { logins: [login({ how: 'password-json' })] }],
  ],
  fail: [
    [
      'a password in a query',
      { passwordsInUrl: [found] },
      [{ subject: '?password of /login', severity: 'high', confidence: 'firm' }],
    ],
    [
      'each address with its host where that is another one',
      { passwordsInUrl: [found, { ...found, url: 'https://sso.example/in', field: 'pwd' }] },
      [
        { subject: '?password of /login', severity: 'high' },
        { subject: '?pwd of sso.example/in', severity: 'high' },
      ],
    ],
  ],
  notApplicable: [
    ['a site without a login', {}],
    ['a login at a provider', { logins: [login({ how: 'oauth-callback' })] }],
  ],
  // An address is always seen whole.
  unknown: [],
});

import { expect } from 'vitest';
import rule from '../../../src/core/rules/login-form-third-party.ts';
import { login } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const elsewhere = (host: string) => login({ url: `https://${host}/login`, elsewhere: true });

ruleCases(rule, {
  pass: [
    ['a login at the site itself', { logins: [login()] }],
    ['a login at another host of the site', { logins: [login({ url: 'https://login.app.example/login' })] }],
  ],
  fail: [
    [
      'a password for another site',
      { logins: [elsewhere('collector.example')] },
      [
        {
          subject: 'POST collector.example/login',
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'A page of app.example sent a password in POST collector.example/login.',
            'collector.example is neither of the same site nor a known identity provider.',
          ],
        },
      ],
    ],
    [
      'a password that was refused there all the same, and each address once',
      {
        logins: [
          { ...elsewhere('b.example'), outcome: 'refused' },
          elsewhere('b.example'),
          login({ how: 'password-json', url: 'https://c.example/', elsewhere: true }),
        ],
      },
      [
        { subject: 'POST b.example/login', severity: 'medium' },
        { subject: 'POST c.example/', severity: 'medium' },
      ],
    ],
    [
      'an identity provider as info',
      { logins: [elsewhere('acme.eu.auth0.com'), elsewhere('cognito-idp.eu-west-1.amazonaws.com')] },
      [
        { subject: 'POST acme.eu.auth0.com/login', severity: 'info' },
        {
          subject: 'POST cognito-idp.eu-west-1.amazonaws.com/login',
          severity: 'info',
          evidence: [expect.any(String), expect.stringContaining('belongs to Amazon Cognito')],
        },
      ],
    ],
    [
      'a service that knows the site, as info',
      { logins: [elsewhere('api.partner.example')], corsAllowed: ['https://api.partner.example'] },
      [{ subject: 'POST api.partner.example/login', severity: 'info' }],
    ],
    [
      'a host that only ends like a provider’s',
      { logins: [elsewhere('evil-auth0.com')] },
      [{ subject: 'POST evil-auth0.com/login', severity: 'medium' }],
    ],
  ],
  notApplicable: [
    ['a site without logins', {}],
    ['a login without a password', { logins: [login({ how: 'webauthn', elsewhere: true })] }],
  ],
  // Where a login was seen, so was the host that it went to.
  unknown: [],
});

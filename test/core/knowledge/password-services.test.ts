import { expect, it } from 'vitest';
import { identityProvider, passwordServices } from '../../../src/core/knowledge/password-services.ts';

it.each([
  ['acme.eu.auth0.com', 'Auth0'],
  ['auth0.com', 'Auth0'],
  ['ACME.okta.com', 'Okta'],
  ['login.microsoftonline.com', 'Microsoft Entra'],
  ['cognito-idp.eu-west-1.amazonaws.com', 'Amazon Cognito'],
  ['abc.supabase.co', 'Supabase'],
])('%s belongs to %s', (host, provider) => {
  expect(identityProvider(host)).toBe(provider);
});

it.each(['evil-auth0.com', 'auth0.com.evil.example', 's3.amazonaws.com', 'cognito-idp.evil.example', 'localhost', ''])(
  '%s belongs to nobody that is known',
  (host) => {
    expect(identityProvider(host)).toBeUndefined();
  },
);

it('each row names hosts once, and a source', () => {
  const hosts = passwordServices.flatMap(([, all]) => all.split(' '));
  expect(new Set(hosts).size).toBe(hosts.length);
  expect(passwordServices.filter(([, , source]) => source.length < 8)).toEqual([]);
});

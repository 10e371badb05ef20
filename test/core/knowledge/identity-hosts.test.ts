import { expect, it, test } from 'vitest';
import { identityHost, identityHosts, passwordService } from '../../../src/core/knowledge/identity-hosts.ts';

test.each([
  ['tenant.eu.auth0.com', 'Auth0', 'Auth0'],
  ['auth0.com', 'Auth0', 'Auth0'],
  ['ACME.okta.com', 'Okta', 'Okta'],
  ['login.microsoftonline.com', 'Microsoft Entra', 'Microsoft Entra'],
  ['graph.microsoft.com', 'Microsoft', undefined],
  ['identitytoolkit.googleapis.com', 'Firebase', 'Firebase'],
  ['storage.googleapis.com', 'Google', undefined],
  ['cognito-idp.eu-central-1.amazonaws.com', 'Amazon', 'Amazon Cognito'],
  ['s3.amazonaws.com', 'Amazon', undefined],
  ['abc.supabase.co', 'Supabase', 'Supabase'],
  ['API.GITHUB.COM', 'GitHub', undefined],
])('%s belongs to %s, and checks passwords as %s', (host, owner, service) => {
  expect([identityHost(host), passwordService(host)]).toEqual([owner, service]);
});

test.each([
  'notauth0.com',
  'auth0.com.evil.example',
  'cognito-idp.evil.example',
  'google-analytics.com',
  'localhost',
  '',
  'com',
  `${'a.'.repeat(5_000)}com`,
])('%.40s belongs to nobody that is known', (host) => {
  expect([identityHost(host), passwordService(host)]).toEqual([undefined, undefined]);
});

it('names each host once, with a source', () => {
  const hosts = identityHosts.flatMap(([, , all]) => all.split(' '));
  expect(new Set(hosts).size).toBe(hosts.length);
  expect(identityHosts.filter(([, , , source]) => source.length < 8)).toEqual([]);
});

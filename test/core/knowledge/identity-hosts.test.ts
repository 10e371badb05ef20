import { expect, test } from 'vitest';
import { identityHost } from '../../../src/core/knowledge/identity-hosts.ts';

test.each([
  ['tenant.eu.auth0.com', 'auth0'],
  ['login.microsoftonline.com', 'microsoft'],
  ['identitytoolkit.googleapis.com', 'google'],
  ['cognito-idp.eu-central-1.amazonaws.com', 'aws'],
  ['abc.supabase.co', 'supabase'],
  ['API.GITHUB.COM', 'github'],
])('%s belongs to %s', (host, provider) => {
  expect(identityHost(host)).toBe(provider);
});

test.each([
  'notauth0.com',
  'auth0.com.evil.example',
  'google-analytics.com',
  'localhost',
  '',
  'com',
  `${'a.'.repeat(5_000)}com`,
])('%.40s belongs to nobody that is known', (host) => {
  expect(identityHost(host)).toBeUndefined();
});

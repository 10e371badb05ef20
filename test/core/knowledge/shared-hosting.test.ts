import { expect, test } from 'vitest';
import { sharedDomains, sharedHosting } from '../../../src/core/knowledge/shared-hosting.ts';
import { isPublicSuffix, siteOf } from '../../../src/core/site/origins.ts';

test.each(sharedDomains)('%s is a registrable domain that the public suffix list does not know', (domain) => {
  expect(isPublicSuffix(domain)).toBe(false);
  expect(siteOf(`https://${domain}`)).toBe(domain);
  expect(sharedHosting(domain)).toBe(true);
});

test.each(['acme.zendesk.com', 'example.com', 'zendesk.com.evil.example', ''])('%j is shared by nobody', (domain) => {
  expect(sharedHosting(domain)).toBe(false);
});

test.each([
  ['github.io', true],
  ['co.uk', true],
  ['localhost', true],
  ['acme.github.io', false],
  ['shop.example', false],
])('%s: public suffix is %s', (domain, expected) => expect(isPublicSuffix(domain)).toBe(expected));

import { expect, it } from 'vitest';
import { sitePattern } from '../../src/messages/site-pattern.ts';

it.each([
  ['https://shop.example', 'chromium', 'https://shop.example/*'],
  ['http://localhost:3000', 'chromium', 'http://localhost:3000/*'],
  ['https://shop.example', 'firefox', 'https://shop.example/*'],
  ['http://localhost:3000', 'firefox', 'http://localhost/*'],
  ['http://[::1]:3000', 'firefox', 'http://[::1]/*'],
  ['http://[::1]', 'firefox', 'http://[::1]/*'],
  ['*://*', 'firefox', '*://*/*'],
] as const)('%s in %s is %s', (origin, engine, pattern) => {
  expect(sitePattern(origin, engine)).toBe(pattern);
});

/** How a site keeps its credential stays true after the logout took it away. */
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/core/report.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { bearer, DAY, decoded, facts, living, NOW, session, stored } from '../../helpers/facts.ts';

const { expiresAt: _never, ...endless } = decoded({ claims: { sub: 'ada' } });

const cases: [rule: string, credential: Credential][] = [
  ['session-cookie-without-httponly', session({ httpOnly: false })],
  ['session-cookie-without-secure', session({ secure: false })],
  ['session-cookie-without-samesite', session({ sameSite: 'unset' })],
  ['session-cookie-samesite-none', session({ sameSite: 'none' })],
  ['token-in-local-storage', stored('localStorage')],
  ['token-in-session-storage', stored('sessionStorage')],
  ['refresh-token-in-web-storage', stored('localStorage', { role: 'refresh-token', decisive: false })],
  ['jwt-alg-none', bearer({ token: decoded({ header: { alg: 'none' } }) })],
  ['jwt-without-exp', bearer({ token: endless })],
  ['jwt-long-lived', bearer({ token: living(2 * DAY) })],
];

const found = (credential: Credential): string[] =>
  runRules(facts({ credentials: [credential] })).findings.map((finding) => finding.rule);

describe('after a logout', () => {
  test.each(cases)('%s still speaks of what was seen before', (rule, credential) => {
    expect(found(credential)).toContain(rule);
    expect(found({ ...credential, gone: NOW })).toContain(rule);
  });
});

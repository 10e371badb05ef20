import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-malformed.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { bearer, decoded, facts, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const with_ = (issues: string[], changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ issues }), ...changes })],
});

ruleCases(rule, {
  pass: [
    ['a token that keeps to the format', { credentials: [bearer()] }],
    [
      'what is odd and no fault',
      with_(['payload-detached', 'claims-truncated', 'number-inexact', 'payload-not-json', 'signature-empty']),
    ],
    ['an encrypted token', { credentials: [bearer({ token: decoded({ kind: 'jwe' }) })] }],
  ],
  fail: [
    [
      'two faults in one finding',
      with_(['padded', 'bad-utf8']),
      [
        {
          subject,
          severity: 'low',
          confidence: 'certain',
          evidence: [
            'authorization header is padded with = (RFC 7515, 2).',
            'authorization header is not UTF-8 (RFC 7519, 7.2).',
          ],
        },
      ],
    ],
    ['a signature of zeros', with_(['signature-zero']), [{ subject, severity: 'medium' }]],
    [
      'a token that was never sent as information',
      with_(['signature-zero'], { decisive: false, sentTo: [] }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a bot wall’s token', with_(['padded'], { role: 'other' })],
    ['a login’s transaction', with_(['padded'], { role: 'state' })],
    ['an API key', with_(['padded'], { role: 'api-key' })],
    ['a token that the verdict has left behind', with_(['padded'], { gone: NOW, decisive: false })],
  ],
  // What is wrong with its form shows in every token.
  unknown: [],
});

describe('faults', () => {
  test.each([
    'duplicate-member',
    'bad-utf8',
    'padded',
    'signature-not-base64url',
    'signature-not-empty',
    'signature-length',
    'crit-invalid',
    'b64-not-critical',
  ])('%s is low', (issue) => {
    expect(runRules(facts(with_([issue])), [rule]).findings.map(({ severity }) => severity)).toEqual(['low']);
  });
});

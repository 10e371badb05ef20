import { describe, expect, test } from 'vitest';
import type { ProofIssue } from '../../../src/core/observe/observation.ts';
import rule from '../../../src/core/rules/dpop-mismatch.ts';
import type { ProofFact } from '../../../src/core/rules/facts-tokens.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { facts, NOW, ORIGIN } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'DPoP to app.example';
const proof = (changes: Partial<ProofFact> = {}): ProofFact => ({
  url: `${ORIGIN}/api/me`,
  at: NOW,
  issues: [],
  accepted: true,
  ...changes,
});

ruleCases(rule, {
  pass: [['a proof that fits', { proofs: [proof({ credential: 'c1' })] }]],
  fail: [
    [
      'a proof for another address that the server took',
      { proofs: [proof(), proof({ credential: 'c1', issues: ['url'] })] },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'certain',
          credential: 'c1',
          evidence: ['In the proof for /api/me htu is not the address of the request. The server took it.'],
        },
      ],
    ],
    [
      'a proof that the server refused as information',
      { proofs: [proof({ issues: ['iat'], accepted: false })] },
      [
        {
          subject,
          severity: 'info',
          evidence: [
            'In the proof for /api/me iat lies more than five minutes from the time of the request. The server refused it.',
          ],
        },
      ],
    ],
    [
      'faults to one origin in one finding, of which the worst counts',
      { proofs: [proof({ issues: ['typ'] }), proof({ issues: ['alg'], accepted: false })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'two origins apart',
      { proofs: [proof({ issues: ['typ'] }), proof({ url: 'https://api.example/x', issues: ['method'] })] },
      [
        { subject: 'DPoP to api.example', severity: 'medium' },
        { subject, severity: 'medium' },
      ],
    ],
  ],
  notApplicable: [['a site without DPoP', {}]],
  // A proof is judged when it is seen, or there is none.
  unknown: [],
});

describe('what may not fit', () => {
  test.each([
    'typ',
    'alg',
    'method',
    'url',
    'iat',
    'token-hash',
    'key-binding',
    'malformed',
    'missing-token-hash',
    'replayed',
  ] satisfies ProofIssue[])('%s has a sentence of its own', (issue) => {
    const { accepted: _, ...unanswered } = proof({ issues: [issue] });
    const [finding] = runRules(facts({ proofs: [unanswered] }), [rule]).findings;
    expect(finding?.severity).toBe('medium');
    expect(finding?.evidence[0]).toMatch(/^In the proof for \/api\/me [a-z][^.]{10,70}\.$|cnf\.jkt/);
  });
});

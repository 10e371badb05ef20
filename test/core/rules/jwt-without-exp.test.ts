import type { DecodedToken } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-without-exp.ts';
import { anonymous, bearer, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const token = (changes: Partial<DecodedToken> = {}): DecodedToken => ({
  kind: 'jws',
  header: { alg: 'HS256' },
  claims: { sub: '1' },
  issues: [],
  signature: 'unverified',
  ...changes,
});
const { claims: _, ...sealed } = token({ kind: 'jwe' });

ruleCases(rule, {
  pass: [
    ['a token that expires', { credentials: [bearer()] }],
    [
      'a broken exp, which is not a missing one',
      { credentials: [bearer({ token: token({ claims: { exp: 'soon' } }) })] },
    ],
  ],
  fail: [
    [
      'a token that lets in for good',
      { credentials: [bearer({ token: token() })] },
      [{ subject, severity: 'high', confidence: 'firm', credential: 'c1' }],
    ],
    [
      'a token that nothing rests on as information',
      { credentials: [bearer({ token: token(), decisive: false })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'an API key as information',
      { credentials: [bearer({ token: token(), role: 'api-key' })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'a guest’s token as information',
      { credentials: [bearer({ token: token() })], verdict: anonymous },
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a DPoP proof', { credentials: [bearer({ token: token({ header: { alg: 'ES256', typ: 'dpop+jwt' } }) })] }],
    ['a CSRF token', { credentials: [bearer({ token: token(), role: 'csrf-token' })] }],
    ['a bot wall’s or preview’s token', { credentials: [bearer({ token: token(), role: 'other' })] }],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [bearer({ token: token(), gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [
    [
      'an encrypted token, whose claims are for the server',
      { credentials: [bearer({ format: 'jwe', token: sealed })] },
    ],
  ],
});

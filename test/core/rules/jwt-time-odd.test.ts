import type { DecodedToken } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-time-odd.ts';
import { bearer, credential, DAY, decoded, HOUR, MINUTE, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const token = (changes: Partial<DecodedToken>) => ({ credentials: [bearer({ token: decoded(changes) })] });
const ahead = (milliseconds: number) => token({ issuedAt: NOW + milliseconds, expiresAt: NOW + milliseconds + HOUR });
const { claims: _, ...sealed } = decoded({ kind: 'jwe' });
const { issuedAt: __, expiresAt: ___, ...timeless } = decoded();
const told = (claims: Record<string, unknown>) => ({ credentials: [bearer({ token: { ...timeless, claims } })] });

ruleCases(rule, {
  pass: [
    ['a token that fits', { credentials: [bearer()] }],
    ['a token without any times', told({ sub: '1' })],
    ['five minutes of clock skew', ahead(5 * MINUTE)],
    ['a token that ends when it begins', token({ issuedAt: NOW, expiresAt: NOW })],
    ['a token that may be used before it was made', token({ notBefore: NOW - DAY })],
    [
      'a token younger than its credential, which was renewed',
      { ...ahead(HOUR), tokenSightings: [{ credential: 'c1', at: NOW + HOUR }] },
    ],
  ],
  fail: [
    [
      'a token from the future, unless it is this clock that is slow',
      ahead(6 * MINUTE),
      [
        {
          subject,
          severity: 'low',
          confidence: 'tentative',
          evidence: [
            'When authorization header was first seen, iat lay 6 minutes ahead.',
            'The clock of this computer may be slow instead.',
          ],
        },
      ],
    ],
    [
      'a token that is not yet good',
      token({ notBefore: NOW + 8 * MINUTE }),
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'a token whose second value came from the future',
      { ...ahead(2 * HOUR), tokenSightings: [{ credential: 'c1', at: NOW + HOUR }] },
      [{ subject, severity: 'low' }],
    ],
    [
      'an end before the beginning, by whatever clock',
      token({ issuedAt: NOW, expiresAt: NOW - HOUR }),
      [
        {
          subject,
          severity: 'low',
          confidence: 'firm',
          evidence: ['exp of authorization header lies 60 minutes before iat.'],
        },
      ],
    ],
    [
      'an end before the token may be used',
      token({ notBefore: NOW, issuedAt: NOW - DAY, expiresAt: NOW - HOUR }),
      [{ subject, severity: 'low', evidence: ['exp of authorization header lies 60 minutes before nbf.'] }],
    ],
    [
      'milliseconds',
      told({ exp: NOW + HOUR }),
      [
        {
          subject,
          severity: 'low',
          evidence: ['exp of authorization header is no date in seconds; it may be in milliseconds.'],
        },
      ],
    ],
    [
      'a date as text',
      told({ iat: '2026-01-15' }),
      [{ subject, severity: 'low', evidence: ['iat of authorization header is no number.'] }],
    ],
    [
      'a token that was never sent as information',
      { credentials: [bearer({ decisive: false, sentTo: [], token: decoded({ expiresAt: NOW - DAY }) })] },
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session(), credential()] }],
    ['a bot wall’s token', { credentials: [bearer({ role: 'other', token: decoded({ expiresAt: NOW - DAY }) })] }],
    ['a proof', { credentials: [bearer({ token: decoded({ header: { typ: 'dpop+jwt' }, expiresAt: NOW - DAY }) })] }],
  ],
  unknown: [['an encrypted token', { credentials: [bearer({ format: 'jwe', token: sealed })] }]],
});

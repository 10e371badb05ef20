import type { DecodedToken } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-secret-in-claims.ts';
import { bearer, decoded, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const token = (changes: Partial<DecodedToken>) => ({
  credentials: [bearer({ token: decoded({ issues: ['secret-inside'], ...changes }) })],
});
const { claims: _, ...sealed } = decoded({ kind: 'jwe' });

ruleCases(rule, {
  pass: [
    ['a token without secrets', { credentials: [bearer()] }],
    ['four dots that the site wrote itself', token({ issues: [], claims: { password: '••••' } })],
  ],
  fail: [
    [
      'a password, by its place alone',
      token({ claims: { user: { password: '••••' } } }),
      [
        {
          subject,
          severity: 'high',
          credential: 'c1',
          evidence: ['authorization header has a secret in user.password. Its value is not kept, and not shown here.'],
        },
      ],
    ],
    [
      'secrets in a list and in the header',
      token({
        header: { alg: 'ES256', jwk: { d: '••••' } },
        claims: { keys: [{ secret: '••••' }, { secret: '••••' }] },
      }),
      [
        {
          subject,
          severity: 'high',
          evidence: [
            'authorization header has a secret in jwk.d, keys.secret. Its value is not kept, and not shown here.',
          ],
        },
      ],
    ],
    [
      'a secret in a token that lets nobody in, since it is shown all the same',
      {
        credentials: [
          bearer({
            role: 'other',
            decisive: false,
            sentTo: [],
            token: decoded({ issues: ['secret-inside'], claims: { secret: '••••' } }),
          }),
        ],
      },
      [{ subject, severity: 'high' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    [
      'a token that the verdict has left behind',
      { credentials: [bearer({ gone: NOW, decisive: false, token: decoded({ issues: ['secret-inside'] }) })] },
    ],
  ],
  unknown: [['an encrypted token', { credentials: [bearer({ token: sealed })] }]],
});

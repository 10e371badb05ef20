import rule from '../../../src/core/rules/jwt-weak-secret.ts';
import { bearer, decoded, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const hmac = (alg = 'HS256', typ = 'JWT') => decoded({ header: { alg, typ } });
const done = { credential: 'c1', knownSecret: false, tried: 500, complete: true };
const known = { ...done, knownSecret: true, list: 'bundled' as const, signature: 'valid' as const, tried: 17 };

ruleCases(rule, {
  pass: [
    ['a secret that stands in no list', { credentials: [bearer({ token: hmac() })], tokenChecks: [done] }],
    [
      'two tokens that were both checked',
      {
        credentials: [bearer({ token: hmac() }), bearer({ id: 'c2', token: hmac('HS512') })],
        tokenChecks: [done, { ...done, credential: 'c2' }],
      },
    ],
  ],
  fail: [
    [
      'a token whose secret is known',
      { credentials: [bearer({ token: hmac() })], tokenChecks: [known] },
      [
        {
          subject,
          severity: 'critical',
          confidence: 'certain',
          credential: 'c1',
          evidence: [
            'A secret from Coatcheck’s list of well-known secrets makes the signature of authorization header (HS256).',
            'That was worked out in this browser alone; no forged token was sent.',
          ],
        },
      ],
    ],
    [
      'the file that the secret stood in',
      { credentials: [bearer({ token: hmac('HS512') })], tokenChecks: [{ ...known, list: 'file', complete: false }] },
      [
        {
          subject,
          severity: 'critical',
          evidence: [
            'A secret from the word list that you opened makes the signature of authorization header (HS512).',
            'That was worked out in this browser alone; no forged token was sent.',
          ],
        },
      ],
    ],
    [
      'a token that was not seen to let anybody in as medium',
      { credentials: [bearer({ token: hmac('HS384'), decisive: false, sentTo: [] })], tokenChecks: [known] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'the known one of two, though the other was not checked',
      {
        credentials: [
          bearer({ id: 'c2', token: hmac() }),
          session({ name: 'jwt' }, { format: 'jwt', token: hmac('HS512') }),
        ],
        tokenChecks: [known],
      },
      [{ subject: 'jwt', severity: 'critical' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()], tokenChecks: [known] }],
    ['a token that is signed with a private key', { credentials: [bearer()], tokenChecks: [known] }],
    ['an encrypted token', { credentials: [bearer({ token: { ...hmac(), kind: 'jwe' } })], tokenChecks: [known] }],
    ['a proof of possession', { credentials: [bearer({ token: hmac('HS256', 'dpop+jwt') })], tokenChecks: [known] }],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [bearer({ token: hmac(), gone: NOW, decisive: false })], tokenChecks: [known] },
    ],
  ],
  unknown: [
    ['a token that nobody asked to check', { credentials: [bearer({ token: hmac() })] }],
    [
      'a check that was broken off',
      { credentials: [bearer({ token: hmac() })], tokenChecks: [{ ...done, complete: false }] },
    ],
    [
      'one of two tokens checked',
      { credentials: [bearer({ token: hmac() }), bearer({ id: 'c2', token: hmac() })], tokenChecks: [done] },
    ],
  ],
});

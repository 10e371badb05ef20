import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-alg-odd-case.ts';
import { bearer, decoded, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const saying = (alg: unknown, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ header: { alg } }), ...changes })],
});

ruleCases(rule, {
  pass: [
    ['ES256', saying('ES256')],
    ['EdDSA', saying('EdDSA')],
    ['none as it is registered', saying('none')],
    ['ECDH-ES+A256KW', saying('ECDH-ES+A256KW')],
    ['an algorithm that is not registered', saying('ed25519-nkey')],
    ['a name that every object has', saying('constructor')],
    ['an alg that is no text', saying(256)],
  ],
  fail: [
    [
      'hs256',
      saying('hs256'),
      [
        {
          subject,
          severity: 'high',
          credential: 'c1',
          evidence: ['The header of authorization header says alg hs256; registered is HS256.'],
        },
      ],
    ],
    ['nOnE', saying('nOnE'), [{ subject, severity: 'high' }]],
    ['EDDSA', saying('EDDSA'), [{ subject, severity: 'high' }]],
    ['ml-dsa-65', saying('ml-dsa-65'), [{ subject, severity: 'high' }]],
    ['rsa-oaep of an encrypted token', saying('rsa-oaep', { format: 'jwe' }), [{ subject, severity: 'high' }]],
    [
      'a token that was never sent as information',
      saying('rs256', { decisive: false, sentTo: [] }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a login’s transaction', saying('hs256', { role: 'state' })],
    ['an anti-CSRF token', saying('hs256', { role: 'csrf-token' })],
    ['a bot wall’s token', saying('hs256', { role: 'other' })],
    ['an API key', saying('hs256', { role: 'api-key' })],
    ['a proof', { credentials: [bearer({ token: decoded({ header: { alg: 'es256', typ: 'dpop+jwt' } }) })] }],
    ['a token that the verdict has left behind', saying('hs256', { gone: NOW, decisive: false })],
  ],
  // The header of a token is always readable.
  unknown: [],
});

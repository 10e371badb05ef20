import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-embedded-key.ts';
import { bearer, decoded, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
const holding = (header: Record<string, unknown>, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ header: { alg: 'ES256', ...header } }), ...changes })],
});

ruleCases(rule, {
  pass: [
    ['a token that names its key', holding({ kid: '1', x5t: 'thumb' })],
    ['null in the place of a key', holding({ jwk: null, x5c: null })],
    [
      'a key in the claims, to which the token is bound',
      { credentials: [bearer({ token: decoded({ claims: { cnf: { jwk } } }) })] },
    ],
  ],
  fail: [
    [
      'a key',
      holding({ jwk }),
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          evidence: ['The header of authorization header holds a key (jwk).'],
        },
      ],
    ],
    ['a chain of certificates', holding({ x5c: ['MII'] }), [{ subject, severity: 'medium', confidence: 'tentative' }]],
    [
      'the key, beside certificates',
      holding({ jwk, x5c: ['MII'] }),
      [{ subject, severity: 'medium', confidence: 'firm' }],
    ],
    [
      'a token that was never sent as information',
      holding({ jwk }, { decisive: false, sentTo: [] }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a DPoP proof', holding({ typ: 'dpop+jwt', jwk })],
    ['a DBSC proof', holding({ typ: 'application/dbsc+JWT', jwk })],
    ['a key binding of SD-JWT', holding({ typ: 'kb+jwt', jwk })],
    ['an attestation of a client', holding({ typ: 'oauth-client-attestation+jwt', x5c: ['MII'] })],
    ['a signed credential of a wallet', holding({ typ: 'dc+sd-jwt', x5c: ['MII'] })],
    ['a signed request of OAuth', holding({ typ: 'oauth-authz-req+jwt', x5c: ['MII'] })],
    ['a login’s transaction', holding({ jwk }, { role: 'state' })],
    ['a refresh token, which its issuer alone reads', holding({ jwk }, { role: 'refresh-token', decisive: false })],
    ['a token that the verdict has left behind', holding({ jwk }, { gone: NOW, decisive: false })],
  ],
  // The header of a token is always readable.
  unknown: [],
});

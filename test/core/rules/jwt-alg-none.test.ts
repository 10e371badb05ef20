import rule from '../../../src/core/rules/jwt-alg-none.ts';
import { bearer, decoded, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const unsigned = (alg = 'none', typ = 'JWT') => decoded({ header: { alg, typ } });

ruleCases(rule, {
  pass: [
    ['a signed token', { credentials: [bearer()] }],
    ['a header whose alg is no text', { credentials: [bearer({ token: decoded({ header: { alg: null } }) })] }],
  ],
  fail: [
    [
      'an unsigned token that lets in',
      { credentials: [bearer({ token: unsigned() })] },
      [{ subject, severity: 'critical', confidence: 'firm', credential: 'c1' }],
    ],
    ['nOnE as none', { credentials: [bearer({ token: unsigned('nOnE') })] }, [{ subject, severity: 'critical' }]],
    [
      'an empty signature under an alg that promises one',
      { credentials: [bearer({ token: decoded({ issues: ['signature-empty'] }) })] },
      [
        {
          subject,
          severity: 'critical',
          evidence: [
            'The signature of authorization header is empty, though its header promises one.',
            'It is sent to the server as a credential. Whether the server takes a forged one was not tried.',
          ],
        },
      ],
    ],
    [
      'an unsigned token that is sent, though the verdict does not rest on it',
      { credentials: [bearer({ token: unsigned(), decisive: false })] },
      [{ subject, severity: 'critical' }],
    ],
    [
      'an unsigned token that was never sent as information, though the verdict rests on it',
      { credentials: [bearer({ token: unsigned(), sentTo: [] })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'an unsigned token that was never sent as information',
      { credentials: [bearer({ token: unsigned(), decisive: false, sentTo: [] })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'an unsigned token that lets nobody in as information',
      { credentials: [bearer({ token: unsigned(), decisive: false, role: 'state' })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'an unsigned ID token from the token endpoint as medium, since OpenID Connect allows it',
      {
        credentials: [
          bearer({ token: unsigned(), role: 'id-token', decisive: false, issuedBy: { how: 'script', at: NOW } }),
        ],
      },
      [{ subject, severity: 'medium' }],
    ],
    [
      'an unsigned ID token that lets in, wherever it came from',
      { credentials: [bearer({ token: unsigned(), role: 'id-token', issuedBy: { how: 'script', at: NOW } })] },
      [{ subject, severity: 'critical' }],
    ],
    [
      'an unsigned token in a cookie under the cookie’s name',
      { credentials: [session({ name: 'jwt' }, { format: 'jwt', token: unsigned() })] },
      [{ subject: 'jwt', severity: 'critical' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a DBSC proof, which is unsigned by design', { credentials: [bearer({ token: unsigned('none', 'dbsc+jwt') })] }],
    ['a DPoP proof', { credentials: [bearer({ token: unsigned('none', 'application/DPoP+jwt') })] }],
    ['an encrypted token', { credentials: [bearer({ token: decoded({ kind: 'jwe' }) })] }],
    [
      'a token that is gone and that the verdict has left behind',
      { credentials: [bearer({ token: unsigned(), gone: NOW, decisive: false })] },
    ],
  ],
  // The header of a JWS is always readable.
  unknown: [],
});

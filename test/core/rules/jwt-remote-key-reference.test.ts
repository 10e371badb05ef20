import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-remote-key-reference.ts';
import { bearer, decoded, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const pointing = (
  header: Record<string, unknown>,
  iss: string | undefined = 'https://login.issuer.example/oauth/token',
  changes: Partial<Credential> = {},
) => ({
  credentials: [
    bearer({ token: decoded({ header: { alg: 'RS256', ...header }, claims: iss === '' ? {} : { iss } }), ...changes }),
  ],
});

ruleCases(rule, {
  pass: [
    ['a token that points nowhere', { credentials: [bearer()] }],
    ['a jku that is no text', pointing({ jku: null })],
    ['an empty jku', pointing({ jku: '' })],
  ],
  fail: [
    [
      'keys at another host than the issuer’s',
      pointing({ jku: 'https://evil.example/keys?x=1' }),
      [
        {
          subject,
          severity: 'high',
          credential: 'c1',
          evidence: ['jku points to evil.example, which is not where iss is.'],
        },
      ],
    ],
    ['a certificate at another host', pointing({ x5u: 'https://evil.example/c' }), [{ subject, severity: 'high' }]],
    [
      'a host that only begins like the issuer’s',
      pointing({ jku: 'https://login.issuer.example.evil.example/' }),
      [{ subject, severity: 'high' }],
    ],
    [
      'the issuer’s name before an @',
      pointing({ jku: 'https://login.issuer.example@evil.example/' }),
      [{ subject, severity: 'high', evidence: ['jku points to evil.example, which is not where iss is.'] }],
    ],
    ['plain http', pointing({ jku: 'http://login.issuer.example/keys' }), [{ subject, severity: 'high' }]],
    [
      'the issuer’s own keys as information',
      pointing({ jku: 'https://login.issuer.example/token_keys' }),
      [{ subject, severity: 'info' }],
    ],
    [
      'another host of the issuer’s site as information',
      pointing({ jku: 'https://keys.issuer.example/' }),
      [{ subject, severity: 'info' }],
    ],
    [
      'the worse of two',
      pointing({ jku: 'https://login.issuer.example/k', x5u: 'https://evil.example/c' }),
      [{ subject, severity: 'high' }],
    ],
    ['keys somewhere, by nobody', pointing({ jku: 'https://keys.example/' }, ''), [{ subject, severity: 'medium' }]],
    [
      'the keys of a server that calls itself localhost',
      pointing({ jku: 'https://keys.example/' }, 'http://tenant.localhost:8080/uaa/oauth/token'),
      [{ subject, severity: 'medium' }],
    ],
    [
      'keys of the site itself, by nobody, as information',
      pointing({ jku: 'https://keys.app.example/' }, 'my-server'),
      [{ subject, severity: 'info' }],
    ],
    [
      'keys on localhost without TLS',
      pointing({ jku: 'http://localhost/keys' }, ''),
      [{ subject, severity: 'medium' }],
    ],
    [
      'a token that was never sent as information',
      pointing({ jku: 'https://evil.example/' }, undefined, { decisive: false, sentTo: [] }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a bot wall’s token', pointing({ jku: 'https://evil.example/' }, undefined, { role: 'other' })],
    ['an API key', pointing({ jku: 'https://evil.example/' }, undefined, { role: 'api-key' })],
    ['a caller’s passport', pointing({ typ: 'passport', x5u: 'https://cert.example/' })],
  ],
  // The header of a token is always readable.
  unknown: [],
});

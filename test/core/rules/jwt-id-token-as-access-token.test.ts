import type { Credential } from '../../../src/core/report.ts';
import type { Attachment } from '../../../src/core/rules/facts-tokens.ts';
import rule from '../../../src/core/rules/jwt-id-token-as-access-token.ts';
import { bearer, decoded, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const sent: Attachment = { credential: 'c1', scheme: 'bearer', origin: ORIGIN, proof: false };
const required = { iss: 'https://login.example', sub: '1', aud: 'web', iat: 1, exp: 2 };
const saying = (claims: Record<string, unknown>, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ claims }), ...changes })],
  attachments: [sent],
});
const { claims: _, ...sealed } = decoded({ kind: 'jwe' });

ruleCases(rule, {
  pass: [
    ['an access token', saying(required)],
    ['a nonce in a token of another kind', saying({ nonce: 'n', sub: '1' })],
    ['Keycloak’s access token, which has a nonce', saying({ ...required, nonce: 'n', typ: 'Bearer' })],
    ['Azure AD B2C’s access token, which has a nonce', saying({ ...required, nonce: 'n', scp: 'read' })],
    ['an access token with scopes', saying({ ...required, nonce: 'n', scope: 'openid' })],
    ['Cognito’s access token', saying({ ...required, token_use: 'access' })],
    [
      'a token that is typed as an access token (RFC 9068)',
      saying(
        { ...required, nonce: 'n' },
        { token: decoded({ header: { alg: 'ES256', typ: 'at+JWT' }, claims: { ...required, nonce: 'n' } }) },
      ),
    ],
    ['a nonce that is no text', saying({ ...required, nonce: 7 })],
    ['an issuer that only looks like Firebase', saying({ iss: 'https://securetoken.google.com.evil.example/p' })],
  ],
  fail: [
    [
      'an ID token with a nonce',
      saying({ ...required, nonce: 'n' }),
      [
        {
          subject,
          severity: 'medium',
          credential: 'c1',
          evidence: [
            'authorization header has nonce, as ID tokens have, and goes to app.example in the Authorization header.',
          ],
        },
      ],
    ],
    ['an ID token with at_hash', saying({ ...required, at_hash: 'h' }), [{ subject, severity: 'medium' }]],
    ['an ID token with c_hash', saying({ ...required, c_hash: 'h' }), [{ subject, severity: 'medium' }]],
    ['Cognito’s ID token', saying({ token_use: 'id' }), [{ subject, severity: 'medium' }]],
    ['Keycloak’s ID token', saying({ ...required, typ: 'ID' }), [{ subject, severity: 'medium' }]],
    [
      'Firebase’s as information, since it is made for that',
      saying({ iss: 'https://securetoken.google.com/project' }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()], attachments: [sent] }],
    ['an ID token that is not sent', { ...saying({ ...required, nonce: 'n' }), attachments: [] }],
    ['a header with another token', { ...saying({ token_use: 'id' }), attachments: [{ ...sent, credential: 'c2' }] }],
    ['an API key', saying({ token_use: 'id' }, { role: 'api-key' })],
    ['a bot wall’s token', saying({ token_use: 'id' }, { role: 'other' })],
    ['a token that the verdict has left behind', saying({ token_use: 'id' }, { gone: NOW, decisive: false })],
  ],
  unknown: [['an encrypted token', { credentials: [bearer({ token: sealed })], attachments: [sent] }]],
});

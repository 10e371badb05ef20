import rule from '../../../src/core/rules/saml-weak-signature.ts';
import { samlResponse } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const signedWith = (...algorithms: string[]) => ({ samlResponses: [samlResponse({ algorithms })] });
const subject = 'POST /acs';
const hidden = samlResponse({ algorithms: [], assertionSigned: false, encrypted: true });

ruleCases(rule, {
  pass: [
    ['RSA with SHA-256', signedWith('rsa-sha256', 'sha256')],
    ['ECDSA with SHA-512', signedWith('ecdsa-sha512', 'sha512')],
    ['PSS', signedWith('sha256-rsa-mgf1')],
    ['an HMAC, which collisions do not break', signedWith('hmac-sha1', 'sha256')],
  ],
  fail: [
    [
      'RSA with SHA-1',
      signedWith('rsa-sha1', 'sha256'),
      [{ subject, severity: 'medium', evidence: ['The signature of the SAML Response names rsa-sha1.'] }],
    ],
    ['DSA with SHA-1', signedWith('dsa-sha1'), [{ subject, severity: 'medium' }]],
    ['RSA with MD5', signedWith('rsa-md5'), [{ subject, severity: 'medium' }]],
    ['PSS with SHA-1', signedWith('sha1-rsa-mgf1'), [{ subject, severity: 'medium' }]],
    [
      'a digest with SHA-1 under a sound signature',
      signedWith('rsa-sha256', 'sha1'),
      [{ subject, severity: 'medium', evidence: ['The signature of the SAML Response names sha1.'] }],
    ],
    [
      'an address once',
      {
        samlResponses: [samlResponse({ algorithms: ['rsa-sha1'] }), samlResponse({ algorithms: ['rsa-sha1', 'sha1'] })],
      },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'The signature of the SAML Response names rsa-sha1.',
            'The signature of the SAML Response names sha1.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a site without SAML', {}],
    [
      'a Response that is not signed at all',
      { samlResponses: [samlResponse({ algorithms: [], assertionSigned: false })] },
    ],
  ],
  unknown: [
    ['an encrypted assertion without a signature around it', { samlResponses: [hidden] }],
    ['such a one beside a sound one', { samlResponses: [samlResponse(), hidden] }],
  ],
});

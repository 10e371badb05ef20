import rule from '../../../src/core/rules/saml-unsigned.ts';
import { samlResponse } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const unsigned = samlResponse({ assertionSigned: false, algorithms: [] });
const encrypted = samlResponse({ assertionSigned: false, encrypted: true });

ruleCases(rule, {
  pass: [
    ['a signed assertion', { samlResponses: [samlResponse()] }],
    [
      'a signed Response around it',
      { samlResponses: [samlResponse({ assertionSigned: false, responseSigned: true })] },
    ],
    [
      'a signed Response around an encrypted one',
      { samlResponses: [samlResponse({ assertionSigned: false, responseSigned: true, encrypted: true })] },
    ],
  ],
  fail: [
    [
      'no signature',
      { samlResponses: [unsigned] },
      [
        {
          subject: 'POST /acs',
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'Neither the SAML Response nor each assertion in it is signed.',
            'Whether the service would accept a changed one was not tried.',
          ],
        },
      ],
    ],
    [
      'one of two, at another host',
      { samlResponses: [encrypted, { ...unsigned, url: 'https://sp.example/saml' }] },
      [{ subject: 'POST sp.example/saml', severity: 'medium' }],
    ],
  ],
  notApplicable: [['a site without SAML', {}]],
  unknown: [
    ['an encrypted assertion', { samlResponses: [encrypted] }],
    ['an encrypted assertion beside a signed one', { samlResponses: [samlResponse(), encrypted] }],
  ],
});

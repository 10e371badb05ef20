import rule from '../../../src/core/rules/saml-over-http.ts';
import { samlResponse } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const open = 'http://app.example/acs';

ruleCases(rule, {
  pass: [
    ['https', { samlResponses: [samlResponse()] }],
    ['a developer’s own computer', { samlResponses: [samlResponse({ url: 'http://localhost:8080/acs' })] }],
    ['its loopback address', { samlResponses: [samlResponse({ url: 'http://127.0.0.1/acs' })] }],
  ],
  fail: [
    [
      'plain http',
      { samlResponses: [samlResponse({ url: open })] },
      [
        {
          subject: 'POST /acs',
          severity: 'medium',
          evidence: ['A form brought the SAML Response to an address without TLS.'],
        },
      ],
    ],
    [
      'an encrypted assertion, which can be sent again',
      { samlResponses: [samlResponse({ url: open, encrypted: true })] },
      [
        {
          subject: 'POST /acs',
          severity: 'medium',
          evidence: [
            'A form brought the SAML Response to an address without TLS.',
            'Its assertion is encrypted, which keeps it from being read, but not from being sent again.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [['a site without SAML', {}]],
  // An address has a scheme.
  unknown: [],
});

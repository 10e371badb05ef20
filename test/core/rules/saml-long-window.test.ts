import rule from '../../../src/core/rules/saml-long-window.ts';
import { defaultThresholds } from '../../../src/core/rules/thresholds.ts';
import { HOUR, MINUTE, samlResponse } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const lasting = (window: number) => ({ samlResponses: [samlResponse({ window })] });
const { window: _window, ...timeless } = samlResponse();
const subject = 'POST /acs';

ruleCases(rule, {
  pass: [
    ['five minutes', lasting(5 * MINUTE)],
    ['ten minutes', lasting(10 * MINUTE)],
    ['a longer one that settings allow', { ...lasting(HOUR), thresholds: { ...defaultThresholds, samlWindow: HOUR } }],
    ['one that can be read beside one that cannot', { samlResponses: [samlResponse(), timeless] }],
  ],
  fail: [
    [
      'an hour',
      lasting(HOUR),
      [
        {
          subject,
          severity: 'medium',
          evidence: ['From its issue to NotOnOrAfter the assertion is good for 60 minutes.'],
        },
      ],
    ],
    [
      'an hour without a request',
      { samlResponses: [samlResponse({ window: HOUR, requested: false })] },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'From its issue to NotOnOrAfter the assertion is good for 60 minutes.',
            'It answers no request (no InResponseTo).',
          ],
        },
      ],
    ],
    [
      'one that never ends',
      { samlResponses: [{ ...timeless, endless: true }] },
      [{ subject, severity: 'medium', evidence: ['The assertion says no NotOnOrAfter: it never ends.'] }],
    ],
  ],
  notApplicable: [['a site without SAML', {}]],
  unknown: [['an assertion whose times cannot be read', { samlResponses: [timeless] }]],
});

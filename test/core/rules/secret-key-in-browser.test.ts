import type { SecretKey } from '../../../src/core/rules/facts-motion.ts';
import rule from '../../../src/core/rules/secret-key-in-browser.ts';
import { bearer, sentTo, site } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const key = (changes: Partial<SecretKey> = {}): SecretKey => ({
  credential: 'c1',
  provider: 'stripe',
  test: false,
  kept: false,
  ...changes,
});
const credentials = [
  bearer({ role: 'api-key', decisive: false, sentTo: [sentTo({ origin: 'https://api.stripe.com' })] }),
];
const subject = 'authorization header';

ruleCases(rule, {
  pass: [
    ['credentials without such a key', { credentials }],
    [
      'a key on its provider’s own site',
      { credentials, secretKeys: [key()], site: site({ origin: 'https://dashboard.stripe.com' }) },
    ],
  ],
  fail: [
    [
      'a secret key, whatever rests on it',
      { credentials, secretKeys: [key()] },
      [
        {
          subject,
          severity: 'critical',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'authorization header holds what has the form of a secret key of stripe.',
            'It was sent to https://api.stripe.com.',
          ],
        },
      ],
    ],
    [
      'a key in storage as what may be the user’s own',
      { credentials, secretKeys: [key({ provider: 'openai', kept: true })] },
      [{ subject, severity: 'critical', confidence: 'tentative' }],
    ],
    [
      'a key of a test environment less severely',
      { credentials, secretKeys: [key({ test: true })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'a service role, which no user has a key of',
      { credentials, secretKeys: [key({ provider: 'service-role', kept: true })] },
      [{ subject, severity: 'critical', confidence: 'firm' }],
    ],
    [
      'it although the storage was not read yet',
      { credentials, secretKeys: [key()], storageRead: false },
      [{ subject, severity: 'critical' }],
    ],
  ],
  notApplicable: [['a site without credentials', {}]],
  unknown: [['storage that was not read', { credentials, storageRead: false }]],
});

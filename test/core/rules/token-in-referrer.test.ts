import type { RefererLeak } from '../../../src/core/rules/facts-motion.ts';
import rule from '../../../src/core/rules/token-in-referrer.ts';
import { bearer, ORIGIN, sighting } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const credentials = [bearer()];
const leak = (changes: Partial<RefererLeak> = {}): RefererLeak => ({
  credential: 'c1',
  name: 'token',
  url: `${ORIGIN}/account`,
  to: 'https://stats.example.net',
  how: 'seen',
  ...changes,
});

ruleCases(rule, {
  pass: [['a page with a token that told nobody', { credentials, urlSightings: [sighting({ resource: 'document' })] }]],
  fail: [
    [
      'a Referer that was seen',
      { credentials, refererLeaks: [leak()] },
      [
        {
          subject: '?token',
          severity: 'medium',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'A request to stats.example.net had the address of /account in its Referer header, with this parameter.',
          ],
        },
      ],
    ],
    [
      'a policy that lets it out as a possibility',
      { credentials, refererLeaks: [leak({ how: 'policy' })] },
      [{ subject: '?token', severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'what was seen before what may be, and each parameter once',
      { credentials, refererLeaks: [leak({ how: 'policy' }), leak(), leak({ to: 'https://cdn.example.org' })] },
      [
        {
          subject: '?token',
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'A request to stats.example.net had the address of /account in its Referer header, with this parameter.',
            'A request to cdn.example.org had the address of /account in its Referer header, with this parameter.',
          ],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a site without credentials', { refererLeaks: [leak()] }],
    ['a token in the address of a fetch', { credentials, urlSightings: [sighting()] }],
    ['a token in a fragment', { credentials, urlSightings: [sighting({ where: 'fragment', resource: 'document' })] }],
    ['the code of a login', { credentials: [bearer({ role: 'state' })], refererLeaks: [leak({ name: 'code' })] }],
    ['a key of the application', { credentials: [bearer({ role: 'api-key' })], refererLeaks: [leak()] }],
  ],
  // What the header shows is all that there is; where it does not show, the policy speaks.
  unknown: [],
});

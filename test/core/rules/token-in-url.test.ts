import rule from '../../../src/core/rules/token-in-url.ts';
import { bearer, ORIGIN, sighting } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const credentials = [bearer()];
const inQuery = { where: 'query', name: 'token', origin: ORIGIN } as const;

ruleCases(rule, {
  pass: [
    ['a token in a header', { credentials }],
    ['a sighting of a value that was forgotten', { credentials, urlSightings: [sighting({ credential: 'gone' })] }],
  ],
  fail: [
    [
      'a token in a query',
      { credentials, urlSightings: [sighting()] },
      [{ subject: '?token', severity: 'high', credential: 'c1' }],
    ],
    [
      'a token in a fragment less severely',
      { credentials, urlSightings: [sighting({ where: 'fragment', name: 'access_token' })] },
      [{ subject: '#access_token', severity: 'medium' }],
    ],
    [
      'a token in the URL of a WebSocket as low, since pages can send no header there',
      { credentials, urlSightings: [sighting({ resource: 'socket' })] },
      [{ subject: '?token', severity: 'low' }],
    ],
    [
      'a parameter once, with its worst place',
      { credentials, urlSightings: [sighting({ url: `${ORIGIN}/b` }), sighting(), sighting({ resource: 'socket' })] },
      [
        {
          subject: '?token',
          severity: 'high',
          evidence: [
            'It stands as token in the query of /b.',
            'It stands as token in the query of /api.',
            'It stands as token in the query of /api when a WebSocket is opened.',
          ],
        },
      ],
    ],
    [
      'a carrier of which no sighting was kept',
      { credentials: [bearer({ carriers: [inQuery] })] },
      [{ subject: '?token', severity: 'high' }],
    ],
    [
      'a carrier and its sighting once',
      { credentials: [bearer({ carriers: [inQuery] })], urlSightings: [sighting()] },
      [{ subject: '?token', severity: 'high', evidence: ['It stands as token in the query of /api.'] }],
    ],
    [
      'a carrier in a socket’s URL no worse than its sighting',
      { credentials: [bearer({ carriers: [inQuery] })], urlSightings: [sighting({ resource: 'socket' })] },
      [{ subject: '?token', severity: 'low' }],
    ],
    [
      'the state of a login as information',
      { credentials: [bearer({ role: 'state' })], urlSightings: [sighting({ name: 'state' })] },
      [{ subject: '?state', severity: 'info' }],
    ],
    [
      'a one-time code as information, whatever it was taken for',
      { credentials, urlSightings: [sighting({ name: 'code' })] },
      [{ subject: '?code', severity: 'info' }],
    ],
    [
      'the hint of a logout as information, since OpenID Connect puts it there',
      { credentials: [bearer({ role: 'id-token' })], urlSightings: [sighting({ name: 'id_token_hint' })] },
      [{ subject: '?id_token_hint', severity: 'info' }],
    ],
    [
      'an API key as information',
      { credentials: [bearer({ role: 'api-key' })], urlSightings: [sighting({ name: 'key' })] },
      [{ subject: '?key', severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without credentials', {}],
    ['a CSRF token in a query', { credentials: [bearer({ role: 'csrf-token' })], urlSightings: [sighting()] }],
    ['a click id or signed download', { credentials: [bearer({ role: 'other' })], urlSightings: [sighting()] }],
  ],
  // A URL is always seen whole: there is nothing that could stay unknown.
  unknown: [],
});

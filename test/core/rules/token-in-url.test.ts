import rule from '../../../src/core/rules/token-in-url.ts';
import { bearer, ORIGIN, sighting } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const credentials = [bearer()];
const linked = bearer({
  decisive: false,
  carriers: [{ where: 'query', name: 'token', origin: ORIGIN }],
});
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
      'a session in a path by its place',
      {
        credentials,
        urlSightings: [sighting({ name: 'jsessionid', url: `${ORIGIN}/home;jsessionid=…`, resource: 'document' })],
      },
      [
        {
          subject: ';jsessionid',
          severity: 'high',
          confidence: 'firm',
          evidence: ['It stands as jsessionid in the path of /home;jsessionid=….'],
        },
      ],
    ],
    [
      'a session that ASP.NET puts into the path',
      {
        credentials: [linked],
        urlSightings: [sighting({ name: 'ASP.NET_SessionId', url: `${ORIGIN}/(S(…))/a.aspx`, resource: 'document' })],
      },
      [{ subject: ';ASP.NET_SessionId', severity: 'high', confidence: 'tentative' }],
    ],
    [
      'a link from a mail as information',
      {
        credentials: [linked],
        urlSightings: [sighting({ url: `${ORIGIN}/reset-password`, resource: 'document' })],
      },
      [{ subject: '?token', severity: 'info', confidence: 'tentative' }],
    ],
    [
      'no mail’s link: a token that is used elsewhere too',
      { credentials, urlSightings: [sighting({ url: `${ORIGIN}/reset-password`, resource: 'document' })] },
      [{ subject: '?token', severity: 'high', confidence: 'firm' }],
    ],
    [
      'no mail’s link: an access token by its name',
      {
        credentials: [linked],
        urlSightings: [sighting({ name: 'access_token', url: `${ORIGIN}/callback`, resource: 'document' })],
      },
      [{ subject: '?access_token', severity: 'high' }],
    ],
    [
      'no mail’s link: the address of a page without such a word, and of a call',
      {
        credentials: [linked],
        urlSightings: [sighting({ url: `${ORIGIN}/account`, resource: 'document' }), sighting({ name: 'jwt' })],
      },
      [
        { subject: '?jwt', severity: 'high' },
        { subject: '?token', severity: 'high' },
      ],
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

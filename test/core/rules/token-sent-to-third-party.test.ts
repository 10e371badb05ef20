import rule from '../../../src/core/rules/token-sent-to-third-party.ts';
import { anonymous, bearer, decoded, NOW, ORIGIN, sentTo, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const home = sentTo({ carrier: 'header' });
const stats = sentTo({ carrier: 'header', origin: 'https://stats.example.net', firstAt: NOW + 1 });
const leaky = bearer({ sentTo: [home, stats] });
const subject = 'authorization header';
const claims = (more: Record<string, unknown>) => bearer({ sentTo: [home, stats], token: decoded({ claims: more }) });
const at = (origin: string) => bearer({ sentTo: [home, sentTo({ carrier: 'header', origin })] });

ruleCases(rule, {
  pass: [
    ['a token that goes to the site alone', { credentials: [bearer()] }],
    ['another origin of the site', { credentials: [at('https://api.app.example')] }],
    ['a port on this machine', { credentials: [at('http://localhost:4000')] }],
    ['the issuer', { credentials: [claims({ iss: 'https://login.example.net/realm' })] }],
    ['an issuer that is a bare host', { credentials: [claims({ iss: 'login.example.net' })] }],
    ['one of its audiences', { credentials: [claims({ aud: ['orders', 'https://stats.example.net/api'] })] }],
    [
      'the issuer of the ID token beside it',
      {
        credentials: [
          leaky,
          bearer({
            id: 'c2',
            role: 'id-token',
            sentTo: [],
            token: decoded({ claims: { iss: 'https://example.net' } }),
          }),
        ],
      },
    ],
    ['an API that names the site', { credentials: [leaky], corsAllowed: ['https://stats.example.net'] }],
    ['the provider of the login', { credentials: [leaky], providers: ['https://login.example.net'] }],
    ['a backend as a service', { credentials: [at('https://abc.supabase.co')] }],
    [
      'a cookie, which is the other site’s own',
      { credentials: [session({}, { sentTo: [sentTo(), sentTo({ origin: 'https://chat.example.net' })] })] },
    ],
    [
      'a token in a body, which nobody read',
      { credentials: [bearer({ sentTo: [home, { ...stats, carrier: 'body' }] })] },
    ],
    ['the token of a widget for its own server', { credentials: [bearer({ decisive: false, sentTo: [stats] })] }],
  ],
  fail: [
    [
      'a token that goes to somebody else as well',
      { credentials: [leaky] },
      [
        {
          subject,
          severity: 'high',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'It went to https://stats.example.net, which is not app.example.',
            'That server neither issued it, nor is it named as its audience, nor do its CORS answers name this site.',
          ],
        },
      ],
    ],
    [
      'a session in the address of a request elsewhere',
      { credentials: [session({}, { sentTo: [sentTo(), { ...stats, carrier: 'query' }] })] },
      [{ subject: 'connect.sid', severity: 'high' }],
    ],
    [
      'a token on which nothing rests as a possibility',
      { credentials: [bearer({ decisive: false, sentTo: [home, stats] })] },
      [{ subject, severity: 'high', confidence: 'tentative' }],
    ],
    [
      'a token of nobody one step lower',
      { credentials: [leaky], verdict: anonymous },
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'a second stranger where the token is made for a first',
      { credentials: [bearer({ sentTo: [stats, { ...stats, origin: 'https://api.other.example', firstAt: NOW }] })] },
      [
        {
          subject,
          severity: 'high',
          evidence: [
            'It went to https://stats.example.net, which is not app.example.',
            'That server neither issued it, nor is it named as its audience, nor do its CORS answers name this site.',
          ],
        },
      ],
    ],
    [
      'a stranger beside an API that is named',
      {
        credentials: [bearer({ sentTo: [{ ...stats, origin: 'https://api.other.example' }, stats] })],
        corsAllowed: ['https://api.other.example'],
      },
      [{ subject, severity: 'high' }],
    ],
    [
      'a server that gets it alone as information',
      { credentials: [bearer({ sentTo: [stats] })] },
      [{ subject, severity: 'info', confidence: 'tentative' }],
    ],
    [
      'a neighbour on a hosting domain, which is somebody else',
      {
        credentials: [at('https://other.github.io')],
        site: { origin: 'https://mine.github.io', scheme: 'https', host: 'mine.github.io', local: false, hsts: false },
        corsAllowed: [ORIGIN],
      },
      [{ subject, severity: 'high' }],
    ],
  ],
  notApplicable: [
    ['a site without credentials', {}],
    ['a publishable key', { credentials: [bearer({ role: 'api-key', sentTo: [home, stats] })] }],
    ['an anti-CSRF token', { credentials: [bearer({ role: 'csrf-token', sentTo: [home, stats] })] }],
    ['a visitor’s number', { credentials: [bearer({ role: 'other', sentTo: [home, stats] })] }],
    [
      'an opaque value in a header of its own on which nothing rests',
      {
        credentials: [
          {
            ...bearer({ decisive: false, format: 'opaque', sentTo: [home, stats] }),
            carriers: [{ where: 'header', name: 'x-session-id', origin: ORIGIN }],
            token: undefined as never,
          },
        ],
      },
    ],
    ['a token that was not sent', { credentials: [bearer({ sentTo: [] })] }],
  ],
  // Where a credential goes is always seen.
  unknown: [],
});

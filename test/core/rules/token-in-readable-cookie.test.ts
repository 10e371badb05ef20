import httpOnlyRule from '../../../src/core/rules/session-cookie-without-httponly.ts';
import rule from '../../../src/core/rules/token-in-readable-cookie.ts';
import { anonymous, bareCookie, bearer, cookie, decoded, NOW, ORIGIN, sentTo, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const inCookie = { carriers: [cookie({ name: 'token', httpOnly: false })] };
const attached = { sentTo: [sentTo(), sentTo({ carrier: 'header' })] };
const alone = { sentTo: [sentTo()] };
const subject = 'token';
const aside = bearer({ ...inCookie, ...alone, decisive: false });
const { claims: _claims, ...nameless } = decoded();

ruleCases(rule, {
  pass: [
    ['an HttpOnly cookie', { credentials: [bearer({ carriers: [cookie({ name: 'token' })] })] }],
    ['a readable cookie that is the session', { credentials: [bearer({ ...inCookie, ...alone })] }],
  ],
  fail: [
    [
      'a token that a script reads and sends',
      { credentials: [bearer({ ...inCookie, ...attached })] },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'The access token lies in the cookie token, which has no HttpOnly.',
            `A script reads it there and sends it in a header to ${ORIGIN}.`,
          ],
        },
      ],
    ],
    [
      'a token beside the session',
      { credentials: [session({}, { id: 'c0' }), aside] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'an ID token by its name, whatever its claims',
      {
        credentials: [
          bearer({
            ...aside,
            role: 'id-token',
            token: nameless,
            carriers: [cookie({ name: 'id_token', httpOnly: false })],
          }),
        ],
      },
      [{ subject: 'id_token', severity: 'medium' }],
    ],
    [
      'a token of nobody knows whom, as a note',
      { credentials: [bearer({ ...aside, token: nameless, carriers: [cookie({ name: 'x', httpOnly: false })] })] },
      [{ subject: 'x', severity: 'info', confidence: 'tentative' }],
    ],
    [
      'one cookie with two tokens once',
      { credentials: [bearer({ ...inCookie, ...attached }), bearer({ ...inCookie, ...attached, id: 'c2' })] },
      [{ subject, severity: 'medium', credential: 'c1' }],
    ],
    [
      'what Supabase does by design, with the explanation',
      { credentials: [bearer({ ...inCookie, ...attached, issuerHint: 'supabase' })] },
      [
        {
          subject,
          severity: 'medium',
          evidence: [
            'The access token lies in the cookie token, which has no HttpOnly.',
            `A script reads it there and sends it in a header to ${ORIGIN}.`,
            "Supabase's browser client writes this cookie itself, so it cannot be HttpOnly.",
          ],
        },
      ],
    ],
    [
      'a guest’s token one step lower',
      { credentials: [bearer({ ...inCookie, ...attached })], verdict: anonymous },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
  ],
  notApplicable: [
    ['a token in a header alone', { credentials: [bearer()] }],
    ['an opaque session', { credentials: [session({ httpOnly: false })] }],
    ['a token that was left behind', { credentials: [{ ...aside, gone: NOW }] }],
  ],
  unknown: [['a cookie of which only name and value were sent', { credentials: [bearer({ carriers: [bareCookie] })] }]],
});

// One of the two speaks.
ruleCases(httpOnlyRule, {
  pass: [
    ['a cookie that the rule about tokens tells of', { credentials: [bearer({ ...inCookie, ...attached })] }],
    [
      'a refresh token in the same cookie',
      { credentials: [bearer({ ...inCookie, ...attached }), bearer({ ...inCookie, id: 'c2', role: 'refresh-token' })] },
    ],
  ],
  fail: [
    [
      'a token that is the session',
      { credentials: [bearer({ ...inCookie, ...alone })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'a cookie of the same name for another path',
      {
        credentials: [
          bearer({ ...inCookie, ...attached }),
          session({ name: 'token', path: '/admin', httpOnly: false }, { id: 'c2' }),
        ],
      },
      [{ subject, severity: 'high', credential: 'c2' }],
    ],
  ],
  notApplicable: [['a token in a header alone', { credentials: [bearer()] }]],
  unknown: [],
});

import { describe, expect, it } from 'vitest';
import { fixBlocks } from '../../../src/core/export/prose.ts';

describe('fixBlocks finds the lines to paste', () => {
  it.each([
    ['a line of code', 'app.use(session({ httpOnly: true }));', [['code', 'app.use(session({ httpOnly: true }));']]],
    [
      'a setting in a file',
      'php.ini: session.cookie_secure = 1',
      [
        ['prose', 'In `php.ini`:'],
        ['code', 'session.cookie_secure = 1'],
      ],
    ],
    [
      'a sentence',
      'Keep it on the server (backend for frontend).',
      [['prose', 'Keep it on the server (backend for frontend).']],
    ],
    [
      'code after a colon',
      'Verify exp: jwtVerify(token, key)',
      [
        ['prose', 'Verify exp:'],
        ['code', 'jwtVerify(token, key)'],
      ],
    ],
    [
      'a header within a sentence',
      'Set-Cookie: a=<value>; Secure; SameSite=Lax, and demand a token.',
      [
        ['code', 'Set-Cookie: a=<value>; Secure; SameSite=Lax'],
        ['prose', 'Demand a token.'],
      ],
    ],
    [
      'a header between sentences',
      'Use a cookie: Set-Cookie: a=<value>; Secure. Else keep it in memory only.',
      [
        ['prose', 'Use a cookie'],
        ['code', 'Set-Cookie: a=<value>; Secure'],
        ['prose', 'Else keep it in memory only.'],
      ],
    ],
    [
      'an aside in brackets before a header',
      'Give the browser a cookie (backend for frontend): Set-Cookie: a=<value>; Secure',
      [
        ['prose', 'Give the browser a cookie (backend for frontend)'],
        ['code', 'Set-Cookie: a=<value>; Secure'],
      ],
    ],
    [
      'two headers',
      'Answer with Set-Cookie: a=; Max-Age=0 and Clear-Site-Data: "storage"',
      [
        ['prose', 'Answer with'],
        ['code', 'Set-Cookie: a=; Max-Age=0'],
        ['code', 'Clear-Site-Data: "storage"'],
      ],
    ],
  ])('%s', (_, fix, expected) => expect(fixBlocks(fix).map(({ kind, text }) => [kind, text])).toEqual(expected));
});

import type { RefreshFact } from '../../../src/core/rules/facts-lifecycle.ts';
import rule from '../../../src/core/rules/refresh-token-reused.ts';
import { cookie, credential, HOUR, NOW, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const token = credential({ role: 'refresh-token', decisive: false, carriers: [cookie({ name: 'rt', path: '/auth' })] });
const refresh = (changes: Partial<RefreshFact> = {}): RefreshFact => ({
  at: NOW + HOUR,
  method: 'POST',
  url: `${ORIGIN}/auth/refresh`,
  credential: 'c1',
  again: true,
  bound: false,
  ...changes,
});

ruleCases(rule, {
  pass: [
    ['a token that was replaced', { credentials: [token], refreshes: [refresh({ again: false })] }],
    ['a token that is bound to a key', { credentials: [token], refreshes: [refresh({ bound: true })] }],
  ],
  fail: [
    [
      'a token that was used again',
      { credentials: [token], refreshes: [refresh()] },
      [
        {
          subject: 'rt',
          severity: 'medium',
          confidence: 'firm',
          credential: 'c1',
          evidence: [
            'rt had the same value at POST /auth/refresh, more than once, with success.',
            'The requests were further apart than two tabs, or a second try, would explain.',
          ],
        },
      ],
    ],
    [
      'a token that stayed in the storage',
      { credentials: [token], refreshes: [refresh({ kept: true })] },
      [
        {
          subject: 'rt',
          severity: 'medium',
          evidence: [
            'rt stayed the same when POST /auth/refresh brought a new access token.',
            'What the request held was not looked at; the storage was, before it and after it.',
          ],
        },
      ],
    ],
    [
      'a token once, whatever the address',
      { credentials: [token], refreshes: [refresh(), refresh({ url: `${ORIGIN}/token` }), refresh({ again: false })] },
      [{ subject: 'rt', severity: 'medium' }],
    ],
  ],
  notApplicable: [
    ['a site without refresh tokens', { credentials: [session()] }],
    [
      'a refresh of something that was forgotten since',
      { credentials: [session()], refreshes: [refresh({ credential: 'c9' })] },
    ],
  ],
  unknown: [
    ['a refresh token that nobody used', { credentials: [token] }],
    [
      'a refresh token that was used once',
      (() => {
        const { again: _again, ...once } = refresh();
        return { credentials: [token], refreshes: [once] };
      })(),
    ],
  ].map(([title, changes]) => [title, changes] as [string, object]),
});

import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../src/core/report.ts';
import { csrfReasoning } from '../../../src/core/rules/csrf.ts';
import rule from '../../../src/core/rules/csrf-exposed.ts';
import type { Engine } from '../../../src/core/rules/facts.ts';
import type { CsrfToken, StateChange } from '../../../src/core/rules/facts-csrf.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import {
  anonymous,
  bareCookie,
  bearer,
  cookie,
  credential,
  facts,
  httpAuth,
  NOW,
  session,
  stateChange,
} from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'POST /transfer';
const none = [session({ sameSite: 'none' })];
const unset = [session({ sameSite: 'unset' })];
const lax = [session()];
const strict = [session({ sameSite: 'strict' })];

const plain = [stateChange()];
const { outcome: _outcome, ...unanswered } = stateChange();
const json = [stateChange({ contentType: 'application/json' })];
const field: CsrfToken = { where: 'body', name: '_csrf', bits: 128 };
const header: CsrfToken = { where: 'header', name: 'x-csrf-token', bits: 128 };
const token = [stateChange({ tokens: [field] })];
const basic = [bearer({ format: 'basic', role: 'login' })];

ruleCases(rule, {
  pass: [
    [
      'a cookie out of which a script takes the token for the same request’s header',
      { credentials: none, stateChanges: [stateChange({ attached: ['c1'] })] },
    ],
    ['None with an anti-CSRF field', { credentials: none, stateChanges: token }],
    ['None with an anti-CSRF header', { credentials: none, stateChanges: [stateChange({ tokens: [header] })] }],
    [
      'None with a double submit',
      { credentials: none, stateChanges: [stateChange({ tokens: [{ ...header, cookie: 'csrf' }] })] },
    ],
    [
      'None with a token of which only the name was seen',
      { credentials: none, stateChanges: [stateChange({ tokens: [{ where: 'body', name: '_csrf' }] })] },
    ],
    [
      'None with a token of 32 bits',
      { credentials: none, stateChanges: [stateChange({ tokens: [{ ...field, bits: 32 }] })] },
    ],
    [
      'Lax with a sign of Fetch Metadata',
      { credentials: lax, stateChanges: [stateChange({ checks: ['varies-by-sec-fetch-site'] })] },
    ],
    ['no SameSite in Chromium with an anti-CSRF token', { credentials: unset, stateChanges: token }],
    ['no SameSite in Firefox with an anti-CSRF token', { credentials: unset, engine: 'firefox', stateChanges: token }],
    ['Lax with JSON', { credentials: lax, stateChanges: json }],
    ['Lax with an anti-CSRF token', { credentials: lax, stateChanges: token }],
    [
      'a body that nobody read, with an anti-CSRF header',
      { credentials: none, stateChanges: [stateChange({ bodyUnread: true, tokens: [header] })] },
    ],
    [
      'Lax with JSON that nobody read',
      { credentials: lax, stateChanges: [stateChange({ bodyUnread: true, contentType: 'application/json' })] },
    ],
    ['Strict without any defence', { credentials: strict, stateChanges: plain }],
    ['Strict with JSON', { credentials: strict, stateChanges: json }],
    [
      'Basic with an anti-CSRF token',
      {
        credentials: basic,
        httpAuth: [httpAuth({ credential: 'c1' })],
        stateChanges: token,
      },
    ],
  ],
  fail: [
    [
      'None without any defence',
      { credentials: none, stateChanges: plain },
      [{ subject, severity: 'high', confidence: 'tentative', credential: 'c1' }],
    ],
    [
      'None without any defence, beside a body that nobody read',
      { credentials: none, stateChanges: [stateChange({ url: 'https://app.example/a', bodyUnread: true }), ...plain] },
      [{ subject, severity: 'high' }],
    ],
    ['None with JSON only', { credentials: none, stateChanges: json }, [{ subject, severity: 'medium' }]],
    [
      'None with a header of its own only',
      { credentials: none, stateChanges: [stateChange({ customHeaders: ['x-requested-with'] })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'None with a method that no form can send',
      { credentials: none, stateChanges: [stateChange({ method: 'DELETE' })] },
      [{ subject: 'DELETE /transfer', severity: 'medium' }],
    ],
    [
      'None with a script-attached credential, which helps only if the server insists on it',
      { credentials: none, stateChanges: [stateChange({ attached: ['c9'] })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'text/plain as what a form can send',
      { credentials: none, stateChanges: [stateChange({ contentType: 'text/plain' })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'no SameSite in Firefox',
      { credentials: unset, engine: 'firefox', stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'no SameSite in Safari',
      { credentials: unset, engine: 'safari', stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'no SameSite in a browser that is not known',
      { credentials: unset, engine: 'unknown', stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'no SameSite in Firefox with JSON only',
      { credentials: unset, engine: 'firefox', stateChanges: json },
      [{ subject, severity: 'medium' }],
    ],
    ['no SameSite in Chromium', { credentials: unset, stateChanges: plain }, [{ subject, severity: 'medium' }]],
    [
      'no SameSite in Chromium with JSON only',
      { credentials: unset, stateChanges: json },
      [{ subject, severity: 'low' }],
    ],
    ['Lax without any defence', { credentials: lax, stateChanges: plain }, [{ subject, severity: 'low' }]],
    [
      'None with a field that could hold 31 bits',
      { credentials: none, stateChanges: [stateChange({ tokens: [{ ...field, bits: 31 }] })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'None with a header of its own that only says so',
      { credentials: none, stateChanges: [stateChange({ tokens: [{ ...header, name: 'x-csrf', bits: 3 }] })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'None with an answer that varies by Sec-Fetch-Site',
      { credentials: none, stateChanges: [stateChange({ checks: ['varies-by-sec-fetch-site'] })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'None where another site was refused',
      { credentials: none, stateChanges: [stateChange({ checks: ['refuses-cross-site'] })] },
      [{ subject, severity: 'medium' }],
    ],
    [
      'None with an answer that varies by Origin, as CORS wants it',
      { credentials: none, stateChanges: [stateChange({ checks: ['varies-by-origin'] })] },
      [{ subject, severity: 'high' }],
    ],
    [
      'Lax with a GET that overrides its method',
      { credentials: lax, stateChanges: [stateChange({ method: 'GET' })] },
      [{ subject: 'GET /transfer', severity: 'medium' }],
    ],
    [
      'a request of which no answer was seen',
      { credentials: none, stateChanges: [unanswered] },
      [{ subject, severity: 'high' }],
    ],
    [
      'None without Secure in Safari, which keeps it',
      { credentials: [session({ sameSite: 'none', secure: false })], engine: 'safari', stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'None without Secure in Chromium, which kept it all the same',
      { credentials: [session({ sameSite: 'none', secure: false })], stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'with the fix of the framework',
      { credentials: [session({ sameSite: 'none' }, { issuerHint: 'Django' })], stateChanges: plain },
      [{ subject, severity: 'high', fix: expect.stringContaining('CsrfViewMiddleware') }],
    ],
    [
      'Basic, which knows no SameSite',
      { credentials: basic, httpAuth: [httpAuth({ credential: 'c1' })], stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'the loosest of two cookies',
      {
        credentials: [...strict, session({ name: 'b', sameSite: 'none' }, { id: 'c2' })],
        stateChanges: [stateChange({ ambient: ['c1', 'c2'] })],
      },
      [{ subject, severity: 'high' }],
    ],
    [
      'only the cookies that went along',
      {
        credentials: [...lax, session({ name: 'b', sameSite: 'none' }, { id: 'c2' })],
        stateChanges: plain,
      },
      [{ subject, severity: 'low' }],
    ],
    [
      'a request once, at its worst',
      { credentials: none, stateChanges: [...json, ...plain, ...json] },
      [{ subject, severity: 'high' }],
    ],
    [
      'each request that is open, and no other',
      {
        credentials: none,
        stateChanges: [
          ...plain,
          stateChange({ url: 'https://api.example/b' }),
          stateChange({ url: '/safe', tokens: [header] }),
        ],
      },
      [
        { subject, severity: 'high' },
        { subject: 'POST api.example/b', severity: 'high' },
      ],
    ],
    [
      'what was sent with a value that has been replaced since',
      { credentials: [session({ sameSite: 'none' }, { gone: NOW })], stateChanges: plain },
      [{ subject, severity: 'high' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: none, stateChanges: plain, verdict: anonymous },
      [{ subject, severity: 'medium' }],
    ],
  ],
  notApplicable: [
    ['a site without credentials', { stateChanges: plain }],
    [
      'a bearer token, which other sites cannot attach',
      { credentials: [bearer()], stateChanges: [stateChange({ ambient: [], attached: ['c1'] })] },
    ],
    ['Basic that a script attaches', { credentials: basic, stateChanges: plain }],
    ['a CSRF cookie', { credentials: [session({ sameSite: 'none' }, { role: 'csrf-token' })], stateChanges: plain }],
    [
      'a cookie that nothing rests on',
      { credentials: [session({ sameSite: 'none' }, { decisive: false })], stateChanges: plain },
    ],
  ],
  unknown: [
    ['no state-changing request', { credentials: none }],
    [
      'state-changing requests that went without the session',
      { credentials: none, stateChanges: [stateChange({ ambient: [] })] },
    ],
    [
      'nothing but requests that were refused',
      { credentials: none, stateChanges: [stateChange({ outcome: 'refused' })] },
    ],
    [
      'nothing but counting by a script',
      { credentials: none, stateChanges: [stateChange({ resource: 'fetch', url: 'https://app.example/v1/collect' })] },
    ],
    [
      'a body that nobody read: a token may have been in it',
      { credentials: none, stateChanges: [stateChange({ bodyUnread: true })] },
    ],
    ['nothing but measurements', { credentials: none, stateChanges: [stateChange({ resource: 'beacon' })] }],
    [
      'a cookie whose attributes were not seen',
      { credentials: [credential({ carriers: [bareCookie] })], stateChanges: plain },
    ],
  ],
});

describe('the reasoning of csrf-exposed', () => {
  const stepsOf = (credentials: Credential[], change: StateChange, engine: Engine = 'chromium') =>
    csrfReasoning(facts({ credentials, engine, httpAuth: [httpAuth({ credential: 'c1' })] }), change).steps;
  const unseen = 'Whether the server checks Origin or Sec-Fetch-Site cannot be seen from here.';

  it('goes step by step from the cookie to what cannot be seen', () => {
    expect(stepsOf(unset, stateChange(), 'firefox')).toEqual([
      'POST /transfer carried connect.sid, attached by the browser itself.',
      'connect.sid has no SameSite: in Firefox it goes along with every request from other sites.',
      'In Chrome and its kin it is Lax by default, but goes along with a top-level POST for two minutes after it is set.',
      'Nothing in it is named like an anti-CSRF token, and a plain form on another site could send it.',
      'Exposure: high. Another site’s page could have sent it in the user’s name.',
      unseen,
    ]);
  });

  it('names the engine in use first, and then those that differ', () => {
    expect(stepsOf(unset, stateChange()).slice(1, 3)).toEqual([
      'connect.sid has no SameSite: in Chrome and its kin it is Lax by default, but goes along with a top-level POST for two minutes after it is set.',
      'In Firefox and Safari it goes along with every request from other sites.',
    ]);
    expect(stepsOf([session({ sameSite: 'none', secure: false })], stateChange(), 'safari').slice(1, 3)).toEqual([
      'connect.sid has SameSite=None without Secure: in Safari it goes along with every request from other sites.',
      'In Chrome and its kin and Firefox it is not kept at all.',
    ]);
    expect(stepsOf(lax, stateChange(), 'safari')[1]).toBe(
      'connect.sid has SameSite=Lax: in Safari it goes along with links from other sites, but not with their POST requests.',
    );
  });

  it.each<[title: string, change: Partial<StateChange>, sentences: string[]]>([
    ['a synchroniser token', { tokens: [field] }, ['An anti-CSRF token went along in the field _csrf.']],
    [
      'a random value under another name',
      { tokens: [{ ...header, name: 'x-page', unnamed: true }] },
      ['The header x-page carried a random value, which another site cannot know.'],
    ],
    [
      'a plain double submit',
      { tokens: [{ ...header, cookie: 'XSRF-TOKEN' }] },
      ['The header x-csrf-token repeats the cookie XSRF-TOKEN: a double submit, plain.'],
    ],
    [
      'a signed double submit in the address',
      { tokens: [{ ...header, where: 'query', cookie: 'csrf', signed: true }] },
      ['The parameter x-csrf-token repeats the cookie csrf: a double submit, signed by the server.'],
    ],
    [
      'a token that anybody could guess',
      { tokens: [{ ...field, bits: 20 }] },
      [
        'The field _csrf holds at most 20 bits, too few for a secret.',
        'Nothing in it is named like an anti-CSRF token, and a plain form on another site could send it.',
      ],
    ],
    [
      'what browsers ask about first',
      { contentType: 'application/json', customHeaders: ['x-api'], attached: ['c9'], method: 'PUT' },
      [
        'Nothing in it is named like an anti-CSRF token. Another site could not send the method PUT, the content type application/json, ' +
          'the header x-api, a credential that a script attaches unasked, if the server insists on it.',
      ],
    ],
    [
      'signs of a look at the origin',
      { checks: ['varies-by-sec-fetch-site', 'varies-by-origin', 'refuses-cross-site'] },
      [
        'Nothing in it is named like an anti-CSRF token, and a plain form on another site could send it.',
        'The answer varies by Sec-Fetch-Site, so the server looks at where requests come from.',
        'The answer varies by Origin, which may be for CORS alone.',
        'The same request from another site was answered with 403.',
      ],
    ],
  ])('tells of %s', (_title, change, sentences) => {
    expect(stepsOf(none, stateChange(change)).slice(2, 2 + sentences.length)).toEqual(sentences);
  });

  it.each<[exposure: string, credentials: Credential[], change: Partial<StateChange>, why: string]>([
    ['little', strict, {}, 'What is left needs a sibling host, or a hole in the page itself.'],
    ['low', lax, {}, 'SameSite alone stands in the way; hosts of the same site are not kept out by it.'],
    ['medium', lax, { method: 'GET' }, 'A link on another site sends it, and what it changes.'],
    ['medium', unset, {}, 'Another site’s form gets through while the cookie is new.'],
    [
      'medium',
      none,
      { checks: ['refuses-cross-site'] },
      'What stands in the way helps only if the server insists on it.',
    ],
    ['high', basic, {}, 'Another site’s page could have sent it in the user’s name.'],
  ])('says the exposure in a word: %s', (exposure, credentials, change, why) => {
    expect(stepsOf(credentials, stateChange(change)).at(-2)).toBe(`Exposure: ${exposure}. ${why}`);
  });

  it('ends where nothing is ambient', () => {
    expect(
      csrfReasoning(facts({ credentials: [bearer()] }), stateChange({ ambient: [], attached: ['c1'] })),
    ).toMatchObject({
      exposure: 'none',
      steps: [
        'POST /transfer carried nothing that the browser attaches by itself, so another site cannot send it in the user’s name.',
      ],
    });
  });

  it('tells that the loosest of several cookies is assumed', () => {
    const credentials = [
      credential({ carriers: [cookie({ sameSite: 'none' })] }),
      session({ name: 'b' }, { id: 'c2' }),
    ];
    const { sameSite, steps } = csrfReasoning(facts({ credentials }), stateChange({ ambient: ['c1', 'c2'] }));

    expect(sameSite).toEqual({ worst: 'none', best: 'lax' });
    expect(steps[0]).toBe('POST /transfer carried connect.sid and b, attached by the browser itself.');
    expect(steps).toContain('Which of them the server insists on cannot be seen; the loosest is assumed.');
  });

  it('never calls a site vulnerable', () => {
    const { findings } = runRules(facts({ credentials: none, stateChanges: plain }), [rule]);

    expect(JSON.stringify(findings)).not.toMatch(/vulnerab/i);
  });
});

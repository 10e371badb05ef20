import { describe, expect, it } from 'vitest';
import rule from '../../../src/core/rules/csrf-exposed.ts';
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
const json = [stateChange({ contentType: 'application/json' })];
const token = [stateChange({ tokenFields: ['_csrf'] })];
const basic = [bearer({ format: 'basic', role: 'login' })];

ruleCases(rule, {
  pass: [
    ['None with an anti-CSRF field', { credentials: none, stateChanges: token }],
    [
      'None with an anti-CSRF header',
      { credentials: none, stateChanges: [stateChange({ tokenHeaders: ['x-csrf-token'] })] },
    ],
    ['None with a double submit', { credentials: none, stateChanges: [stateChange({ doubleSubmit: true })] }],
    ['no SameSite in Chromium with an anti-CSRF token', { credentials: unset, stateChanges: token }],
    ['no SameSite in Firefox with an anti-CSRF token', { credentials: unset, engine: 'firefox', stateChanges: token }],
    ['Lax with JSON', { credentials: lax, stateChanges: json }],
    ['Lax with an anti-CSRF token', { credentials: lax, stateChanges: token }],
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
          stateChange({ url: '/safe', doubleSubmit: true }),
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
    ['nothing but measurements', { credentials: none, stateChanges: [stateChange({ resource: 'beacon' })] }],
    [
      'a cookie whose attributes were not seen',
      { credentials: [credential({ carriers: [bareCookie] })], stateChanges: plain },
    ],
  ],
});

describe('the reasoning of csrf-exposed', () => {
  const evidenceOf = (changes: Parameters<typeof facts>[0]) => runRules(facts(changes), [rule]).findings[0]?.evidence;

  it('goes step by step from the cookie to what cannot be seen', () => {
    expect(evidenceOf({ credentials: unset, engine: 'firefox', stateChanges: plain })).toEqual([
      'POST /transfer carried connect.sid, attached by the browser itself.',
      'connect.sid has no SameSite: in Firefox it goes along with every request from other sites.',
      'No anti-CSRF token went along, and a plain form on another site could send it.',
      'Whether the server checks Origin or Sec-Fetch-Site cannot be seen from here.',
    ]);
  });

  it('names what another site could not send unasked', () => {
    const change = stateChange({ contentType: 'application/json', customHeaders: ['x-api'], attached: ['c9'] });

    expect(evidenceOf({ credentials: none, stateChanges: [change] })).toContain(
      'No anti-CSRF token went along. Another site could not send the content type application/json, ' +
        'the header x-api, a credential that a script attaches unasked, if the server insists on it.',
    );
  });

  it('tells that the loosest of several cookies is assumed', () => {
    const credentials = [credential({ carriers: [cookie({ sameSite: 'none' })] }), session({}, { id: 'c2' })];

    expect(evidenceOf({ credentials, stateChanges: [stateChange({ ambient: ['c1', 'c2'] })] })).toContain(
      'Which of them the server insists on cannot be seen; the loosest is assumed.',
    );
  });

  it('never calls a site vulnerable', () => {
    const { findings } = runRules(facts({ credentials: none, stateChanges: plain }), [rule]);

    expect(JSON.stringify(findings)).not.toMatch(/vulnerab/i);
  });
});

import { describe, expect, it } from 'vitest';
import { runRules } from '../../../src/core/rules/run.ts';
import rule from '../../../src/core/rules/session-cookie-without-samesite.ts';
import { anonymous, bareCookie, credential, facts, kept, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const unset = { sameSite: 'unset' } as const;
const subject = 'connect.sid';

ruleCases(rule, {
  pass: [
    ['Lax', { credentials: [session()] }],
    ['Strict', { credentials: [session({ sameSite: 'strict' })] }],
    ['None, of which another rule speaks', { credentials: [session({ sameSite: 'none' })] }],
  ],
  fail: [
    [
      'it in Chromium, which defaults to Lax',
      { credentials: [session(unset)] },
      [{ subject, severity: 'medium', confidence: 'firm' }],
    ],
    [
      'it in Firefox, which defaults to None',
      { credentials: [session(unset)], engine: 'firefox' },
      [{ subject, severity: 'high' }],
    ],
    [
      'it in Safari, which defaults to None',
      { credentials: [session(unset)], engine: 'safari' },
      [{ subject, severity: 'high' }],
    ],
    [
      'it without insisting where the browser is not known',
      { credentials: [session(unset)], engine: 'unknown' },
      [{ subject, severity: 'high', confidence: 'tentative' }],
    ],
    [
      'a remember-me cookie one step lower',
      { credentials: [session(unset, { role: 'remember-me', decisive: false })] },
      [{ subject, severity: 'low' }],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session(unset)], verdict: anonymous },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'a PHP session with the line to paste',
      { credentials: [session(unset, { issuerHint: 'PHP' })] },
      [{ subject, severity: 'medium', fix: 'php.ini: session.cookie_samesite = "Lax"' }],
    ],
  ],
  notApplicable: [
    ['a CSRF cookie', { credentials: [session(unset, { role: 'csrf-token' })] }],
    [
      'a cookie that is gone and that the verdict has left behind',
      { credentials: [session(unset, { gone: NOW, decisive: false })] },
    ],
  ],
  unknown: [
    [
      'a browser that cannot tell SameSite=None from none at all',
      { credentials: [session({ sameSite: 'unset' })], jar: [kept({ sameSite: 'unset' }, { sameSiteSure: false })] },
    ],
    ['a cookie of which only name and value were sent', { credentials: [credential({ carriers: [bareCookie] })] }],
  ],
});

describe('what is said of a cookie without SameSite', () => {
  it('names the browsers that default to Lax and those that do not', () => {
    const [finding] = runRules(facts({ credentials: [session(unset)], engine: 'firefox' }), [rule]).findings;

    expect(finding?.evidence).toEqual([
      'The cookie connect.sid has no SameSite.',
      'Chrome, Edge and Opera default to Lax, but let a top-level POST through for two minutes; ' +
        'Firefox and Safari default to None.',
      'This browser, Firefox, treats it as None.',
    ]);
  });
});

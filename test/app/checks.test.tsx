// @vitest-environment happy-dom
/** Below the risks: what is fine, what was left alone, what could not be told, and what does not apply. */
import { describe, expect, it, vi } from 'vitest';
import { CHECK_WORDS } from '../../src/app/checks/check-words.ts';
import { linesOf } from '../../src/app/checks/view-checks.ts';
import { allRules } from '../../src/core/rules/index.ts';
import { done } from '../../src/messages/reply.ts';
import { fakeApi } from '../helpers/app-api.ts';
import { credential, otherCookie, siteReport, tokenReport } from '../helpers/reports.ts';
import { type Screen, show } from './dom.tsx';

const shown = async (report = siteReport()): Promise<Screen> => {
  const screen = await show(fakeApi({ report: done(report) }));
  await vi.waitFor(() => screen.button(/Looks fine/));
  return screen;
};

describe('the words of a check', () => {
  it.each(allRules.map(({ meta }) => meta.id))('%s has them', (id) => {
    expect(Object.hasOwn(CHECK_WORDS, id)).toBe(true);
  });

  it.each(Object.entries(CHECK_WORDS))('%s: two sentences and a reason', (id, { fine, untold, na }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const sentence of [fine, untold]) expect(sentence).toMatch(/^(?:[A-Z]|\{cookie\}|\{token\}).{8,120}\.$/);
    expect(na).toMatch(/^(?:no|nobody) .{1,60}[^.]$/);
    expect(`${fine}${untold}${na}`.replace(/\{(cookie|token)\}/g, '')).not.toMatch(/[{}]/);
  });
});

describe('lines', () => {
  const line = (rule: string, outcome: 'pass' | 'unknown' | 'not-applicable' | 'crashed', change = {}) =>
    linesOf(siteReport({ checks: [{ rule, outcome }], ...change }));

  it('name what the verdict rests on', () => {
    expect(line('session-cookie-without-httponly', 'pass').fine[0]?.text).toBe(
      'Scripts cannot read `connect.sid`: it is HttpOnly.',
    );
    expect(line('jwt-alg-none', 'pass', { credentials: tokenReport().credentials }).fine[0]?.text).toMatch(
      /^`.+` is signed\.$/,
    );
  });

  it('speak of it in general where there are several, or none', () => {
    const two = { credentials: [credential(), credential({ id: 'c2' })] };
    expect(line('session-cookie-wide-domain', 'pass', two).fine[0]?.text).toMatch(/^Each session cookie goes to/);
    expect(line('session-cookie-without-httponly', 'pass', two).fine[0]?.text).toMatch(/read each session cookie:/);
    const none = { credentials: [otherCookie('_ga')] };
    expect(line('session-cookie-wide-domain', 'pass', none).fine[0]?.text).toMatch(/^The session cookie goes to/);
  });

  it('say why nobody could tell, and that a check broke', () => {
    expect(line('csrf-exposed', 'unknown').untold).toEqual([
      {
        rule: 'csrf-exposed',
        text: 'Open to cross-site request forgery',
        why: 'No request that changes something was seen yet.',
      },
    ]);
    expect(line('jwt-time-odd', 'crashed').untold[0]?.why).toBe('The check itself broke.');
    expect(line('jwt-time-odd', 'crashed').na).toEqual([]);
  });

  it('say in a word why checks do not apply, each reason once', () => {
    const checks = ['saml-unsigned', 'jwt-without-exp', 'jwt-alg-none', 'new-rule'].map((rule) => ({
      rule,
      outcome: 'not-applicable' as const,
    }));
    expect(linesOf(siteReport({ checks })).na).toEqual([
      { why: 'No JWT', titles: ['JWT without a signature (alg none)', 'JWT without expiry'] },
      { why: 'No SAML', titles: ['SAML unsigned'] },
      { why: 'Nothing of the kind', titles: ['New rule'] },
    ]);
  });

  it('fall back to the title of a rule that nobody wrote words for', () => {
    expect(line('toString', 'pass').fine[0]).toEqual({ rule: 'toString', text: 'ToString' });
    expect(line('new-rule', 'unknown').untold[0]).toEqual({ rule: 'new-rule', text: 'New rule' });
  });
});

describe('the groups', () => {
  it('are closed at first, and open to their sentences', async () => {
    const screen = await shown();
    expect(screen.text()).not.toContain('travels over HTTPS only');
    await screen.click(/Looks fine/);
    expect(screen.text()).toContain('connect.sid travels over HTTPS only.');
    await screen.click(/Could not tell/);
    expect(screen.text()).toContain('The old value was not sent again after the logout.');
    await screen.click(/Does not apply/);
    expect(screen.text()).toContain('No OAuth login with a code');
  });

  it('say what is done well at once, and what was not blamed on request', async () => {
    const csrf = otherCookie('XSRF-TOKEN', { role: 'csrf-token' });
    const [carrier] = csrf.carriers;
    if (carrier?.cookie !== undefined) carrier.cookie.httpOnly = false;
    const report = siteReport({ credentials: [credential(), csrf] });
    report.verdict.mechanisms.push('device-bound-session');
    const screen = await shown(report);
    expect(screen.text()).toContain('bound to a key of this device');
    await screen.click(/Not blamed/);
    expect(screen.text()).toContain('XSRF-TOKEN may be readable');
  });

  it('are left out where there is nothing in them', async () => {
    const screen = await shown(siteReport({ checks: [{ rule: 'token-in-url', outcome: 'pass' }] }));
    for (const name of [/Could not tell/, /Does not apply/, /Not blamed/])
      expect(screen.byRole('button', name)).toHaveLength(0);
    expect(screen.text()).not.toContain('Done well');
  });
});

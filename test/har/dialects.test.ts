import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { DIALECTS, PASSWORD, SID, SITE, sanitised, TOKEN } from './dialects.ts';

const reportOf = (har: unknown) => {
  const reports = assess(observationsFromHar(har));
  expect(reports.map(({ site }) => site)).toEqual([SITE]);
  return reports[0] as (typeof reports)[number];
};

describe.each(Object.entries(DIALECTS))('a HAR of %s', (_name, write) => {
  it('tells of the login, of both credentials, and of who issued them', () => {
    const report = reportOf(write());

    const { kind, signedIn } = report.verdict;
    expect({ kind, signedIn }).toEqual({ kind: 'hybrid', signedIn: 'yes' });
    const decisive = report.credentials.filter((one) => one.decisive);
    const told = decisive.map(({ id, issuedBy }) => [id, issuedBy?.how, issuedBy?.method, issuedBy?.url]);
    expect(told.sort()).toEqual([
      ['cookie:sid', 'set-cookie', 'POST', `${SITE}/login`],
      ['header:Authorization', 'script', 'POST', `${SITE}/api/token`],
    ]);
    expect(report.story.map((step) => step.kind)).toContain('login-submitted');
  });

  it('tells the attributes of its cookies, and judges them', () => {
    const { credentials, checks } = reportOf(write());

    const [carrier] = credentials.find(({ id }) => id === 'cookie:sid')?.carriers ?? [];
    expect(carrier?.cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/', session: true });
    const [theme] = credentials.find(({ id }) => id === 'cookie:theme')?.carriers ?? [];
    expect(theme?.cookie).toMatchObject({ httpOnly: false, expires: Date.parse('2027-01-15T12:00:00Z') });
    expect(checks.find(({ rule }) => rule === 'session-cookie-without-httponly')?.outcome).toBe('pass');
  });

  it('says that storage is not in it, and nothing of its values', () => {
    const report = reportOf(write());

    const codes = report.verdict.evidence.filter(({ weight }) => weight === 0).map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('not-in-file'))).toEqual(['not-in-file-storage']);
    expect(report.checks.find(({ rule }) => rule === 'token-in-local-storage')?.outcome).toBe('unknown');
    for (const secret of [SID, TOKEN, PASSWORD]) expect(JSON.stringify(report)).not.toContain(secret);
  });
});

describe('a sanitised HAR', () => {
  it('claims nothing that rests on what was taken out', () => {
    const { verdict, checks } = reportOf(sanitised());

    expect(verdict).toMatchObject({ kind: 'none', signedIn: 'unknown', confidence: 0 });
    expect(verdict.evidence.map(({ code, weight }) => [code, weight])).toEqual([
      ['not-in-file-storage', 0],
      ['not-in-file-cookies', 0],
    ]);
    const outcome = (name: string) => checks.find(({ rule }) => rule === name)?.outcome;
    for (const rule of ['session-cookie-without-httponly', 'jwt-alg-none', 'csrf-exposed', 'token-in-local-storage'])
      expect([rule, outcome(rule)]).toEqual([rule, 'unknown']);
    expect(outcome('oauth-implicit')).toBe('not-applicable');
    expect(outcome('password-in-url')).toBe('pass');
  });
});

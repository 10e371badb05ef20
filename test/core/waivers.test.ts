import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/report.ts';
import { applyWaivers, type Waiver } from '../../src/core/waivers.ts';
import { story } from '../helpers/observations.ts';
import { PASSWORD } from './classify/values.ts';

const SITE = 'https://app.example';
const RULE = 'session-cookie-without-httponly';
const waiver = (change: Partial<Waiver> = {}): Waiver => ({
  site: SITE,
  rule: RULE,
  subject: 'sid',
  reason: 'The old app reads it until March.',
  at: 1_000,
  ...change,
});

const findings = [
  { rule: RULE, subject: 'sid' },
  { rule: RULE, subject: 'sid2' },
  { rule: 'csrf-exposed', subject: 'sid' },
] as Finding[];
const waived = (...waivers: Waiver[]): (string | undefined)[] =>
  applyWaivers(findings, waivers, SITE).map((finding) => finding.waived?.reason);

describe('waivers', () => {
  it('mark the finding of that rule about that subject, and no other', () => {
    expect(waived(waiver())).toEqual([waiver().reason, undefined, undefined]);
    expect(waived(waiver({ rule: 'csrf-exposed' }))).toEqual([undefined, undefined, waiver().reason]);
    expect(waived(waiver({ subject: 'sid3' }))).toEqual([undefined, undefined, undefined]);
  });

  it('count for their own site alone', () => {
    expect(waived(waiver({ site: 'https://app.example:8443' }))).toEqual([undefined, undefined, undefined]);
  });

  it('say when and why, and nothing else', () => {
    expect(applyWaivers(findings, [waiver()], SITE)[0]).toEqual({
      ...findings[0],
      waived: { reason: waiver().reason, at: 1_000 },
    });
  });

  it('leave the checks as they are: what was set aside is still true', () => {
    const told = story(SITE).post('/login', PASSWORD).sets('sid=q8Zr4TnW2xLc7VbK9pMd; Path=/; Secure').redirects('/me');
    told.get('/me').readsStorage();
    const open = told.report();
    const report = told.report({ waivers: [waiver(), waiver({ rule: 'no-such-rule' })] });
    const named = (all: Finding[]): Finding[] => all.filter(({ rule }) => rule === RULE);

    expect(named(open.findings)[0]).not.toHaveProperty('waived');
    expect(named(report.findings)[0]?.waived).toEqual({ reason: waiver().reason, at: 1_000 });
    expect(report.checks).toEqual(open.checks);
    expect(report.findings.map(({ rule }) => rule)).toEqual(open.findings.map(({ rule }) => rule));
  });
});

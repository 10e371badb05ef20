import { describe, expect, it } from 'vitest';
import { badgeOf, PAUSED_BADGE } from '../../src/background/badge.ts';
import type { Finding, Severity, SiteReport } from '../../src/core/report.ts';

const reportWith = (kind: SiteReport['verdict']['kind'], findings: Partial<Finding>[] = []): SiteReport =>
  ({ verdict: { kind }, findings }) as unknown as SiteReport;

const risk = (severity: Severity, waived = false): Partial<Finding> => ({
  severity,
  ...(waived ? { waived: { reason: 'known', at: 0 } } : {}),
});

/** WCAG 2.2, relative luminance. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

describe('the badge', () => {
  it('of a pause is no letter, and can be read', () => {
    expect(PAUSED_BADGE.text).not.toMatch(/[a-z]/i);
    expect(1.05 / (luminance(PAUSED_BADGE.colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['session', 'S'],
    ['token', 'T'],
    ['hybrid', 'H'],
    ['http-auth', 'B'],
    ['none', ''],
  ] as const)('of %s is “%s”', (kind, text) => {
    expect(badgeOf(reportWith(kind)).text).toBe(text);
  });

  it('has the colour of the worst risk, which a report names first', () => {
    const high = badgeOf(reportWith('session', [risk('high')])).colour;
    expect(badgeOf(reportWith('session', [risk('high'), risk('low')])).colour).toBe(high);
    expect(badgeOf(reportWith('session', [risk('low')])).colour).not.toBe(high);
  });

  it('passes over a risk that was waived', () => {
    const fine = badgeOf(reportWith('session')).colour;
    expect(badgeOf(reportWith('session', [risk('high', true)])).colour).toBe(fine);
    expect(badgeOf(reportWith('session', [risk('high', true), risk('low')])).colour).not.toBe(fine);
  });

  it.each(['critical', 'high', 'medium', 'low', 'info', undefined] as const)(
    'carries white text that can be read, at severity %s',
    (severity) => {
      const { colour } = badgeOf(reportWith('session', severity === undefined ? [] : [risk(severity)]));
      expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

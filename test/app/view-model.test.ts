import { describe, expect, it } from 'vitest';
import { ruleTitle } from '../../src/app/checks/rule-title.ts';
import {
  announcement,
  confidenceWord,
  findingKey,
  hostOf,
  noticesOf,
  pausedOf,
  percent,
  risksOf,
  safeLink,
  screenOf,
  severityCounts,
  weighed,
} from '../../src/app/view-model.ts';
import { DEFAULT_SETTINGS } from '../../src/messages/settings.ts';
import { evidence, finding, NOW, nothingReport, otherCookie, siteReport, verdict } from '../helpers/reports.ts';

describe('screenOf', () => {
  it.each([
    ['a verdict', siteReport(), 'verdict'],
    ['nothing seen', nothingReport(), 'nothing'],
    ['no request yet', nothingReport({ requests: 0 }), 'just-begun'],
    [
      'no request yet, cookies read from the jar',
      nothingReport({ requests: 0, credentials: [otherCookie('_ga')] }),
      'nothing',
    ],
    ['no request yet, verdict from the jar', siteReport({ requests: 0 }), 'verdict'],
    ['no access', nothingReport({ access: 'withheld', requests: 0 }), 'withheld'],
    ['access withdrawn after a verdict', siteReport({ access: 'withheld' }), 'verdict'],
    ['a page closed to extensions', nothingReport({ access: 'unsupported' }), 'unsupported'],
  ] as const)('%s', (_, report, screen) => expect(screenOf(report)).toBe(screen));
});

describe('a pause', () => {
  const settings = { ...DEFAULT_SETTINGS, pausedSites: ['https://shop.example'] };
  it.each([
    ['https://shop.example', settings, 'here'],
    ['https://shop.example:8443', settings, undefined],
    ['https://shop.example', { ...settings, paused: true }, 'everywhere'],
    ['https://other.example', { ...settings, paused: true }, 'everywhere'],
    ['https://other.example', settings, undefined],
  ] as const)('of %s with %j is %s', (site, given, paused) => expect(pausedOf(site, given)).toBe(paused));

  it.each([
    ['nothing seen', nothingReport({ requests: 0 }), 'paused'],
    ['requests that told nothing', nothingReport(), 'paused'],
    ['cookies', nothingReport({ credentials: [otherCookie('_ga')] }), 'nothing'],
    ['a finding', nothingReport({ findings: [finding()] }), 'nothing'],
    ['a verdict', siteReport(), 'verdict'],
    ['no access', nothingReport({ access: 'withheld', requests: 0 }), 'withheld'],
    ['a page closed to extensions', nothingReport({ access: 'unsupported' }), 'unsupported'],
  ] as const)('with %s shows its own screen only where there is nothing else: %s', (_, report, screen) =>
    expect(screenOf(report, 'here')).toBe(screen),
  );

  it('offers no reload, which would show nothing', () => {
    expect(noticesOf(siteReport({ requests: 0 }), 'here')).toEqual([]);
    expect(noticesOf(siteReport({ requests: 0, access: 'withheld', dropped: 2 }), 'here')).toEqual([
      'withheld',
      'dropped',
    ]);
  });
});

describe('noticesOf', () => {
  it.each([
    ['healthy', siteReport(), []],
    ['no request yet', siteReport({ requests: 0 }), ['reload']],
    ['withdrawn', siteReport({ access: 'withheld', requests: 0 }), ['withheld']],
    ['forgotten facts', siteReport({ dropped: 3 }), ['dropped']],
  ] as const)('%s', (_, report, notices) => expect(noticesOf(report)).toEqual(notices));
});

describe('the header', () => {
  it.each([
    ['https://shop.example', 'shop.example'],
    ['https://shop.example:8443', 'shop.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['null', 'null'],
  ])('host of %s', (origin, host) => expect(hostOf(origin)).toBe(host));

  it.each([
    [0.99, 'Very sure'],
    [0.9, 'Very sure'],
    [0.75, 'Fairly sure'],
    [0.5, 'Likely'],
    [0.49, 'A guess'],
  ])('%d is %s', (confidence, word) => expect(confidenceWord(confidence)).toBe(word));

  it('never says 100%', () => expect(percent(1)).toBe('99%'));

  it('announces verdict, login and sentence', () => {
    expect(announcement(siteReport())).toBe(
      'Session, signed in. The server remembers you. The cookie connect.sid is your ticket.',
    );
  });
});

describe('what a file cannot tell', () => {
  it('is on neither side', () => {
    const missing = evidence('not-in-file-storage', 0);
    const sides = weighed({ ...verdict(), evidence: [evidence('strong', 3), missing, evidence('against', -1)] });
    expect(sides.missing.map((one) => one.evidence.code)).toEqual(['not-in-file-storage']);
    expect(sides.speaksFor.map((one) => one.evidence.code)).toEqual(['strong']);
    expect(sides.against.map((one) => one.evidence.code)).toEqual(['against']);
  });
});

describe('weighed', () => {
  const sides = weighed(
    verdict({
      evidence: [evidence('a', 0.5), evidence('b', -1), evidence('c', 3), evidence('d', -4), evidence('e', 1.2)],
    }),
  );
  it('sorts what speaks for it', () => {
    expect(sides.speaksFor.map((one) => [one.evidence.text, one.strength])).toEqual([
      ['c', 'strong'],
      ['e', 'fair'],
      ['a', 'slight'],
    ]);
  });
  it('puts the strongest counter-evidence first', () => expect(sides.against[0]?.evidence.text).toBe('d'));
});

describe('risksOf', () => {
  const report = siteReport({
    findings: [
      finding({ severity: 'low', subject: 'l' }),
      finding({ severity: 'high', confidence: 'tentative', subject: 'h-tentative' }),
      finding({ severity: 'critical', subject: 'c' }),
      finding({ severity: 'high', confidence: 'certain', subject: 'h-certain' }),
      finding({ severity: 'info', subject: 'waived', waived: { reason: 'known', at: NOW } }),
    ],
    checks: [
      { rule: 'token-in-url', outcome: 'pass' },
      { rule: 'jwt-alg-none', outcome: 'not-applicable' },
      { rule: 'csrf-exposed', outcome: 'unknown' },
      { rule: 'jwt-time-odd', outcome: 'crashed' },
      { rule: 'basic-over-http', outcome: 'fail' },
    ],
  });
  const risks = risksOf(report);

  it('sorts by severity, then by confidence', () => {
    expect(risks.open.map(({ subject }) => subject)).toEqual(['c', 'h-certain', 'h-tentative', 'l']);
  });
  it('keeps those set aside apart', () => expect(risks.waived.map(({ subject }) => subject)).toEqual(['waived']));
  it('does not count those set aside', () => {
    expect(severityCounts(report.findings).map(({ severity, count }) => `${count} ${severity}`)).toEqual([
      '1 critical',
      '2 high',
      '1 low',
    ]);
  });
  it('counts the checks that passed', () => expect(risks.passed).toBe(1));
  it('gives two findings of one rule different keys', () => {
    expect(findingKey(finding({ subject: 'a' }))).not.toBe(findingKey(finding({ subject: 'b' })));
  });
});

describe('ruleTitle', () => {
  it.each([
    ['session-cookie-without-httponly', 'Session cookie without HttpOnly'],
    ['jwt-without-exp', 'JWT without expiry'],
    ['oauth-pkce-plain', 'OAuth PKCE plain'],
    ['csrf-exposed', 'Open to cross-site request forgery'],
    ['constructor', 'Constructor'],
  ])('%s', (id, title) => expect(ruleTitle(id)).toBe(title));
  it('prefers a given title', () => expect(ruleTitle('token-in-url', { 'token-in-url': 'Given' })).toBe('Given'));
});

describe('safeLink', () => {
  it.each([
    ['https://www.rfc-editor.org/rfc/rfc6265', true],
    ['http://example.org', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//example.org', false],
  ])('%s', (url, allowed) => expect(safeLink(url)).toBe(allowed ? url : undefined));
});

import { describe, expect, it } from 'vitest';
import { fixBlocks } from '../../src/app/fix.ts';
import {
  announcement,
  confidenceWord,
  findingKey,
  hostOf,
  noticesOf,
  percent,
  risksOf,
  safeLink,
  screenOf,
  severityCounts,
  weighed,
} from '../../src/app/view-model.ts';
import { acrossOf, downOf, squareInWords, squareOf } from '../../src/app/view-square.ts';
import { ruleTitle } from '../../src/app/words.ts';
import { storyOf } from '../../src/app/view-story.ts';
import {
  API,
  credential,
  evidence,
  finding,
  NOW,
  nothingReport,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
  verdict,
} from '../helpers/reports.ts';

describe('screenOf', () => {
  it.each([
    ['a verdict', siteReport(), 'verdict'],
    ['nothing seen', nothingReport(), 'nothing'],
    ['no request yet', nothingReport({ requests: 0 }), 'just-begun'],
    ['no request yet, cookies read from the jar', nothingReport({ requests: 0, credentials: [otherCookie('_ga')] }), 'nothing'],
    ['no request yet, verdict from the jar', siteReport({ requests: 0 }), 'verdict'],
    ['no access', nothingReport({ access: 'withheld', requests: 0 }), 'withheld'],
    ['access withdrawn after a verdict', siteReport({ access: 'withheld' }), 'verdict'],
    ['a page closed to extensions', nothingReport({ access: 'unsupported' }), 'unsupported'],
  ] as const)('%s', (_, report, screen) => expect(screenOf(report)).toBe(screen));
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

describe('weighed', () => {
  const sides = weighed(
    verdict({ evidence: [evidence('a', 0.5), evidence('b', -1), evidence('c', 3), evidence('d', -4), evidence('e', 1.2)] }),
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
  it('sorts the checks by outcome; a broken check could not tell', () => {
    expect(risks.fine.map(({ rule }) => rule)).toEqual(['token-in-url']);
    expect(risks.notApplicable.map(({ rule }) => rule)).toEqual(['jwt-alg-none']);
    expect(risks.unknown.map(({ rule, crashed }) => [rule, crashed])).toEqual([
      ['jwt-time-odd', true],
      ['csrf-exposed', false],
    ]);
  });
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

describe('the square', () => {
  const report = siteReport();
  const header = [{ origin: API, carrier: 'header' as const, count: 1, firstAt: NOW, lastAt: NOW }];
  const cookie = [{ origin: SITE, carrier: 'cookie' as const, count: 1, firstAt: NOW, lastAt: NOW }];
  it.each([
    ['an opaque cookie', credential(), 'ambient', 'server'],
    ['a sealed cookie', credential({ format: 'sealed:rails' }), 'ambient', 'client'],
    ['a JWT in a header', tokenCredential(), 'script', 'client'],
    ['a JWT in a cookie', tokenCredential({ sentTo: cookie }), 'ambient', 'client'],
    ['a JWT both ways', tokenCredential({ sentTo: [...cookie, ...header] }), 'both', 'client'],
    ['an opaque token in a header', credential({ sentTo: header }), 'script', 'server'],
    ['Basic, which the browser sends', credential({ format: 'basic', sentTo: header }), 'ambient', 'server'],
    ['Basic that the browser hides', credential({ format: 'basic', sentTo: [], carriers: [] }), 'ambient', 'server'],
    ['kept in storage, not sent yet', tokenCredential({ sentTo: [], carriers: [{ where: 'localStorage', name: 't', origin: SITE }] }), 'script', 'client'],
  ] as const)('%s', (_, one, across, down) => {
    expect([acrossOf(one), downOf(one, report)]).toEqual([across, down]);
  });

  it('shows decisive credentials that still exist, one spot per place', () => {
    const spots = squareOf(
      siteReport({ credentials: [credential(), credential({ id: 'b' }), credential({ id: 'g', gone: NOW }), otherCookie('_ga')] }),
    );
    expect(spots).toHaveLength(1);
    expect(spots[0]).toMatchObject({ more: 1, name: 'connect.sid' });
  });

  it('says the same in words', () => {
    expect(squareInWords(squareOf(tokenReport()))).toContain('hard to revoke');
    expect(squareInWords([])).toBe('No credential to place yet.');
  });
});

describe('storyOf', () => {
  it('has three lanes, and a fourth only when a provider took part', () => {
    expect(storyOf(siteReport(), NOW).lanes).toEqual(['Browser', 'Page', 'Server']);
    expect(storyOf(tokenReport(), NOW).lanes).toEqual(['Browser', 'Page', 'Server', 'Provider']);
  });
  it('tells steps in their order, with counts and paths', () => {
    const rows = storyOf(siteReport(), NOW).rows;
    expect(rows[0]).toMatchObject({ from: 0, to: 2, way: 'Browser to server', request: 'POST /login', count: 1 });
    expect(rows[3]?.count).toBe(42);
    expect(rows[2]?.way).toBe('In the browser');
  });
});

describe('fixBlocks finds the lines to paste', () => {
  it.each([
    ['a line of code', 'app.use(session({ httpOnly: true }));', [['code', 'app.use(session({ httpOnly: true }));']]],
    ['a setting in a file', 'php.ini: session.cookie_secure = 1', [['prose', 'In `php.ini`:'], ['code', 'session.cookie_secure = 1']]],
    ['a sentence', 'Keep it on the server (backend for frontend).', [['prose', 'Keep it on the server (backend for frontend).']]],
    ['code after a colon', 'Verify exp: jwtVerify(token, key)', [['prose', 'Verify exp:'], ['code', 'jwtVerify(token, key)']]],
    [
      'a header within a sentence',
      'Set-Cookie: a=<value>; Secure; SameSite=Lax, and demand a token.',
      [['code', 'Set-Cookie: a=<value>; Secure; SameSite=Lax'], ['prose', 'Demand a token.']],
    ],
    [
      'a header between sentences',
      'Use a cookie: Set-Cookie: a=<value>; Secure. Else keep it in memory only.',
      [['prose', 'Use a cookie'], ['code', 'Set-Cookie: a=<value>; Secure'], ['prose', 'Else keep it in memory only.']],
    ],
    [
      'two headers',
      'Answer with Set-Cookie: a=; Max-Age=0 and Clear-Site-Data: "storage"',
      [['prose', 'Answer with'], ['code', 'Set-Cookie: a=; Max-Age=0'], ['code', 'Clear-Site-Data: "storage"']],
    ],
  ])('%s', (_, fix, expected) => expect(fixBlocks(fix).map(({ kind, text }) => [kind, text])).toEqual(expected));
});

import { describe, expect, it } from 'vitest';
import { sarifOf } from '../../../src/core/export/sarif.ts';
import type { SiteReport } from '../../../src/core/report.ts';
import { cases } from '../../app/gallery/cases.ts';
import { finding, nothingReport, siteReport } from '../../helpers/reports.ts';
import { runOf, sarifErrors } from '../../helpers/sarif.ts';
import { recordedNames, recordingOf } from '../../sites/recording.ts';
import { replay } from '../../sites/replay.ts';

const inGallery = async (): Promise<SiteReport[]> => {
  const found: SiteReport[] = [];
  for (const [name, { report }] of Object.entries(cases)) {
    // This one never answers.
    if (name === 'loading') continue;
    const answer = await report;
    if (answer.ok) found.push(answer.value);
  }
  return found;
};

const only = (...findings: SiteReport['findings']) => runOf(sarifOf([siteReport({ findings })]));

describe('the schema of SARIF 2.1.0', () => {
  it('fits each report of the gallery, and all in one file', async () => {
    const reports = await inGallery();
    expect(reports.length).toBeGreaterThan(8);
    for (const report of reports) expect(sarifErrors(JSON.parse(sarifOf([report]))), report.site).toEqual([]);
    expect(sarifErrors(JSON.parse(sarifOf(reports)))).toEqual([]);
  });

  it.each(recordedNames())('fits the recording of %s', (name) => {
    const reports = Object.values(replay(recordingOf(name)));
    expect(sarifErrors(JSON.parse(sarifOf(reports)))).toEqual([]);
  });

  it('fits where there is nothing to tell', () => {
    expect(sarifErrors(JSON.parse(sarifOf([])))).toEqual([]);
    expect(sarifErrors(JSON.parse(sarifOf([nothingReport()])))).toEqual([]);
  });

  it('is one that refuses', () => {
    expect(sarifErrors({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
    expect(
      sarifErrors({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'high' }] }] }),
    ).not.toEqual([]);
  });
});

describe('a finding in SARIF', () => {
  it('tells its rule once, and points to it', () => {
    const run = only(
      finding({ rule: 'csrf-exposed' }),
      finding({ subject: 'a' }),
      finding({ rule: 'csrf-exposed', subject: 'b' }),
    );
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(['csrf-exposed', 'session-cookie-without-httponly']);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run.results).toHaveLength(3);
  });

  it.each([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '2.0'],
    ['info', 'note', undefined],
  ] as const)('of severity %s is of level %s', (severity, level, score) => {
    const run = only(finding({ severity }));
    expect(run.results[0]?.level).toBe(level);
    expect(run.tool.driver.rules[0]?.defaultConfiguration.level).toBe(level);
    expect(run.tool.driver.rules[0]?.properties['security-severity']).toBe(score);
  });

  it('gives its rule the worst severity of all', () => {
    const run = only(finding({ severity: 'low', subject: 'a' }), finding({ severity: 'critical', subject: 'b' }));
    expect(run.tool.driver.rules[0]?.properties['security-severity']).toBe('9.5');
    expect(run.results.map(({ level }) => level)).toEqual(['note', 'error']);
  });

  it('names weaknesses as code scanning does, and the first source as help', () => {
    const references = [
      { label: 'evil', url: 'javascript:alert(1)' },
      { label: 'CWE-79', url: 'https://cwe.mitre.org/data/definitions/79.html' },
      { label: 'CWE-1004', url: 'https://cwe.mitre.org/data/definitions/1004.html' },
    ];
    const [rule] = only(finding({ references, confidence: 'certain' })).tool.driver.rules;
    expect(rule?.properties).toMatchObject({
      tags: ['security', 'external/cwe/cwe-079', 'external/cwe/cwe-1004'],
      precision: 'very-high',
    });
    expect(rule?.helpUri).toBe('https://cwe.mitre.org/data/definitions/79.html');
    expect(rule?.help.markdown).toContain('```\napp.use(session(');
  });

  it.each([
    ['https://shop.example', 'shop.example'],
    ['http://localhost:8080', 'localhost%3A8080'],
    ['https://[::1]:8443', '%5B%3A%3A1%5D%3A8443'],
    ['no address', 'no%20address'],
  ])('of %s lies in %s, a relative reference', (site, uri) => {
    const [result] = runOf(sarifOf([siteReport({ site, findings: [finding()] })])).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
    expect(result?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe(`${site} connect.sid`);
  });

  it('has a fingerprint that outlives words and times, and is its own', () => {
    const print = (change: Parameters<typeof finding>[0], site = 'https://shop.example'): string | undefined =>
      runOf(sarifOf([siteReport({ site, findings: [finding(change)] })])).results[0]?.partialFingerprints
        .primaryLocationLineHash;
    const own = print({});
    expect(own).toMatch(/^[0-9a-f]{32}$/);
    expect(print({ title: 'Other words', severity: 'low', credential: 'other', evidence: [] })).toBe(own);
    expect(new Set([own, print({ subject: 'sid' }), print({ rule: 'x' }), print({}, 'https://b.example')]).size).toBe(
      4,
    );
  });

  it('that was set aside is suppressed, with the reason', () => {
    const run = only(finding({ waived: { reason: 'Known.\u202E', at: 0 } }), finding({ subject: 'a' }));
    expect(run.results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: 'external', status: 'accepted', justification: 'Known.\\u202E' }],
      undefined,
    ]);
  });

  it('makes no links of what a site wrote', () => {
    const [result] = only(finding({ subject: '[click](https://evil.example)' })).results;
    expect(result?.message.text).not.toContain('](');
  });
});

it('the run tells the engine and the time of watching', () => {
  const reports = [
    siteReport({ observedSince: 2_000, lastSeen: 3_000 }),
    siteReport({ observedSince: 1_000, lastSeen: 2_000 }),
  ];
  const run = runOf(sarifOf(reports));
  expect(run.tool.driver).toMatchObject({ name: 'Coatcheck', version: '0.1.0' });
  expect(run.invocations).toEqual([
    { executionSuccessful: true, startTimeUtc: '1970-01-01T00:00:01.000Z', endTimeUtc: '1970-01-01T00:00:03.000Z' },
  ]);
});

import { describe, expect, it } from 'vitest';
import { assess, assessSite, ENGINE_VERSION } from '../../src/core/assess.ts';
import { emptyState } from '../../src/core/site/state.ts';
import { START, STEP, story } from '../helpers/observations.ts';
import * as sites from './classify/stories.ts';
import { adas, bearer } from './classify/values.ts';

const { SITE } = sites;

describe('assess', () => {
  it('has nothing to say about nothing', () => {
    expect(assess([])).toEqual([]);
  });

  it('says of a page without credentials that it has none, and how long it was watched', () => {
    const [report] = assess(story(SITE).get('/').observations());

    expect(report).toMatchObject({
      schema: 1,
      engine: ENGINE_VERSION,
      site: SITE,
      partition: null,
      observedSince: START + STEP,
      lastSeen: START + 2 * STEP,
      requests: 1,
      access: 'granted',
      dropped: 0,
      verdict: { kind: 'none', signedIn: 'no', evidence: [] },
      credentials: [],
      findings: [],
      story: [],
    });
  });

  it('says of a watch that has just begun that it has just begun', () => {
    expect(assessSite(emptyState(SITE, null, START)).verdict).toMatchObject({
      kind: 'none',
      confidence: 0,
      summary: 'Watching has just begun: reload the page to see how it knows you.',
    });
  });

  it('is the surer that there is nothing, the longer it saw nothing, and never quite', () => {
    const sure = [1, 5, 50, 500].map((count) => {
      const told = story(SITE);
      for (let index = 0; index < count; index += 1) told.get('/');
      return told.report().verdict.confidence;
    });

    expect(sure).toEqual([0.25, 0.63, 0.9, 0.9]);
  });

  it('judges everything that was seen, whatever the order of the sites', () => {
    const one = sites.expressIn().observations();
    const two = sites
      .jwtInStorage()
      .observations()
      .map((seen) => ({ ...seen, site: 'https://two.example' }));
    const mixed = [...one, ...two].toSorted((a, b) => a.at - b.at);

    const kinds = Object.fromEntries(assess(mixed).map(({ site, verdict }) => [site, verdict.kind]));

    expect(kinds).toEqual({ 'https://app.example': 'session', 'https://two.example': 'token' });
  });

  it('changes nothing that it reads, and says the same again', () => {
    const state = sites.hybrid().state();
    const before = structuredClone(state);

    expect(assessSite(state)).toEqual(assessSite(state));
    expect(state).toEqual(before);
  });

  it('puts the deciding credentials first', () => {
    expect(
      sites
        .django()
        .report()
        .credentials.map(({ decisive }) => decisive),
    ).toEqual([true, false]);
  });

  it.each(['granted', 'withheld', 'unsupported'] as const)('passes on that access is %s', (access) => {
    expect(story(SITE).get('/').report({ access }).access).toBe(access);
  });

  it('runs every rule once, and crashes none', () => {
    const { checks } = sites.hybrid().report();

    expect(new Set(checks.map(({ rule }) => rule)).size).toBe(checks.length);
    expect(checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    expect(checks.length).toBeGreaterThan(10);
  });

  it('hands rules the limits that the settings give', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', bearer(adas('1')));
    const strict = {
      accessTokenLow: 60_000,
      accessTokenMedium: 120_000,
      sessionTokenMedium: 60_000,
    };
    const found = (report = told.report()): string[] => report.findings.map(({ rule }) => rule);

    expect(found()).not.toContain('jwt-long-lived');
    expect(found(told.report({ thresholds: strict }))).toContain('jwt-long-lived');
  });

  it('gives plain data that survives every border', () => {
    const report = sites.hybrid().report();

    expect(structuredClone(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
  });

  it('counts keys of the storage that were not read as forgotten', () => {
    const [seen] = story(SITE).readsStorage().observations();
    if (seen?.type !== 'storage') throw new Error('No storage');

    expect(assess([{ ...seen, unread: 7 }])[0]?.dropped).toBe(7);
  });
});

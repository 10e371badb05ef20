/** Every site of the lab, watched by the extension and recorded by DevTools at the same time: the file says what the extension says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { record } from '../helpers/devtools-har.ts';
import { ruleIds } from '../helpers/expect-report.ts';
import { load, login, logout, open, TOUR } from '../lab/drive.ts';
import { type LabSite, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let browser: Chromium;

beforeAll(async () => {
  browser = await launch({ args: ['--auto-open-devtools-for-tabs'] });
});

afterAll(async () => {
  await browser?.close();
  await lab.stop();
});

interface Essence {
  kind: string;
  state: string;
  signedIn: string;
  rules: string[];
}

const essence = (report: SiteReport): Essence => {
  const { kind, state, signedIn } = report.verdict;
  return { kind, state, signedIn, rules: ruleIds(report) };
};

/** Rules about the page's storage, which no HAR holds: where the extension speaks, the file has to say that it cannot tell. */
const OF_STORAGE = [
  'refresh-token-in-web-storage',
  'token-in-indexeddb',
  'token-in-local-storage',
  'token-in-session-storage',
];

interface Difference {
  /** In place of what the extension says. */
  after?: Partial<Essence>;
  out?: Partial<Essence>;
  /** Rules that only the extension can speak of. */
  less?: readonly string[];
  why: string;
}

/** What else a HAR cannot hold, by host of the lab. */
const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'api-key.localhost': {
    after: { signedIn: 'unknown' },
    out: { signedIn: 'unknown' },
    why: 'nothing but a header of its own goes along: a file without any cookie may be a sanitised one, so nobody can say that there is no login',
  },
  'hostile.localhost': {
    less: ['jwt-without-exp', 'jwt-without-issuer'],
    why: 'these are about a token that lies in the storage and is never sent',
  },
  'implicit-careless.localhost': {
    out: { signedIn: 'yes' },
    why: 'the page signs out by forgetting its token, which no request tells',
  },
  'jwt-storage-careless.localhost': {
    less: ['logout-keeps-credential'],
    why: 'what is still there after the logout is in the storage',
  },
  'socket.localhost': {
    after: { kind: 'none', state: 'unknown', signedIn: 'unknown' },
    out: { kind: 'none', state: 'unknown', signedIn: 'unknown' },
    why: 'its token lies in the storage and travels in messages of a socket alone',
  },
  'token-cookie-careless.localhost': {
    less: ['token-in-readable-cookie'],
    why: 'a script sets the cookie, and only the cookie jar tells its attributes',
  },
};

const expected = (site: LabSite, live: SiteReport, stage: 'after' | 'out'): Essence => {
  const difference: Partial<Difference> = DIFFERENCES[site.host] ?? {};
  const { less = [] } = difference;
  const found = essence(live);
  const rules = found.rules.filter((rule) => !OF_STORAGE.includes(rule) && !less.includes(rule));
  return { ...found, rules, ...difference[stage] };
};

const reportsOf = (text: string): SiteReport[] => assess(observationsFromHar(JSON.parse(text)), { engine: 'chromium' });

const codes = ({ verdict }: SiteReport): string[] => verdict.evidence.map(({ code }) => code);

describe.each(lab.sites.map((site) => [site.host, site] as const))('%s', (host, site) => {
  test(`is told alike by its HAR${host in DIFFERENCES ? `, but for what it cannot hold: ${DIFFERENCES[host]?.why}` : ''}`, async () => {
    const { page, har, close } = await record(browser.browser);
    for (const step of TOUR) {
      await step(page, site);
      if (step !== load && step !== logout) continue;
      const live = await browser.report(page);
      const told = reportsOf(await har()).find((report) => report.site === site.origin) as SiteReport;
      expect(essence(told)).toEqual(expected(site, live, step === load ? 'after' : 'out'));

      expect(codes(told)).toContain('not-in-file-storage');
      expect(codes(told)).not.toContain('not-in-file-sent');
      const spoken = ruleIds(live).filter((rule) => OF_STORAGE.includes(rule));
      const outcomes = spoken.map((rule) => told.checks.find((check) => check.rule === rule)?.outcome);
      // Without a token to be seen there is nothing to look for.
      expect(outcomes.filter((outcome) => outcome !== 'unknown' && outcome !== 'not-applicable')).toEqual([]);
      expect(told.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    }
    await close();
  });
});

test('a file that DevTools sanitised says what was left out, and claims nothing that rests on it', async () => {
  const site = lab.sites.find(({ host }) => host === 'session-careless.localhost') as LabSite;
  const { page, har, close } = await record(browser.browser);
  await open(page, site);
  await login(page, site);
  const [report] = reportsOf(await har(true));
  const [whole] = reportsOf(await har());
  await close();

  expect(report?.verdict).toMatchObject({ kind: 'none', signedIn: 'unknown', confidence: 0 });
  expect(codes(report as SiteReport)).toContain('not-in-file-cookies');
  expect(codes(whole as SiteReport)).not.toContain('not-in-file-cookies');
  const failed = whole?.findings.map(({ rule }) => rule) ?? [];
  expect(failed).not.toEqual([]);
  const outcomes = report?.checks.filter(({ rule }) => failed.includes(rule)).map(({ outcome }) => outcome);
  expect(new Set(outcomes)).toEqual(new Set(['unknown']));
});

test('a token that an answer hands out is told with the address that did', async () => {
  const site = lab.sites.find(({ host }) => host === 'hybrid.localhost') as LabSite;
  const { page, har, close } = await record(browser.browser);
  for (const step of TOUR.slice(0, -1)) await step(page, site);
  const [report] = reportsOf(await har());
  await close();

  const token = report?.credentials.find(({ role, decisive }) => role === 'access-token' && decisive);
  expect(token?.issuedBy).toMatchObject({ how: 'script', method: 'GET', url: `${site.origin}/api/token` });
});

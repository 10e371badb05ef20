/**
 * The worker is stopped at random moments of scripted logins: while requests are in flight, while it starts, while it takes
 * over what its predecessor kept. An event that is on its way to a worker that dies is lost, and the browser tells nobody. So
 * what must hold is that everything heals: cookies are read again, storage is scanned again, and what a login told is told by
 * the next one. That nothing is lost between two events is shown by test/background/any-moment.test.ts, and between two
 * steps by worker-death.spec.ts. Not here: the browser's own login (Basic). Once it knows the password it shows no login again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { settled } from '../helpers/expect-report.ts';
import { type ExtensionBrowser, launch } from '../helpers/extension-browser.ts';
import { load, logout, TOUR } from '../lab/drive.ts';
import { type LabSite, siteNamed, startLab } from '../lab/index.ts';

const HOSTS = [
  'session',
  'jwt-storage',
  'jwt-cookie',
  'refresh',
  'oauth',
  'oauth-page',
  'hybrid',
  'csrf',
  'saml',
  'spa',
] as const;
/** Of each site, each with one kill per step. */
const DISTURBED_VISITS = 2;
const LONGEST_DELAY_MS = 300;
/** Another seed, other moments. */
const SEED = Number(process.env.SEED ?? 20_260);

const lab = await startLab({ port: 0, apiPort: 0 });
let calm: ExtensionBrowser;
let killed: ExtensionBrowser;
let kills = 0;

beforeAll(async () => {
  calm = await launch();
  killed = await launch();
});

afterAll(async () => {
  await calm?.close();
  await killed?.close();
  await lab.stop();
});

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const random = randomFrom(SEED);

const killSoon = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_DELAY_MS));
  // Where no event has woken the next worker yet, this question does.
  void killed.ask({ name: 'popup/get-thresholds' }).catch(() => undefined);
  await killed.interruptWorker();
  kills += 1;
};

const nothing = async (): Promise<void> => undefined;

const visit = async (browser: ExtensionBrowser, site: LabSite, meanwhile: () => Promise<void>): Promise<void> => {
  const page = await browser.newPage();
  for (const step of TOUR) await Promise.all([step(page, site), meanwhile()]);
  await page.close();
};

/** A visit that nobody disturbs: the verdict when signed in, and the whole report at the end. */
const asked = async (browser: ExtensionBrowser, site: LabSite): Promise<unknown[]> => {
  const page = await browser.newPage();
  const answers: unknown[] = [];
  for (const step of TOUR) {
    await step(page, site);
    if (step === load) answers.push(verdictOf(await browser.report(page)));
    if (step === logout) answers.push(presentOf(await browser.report(page)));
  }
  await page.close();
  return answers;
};

/** What is told of the past is left out: nobody can tell again what nobody saw, or which of many requests came first. */
const verdictOf = ({ verdict }: SiteReport): object => {
  const { evidence: _evidence, confidence: _confidence, ...said } = verdict;
  return said;
};

const presentOf = (report: SiteReport): object => {
  const { story: _story, ...rest } = settled(report) as SiteReport;
  const credentials = rest.credentials.map(({ issuedBy: _issuedBy, ...credential }) => credential);
  return { ...rest, verdict: verdictOf(report), credentials };
};

test.each(HOSTS)('%s: after kills at any moment, the next login sets everything right', async (host) => {
  const site = siteNamed(lab, host);
  for (let count = 0; count < DISTURBED_VISITS; count += 1) {
    await visit(calm, site, nothing);
    await visit(killed, site, killSoon);
  }
  const expected = await asked(calm, site);
  expect(await asked(killed, site), `seed ${SEED}`).toEqual(expected);
});

test('that were a hundred kills', () => {
  expect(kills).toBe(HOSTS.length * DISTURBED_VISITS * TOUR.length);
});

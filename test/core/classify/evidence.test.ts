/** The strongest counter-evidence is always told, and nothing is ever sure by names and flags alone. */
import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { expressIn, FLAGS, jwtInStorage, SITE } from './stories.ts';
import { hex, opaque } from './values.ts';

const against = (told: Story): string[] =>
  told
    .report()
    .verdict.evidence.filter(({ weight }) => weight < 0)
    .map(({ code, credential }) => `${code} ${credential}`);

describe('evidence against the verdict', () => {
  it('names what could carry the login as well', () => {
    const told = story(SITE)
      .holds(`sessionid=${hex('a')}; ${FLAGS}`)
      .holds(`PHPSESSID=${hex('b')}; ${FLAGS}`)
      .get('/')
      .readsJar()
      .get('/account');

    expect(against(told).some((item) => /^rival cookie:(sessionid|PHPSESSID)$/.test(item))).toBe(true);
  });

  it('says that nobody saw it prove itself', () => {
    const told = story(SITE)
      .holds(`sessionid=${hex('a')}; ${FLAGS}`)
      .get('/')
      .readsJar()
      .get('/account');

    expect(against(told)).toContain('unproven cookie:sessionid');
    expect(told.report().verdict.confidence).toBeLessThanOrEqual(0.7);
  });

  it('says that the browser hides its own login', () => {
    const told = story(SITE).get('/').answers(401, { 'WWW-Authenticate': 'Basic realm="x"' }).endsWith(200).get('/');

    expect(against(told)).toEqual(['hidden-by-browser http-auth:basic']);
  });

  it('is not made up where there is none', () => {
    expect(against(expressIn())).toEqual([]);
    expect(against(jwtInStorage())).toEqual([]);
  });

  it('is not cut off by the length of the list', () => {
    const told = story(SITE).get('/login');
    for (let count = 0; count < 12; count += 1)
      told.holds(`auth_${opaque(String(count)).slice(0, 6)}_token=${hex(String(count), 40)}; ${FLAGS}`);
    const { evidence } = told.get('/').readsJar().get('/account').report().verdict;

    expect(evidence.length).toBeLessThanOrEqual(40);
    expect(evidence.some(({ weight }) => weight < 0)).toBe(true);
  });
});

/** What the reducer keeps of credentials in motion, and what it does not. */
import { describe, expect, it } from 'vitest';
import { CAPS, type SiteFactsRecord } from '../../../src/core/site/state.ts';
import { type Ask, type Story, story } from '../../helpers/observations.ts';
import { adas, opaque } from '../classify/values.ts';
import { fold, SITE } from './laws.ts';

const STATS = 'https://stats.example';
const token = adas('t');
const facts = (told: Story): SiteFactsRecord => told.readsJar().state().facts;
const page = (policy?: string): Story =>
  story(SITE)
    .get(`/a?access_token=${token}`)
    .answers(200, policy === undefined ? {} : { 'Referrer-Policy': policy });
const leaks = (told: Story): [string, string, string][] =>
  Object.values(facts(told).refererLeaks).map(({ name, to, how }) => [name, to, how]);
const from = (url: string, more: Ask = {}): Ask => ({ ...more, headers: { Referer: url } });

describe('a Referer', () => {
  it('with a token is a leak where it goes to another site', () => {
    const told = story(SITE).calls('GET', `${STATS}/hit`, from(`${SITE}/a?access_token=${token}`));
    expect(leaks(told)).toEqual([['access_token', STATS, 'seen']]);
    expect(JSON.stringify(told.state())).not.toContain(token);
  });

  it.each<[string, string, Ask]>([
    ['of the site itself', `${SITE}/api`, from(`${SITE}/a?access_token=${token}`)],
    ['to a subdomain', 'https://api.app.example/x', from(`${SITE}/a?access_token=${token}`)],
    ['without its query', `${STATS}/hit`, from(`${SITE}/`)],
    ['of a page of somebody else', `${STATS}/hit`, from(`https://frame.other/a?access_token=${token}`)],
    [
      'that an embedded page sent',
      `${STATS}/hit`,
      { initiator: 'https://frame.other', headers: { Referer: `${SITE}/a?access_token=${token}` } },
    ],
  ])('%s is none', (_title, url, ask) => {
    expect(leaks(story(SITE).calls('GET', url, ask))).toEqual([]);
  });
});

describe('a leaky policy', () => {
  it('speaks where the header does not show', () => {
    expect(leaks(page('unsafe-url').calls('GET', `${STATS}/hit`))).toEqual([['access_token', STATS, 'policy']]);
  });

  it.each<[string, Story]>([
    ['without a token in the address', story(SITE).get('/a').answers(200, { 'Referrer-Policy': 'unsafe-url' })],
    ['of a page that is gone', page('unsafe-url').get('/b')],
    ['that is none', page('strict-origin')],
    ['that nobody set', page()],
  ])('%s does not', (_title, told) => {
    expect(leaks(told.calls('GET', `${STATS}/hit`))).toEqual([]);
  });

  it('does not where the header shows, and shows nothing', () => {
    expect(leaks(page('unsafe-url').calls('GET', `${STATS}/hit`, from(`${SITE}/`)))).toEqual([]);
  });
});

describe('a password in an address', () => {
  it('is kept by its name, once', () => {
    const told = story(SITE).get('/login?user=ada&password=lovelace').get('/login?user=ada&password=other');
    expect(Object.values(facts(told).passwordsInUrl)).toMatchObject([{ url: `${SITE}/login`, field: 'password' }]);
    expect(JSON.stringify(facts(told))).not.toContain('lovelace');
  });

  it('of an embedded page is its own business', () => {
    const told = story(SITE).calls('GET', `${STATS}/in?password=lovelace`, { initiator: STATS });
    expect(facts(told).passwordsInUrl).toEqual({});
  });

  it('is a login', () => {
    const told = story(SITE)
      .get('/login?user=ada&password=lovelace')
      .sets(`sid=${opaque('s')}; Path=/`)
      .redirects('/');
    expect(told.report().verdict).toMatchObject({ kind: 'session', signedIn: 'yes' });
  });
});

describe('an origin that lets the site in', () => {
  const answered = (headers: Record<string, string>, ask: Ask = {}): string[] =>
    facts(story(SITE).calls('GET', 'https://api.other/x', ask).answers(200, headers)).corsAllowed;
  const exact = { 'Access-Control-Allow-Origin': SITE };
  const bearer = { headers: { Authorization: `Bearer ${token}` } };

  it('names it, with credentials or after an Authorization header', () => {
    expect(answered({ ...exact, 'Access-Control-Allow-Credentials': 'true' })).toEqual(['https://api.other']);
    expect(answered(exact, bearer)).toEqual(['https://api.other']);
  });

  it('does not by a star, by another name, or without either', () => {
    expect(answered({ 'Access-Control-Allow-Origin': '*' }, bearer)).toEqual([]);
    expect(answered({ 'Access-Control-Allow-Origin': 'https://other.example' }, bearer)).toEqual([]);
    expect(answered(exact)).toEqual([]);
  });
});

describe('answers and caches', () => {
  const html = { 'Content-Type': 'text/html; charset=utf-8' };
  const visit = (headers: Record<string, string>, status = 200): SiteFactsRecord['answers'] =>
    facts(
      story(SITE)
        .holds(`sid=${opaque('s')}`)
        .get('/a')
        .answers(status, { ...html, ...headers }),
    ).answers;

  it('keep what may be kept by its address', () => {
    expect(Object.values(visit({ 'Cache-Control': 'max-age=60' }))).toMatchObject([
      { url: `${SITE}/a`, storable: 'fresh', hit: false, varies: [], sendings: [expect.stringContaining('sid')] },
    ]);
  });

  it.each([
    ['a picture', { 'Content-Type': 'image/png', 'Cache-Control': 'public' }, 200],
    ['a redirect', { 'Cache-Control': 'public' }, 301],
    ['an error', { 'Cache-Control': 'public' }, 404],
    ['a part', { 'Cache-Control': 'public' }, 206],
  ])('leave out %s', (_title, headers, status) => {
    expect(visit(headers, status)).toEqual({});
  });

  it('share one place for all that may not be kept', () => {
    const told = story(SITE).holds(`sid=${opaque('s')}`);
    for (let page = 0; page < 40; page += 1)
      told.get(`/${page}`).answers(200, { ...html, 'Cache-Control': 'no-store' });
    expect(Object.keys(facts(told).answers)).toEqual(['']);
    expect(told.state().tally.dropped).toBe(0);
  });

  it('remember the poorest and the richest request, and a hit', () => {
    const open = { ...html, 'Cache-Control': 'public' };
    const told = story(SITE).calls('GET', '/a', { cookies: false }).answers(200, open);
    told
      .holds(`sid=${opaque('s')}`)
      .get('/a')
      .answers(200, { ...open, Age: '9' });
    const [answer] = Object.values(facts(told).answers);
    expect(answer).toMatchObject({ fewest: [], hit: true, sendings: [expect.stringContaining('sid')] });
  });

  it('leave out what came from the browser’s own cache', () => {
    const seen = story(SITE)
      .holds(`sid=${opaque('s')}`)
      .get('/a')
      .answers(200, { ...html, Age: '9' })
      .observations();
    const cached = seen.map((one) => (one.type === 'response' ? { ...one, fromCache: true } : one));
    expect(Object.keys(fold(seen).facts.answers)).toHaveLength(1);
    expect(Object.keys(fold(cached).facts.answers)).toEqual([]);
  });
});

describe('nothing grows without bound', () => {
  it('counts what is beyond the caps', () => {
    const told = story(SITE).holds(`sid=${opaque('s')}`);
    for (let n = 0; n < 30; n += 1) {
      told.calls('GET', `https://s${n}.other${n}.example/hit`, from(`${SITE}/a?access_token=${token}`));
      told.answers(200, { 'Access-Control-Allow-Origin': SITE, 'Access-Control-Allow-Credentials': 'true' });
      told.get(`/p${n}?password=lovelace`).answers(200, { 'Content-Type': 'text/html' });
    }
    const kept = facts(told);
    expect(Object.keys(kept.refererLeaks)).toHaveLength(CAPS.refererLeaks);
    expect(Object.keys(kept.passwordsInUrl)).toHaveLength(CAPS.passwordsInUrl);
    expect(kept.corsAllowed).toHaveLength(CAPS.corsAllowed);
    expect(Object.keys(kept.answers)).toHaveLength(CAPS.answers);
    expect(told.state().tally.dropped).toBeGreaterThan(0);
  });
});

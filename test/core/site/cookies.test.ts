import { describe, expect, it } from 'vitest';
import type { CookiesSeen, Observation, SeenCookie } from '../../../src/core/observe/observation.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { domainMatches } from '../../../src/core/site/cookies.ts';
import { isThirdParty, partitionSite, siteOf } from '../../../src/core/site/origins.ts';
import type { Place } from '../../../src/core/site/state.ts';
import { hostOf } from '../../../src/core/site/urls.ts';
import { print, START, STEP, type Story, story } from '../../helpers/observations.ts';
import { hex } from '../classify/values.ts';
import { fold, SITE } from './laws.ts';

const A = hex('a');
const B = hex('b');
const visit = (): Story => story(SITE).get('/');
const sid = (value: string): string => `sid=${value}; Path=/; HttpOnly`;

const places = (observations: readonly Observation[]): Place[] => Object.values(fold(observations).facts.places);
const only = (told: Story): Place => {
  const [place, ...others] = places(told.observations());
  if (place === undefined || others.length > 0) throw new Error(`${others.length + 1} places`);
  return place;
};
const values = (place: Place): string[] =>
  place.values.map(({ fingerprint }) => (fingerprint === print(A) ? 'A' : fingerprint === print(B) ? 'B' : '?'));

describe('a cookie', () => {
  it.each<[title: string, story: () => Story, values: string[], gone: boolean]>([
    ['is there once it is set', () => visit().sets(sid(A)), ['A'], false],
    ['keeps its earlier value', () => visit().sets(sid(A)).get('/').sets(sid(B)), ['A', 'B'], false],
    ['may go back to an earlier value', () => visit().sets(sid(A), sid(B), sid(A)), ['B', 'A'], false],
    ['is gone with Max-Age=0', () => visit().sets(sid(A)).get('/').sets('sid=x; Path=/; Max-Age=0'), ['A'], true],
    [
      'is gone with a past Expires',
      () => visit().sets(sid(A)).get('/').sets('sid=x; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'),
      ['A'],
      true,
    ],
    ['is gone with an empty value', () => visit().sets(sid(A)).get('/').sets('sid=; Path=/'), ['A'], true],
    [
      'stays if another path is deleted',
      () => visit().sets(sid(A)).get('/').sets('sid=; Path=/admin; Max-Age=0'),
      ['A'],
      false,
    ],
    ['is gone if a script deletes it', () => visit().sets(sid(A)).losesCookie('sid'), ['A'], true],
    ['comes back', () => visit().sets(sid(A)).losesCookie('sid').get('/').sets(sid(A)), ['A'], false],
    ['is known from the Cookie header alone', () => story(SITE).holds(sid(A)).get('/'), ['A'], false],
    ['is one cookie in header and jar', () => story(SITE).holds(sid(A)).get('/').readsJar(), ['A'], false],
    [
      'is one cookie in header and Set-Cookie',
      () => story(SITE).holds(sid(A)).get('/').sets(sid(B)),
      ['A', 'B'],
      false,
    ],
    [
      'from the header alone is gone when it is deleted',
      () => story(SITE).holds(sid(A)).get('/').sets('sid=; Path=/; Max-Age=0'),
      ['A'],
      true,
    ],
    [
      'from the header alone is gone when a script deletes it',
      () => story(SITE).holds(sid(A)).get('/').losesCookie('sid'),
      ['A'],
      true,
    ],
  ])('%s', (_title, told, expected, gone) => {
    const place = only(told());

    expect(values(place)).toEqual(expected);
    expect(place.gone !== undefined).toBe(gone);
    expect(place.values.at(-1)?.gone).toBe(place.gone);
  });

  it.each<[title: string, story: () => Story, foundThere: boolean, how: string | undefined]>([
    ['set by an answer', () => visit().sets(sid(A)), false, 'set-cookie'],
    ['found in the header', () => story(SITE).holds(sid(A)).get('/'), true, undefined],
    ['found in the jar', () => story(SITE).holds(sid(A)).readsJar(), true, undefined],
    ['written by a script', () => visit().writesCookie(`sid=${A}; Path=/`), false, 'script'],
    ['hidden from scripts, and set unseen', () => visit().writesCookie(sid(A)), false, 'unknown'],
    [
      'hidden from scripts, and its answer is told late',
      () => visit().writesCookie(sid(A)).get('/').sets(sid(A)),
      false,
      'set-cookie',
    ],
    [
      'found in the jar, and set anew with the same value',
      () => story(SITE).holds(sid(A)).readsJar().get('/').sets(sid(A)),
      true,
      undefined,
    ],
  ])('%s says how it came to be', (_title, told, foundThere, how) => {
    const place = only(told());

    expect([place.foundThere, place.issuedBy?.how]).toEqual([foundThere, how]);
  });

  it('that is given the same value again at a login did not change with it, though only its header was known', () => {
    const told = story(SITE)
      .holds(sid(A))
      .get('/')
      .post('/login', { fields: ['password'] })
      .sets(sid(A));
    const [login] = fold(told.observations()).facts.logins;

    expect([login?.set, Object.values(login?.held ?? {})]).toEqual([[], [print(A)]]);
    expect(Object.keys(login?.held ?? {})).toEqual(['cookie|app.example|/||sid']);
  });

  it('from the cache is not taken for a new one', () => {
    const observations = visit()
      .sets(sid(A))
      .observations()
      .map((seen) => (seen.type === 'response' ? { ...seen, fromCache: true } : seen));

    expect(places(observations)).toEqual([]);
  });

  it('whose expiry slides with each answer teaches nothing new', () => {
    const told = visit().sets(`sid=${A}; Path=/; Max-Age=3600`).observations();
    const slid = visit().waits(5000).get('/').sets(`sid=${A}; Path=/; Max-Age=3600`).observations();
    const once = fold(told);

    expect(fold(slid.slice(-1), once).facts).toBe(once.facts);
  });
});

describe('the jar', () => {
  const attributes = { domain: 'app.example', hostOnly: true, path: '/', secure: true, httpOnly: true, session: true };
  const listed = (sameSite: 'none' | 'lax'): SeenCookie => ({
    name: 'sid',
    attributes: { ...attributes, sameSite },
    shape: shapeOf(A, print),
  });
  const jar = (change: Partial<CookiesSeen>): CookiesSeen => ({
    type: 'cookies',
    at: START + 60 * STEP,
    site: SITE,
    partition: null,
    origins: [SITE],
    cookies: [],
    sameSiteCertain: true,
    ...change,
  });
  const set = visit()
    .sets(`${sid(A)}; Secure; SameSite=Lax`)
    .observations();

  it.each<[title: string, jar: CookiesSeen, gone: boolean]>([
    ['buries what it does not list', jar({}), true],
    ['says nothing of origins that it was not asked for', jar({ origins: ['https://other.example'] }), false],
    ['does not bury what was set while it was read', jar({ at: START + 2 * STEP + 500 }), false],
    ['keeps what it lists', jar({ cookies: [listed('lax')] }), false],
  ])('%s', (_title, seen, gone) => {
    expect(places([...set, seen]).map((place) => place.gone !== undefined)).toEqual([gone]);
  });

  it('of a browser that cannot tell SameSite does not overrule Set-Cookie', () => {
    const seen = jar({ cookies: [listed('none')], sameSiteCertain: false });

    expect(places([...set, seen])[0]?.cookie?.sameSite).toBe('lax');
    expect(places([...set, { ...seen, sameSiteCertain: true }])[0]?.cookie?.sameSite).toBe('none');
  });
});

describe('hosts and sites', () => {
  it.each([
    ['https://app.example', 'app.example'],
    ['http://localhost:3000', 'localhost'],
    ['http://[::1]:3000', '::1'],
    ['https://[2001:db8::1]', '2001:db8::1'],
  ])('the host of %s is %s', (origin, host) => {
    expect(hostOf(origin)).toBe(host);
  });

  it.each([
    ['app.example', 'app.example', true, true],
    ['api.app.example', 'app.example', true, false],
    ['api.app.example', 'app.example', false, true],
    ['evilapp.example', 'app.example', false, false],
  ])('%s gets the cookie of %s (host only: %s): %s', (host, domain, hostOnly, expected) => {
    expect(domainMatches(host, { domain, hostOnly })).toBe(expected);
  });

  it.each([
    ['https://api.shop.co.uk', 'shop.co.uk'],
    ['https://ada.github.io', 'ada.github.io'],
    ['http://localhost:3000', 'localhost'],
    ['http://127.0.0.1:8080', '127.0.0.1'],
  ])('%s belongs to %s', (origin, expected) => {
    expect(siteOf(origin)).toBe(expected);
  });

  it('of two people on github.io are third parties to each other', () => {
    expect(isThirdParty('https://ada.github.io', 'https://bob.github.io')).toBe(true);
    expect(isThirdParty('http://localhost:4000', 'http://localhost:3000')).toBe(false);
  });
});

describe('a partitioned cookie (CHIPS)', () => {
  const EMBED = 'https://embed.example';
  const chips = (value: string): string => `sid=${value}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned`;
  const plain = (value: string): string => `sid=${value}; Path=/; Secure; HttpOnly; SameSite=None`;
  const both = (): Story => visit().calls('GET', `${EMBED}/`).sets(plain(A)).calls('GET', `${EMBED}/`).sets(chips(B));
  const held = (told: Story): [partition: string | undefined, values: string][] =>
    places(told.observations()).map((place) => [place.cookie?.partitionKey, values(place).join()]);

  it('belongs to the top-level site, and not to the cookie of that name in the common jar', () => {
    expect(held(both())).toEqual([
      [undefined, 'A'],
      ['https://app.example', 'B'],
    ]);
    expect(
      both()
        .report()
        .credentials.map(({ id }) => id),
    ).toEqual(['cookie:sid', 'cookie:sid#2']);
  });

  it('is the one that the jar lists under the same site', () => {
    expect(held(both().readsJar())).toEqual(held(both()));
  });

  it('is none without Secure', () => {
    expect(held(visit().sets('sid=x; Path=/; Partitioned'))).toEqual([[undefined, '?']]);
  });

  it('that is met in a header first waits beside its namesake until the jar names both', () => {
    const told = visit().calls('GET', `${EMBED}/`, { headers: { Cookie: `sid=${A}; sid=${B}` }, cookies: false });

    expect(held(told)).toEqual([
      [undefined, 'A'],
      [undefined, 'B'],
    ]);
    expect(told.report().credentials).toHaveLength(2);
  });

  it('finds its value again, in whatever order the jar lists the two', () => {
    const seen = story(SITE).holds(plain(A)).holds(chips(B)).get('/').readsJar().observations();
    const turned = seen.map((each) =>
      each.type === 'cookies' ? { ...each, cookies: each.cookies.toReversed() } : each,
    );

    expect(
      places(turned)
        .map((place) => [place.cookie?.partitionKey, values(place).join()])
        .toSorted(),
    ).toEqual(
      [
        [undefined, 'A'],
        ['https://app.example', 'B'],
      ].toSorted(),
    );
  });

  it('that is met in a header later does not overwrite the one that is known', () => {
    const told = visit()
      .calls('GET', `${EMBED}/`)
      .sets(plain(A))
      .calls('GET', `${EMBED}/`, { headers: { Cookie: `sid=${B}` }, cookies: false });

    expect(held(told)).toEqual([
      [undefined, 'A'],
      [undefined, 'B'],
    ]);
  });

  it.each([
    ['https://www.app.example:8443', 'https://app.example'],
    ['http://localhost:3000', 'http://localhost'],
    ['http://[::1]:3000', 'http://[::1]'],
  ])('of %s is kept under %s', (origin, site) => {
    expect(partitionSite(origin)).toBe(site);
  });
});

describe('a browser that cannot tell SameSite', () => {
  const seen = (sameSite: 'none' | 'lax' | 'unset', change: Partial<CookiesSeen> = {}): CookiesSeen => ({
    type: 'cookies',
    at: START + 60 * STEP,
    site: SITE,
    partition: null,
    origins: [SITE],
    cookies: [
      {
        name: 'sid',
        shape: shapeOf(A, print),
        attributes: {
          domain: 'app.example',
          hostOnly: true,
          path: '/',
          secure: false,
          httpOnly: true,
          sameSite,
          session: true,
        },
      },
    ],
    sameSiteCertain: false,
    ...change,
  });
  const set = visit().sets(sid(A)).observations();
  const unsure = (...observations: Observation[]) => places(observations)[0]?.sameSiteUnsure;

  it('leaves open what None means, unless somebody saw the cookie being set', () => {
    expect(unsure(seen('none'))).toBe(true);
    expect(unsure(seen('unset'))).toBe(true);
    expect(unsure(seen('none'), seen('none'))).toBe(true);
    expect(unsure(seen('lax'))).toBeUndefined();
    expect(unsure(...set, seen('none'))).toBeUndefined();
    expect(unsure(seen('none'), ...set)).toBeUndefined();
    expect(unsure(seen('none', { sameSiteCertain: true }))).toBeUndefined();
  });
});

describe('cookies of one name', () => {
  it('are two if one of them is for a domain', () => {
    const told = visit().sets(sid(A), `sid=${B}; Path=/; Domain=app.example`);
    expect(places(told.observations()).map(({ cookie }) => cookie?.hostOnly)).toEqual([true, false]);
    const oneLess = places(told.get('/').sets('sid=; Path=/; Max-Age=0').observations());
    expect(oneLess.map(({ gone }) => gone !== undefined)).toEqual([true, false]);
  });

  it('are one on localhost and on an address, which have no domain', () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const told = story(`http://${host}:3000`).get('/').sets(`sid=${A}; Path=/; Domain=${host}`);
      expect(places(told.observations()).map(({ cookie }) => cookie?.hostOnly)).toEqual([true]);
    }
  });
});

describe('the time of a cookie’s attributes', () => {
  it('is when they were set, and moves with a real change alone', () => {
    const told = visit().sets(`${sid(A)}; Max-Age=86400`);
    const first = only(told).cookieAt ?? 0;
    expect(first).toBeGreaterThan(START);
    expect(only(told.get('/').sets(`${sid(A)}; Max-Age=86400`)).cookieAt).toBe(first);
    expect(
      only(
        told
          .waits(3_600_000)
          .get('/')
          .sets(`${sid(A)}; Max-Age=86400`),
      ).cookieAt,
    ).toBeGreaterThan(first + 3_600_000);
  });
});

describe('a cookie that browsers refuse', () => {
  const refusing = (line: string): Observation[] => visit().sets(line).observations();
  const refused = (observations: readonly Observation[]) => fold(observations).facts.refused;

  it('is no cookie, but is remembered by name and reason, once', () => {
    const seen = refusing(`sid=${A}; SameSite=None`);
    expect(places(seen)).toEqual([]);
    const again = [...seen, ...refusing(`sid=${B}; SameSite=None`)];
    expect(Object.values(refused(again))).toMatchObject([
      { name: 'sid', why: 'samesite-none-without-secure', url: `${SITE}/`, shape: { fingerprint: print(A) } },
    ]);
  });

  it('was kept after all if it is sent', () => {
    const sent = story(SITE).holds(sid(A)).get('/account').observations();
    const [place] = places([...refusing(`sid=${A}; SameSite=None`), ...sent]);
    expect(place?.cookie?.sameSite).toBe('none');
    expect(place?.issuedBy).toMatchObject({ how: 'set-cookie', url: `${SITE}/` });
    const [other] = places([...refusing(`sid=${B}; SameSite=None`), ...sent]);
    expect(other?.cookie).toBeUndefined();
  });

  it('is counted beyond the cap', () => {
    const lines = Array.from({ length: 19 }, (_, at) => `c${at}=1; SameSite=None`);
    const { facts, tally } = fold(
      visit()
        .sets(...lines)
        .observations(),
    );
    expect(Object.keys(facts.refused)).toHaveLength(16);
    expect(tally.dropped).toBe(3);
  });
});

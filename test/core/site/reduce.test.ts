import { describe, expect, it } from 'vitest';
import { assessSite } from '../../../src/core/assess.ts';
import { timelineOf } from '../../../src/core/classify/timeline.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS, emptyState, type SiteFactsRecord, type SiteState } from '../../../src/core/site/state.ts';
import { START, STEP, type Story, story } from '../../helpers/observations.ts';
import { adas, bearer, opaque, PASSWORD } from '../classify/values.ts';
import { HOSTILE } from './arbitrary.ts';
import { SITE } from './laws.ts';

const facts = (told: Story): SiteFactsRecord => told.state().facts;
const visit = (): Story => story(SITE).get('/');
const echo = { 'X-CSRF-Token': opaque('csrf') };

describe('names from hostile sites', () => {
  it.each(HOSTILE)('%s is a name like any other', (name) => {
    const told = story(SITE)
      .get(`/${name}?${name}=${opaque('query')}`)
      .sets(`${name}=${opaque('cookie')}; Path=/`)
      .post(`/${name}`, { fields: [name, 'password'], headers: { [name]: opaque('header') } })
      .calls('DELETE', `/${name}`, { headers: { [name]: opaque('header') } })
      .answers(401)
      .stores(name, adas('1'))
      .readsJar();
    const report = assessSite(JSON.parse(JSON.stringify(told.state())));

    expect(report).toEqual(assessSite(told.state()));
    expect(report.credentials.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        `cookie:${name}`,
        `header:${name.toLowerCase()}`,
        `query:${name}`,
        `localStorage:${name}`,
      ]),
    );
    expect(({} as Record<string, unknown>)['where']).toBeUndefined();
  });
});

describe('a scan that was cut short', () => {
  const scanned = (state: SiteState, unread: number): SiteState =>
    reduce(state, {
      type: 'storage',
      at: START,
      site: SITE,
      partition: null,
      origin: SITE,
      values: [],
      complete: [],
      unread,
    });

  it('is news when something was left out, not when the number wavers', () => {
    const first = scanned(visit().state(), 40);

    expect(first.facts.unread).toBe(40);
    expect(scanned(first, 45).facts).toBe(first.facts);
    expect(scanned(first, 90).facts.unread).toBe(90);
    expect(scanned(first, 0).facts.unread).toBe(0);
  });
});

describe('a request that may change something', () => {
  it('is remembered with what a forger could not send', () => {
    const told = visit()
      .sets(`sid=${opaque('s')}; Path=/`)
      .calls('POST', '/todos', { fields: ['title'], headers: echo });

    expect(Object.values(facts(told).stateChanges)).toEqual([
      {
        at: START + 3 * STEP,
        method: 'POST',
        url: `${SITE}/todos`,
        resource: 'fetch',
        contentType: 'application/json',
        sendings: [expect.stringContaining('header|'), expect.stringContaining('cookie|')],
        fields: ['title'],
        customHeaders: ['x-csrf-token'],
        tokens: [{ where: 'header', name: 'x-csrf-token', bits: expect.any(Number) }],
        outcome: 'accepted',
      },
    ]);
  });

  it.each<[title: string, story: () => Story]>([
    ['a page', () => visit().get('/todos')],
    ['a login', () => visit().post('/login', PASSWORD)],
    ['a logout', () => visit().post('/logout')],
  ])('is not %s', (_title, told) => {
    expect(facts(told()).stateChanges).toEqual({});
  });

  it('is remembered once, in the form that carried most', () => {
    const told = visit().calls('POST', '/todos').calls('POST', '/todos', { headers: echo }).calls('POST', '/todos');

    expect(Object.values(facts(told).stateChanges).map(({ customHeaders }) => customHeaders)).toEqual([
      ['x-csrf-token'],
    ]);
  });

  it.each<[title: string, story: () => Story, fields: string[]]>([
    [
      'by the one after it',
      () =>
        visit()
          .post('/todos', { bodyUnread: true })
          .post('/todos', { fields: ['_csrf'] }),
      ['_csrf'],
    ],
    [
      'by the one before it',
      () =>
        visit()
          .post('/todos', { fields: ['_csrf'] })
          .post('/todos', { bodyUnread: true }),
      ['_csrf'],
    ],
    [
      'by the one before it, though more went along',
      () =>
        visit()
          .post('/todos', { fields: ['_csrf'] })
          .post('/todos', { bodyUnread: true, headers: echo }),
      ['_csrf'],
    ],
  ])('whose body nobody read is mended %s', (_title, told, fields) => {
    const [change] = Object.values(facts(told()).stateChanges);
    expect(change).toMatchObject({ fields });
    expect(change).not.toHaveProperty('bodyUnread');
  });
});

describe('a logout', () => {
  it.each<[title: string, story: () => Story, count: number]>([
    ['is asked for by its path', () => visit().post('/account/sign-out'), 1],
    ['is asked for by deleting the session', () => visit().calls('DELETE', '/api/session'), 1],
    ['is told by Set-Login', () => visit().calls('POST', '/x').answers(200, { 'Set-Login': 'logged-out' }), 1],
    ['is no beacon', () => visit().calls('POST', '/logout', { resource: 'beacon' }), 0],
    ['is no other deletion', () => visit().calls('DELETE', '/api/todos/1'), 0],
    ['is one request, redirects and all', () => visit().post('/logout').redirects('/logout/done').redirects('/'), 1],
  ])('%s', (_title, told, count) => {
    expect(facts(told()).logouts).toHaveLength(count);
  });
});

describe('a login', () => {
  it('is followed through its redirects to the end', () => {
    const told = visit()
      .post('/login', PASSWORD)
      .redirects('/a')
      .sets(`sid=${opaque('s')}; Path=/`)
      .redirects('/b')
      .get('/');

    expect(facts(told).logins).toMatchObject([
      {
        statuses: [303, 303, 200],
        redirects: [`${SITE}/a`, `${SITE}/b`],
        set: ['cookie|app.example|/||sid'],
        open: false,
      },
    ]);
  });

  /** What is left of it when a worker died, and the answers of these statuses with it. */
  const lost = (told: Story, ...statuses: number[]): SiteState =>
    told
      .observations()
      .filter((seen) => seen.type !== 'response' || !statuses.includes(seen.status))
      .reduce(reduce, emptyState(SITE, null, START));
  const outcome = (state: SiteState) => timelineOf(state.facts, []).logins.map((login) => login.outcome);
  const signsIn = (): Story => visit().post('/login', PASSWORD);

  it.each<[title: string, told: () => Story, chain: [statuses: number[], redirects: string[]], outcome: string]>([
    ['on to a page', () => signsIn().redirects('/home'), [[200], ['/home']], 'accepted'],
    ['back to the form', () => signsIn().redirects('/login'), [[200], ['/login']], 'refused'],
    ['on to another login', () => signsIn().redirects('/login/otp'), [[200], ['/login/otp']], 'refused'],
    [
      'after one that is known',
      () => signsIn().redirects('/a', 302).redirects('/b'),
      [
        [302, 200],
        ['/a', '/b'],
      ],
      'accepted',
    ],
    [
      'before one that is known',
      () => signsIn().redirects('/a').redirects('/b', 302),
      [
        [302, 200],
        ['/a', '/b'],
      ],
      'accepted',
    ],
    ['twice', () => signsIn().redirects('/a').redirects('/b'), [[200], ['/a', '/b']], 'accepted'],
  ])('whose redirect was lost leads where the same request goes next: %s', (_title, told, chain, expected) => {
    const state = lost(told(), 303);
    const [statuses, redirects] = chain;
    expect(state.facts.logins).toMatchObject([
      { statuses, redirects: redirects.map((path) => `${SITE}${path}`), open: false },
    ]);
    expect(outcome(state)).toEqual([expected]);
  });

  it('of which nothing but the next request is known is not judged', () => {
    const state = lost(signsIn().redirects('/home'), 303, 200);
    expect(state.facts.logins).toMatchObject([{ statuses: [], redirects: [`${SITE}/home`], open: true }]);
    expect(outcome(state)).toEqual(['unknown']);
  });

  it('is led nowhere by the same request asked again, nor by the redirect of another one', () => {
    const [asked, ...others] = signsIn().get('/a').redirects('/b').observations().slice(2);
    const again = [asked, asked, ...others].filter((seen) => seen !== undefined);
    const state = again.filter(({ type }) => type === 'request').reduce(reduce, emptyState(SITE, null, START));
    expect(state.facts.logins).toMatchObject([{ statuses: [], redirects: [], open: true }]);
  });

  it('that begins with a redirect is not led to its own address', () => {
    const told = visit()
      .get('/start')
      .redirects(`/cb?code=${opaque('c')}&state=${opaque('s')}`, 302);
    for (const state of [told.state(), lost(told, 302)])
      expect(state.facts.logins).toMatchObject([{ how: 'oauth-callback', statuses: [200], redirects: [] }]);
  });

  it('remembers no more hops than browsers follow, whether their answers were seen or not', () => {
    const told = signsIn();
    for (let hop = 0; hop < CAPS.hops + 5; hop += 1) told.redirects(`/${hop}`);
    expect(told.state().facts.logins[0]?.redirects).toHaveLength(CAPS.hops);
    expect(lost(told, 303).facts.logins[0]?.redirects).toHaveLength(CAPS.hops);
  });
});

describe('a door', () => {
  const doors = (told: Story) =>
    Object.values(facts(told).doors).map(({ url, openedAt }) => [url, openedAt !== undefined]);

  it.each<[title: string, story: () => Story, expected: [string, boolean][]]>([
    ['is shut with 401', () => visit().calls('GET', '/me').answers(401), [[`${SITE}/me`, false]]],
    ['is shut by a redirect to the login', () => visit().get('/me').redirects('/login'), [[`${SITE}/me`, false]]],
    [
      'is opened by a later success',
      () =>
        visit()
          .calls('GET', '/me')
          .answers(403)
          .calls('GET', '/me', bearer(opaque('t'))),
      [[`${SITE}/me`, true]],
    ],
    [
      'is not opened by an error',
      () => visit().calls('GET', '/me').answers(401).calls('GET', '/me').answers(500),
      [[`${SITE}/me`, false]],
    ],
    ['is no page that was always open', () => visit().get('/me'), []],
    ['is no login that was refused', () => visit().post('/login', PASSWORD).answers(401), []],
    [
      'is no question that the browser answers itself',
      () => visit().get('/me').answers(401, { 'WWW-Authenticate': 'Basic' }).endsWith(200),
      [],
    ],
    ['is no redirect elsewhere', () => visit().get('/me').redirects('/you'), []],
  ])('%s', (_title, told, expected) => {
    expect(doors(told())).toEqual(expected);
  });
});

describe('a challenge', () => {
  const basic = { 'WWW-Authenticate': 'Basic realm="here"' };

  it.each<[title: string, story: () => Story, expected: [scheme: string, answered: boolean, refused: boolean][]]>([
    ['is open at first', () => story(SITE).get('/').answers(401, basic), [['basic', false, false]]],
    [
      'is answered at the end of the same request',
      () => story(SITE).get('/').answers(401, basic).endsWith(200),
      [['basic', true, false]],
    ],
    [
      'is answered by the next request to the same URL',
      () => story(SITE).get('/').answers(401, basic).get('/'),
      [['basic', true, false]],
    ],
    [
      'is not answered by another URL',
      () => story(SITE).get('/').answers(401, basic).get('/public'),
      [['basic', false, false]],
    ],
    [
      'is one, however often it is asked',
      () => story(SITE).get('/').answers(401, basic).endsWith(200).get('/a').answers(401, basic).endsWith(200),
      [['basic', true, false]],
    ],
    [
      'is refused when the browser gives up later',
      () => story(SITE).get('/').answers(401, basic).endsWith(200).get('/').answers(401, basic).endsWith(401, basic),
      [['basic', true, true]],
    ],
    ['for a bearer is none', () => story(SITE).get('/').answers(401, { 'WWW-Authenticate': 'Bearer' }).get('/'), []],
  ])('%s', (_title, told, expected) => {
    expect(
      facts(told()).challenges.map(({ scheme, answeredAt, refusedAt }) => [
        scheme,
        answeredAt !== undefined,
        refusedAt !== undefined,
      ]),
    ).toEqual(expected);
  });
});

describe('an expired token', () => {
  const old = adas('old', { exp: 1_600_000_000 });

  it.each<[title: string, story: () => Story, count: number]>([
    ['that is let in is remembered', () => visit().calls('GET', '/', bearer(old)), 1],
    ['that is refused is fine', () => visit().calls('GET', '/', bearer(old)).answers(401), 0],
    [
      'is forgiven five minutes of clock skew',
      () => visit().calls('GET', '/', bearer(adas('x', { exp: START / 1000 - 290 }))),
      0,
    ],
  ])('%s', (_title, told, count) => {
    expect(Object.keys(facts(told()).expiredUses)).toHaveLength(count);
  });
});

describe('storage', () => {
  it('that is read to the end buries what is not there any more', () => {
    const told = visit().stores('a', adas('1')).stores('b', adas('2')).clears('a');

    expect(Object.values(facts(told).places).map(({ name, gone }) => [name, gone !== undefined])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('says that it was read, also when it is empty', () => {
    expect([facts(visit()).storageRead, facts(visit().readsStorage()).storageRead]).toEqual([false, true]);
  });
});

describe('what a site says about itself', () => {
  const hsts = { 'Strict-Transport-Security': 'max-age=63072000' };

  it('counts for HSTS only on its own origin', () => {
    expect(facts(visit().answers(200, hsts)).hsts).toBe(true);
    expect(facts(visit().calls('GET', 'https://cdn.example/').answers(200, hsts)).hsts).toBe(false);
  });
});

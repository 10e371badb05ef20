import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged } from './judged.ts';
import * as sites from './stories.ts';
import { adas, bearer, NOON, opaque, PASSWORD, token } from './values.ts';

const { SITE } = sites;

const card = (decisive: string, change: Partial<Judged> = {}): Judged => ({
  kind: 'token',
  state: 'client',
  carriers: ['header'],
  mechanisms: ['bearer-jwt'],
  signedIn: 'yes',
  sure: 'confirmed',
  decisive: [decisive],
  ...change,
});
const lookedUp: Partial<Judged> = { state: 'server', mechanisms: ['bearer-opaque'] };
const api = (): Story => story(SITE).get('/').calls('POST', '/api/login', PASSWORD);
const sends = (name: string): { headers: Record<string, string> } => ({ headers: { [name]: opaque('key') } });
const inCookie = (name: string): Judged =>
  card(`access-token cookie:${name}`, { carriers: ['cookie'], mechanisms: ['jwt-cookie'] });
const supabase = `base64-${sites.base64Json({ access_token: adas('1'), refresh_token: 'r1' })}`;
const guest = token({ sub: 'g1', is_anonymous: true, exp: NOON + 3600 });

describe('a token', () => {
  it.each<[title: string, story: () => Story, expected: Judged]>([
    [
      'is a JWT in localStorage that the page sends as Bearer',
      sites.jwtInStorage,
      card('access-token localStorage:token'),
    ],
    [
      'is a JWT in a cookie',
      sites.jwtInCookie,
      card('access-token cookie:jwt', { carriers: ['cookie'], mechanisms: ['jwt-cookie'] }),
    ],
    [
      'is a JWT in the session cookie of Supabase',
      () => sites.loginSets(`sb-abc-auth-token=${supabase}`),
      inCookie('sb-abc-auth-token:access_token'),
    ],
    [
      'is a JWT in a signed cookie of Express',
      () => sites.loginSets(`auth=${encodeURIComponent(`s:${adas('1')}.${opaque('mac')}`)}`),
      inCookie('auth'),
    ],
    [
      'is the JWT of the site, where its identity provider has a session on the same host',
      () =>
        sites.loginSets(`__client=${token({ id: 'c', exp: NOON + 9e6 })}`, `__session=${adas('1')}`, '__client_uat=1'),
      inCookie('__session'),
    ],
    ['may be opaque and live in memory alone', sites.opaqueBearer, card('access-token header:Authorization', lookedUp)],
    [
      'may travel in a header of its own',
      () => api().calls('GET', '/api/me', sends('X-Auth-Token')),
      card('access-token header:x-auth-token', { state: 'server', mechanisms: ['custom-header-token'] }),
    ],
    [
      'may travel in the URL',
      () => api().calls('GET', `/api/me?access_token=${opaque('key')}`),
      card('access-token query:access_token', { state: 'server', carriers: ['url'], mechanisms: ['url-token'] }),
    ],
    [
      'of a guest signs nobody in',
      () => story(SITE).get('/').stores('token', guest).calls('GET', '/api', bearer(guest)),
      card('access-token localStorage:token', { signedIn: 'no' }),
    ],
    [
      'without a login in sight may or may not be signed in',
      () =>
        story(SITE)
          .get('/')
          .calls('GET', '/api', bearer(opaque('x'))),
      card('access-token header:Authorization', { ...lookedUp, signedIn: 'unknown', sure: 'likely' }),
    ],
    [
      'that names a person and is let in is signed in',
      () =>
        story(SITE)
          .get('/')
          .calls('GET', '/api', bearer(adas('1', { email: 'ada@app.example' }))),
      card('access-token header:Authorization'),
    ],
  ])('%s', (_title, told, expected) => {
    expect(judged(told())).toEqual(expected);
  });

  it('stays one card when it is refreshed', () => {
    const told = sites.refreshed();

    expect(judged(told)).toEqual(card('access-token header:Authorization'));
    expect(told.report().credentials.map(({ id, role }) => [id, role])).toEqual([
      ['header:Authorization', 'access-token'],
      ['cookie:refresh_token', 'refresh-token'],
    ]);
    expect(told.report().credentials[0]?.token?.claims).toMatchObject({ jti: '2' });
  });

  it.each([
    ['as it is', adas('1'), adas('1')],
    ['in quotes, behind `Bearer`, percent-encoded', `%22Bearer%20${adas('1')}%22`, adas('1')],
    ['opaque', opaque('t'), opaque('t')],
  ])(
    'that a script copies from its cookie (%s) into the header is one credential with two carriers',
    (_how, kept, sent) => {
      const told = api().sets(`auth=${kept}; Path=/; Secure; SameSite=Lax`).calls('GET', '/api/me', bearer(sent));

      expect(judged(told)).toMatchObject({
        kind: 'token',
        carriers: ['cookie', 'header'],
        decisive: ['access-token cookie:auth'],
      });
      expect(
        told.report().credentials.map(({ carriers }) => carriers.map(({ where, name }) => `${where} ${name}`)),
      ).toEqual([['cookie auth', 'header Authorization']]);
    },
  );
});

describe('the key of an application', () => {
  it('is all there is before the login, where Supabase sends it twice', () => {
    const told = sites.supabaseBefore();

    expect(judged(told)).toMatchObject({ kind: 'none', signedIn: 'no', decisive: [] });
    expect(about(told, 'header:apikey')).toEqual(['api-key', 'jwt', false]);
  });

  it("gives way to the user's token after the login", () => {
    const told = sites.supabaseIn();

    expect(judged(told)).toEqual(card('access-token localStorage:sb-abc-auth-token:access_token'));
    expect(about(told, 'header:apikey')).toEqual(['api-key', 'jwt', false]);
    expect(about(told, 'localStorage:sb-abc-auth-token:refresh_token')?.[0]).toBe('refresh-token');
  });

  it('decides where nothing names a user, and signs nobody in or out', () => {
    const told = story(SITE).get('/').calls('GET', '/api', sends('X-API-Key'));

    expect(judged(told)).toEqual(
      card('api-key header:x-api-key', { state: 'server', mechanisms: ['api-key'], signedIn: 'no', sure: 'hardly' }),
    );
    expect(told.report().verdict.summary).toBe(
      'The page shows an API key, `x-api-key`: it names the application rather than you.',
    );
  });
});

describe("the browser's own login", () => {
  const http: Judged = {
    kind: 'http-auth',
    state: 'server',
    carriers: ['http-auth'],
    mechanisms: ['basic'],
    signedIn: 'yes',
    sure: 'confirmed',
    decisive: ['login http-auth:basic'],
  };
  const asked = { 'WWW-Authenticate': 'Basic realm="here"' };

  it('shows only as a 401 that ends well', () => {
    expect(judged(sites.basic())).toEqual(http);
  });

  it.each(['Digest', 'Negotiate'])('may be %s as well', (scheme) => {
    const told = story(SITE).get('/').answers(401, { 'WWW-Authenticate': scheme }).endsWith(200);
    const name = scheme.toLowerCase();

    expect(judged(told)).toEqual({ ...http, mechanisms: [name], decisive: [`login http-auth:${name}`] });
  });

  it('is none if the 401 is the last word', () => {
    const told = story(SITE).get('/').answers(401, asked).endsWith(401, asked);

    expect(judged(told)).toMatchObject({ kind: 'none', signedIn: 'no', decisive: [] });
  });

  it('that a script sends has the role of a login', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', { headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } });

    expect(judged(told)).toEqual({
      ...http,
      sure: 'likely',
      decisive: ['login header:Authorization'],
    });
  });
});

describe('localhost', () => {
  it('shares its cookies between ports: the API on :4000 signs the page on :3000 in', () => {
    const told = story('http://localhost:3000')
      .get('/')
      .calls('POST', 'http://localhost:4000/login', PASSWORD)
      .sets(`connect.sid=${opaque('ada')}; Path=/; HttpOnly`)
      .calls('GET', 'http://localhost:4000/me');

    expect(judged(told)).toMatchObject({
      kind: 'session',
      signedIn: 'yes',
      decisive: ['session-id cookie:connect.sid'],
    });
    expect(told.report().credentials[0]?.sentTo.map(({ origin }) => origin)).toEqual(['http://localhost:4000']);
  });

  it("keeps a token in the page's storage and sends it to the other port", () => {
    const told = story('http://localhost:3000')
      .get('/')
      .calls('POST', 'http://localhost:4000/login', PASSWORD)
      .stores('token', adas('1'))
      .calls('GET', 'http://localhost:4000/me', bearer(adas('1')));

    expect(judged(told)).toEqual(card('access-token localStorage:token'));
    expect(told.report().credentials[0]?.carriers.map(({ where, origin }) => [where, origin])).toEqual([
      ['localStorage', 'http://localhost:3000'],
      ['header', 'http://localhost:4000'],
    ]);
  });
});

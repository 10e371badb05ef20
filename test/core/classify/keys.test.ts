import { describe, expect, it } from 'vitest';
import { type Ask, type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged } from './judged.ts';
import { loginSets, SITE } from './stories.ts';
import { adas, bearer, NOON, opaque, PASSWORD, token } from './values.ts';

const API = 'https://api.vendor.example';
const key = opaque('key');
const sends = (name: string, value = key): Ask => ({ headers: { [name]: value } });
const texts = (told: Story): string => {
  const { verdict, story: steps } = told.report();
  return [verdict.summary, ...verdict.evidence.map(({ text }) => text), ...steps.map(({ text }) => text)].join('\n');
};

/** Words that belong to people. */
const SPEAKS_OF_A_PERSON =
  /reads who you are|find out who you are|remembers you|names a subject|carries? your identity/i;

const byKey = (id: string, change: Partial<Judged> = {}): Judged => ({
  kind: 'token',
  state: 'server',
  carriers: ['header'],
  mechanisms: ['api-key'],
  signedIn: 'no',
  sure: 'hardly',
  decisive: [`api-key ${id}`],
  ...change,
});

describe('an API key', () => {
  it.each(['X-API-Key', 'apikey', 'X-Goog-Api-Key', 'Ocp-Apim-Subscription-Key', 'x-functions-key', 'X-Acme-Api-Key'])(
    'in %s names an application, and nobody who uses it',
    (name) => {
      const told = story(SITE).get('/').calls('GET', '/api', sends(name));

      expect(judged(told)).toEqual(byKey(`header:${name.toLowerCase()}`));
      expect(texts(told)).not.toMatch(SPEAKS_OF_A_PERSON);
      expect(texts(told)).toContain('It is a key of the application: it does not say who you are');
    },
  );

  it.each(['ApiKey', 'Api-Key', 'Key', 'GenieKey', 'SSWS', 'Bot'])('may be in Authorization, as %s', (scheme) => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', sends('Authorization', `${scheme} ${key}`));

    expect(judged(told)).toMatchObject({ kind: 'token', mechanisms: ['api-key'], signedIn: 'no' });
    expect(about(told, 'header:Authorization')).toEqual(['api-key', 'opaque', true]);
  });

  it.each(['api_key', 'apikey', 'key', 'subscription-key'])('may be in the address, as %s', (name) => {
    const told = story(SITE).get('/').calls('GET', `/api?${name}=${key}`);

    expect(judged(told)).toEqual(byKey(`query:${name}`, { carriers: ['url'] }));
    expect(texts(told)).not.toMatch(SPEAKS_OF_A_PERSON);
  });

  it.each<[title: string, claims: Record<string, unknown>]>([
    ['for nobody', { role: 'anon', sub: 'project' }],
    ['for a project', { role: 'project', sub: 'project' }],
  ])('that is a JWT %s is none of a person either', (_title, claims) => {
    const anon = token({ iss: 'supabase', exp: NOON + 3600, ...claims });
    const told = story(SITE).get('/').calls('GET', '/rest/v1/todos', sends('apikey', anon));

    expect(judged(told)).toMatchObject({ kind: 'token', mechanisms: ['api-key'], signedIn: 'no' });
    expect(texts(told)).not.toMatch(SPEAKS_OF_A_PERSON);
  });

  it('to somebody else decides nothing', () => {
    const told = story(SITE).get('/').calls('GET', `${API}/search`, sends('X-Algolia-API-Key'));

    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: [], decisive: [] });
    expect(about(told, 'header:x-algolia-api-key')).toEqual(['api-key', 'opaque', false]);
  });

  it('that a login brought is the token of whoever signed in', () => {
    const told = story(SITE).get('/').calls('POST', '/api/login', PASSWORD).calls('GET', '/api', sends('X-API-Key'));

    expect(judged(told)).toMatchObject({
      kind: 'token',
      mechanisms: ['api-key'],
      signedIn: 'yes',
      decisive: ['access-token header:x-api-key'],
    });
  });

  it('that opens what was refused was typed in by somebody', () => {
    const told = story(SITE).get('/').calls('GET', '/api').answers(401).calls('GET', '/api', sends('X-API-Key'));

    expect(judged(told)).toMatchObject({
      kind: 'token',
      mechanisms: ['api-key'],
      signedIn: 'yes',
      decisive: ['access-token header:x-api-key'],
    });
  });

  it.each<[title: string, ask: Ask, path: string]>([
    ['in a header', sends('X-Auth-Token'), '/api'],
    ['in the address', {}, `/api?token=${key}`],
  ])('shows (%s) by being the same before and after the login', (_title, ask, path) => {
    const told = loginSets(`sid=${opaque('sid')}`);
    const before = story(SITE).get('/').calls('GET', path, ask);
    const around = before
      .post('/login', PASSWORD)
      .sets(`sid=${opaque('sid')}; Path=/; HttpOnly; Secure; SameSite=Lax`)
      .redirects('/')
      .calls('GET', path, ask);

    expect(judged(around)).toEqual(judged(told));
    expect(around.report().credentials.map(({ role }) => role)).toContain('api-key');
  });
});

describe('a key that is for everybody to see', () => {
  it.each([
    ['Google', 'key', 'AIzaSyA0123456789abcdefghijklmnopqrstuv'],
    ['Stripe', 'key', 'pk_live_51H0123456789abcdef'],
    ['PostHog', 'token', 'phc_0123456789abcdefghijklmnop'],
    ['Supabase', 'apikey', 'sb_publishable_0123456789abcdef'],
    ['Mapbox', 'access_token', 'pk.eyJ1IjoiYSJ9.abcdefghijkl'],
  ])('(%s) decides nothing, wherever it goes', (_provider, name, value) => {
    for (const to of [API, SITE]) {
      const told = story(SITE)
        .get('/')
        .calls('GET', `${to}/e?${name}=${value}`)
        .calls('POST', `${to}/f?${name}=${value}`);

      expect(judged(told)).toMatchObject({ kind: 'none', signedIn: 'no', mechanisms: [], decisive: [] });
      expect(about(told, `query:${name}`)).toEqual(['api-key', 'opaque', false]);
    }
  });

  it.each([
    ['Sentry', '?sentry_version=7&sentry_key=0123456789abcdef0123456789abcdef', {}],
    ['Datadog', '?dd-api-key=pub0123456789abcdef0123456789abcdef', {}],
    ['Sentry, in a header', '', sends('X-Sentry-Auth', 'Sentry sentry_version=7, sentry_key=0123456789abcdef')],
    ['Supabase as Bearer', '', bearer('sb_publishable_0123456789abcdef')],
    [
      'App Check',
      '',
      sends('X-Firebase-AppCheck', token({ iss: 'https://firebaseappcheck.googleapis.com/1', sub: 'app' })),
    ],
  ])('(%s) is no login of anybody', (_provider, query, ask) => {
    const told = story(SITE).get('/').calls('POST', `${API}/e${query}`, ask);

    expect(judged(told)).toMatchObject({ kind: 'none', signedIn: 'no', decisive: [] });
    expect(told.report().credentials.map(({ role }) => role)).toEqual(['api-key']);
  });

  it('stands back behind the token of a person', () => {
    const told = story(SITE)
      .get('/')
      .calls(
        'GET',
        `/api/me?key=AIzaSyA0123456789abcdefghijklmnopqrstuv`,
        bearer(adas('1', { email: 'ada@app.example' })),
      );

    expect(judged(told)).toMatchObject({
      kind: 'token',
      mechanisms: ['bearer-jwt'],
      signedIn: 'yes',
      decisive: ['access-token header:Authorization'],
    });
  });
});

describe('an Authorization header', () => {
  const authorized = (value: string): Story => story(SITE).get('/').calls('GET', '/api', sends('Authorization', value));
  const jwt = adas('1');

  it.each<[title: string, value: string, mechanism: Judged['mechanisms'][number]]>([
    ['a JWT without a scheme', jwt, 'bearer-jwt'],
    ['an opaque token without a scheme', key, 'bearer-opaque'],
    ['JWT', `JWT ${jwt}`, 'bearer-jwt'],
    ['Token', `Token ${key}`, 'bearer-opaque'],
    ['Token with parameters', `Token token="${key}", nonce="1"`, 'bearer-opaque'],
    ['OAuth 2 of early drafts', `OAuth ${key}`, 'bearer-opaque'],
    ['Splunk', `Splunk ${key}`, 'bearer-opaque'],
    ['a scheme that nobody registered', `Acme ${key}`, 'bearer-opaque'],
    [
      'parameters with a token among them',
      `MediaBrowser Client="Web", DeviceId="${opaque('device')}", Token="${key}"`,
      'bearer-opaque',
    ],
  ])('with %s carries a token', (_title, value, mechanism) => {
    expect(judged(authorized(value))).toMatchObject({
      kind: 'token',
      carriers: ['header'],
      mechanisms: [mechanism],
      signedIn: 'unknown',
      decisive: ['access-token header:Authorization'],
    });
  });

  it.each([
    ['a ticket of Privacy Pass', `PrivateToken token="${opaque('pp')}"`],
    ['a voucher for a push server', `vapid t=${jwt}, k=${opaque('k')}`],
    ['parameters without a token', `MediaBrowser Client="Web", DeviceId="${opaque('device')}"`],
    ['a variable that was never set', 'Bearer undefined'],
  ])('with %s carries none', (_title, value) => {
    expect(judged(authorized(value))).toMatchObject({ kind: 'none', mechanisms: [], decisive: [] });
  });

  it('and what the page keeps are one credential, whatever stands around the token', () => {
    const told = story(SITE)
      .get('/')
      .stores('token', key)
      .calls('GET', '/api', sends('Authorization', `Token token="${key}"`))
      .calls('GET', '/other', sends('X-Acme-Authorization', `MediaBrowser Client="Web", Token="${key}"`));

    expect(told.report().credentials.map(({ carriers }) => carriers.map(({ name }) => name))).toEqual([
      ['token', 'Authorization', 'x-acme-authorization'],
    ]);
  });
});

describe('headers that look as if', () => {
  const noise: [name: string, value: string][] = [
    ['X-Request-Id', opaque('r')],
    ['X-Acme-Request-UUID', opaque('r')],
    ['traceparent', `00-${'0af7651916cd43dd8448eb211c80319c'}-b7ad6b7169203331-01`],
    ['sentry-trace', opaque('t')],
    ['X-Datadog-Trace-Id', opaque('t')],
    ['X-Device-Id', opaque('d')],
    ['X-Installation-Id', opaque('d')],
    ['X-Visitor-Id', opaque('v')],
    ['Sec-WebSocket-Key', opaque('k')],
    ['Idempotency-Key', opaque('i')],
    ['X-Build-Id', opaque('b')],
    ['X-App-Version', opaque('b')],
    ['Content-Digest', `sha-256=:${opaque('c')}:`],
    ['X-Amz-Content-Sha256', opaque('c')],
    ['X-Kpsdk-Ct', opaque('k')],
    ['X-Client-Transaction-Id', opaque('x')],
    ['Secure-Session-Skipped', 'unreachable;session_identifier="abc"'],
  ];

  it.each(noise)('%s is never a credential', (name, value) => {
    const told = loginSets(`sid=${opaque('sid')}`).calls('GET', '/api', sends(name, value));

    expect(told.report().credentials.map(({ id }) => id)).toEqual(['cookie:sid']);
  });

  it('an id of the user beside the token is no second token', () => {
    const told = story(SITE)
      .get('/')
      .calls('POST', '/api/v1/login', PASSWORD)
      .calls('GET', '/api/v1/me', { headers: { 'X-Auth-Token': key, 'X-User-Id': 'aobEdbYhXfu5hkeqG' } });

    expect(judged(told)).toMatchObject({ decisive: ['access-token header:x-auth-token'], signedIn: 'yes' });
  });
});

describe('a JWT in a header of any name', () => {
  it('carries whoever it names', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', sends('X-Acme', adas('1', { email: 'ada@app.example' })));

    expect(judged(told)).toMatchObject({
      kind: 'token',
      mechanisms: ['custom-header-token'],
      signedIn: 'yes',
      decisive: ['access-token header:x-acme'],
    });
  });

  it('carries nobody if it names nobody', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', sends('X-Acme', token({ exp: NOON + 60, feature: 'dark' })));

    expect(judged(told)).toMatchObject({ kind: 'none', decisive: [] });
  });
});

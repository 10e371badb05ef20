import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, session } from './judged.ts';
import { FLAGS, SITE } from './stories.ts';
import { adas, bearer, express, opaque, PASSWORD } from './values.ts';

const asks = (challenge: string): Story => story(SITE).get('/').answers(401, { 'WWW-Authenticate': challenge });

const http = (scheme: string, mechanism: Judged['mechanisms'][number], change: Partial<Judged> = {}): Judged => ({
  kind: 'http-auth',
  state: 'server',
  carriers: ['http-auth'],
  mechanisms: [mechanism],
  signedIn: 'yes',
  sure: 'confirmed',
  decisive: [`login http-auth:${scheme}`],
  ...change,
});

const evidence = (told: Story, code: string): string | undefined =>
  told.report().verdict.evidence.find((item) => item.code === code)?.text;

describe('a challenge that the browser answers', () => {
  it.each<[title: string, challenge: string, scheme: string, mechanism: Judged['mechanisms'][number], format: string]>([
    ['Basic', 'Basic realm="a"', 'basic', 'basic', 'basic'],
    ['Digest', 'Digest realm="a", qop="auth", algorithm=SHA-256, nonce="n"', 'digest', 'digest', 'digest'],
    [
      'Digest in two algorithms',
      'Digest realm="a", nonce="n"\nDigest realm="a", nonce="n"',
      'digest',
      'digest',
      'digest',
    ],
    ['Negotiate', 'Negotiate', 'negotiate', 'negotiate', 'negotiate'],
    ['NTLM', 'NTLM', 'ntlm', 'negotiate', 'negotiate'],
    ['one of several: the strongest', 'Basic realm="a"\nNTLM\nNegotiate', 'negotiate', 'negotiate', 'negotiate'],
    ['one of two: the strongest', 'Basic realm="a", Digest realm="a", nonce="n"', 'digest', 'digest', 'digest'],
    ['beside one for scripts', 'Bearer, Basic realm="a"', 'basic', 'basic', 'basic'],
  ])('is %s', (_title, challenge, scheme, mechanism, format) => {
    const told = asks(challenge).endsWith(200);

    expect(judged(told)).toEqual(http(scheme, mechanism));
    expect(about(told, `http-auth:${scheme}`)).toEqual(['login', format, true]);
    expect(evidence(told, 'hidden-by-browser')).toMatch(/what stands in it is not/);
  });

  it('says which were offered where it does not show which was answered', () => {
    const told = asks('Negotiate, NTLM, Basic realm="a"').endsWith(200);

    expect(evidence(told, 'several-offered')).toContain('Negotiate, NTLM and Basic');
    expect(told.report().verdict.summary).toContain('Negotiate, NTLM or Basic');
    expect(evidence(asks('Negotiate').endsWith(200), 'several-offered')).toBeUndefined();
  });

  it.each<[title: string, story: () => Story, scheme: string, mechanism: Judged['mechanisms'][number]]>([
    [
      'NTLM that goes on',
      () =>
        asks('Negotiate, NTLM')
          .thenAnswers(401, { 'WWW-Authenticate': `NTLM TlRMTVNTUAACAAAA${opaque('type 2')}` })
          .endsWith(200),
      'ntlm',
      'negotiate',
    ],
    [
      'a Digest whose nonce became stale',
      () =>
        asks('Digest realm="a", nonce="n", Basic realm="a"')
          .endsWith(200)
          .get('/b')
          .answers(401, { 'WWW-Authenticate': 'Digest realm="a", nonce="m", stale=true, Basic realm="a"' })
          .endsWith(200),
      'digest',
      'digest',
    ],
    [
      "a Digest that proves the server's side",
      () =>
        asks('Negotiate, Digest realm="a", nonce="n"').endsWith(200, {
          'Authentication-Info': 'rspauth="6629fae49393a05397450978507c4ef1", qop=auth, nc=00000001',
        }),
      'digest',
      'digest',
    ],
  ])('is known to be %s', (_title, told, scheme, mechanism) => {
    expect(judged(told())).toEqual(http(scheme, mechanism));
    expect(evidence(told(), 'several-offered')).toBeUndefined();
  });

  it('is none if only scripts know its scheme', () => {
    expect(judged(asks('Bearer realm="a"').endsWith(200))).toMatchObject({ kind: 'none', mechanisms: [] });
  });

  it('is none if a script came back to the same address with a token of its own', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/me')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="api"' })
      .calls('POST', '/api/login', PASSWORD)
      .stores('token', adas('1'))
      .calls('GET', '/api/me', bearer(adas('1')));

    expect(judged(told)).toMatchObject({ kind: 'token', mechanisms: ['bearer-jwt'], signedIn: 'yes' });
  });

  it('is none if a script knew a token all the time', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/me')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="api"' })
      .calls('GET', '/api/me', bearer(opaque('t')));

    expect(judged(told)).toMatchObject({ kind: 'token', mechanisms: ['bearer-opaque'] });
  });

  it('is none if a login by other means opened the same address', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/me')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="api"' })
      .calls('POST', '/api/login', PASSWORD)
      .sets(`connect.sid=${express('ada')}; ${FLAGS}`)
      .calls('GET', '/api/me');

    expect(judged(told)).toEqual(session('connect.sid'));
  });

  it('of a script is one if its request goes on to success', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/me')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="api"' })
      .endsWith(200);

    expect(judged(told)).toEqual(http('basic', 'basic'));
  });
});

describe('a proxy on the way', () => {
  const viaProxy = (told: Story, challenge: string): Story => told.answers(407, { 'Proxy-Authenticate': challenge });

  it.each(['Basic realm="proxy"', 'Negotiate, NTLM'])(
    'that asks for a login (%s) says nothing of the site',
    (challenge) => {
      const told = viaProxy(story(SITE).get('/'), challenge).endsWith(200).get('/a');

      expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: [], decisive: [] });
      expect(told.report().credentials).toEqual([]);
    },
  );

  it('that asks in the midst of a login does not refuse it', () => {
    const told = viaProxy(story(SITE).get('/login').post('/login', PASSWORD), 'Basic realm="proxy"')
      .endsWith(303, { Location: '/' })
      .sets(`connect.sid=${express('ada')}; ${FLAGS}`)
      .get('/');

    expect(judged(told)).toEqual(session('connect.sid'));
  });

  it('gets its login in a header of its own', () => {
    const told = story(SITE).get('/', { headers: { 'Proxy-Authorization': 'Basic YWRhOmxvdmVsYWNl' } });

    expect(told.report().credentials).toEqual([]);
  });
});

describe('a login in a header that is shown', () => {
  const sends = (...values: string[]): Story =>
    values.reduce(
      (told, value, index) => told.calls('GET', `/api/${index}`, { headers: { Authorization: value } }),
      story(SITE).get('/'),
    );
  const digest = (nc: string): string =>
    `Digest username="ada", realm="lab", nonce="${opaque('n')}", uri="/api", qop=auth, nc=${nc}, cnonce="${opaque(nc)}", response="${opaque(`r${nc}`)}"`;
  const shown = (mechanism: Judged['mechanisms'][number]): Judged =>
    http('', mechanism, { signedIn: 'unknown', sure: 'likely', decisive: ['login header:Authorization'] });

  it.each<[scheme: string, mechanism: Judged['mechanisms'][number], values: string[]]>([
    ['Basic', 'basic', ['Basic YWRhOmxvdmVsYWNl', 'Basic YWRhOmxvdmVsYWNl']],
    ['Digest', 'digest', ['00000001', '00000002', '00000003'].map(digest)],
    ['Negotiate', 'negotiate', [`Negotiate YII${opaque('1')}`, `Negotiate YII${opaque('2')}`]],
    ['NTLM', 'negotiate', [`NTLM TlRMTVNTUAAB${opaque('1')}`, `NTLM TlRMTVNTUAAD${opaque('3')}`]],
  ])('is one login, however often %s says it anew', (_scheme, mechanism, values) => {
    const told = sends(...values);

    expect({ ...judged(told), signedIn: 'unknown', sure: 'likely' }).toEqual(shown(mechanism));
    expect(told.report().credentials.map(({ format, sentTo }) => [format, sentTo[0]?.count])).toEqual([
      [mechanism, values.length],
    ]);
  });

  it('of another person is another login', () => {
    expect(sends(digest('1'), digest('1').replace('"ada"', '"bob"')).report().credentials).toHaveLength(2);
  });

  it('keeps nothing of what a Digest or a Negotiate says', () => {
    const told = JSON.stringify(sends(digest('1'), `Negotiate YII${opaque('1')}`).observations());

    for (const secret of [opaque('n'), opaque('1'), opaque('r1')]) expect(told).not.toContain(secret.slice(-6));
  });

  it('is signed in once it opened what was refused', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api')
      .answers(401)
      .calls('GET', '/api', { headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } });

    expect(judged(told)).toEqual(http('', 'basic', { decisive: ['login header:Authorization'] }));
  });

  it.each<[browser: string, answers: (told: Story) => Story]>([
    ['Firefox', (told) => told.endsWith(200)],
    ['a HAR', (told) => told],
  ])('is signed in where %s shows how a challenge was answered', (_browser, ends) => {
    const asked = { 'WWW-Authenticate': 'Basic realm="a"' };
    const basic = { headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } };
    const told = ends(story(SITE).get('/').answers(401, asked).get('/', basic));

    expect(judged(told)).toEqual(http('', 'basic', { decisive: ['login header:Authorization'] }));
    expect(told.report().verdict.summary).toBe(
      'The browser itself logs you in: it sends your Basic login with every request.',
    );
    expect(judged(told.get('/', basic).answers(401, asked).endsWith(401, asked)).signedIn).toBe('no');
  });

  it('is the browser’s own where a page was opened with it, and forms of other sites can use it', () => {
    const basic = { headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } };
    const told = story(SITE)
      .get('/')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="a"' })
      .get('/', basic)
      .post('/notes', { fields: ['text'], ...basic })
      .report();

    expect(told.story.filter(({ kind }) => kind === 'credential-sent')).toMatchObject([
      { from: 'browser', text: 'The browser sends the login along with each request, by itself.' },
    ]);
    expect(told.verdict.evidence.map(({ code }) => code)).toContain('challenge-answered');
    expect(told.verdict.evidence.map(({ code }) => code)).not.toContain('hidden-by-browser');
    expect(told.findings.map(({ rule }) => rule)).toContain('csrf-exposed');
  });

  it('is a script’s where only its own requests have it, though the server asked for it', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="a"' })
      .calls('GET', '/api', { headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } })
      .calls('POST', '/notes', { fields: ['text'], headers: { Authorization: 'Basic YWRhOmxvdmVsYWNl' } })
      .report();

    expect(told.story.filter(({ kind }) => kind === 'credential-sent')).toMatchObject([{ from: 'page' }]);
    expect(told.findings.map(({ rule }) => rule)).not.toContain('csrf-exposed');
  });

  it('is that of a person once it opens more than the place where tokens are given out', () => {
    const basic = { headers: { Authorization: 'Basic Y2xpZW50OnNlY3JldA==' } };
    const told = (): Story =>
      story(SITE)
        .get('/')
        .calls('POST', '/oauth/token', { fields: ['grant_type'], ...basic });

    expect(about(told(), 'header:Authorization')?.[0]).toBe('api-key');
    for (const to of ['/api', 'https://api.app.example/'])
      expect(about(told().calls('GET', to, basic), 'header:Authorization')?.[0]).toBe('login');
  });

  it('is that of an application where tokens are given out', () => {
    const told = story(SITE)
      .get('/')
      .calls('POST', '/oauth/token', {
        fields: ['grant_type', 'username', 'password'],
        headers: { Authorization: 'Basic Y2xpZW50OnNlY3JldA==' },
      })
      .stores('token', adas('1'))
      .calls('GET', '/api/me', bearer(adas('1')));

    expect(judged(told)).toMatchObject({ kind: 'token', mechanisms: ['bearer-jwt'], signedIn: 'yes' });
    expect(about(told, 'header:Authorization#2') ?? about(told, 'header:Authorization')).toEqual([
      'api-key',
      'basic',
      false,
    ]);
  });
});

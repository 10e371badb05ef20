import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, session } from './judged.ts';
import * as sites from './stories.ts';
import { adas, bearer, express, hex, opaque, PASSWORD } from './values.ts';

const { SITE, FLAGS, loginSets } = sites;

const sealed: Partial<Judged> = { state: 'client', mechanisms: ['sealed-session-cookie'] };
const nobody: Partial<Judged> = { signedIn: 'no', sure: 'likely' };
const nothing: Judged = {
  kind: 'none',
  state: 'unknown',
  carriers: [],
  mechanisms: [],
  signedIn: 'no',
  sure: 'possible',
  decisive: [],
};

describe('a session', () => {
  it.each<[title: string, story: () => Story, expected: Judged]>([
    ['is anonymous before the login', sites.expressBefore, session('connect.sid', nobody)],
    ['is signed in once its id is rotated at the login', sites.expressIn, session('connect.sid')],
    ['is over once its cookie is cleared at the logout', sites.expressOut, session('connect.sid', { signedIn: 'no' })],
    ['is signed in though a careless site keeps the id', sites.careless, session('connect.sid')],
    ['of a shop that knows nobody yet is anonymous', sites.cart, session('PHPSESSID', nobody)],
    ['is `auth_token` where one bearer serves everybody', sites.xLike, session('auth_token')],
    ['is `li_at` where JSESSIONID is echoed as CSRF token', sites.linkedInLike, session('li_at')],
    ['is `sessionid` beside `csrftoken`', sites.django, session('sessionid')],
  ])('%s', (_title, told, expected) => {
    expect(judged(told())).toEqual(expected);
  });

  it('spread over two cookies of WordPress is one credential in two places', () => {
    const told = sites.wordpress();
    const id = `wordpress_sec_${hex('site')}`;

    expect(judged(told)).toEqual(session(id));
    expect(told.report().credentials[0]?.carriers.map(({ name }) => name)).toEqual([
      id,
      `wordpress_logged_in_${hex('site')}`,
    ]);
  });

  it.each<[id: string, what: string, expected: Judged]>([
    ['85238366', 'a number that was drawn', session('sid')],
    ['1000000042', 'a number that was counted', session('sid')],
    ['20261122', 'a day', nothing],
    ['1763811111', 'a time', nothing],
  ])('with the id %s, %s, is judged by what it could be', (id, _what, expected) => {
    const told = loginSets(`sid=${id}`);
    expect(judged(told)).toEqual(expected);
  });

  it('is not what only analytics leaves behind', () => {
    expect(judged(sites.analytics())).toEqual(nothing);
  });
});

const iron = `Fe26.2*1*${hex('a', 64)}*${opaque('b').slice(0, 22)}*${opaque('c')}*1771000000000*${hex('d', 64)}*${opaque('e')}~2`;
const laravel = encodeURIComponent(sites.base64Json({ iv: hex('iv', 24), value: opaque('v'), mac: hex('mac', 64) }));
const part = (bytes: string): string => Buffer.from(bytes).toString('base64');
const rails = encodeURIComponent(
  `${part(opaque('a') + opaque('b'))}--${part('twelve bytes')}--${part('sixteen bytes ok')}`,
);

describe('a sealed cookie', () => {
  it.each<[format: string, name: string, value: string, expected: Partial<Judged>]>([
    ['sealed:iron', 'app_session', iron, sealed],
    ['sealed:flask', 'session', `eyJ1c2VyX2lkIjoxfQ.ZVPxAA.${opaque('flask').slice(0, 27)}`, sealed],
    ['sealed:django', 'sessionid', `.${opaque('a')}${opaque('b')}:1sYabc:${opaque('c')}`, sealed],
    ['sealed:rails', '_app_session', rails, sealed],
    ['sealed:laravel', 'laravel_session', laravel, {}],
    ['sealed:express', 'connect.sid', express('ada'), {}],
  ])('of format %s in %s says where the state lives', (format, name, value, expected) => {
    const told = loginSets(`${name}=${value}`);

    expect(judged(told)).toEqual(session(name, expected));
    expect(about(told, `cookie:${name}`)).toEqual(['session-id', format, true]);
  });

  it('by keygrip has its seal in a cookie of its own, which is no credential', () => {
    const told = sites.keygripSigned();

    expect(judged(told)).toEqual(session('session', sealed));
    expect(about(told, 'cookie:session')).toEqual(['session-id', 'sealed:keygrip', true]);
    expect(about(told, 'cookie:session.sig')).toEqual(['other', 'opaque', false]);
  });
});

describe('what goes along with a session and decides nothing', () => {
  it.each<[title: string, story: () => Story, id: string, expected: [role: string, format: string, decisive: boolean]]>(
    [
      ['the CSRF cookie of Django', sites.django, 'cookie:csrftoken', ['csrf-token', 'opaque', false]],
      ['the CSRF cookie of X', sites.xLike, 'cookie:ct0', ['csrf-token', 'opaque', false]],
      ['the bearer that X gives everybody', sites.xLike, 'header:Authorization', ['api-key', 'opaque', false]],
      ['the JSESSIONID of LinkedIn', sites.linkedInLike, 'cookie:JSESSIONID', ['csrf-token', 'text', false]],
      ['the test cookie of WordPress', sites.wordpress, 'cookie:wordpress_test_cookie', ['other', 'text', false]],
    ],
  )('%s', (_title, told, id, expected) => {
    expect(about(told(), id)).toEqual(expected);
  });

  const echo = { headers: { 'X-CSRF-Token': opaque('echo') } };

  it('is a double-submit cookie of any name', () => {
    const told = story(SITE)
      .get('/')
      .sets(`tok=${opaque('echo')}; Path=/; Secure; SameSite=Lax`)
      .calls('POST', '/todos', echo)
      .calls('POST', '/todos', echo);

    expect(judged(told)).toEqual({ ...nothing });
    expect(about(told, 'cookie:tok')).toEqual(['csrf-token', 'opaque', false]);
  });

  it('is a double-submit cookie that a careless site sets at the login, though the session did not move', () => {
    const told = sites
      .expressBefore()
      .post('/login', PASSWORD)
      .sets(`tok=${opaque('echo')}; Path=/`)
      .redirects('/')
      .calls('POST', '/todos', echo);

    expect(judged(told)).toEqual(session('connect.sid'));
  });

  it('is a note of the last visit that a careless site sets at the login', () => {
    const told = sites
      .expressBefore()
      .post('/login', PASSWORD)
      .sets(`last_visit=${hex('visit')}; Path=/`)
      .redirects('/');

    expect(judged(told)).toEqual(session('connect.sid', { sure: 'possible' }));
  });
});

describe('the cookies of one answer', () => {
  it('are told apart: the ticket from preferences, CSRF and device', () => {
    const told = story(SITE)
      .get('/login')
      .post('/login', PASSWORD)
      .sets('theme=dark; Path=/', `connect.sid=${express('ada')}; ${FLAGS}`, 'lang=en; Path=/')
      .sets(`csrftoken=${opaque('c')}; Path=/`, `_device=${opaque('d')}; Path=/; Max-Age=31536000; HttpOnly`)
      .redirects('/');

    expect(judged(told)).toEqual(session('connect.sid'));
  });

  it('may have `=` and quotes in their value and are known again when they are sent', () => {
    const told = loginSets(`sid="${hex('ada')}=="`);
    const [ticket] = told.report().credentials;

    expect(judged(told)).toEqual(session('sid'));
    expect(ticket).toMatchObject({ length: 34, sentTo: [{ origin: SITE, carrier: 'cookie', count: 2 }] });
  });
});

describe('a session that was there when watching began', () => {
  const there = (): Story => story(SITE).holds(`connect.sid=${express('ada')}; ${FLAGS}`);

  it.each<[title: string, story: () => Story, expected: Partial<Judged>]>([
    ['may or may not be signed in', () => there().get('/account'), { signedIn: 'unknown', sure: 'likely' }],
    [
      'the same once the jar is read',
      () => there().readsJar().get('/account'),
      { signedIn: 'unknown', sure: 'likely' },
    ],
    [
      'is signed in if it opens a door',
      () =>
        story(SITE)
          .get('/me')
          .answers(401)
          .holds(`connect.sid=${express('ada')}`)
          .get('/me'),
      {},
    ],
    [
      'is over if a logout clears its cookie',
      () => there().get('/').post('/logout').sets('connect.sid=; Max-Age=0; Path=/').redirects('/'),
      { signedIn: 'no' },
    ],
    [
      'is the same one if the login sets the same value again',
      () =>
        there()
          .get('/login')
          .post('/login', PASSWORD)
          .sets(`connect.sid=${express('ada')}; ${FLAGS}`)
          .redirects('/'),
      {},
    ],
  ])('%s', (_title, told, change) => {
    expect(judged(told())).toEqual(session('connect.sid', change));
  });
});

describe('two ways at once', () => {
  const hybrid: Judged = {
    kind: 'hybrid',
    state: 'both',
    carriers: ['cookie', 'header'],
    mechanisms: ['bearer-jwt', 'session-cookie'],
    signedIn: 'yes',
    sure: 'confirmed',
    decisive: ['session-id cookie:connect.sid', 'access-token localStorage:token'],
  };

  it('are a session cookie and a bearer token that both came with the login', () => {
    expect(judged(sites.hybrid())).toEqual(hybrid);
  });

  it('are not a bearer token beside an anonymous session that the login did not touch', () => {
    const told = sites
      .expressBefore()
      .calls('POST', '/api/login', PASSWORD)
      .stores('token', adas('1'))
      .calls('GET', '/api/me', bearer(adas('1')));

    expect(judged(told)).toEqual({
      ...hybrid,
      kind: 'token',
      state: 'client',
      carriers: ['header'],
      mechanisms: ['bearer-jwt'],
      decisive: ['access-token localStorage:token'],
    });
  });

  it("are the browser's own login and the session that it starts", () => {
    const told = story(SITE)
      .get('/')
      .answers(401, { 'WWW-Authenticate': 'Basic realm="here"' })
      .endsWith(200)
      .sets(`sid=${opaque('s')}; ${FLAGS}`)
      .get('/reports');

    expect(judged(told)).toEqual({
      ...hybrid,
      state: 'server',
      carriers: ['cookie', 'http-auth'],
      mechanisms: ['basic', 'session-cookie'],
      decisive: ['login http-auth:basic', 'session-id cookie:sid'],
    });
  });
});
